"""The file of exceptions: what it may say, and one clear line for anything else."""

from datetime import date

import pytest

from tracker.drift.exceptions import ExceptionsError, load_exceptions, shipped_exceptions
from tracker.drift.findings import DeclaredException
from tracker.drift.rules import DRIFT_RULES

RULES = ("untracked-feature",)
GOOD = """
[[exception]]
rule = "untracked-feature"
subject = "lamp/lamp-dim"
reason = "It is filed\\n with the next change."
who = "Ada Author"
link = "https://example.org/1"
from = 2026-01-01
"""


def test_an_entry_is_read_with_and_without_an_end() -> None:
    first = DeclaredException(
        "untracked-feature",
        "lamp/lamp-dim",
        "It is filed with the next change.",
        "Ada Author",
        "https://example.org/1",
        date(2026, 1, 1),
    )
    second = f"{GOOD}until = 2026-03-01\n"
    assert [each.until for each in load_exceptions(GOOD + second, RULES)] == [None, date(2026, 3, 1)]
    assert load_exceptions(GOOD, RULES) == (first,)
    assert load_exceptions("# nothing\n", RULES) == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('who = "Ada Author"', "", "exception 1: who is missing"),
        ('who = "Ada Author"', 'who = " "', "exception 1: who must be a text"),
        ('who = "Ada Author"', "who = 1", "exception 1: who must be a text"),
        ("from = 2026-01-01", "", "exception 1: from is missing"),
        ("from = 2026-01-01", 'from = "today"', "exception 1: from must be a day, as 2026-01-31"),
        ("from = 2026-01-01", "from = 2026-01-01T00:00:00Z", "exception 1: from must be a day, as 2026-01-31"),
        ("from = 2026-01-01", "from = 2026-01-01\nuntil = 2026-01-01", "exception 1: it ends on 2026-01-01, before it"),
        ("from = 2026-01-01", "from = 2026-01-01\nwhen = 1", "exception 1: the key 'when' is not known"),
        ('"untracked-feature"', '"untracked"', "exception 1: there is no rule 'untracked'"),
        ("[[exception]]", "[[exceptions]]", "'exceptions' is not known; it holds [[exception]] only"),
        ("[[exception]]", "[exception]", "write every exception under [[exception]]"),
        ("[[exception]]", "[[exception]", "Expected"),
    ],
)
def test_anything_else_is_one_clear_line(old: str, new: str, reason: str) -> None:
    with pytest.raises(ExceptionsError) as caught:
        load_exceptions(GOOD.replace(old, new), RULES)
    assert str(caught.value).startswith(f"data/exceptions.toml: {reason}")
    assert "\n" not in str(caught.value)


def test_the_shipped_file_can_be_used() -> None:
    assert isinstance(shipped_exceptions(DRIFT_RULES), tuple)
