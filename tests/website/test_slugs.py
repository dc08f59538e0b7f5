import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.website.slugs import distinct, slug

SAFE = re.compile(r"[a-z0-9-]*~[0-9a-f]{32}|[a-z0-9][a-z0-9-]*")
NAMES = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize("name", ["clocks", "i2c", "distributed-lock-service", "0", "a--b"])
def test_a_plain_name_is_its_own_slug(name: str) -> None:
    assert slug(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "a/b",
        "a\\b",
        "C:",
        "con",
        "nul",
        "index.html",
        "javascript:alert(1)",
        "-rf",
        "a~2",
        "Clocks",
        "clocks ",
        "clocks\n",
        "clocks\x00",
        "часы",
        "\u202eskcolc",
        "\ud800",
        "%2e%2e%2f",
        "?a=b#c",
        "n" * 100_000,
    ],
)
def test_any_other_name_becomes_one_short_segment_with_its_hash(name: str) -> None:
    made = slug(name)
    assert made != name
    assert SAFE.fullmatch(made)
    assert "~" in made
    assert len(made) <= 73


def test_a_slug_never_changes() -> None:
    assert slug("../Clocks") == "clocks~e4f141631ba211ac19f83bfd97ae54c6"


@given(NAMES, NAMES)
def test_two_names_never_share_a_slug(one: str, other: str) -> None:
    assert (slug(one) == slug(other)) == (one == other)


@given(NAMES)
def test_every_slug_is_safe_and_stays_apart_from_the_name_folded(name: str) -> None:
    assert SAFE.fullmatch(slug(name))
    assert slug(name) == slug(name).lower()
    if name.lower() != name:
        assert slug(name) != slug(name.lower())


@given(st.lists(NAMES, max_size=12))
def test_names_that_come_twice_are_told_apart(names: list[str]) -> None:
    made = list(distinct(slug(each) for each in names))
    assert len(set(made)) == len(names)


def test_the_first_of_equal_names_keeps_its_slug() -> None:
    assert list(distinct(["a", "b", "a", "a"])) == ["a", "b", "a~2", "a~3"]
