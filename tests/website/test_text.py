from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from markupsafe import Markup

from tracker.website.pages import Moment, When
from tracker.website.text import (
    clean,
    clip,
    counted,
    dated,
    day,
    folder_address,
    left,
    moment,
    repository_address,
    revision_address,
    sentence,
    web_address,
    when,
)

REVISION = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://github.com/a/b#L1", "https://github.com/a/b#L1"),
        ("http://example.org/?a=b&c=d", "http://example.org/?a=b&c=d"),
        ("HTTPS://example.org/", "HTTPS://example.org/"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/%20", "https://example.org/%20"),
        ("https://example.org/100%/%zz", "https://example.org/100%25/%25zz"),
        ("https://example.org/?#a#L1", "https://example.org/?#a%23L1"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
    ],
)
def test_an_address_of_the_web_is_linked(url: str, address: str) -> None:
    assert web_address(url) == address


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/",
        "/etc",
        "../index.html",
        "https:",
        "https:///path",
        "https://[",
        "https://github.com@example.org/",
        "https:\\\\example.org",
        "https://example.org/\u202e",
        "https://example.org/\ud800",
        "https://example.org/" + "a" * 100_000,
    ],
)
def test_any_other_address_is_not(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        ("a\u202eb\u2066c\u2069\u200fd\u061ce", "abcde"),
        ("a\x00b\x07c\x9fd\x7fe", "abcde"),
        ("a\ud800b\ufffec\ufdd0d\U0010ffffe", "abcde"),
        ("line\nline\ttab", "line\nline\ttab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 3_000, "x" * 1_999 + "…"),
        (3, 3),
    ],
)
def test_only_what_may_be_shown_is_shown(value: object, shown: object) -> None:
    assert clean(value) == shown


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    assert (clip("a" * 200), clip("a" * 201)) == ("a" * 200, "a" * 199 + "…")


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("WebAssembly/wasi-clocks", "https://github.com/WebAssembly/wasi-clocks"),
        ("WebAssembly/..", None),
        ("WebAssembly", None),
        ("a/b/c", None),
        ("a/b?c", None),
        ("javascript:alert(1)/x", None),
        ("-/x", None),
        ("é/x", None),
    ],
)
def test_only_what_can_be_a_repository_has_an_address(repository: str, address: str | None) -> None:
    assert repository_address(repository) == address


def test_a_commit_and_a_folder_have_addresses_at_the_revision() -> None:
    assert revision_address("a/b", REVISION) == f"https://github.com/a/b/commit/{REVISION}"
    assert revision_address("a/b", "main") is None
    assert folder_address("a/b", REVISION, "x y/z") == f"https://github.com/a/b/tree/{REVISION}/x%20y/z"
    assert folder_address("a/b", REVISION, "") == f"https://github.com/a/b/tree/{REVISION}"
    assert folder_address("a/b", None, "x") == "https://github.com/a/b"
    assert folder_address("a/b", REVISION, "../c") == "https://github.com/a/b"
    assert folder_address("a", REVISION, "x") is None


def test_a_moment_is_said_in_utc() -> None:
    local = datetime(2026, 7, 21, 1, 5, 9, tzinfo=timezone(timedelta(hours=2)))
    assert moment(local) == Moment("2026-07-20T23:05:09+00:00", "20 July 2026", "23:05 UTC")
    assert moment(datetime(2026, 12, 1, tzinfo=UTC)).day == "1 December 2026"
    assert day(date(2023, 9, 7)) == "7 September 2023"


def test_a_count_agrees_with_its_noun() -> None:
    assert [counted(n, "proposal") for n in (0, 1, 2_000)] == ["0 proposals", "1 proposal", "2,000 proposals"]
    assert counted(2, "repository", "repositories") == "2 repositories"


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (2, "in 2 days"), (-2, "2 days ago"), (1_500, "in 1,500 days")],
)
def test_how_far_a_day_is_is_said_as_people_say_it(days: int, said: str) -> None:
    assert left(days) == said


def test_a_day_is_seen_from_today_in_utc() -> None:
    late = datetime(2026, 7, 21, 1, 5, tzinfo=timezone(timedelta(hours=2)))
    assert when(late, date(2026, 7, 21)) == When("2026-07-20", "20 July 2026", "yesterday")
    assert when(date(2026, 8, 4), date(2026, 7, 21)) == When("2026-08-04", "4 August 2026", "in 14 days")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no vote on it is recorded", "No vote on it is recorded"),
        ("documented", "Documented"),
        ("wasi:io@0.2.6 is at phase 3", "wasi:io@0.2.6 is at phase 3"),
        ("wit/a.wit is not there", "wit/a.wit is not there"),
        ("i2c is quiet", "i2c is quiet"),
        ("Already", "Already"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_unless_a_name_does_not(text: str, said: str) -> None:
    assert sentence(text) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("asked on 2026-06-25, by 2026-07-01.", "asked on <span>2026-06-25</span>, by <span>2026-07-01</span>."),
        ("(2026-06-25)", "(<span>2026-06-25</span>)"),
        ("0.3.0-rc-2026-03-15 and lamp-2026-03-15", "0.3.0-rc-2026-03-15 and lamp-2026-03-15"),
        ("12026-06-25, 2026-06-251, v2026-06-25", "12026-06-25, 2026-06-251, v2026-06-25"),
        ("<b>2026-06-25</b>", "&lt;b&gt;<span>2026-06-25</span>&lt;/b&gt;"),
        ("nothing", "nothing"),
    ],
)
def test_a_day_in_a_sentence_stays_on_its_line(text: str, shown: str) -> None:
    found = dated(text)
    assert (type(found), str(found)) == (Markup, shown.replace("<span>", '<span class="date">'))


def test_only_text_has_days() -> None:
    assert (dated(None), dated(Markup("<i>2026-06-25</i>"))) == (None, Markup("<i>2026-06-25</i>"))
