"""Exceptions of entry requirements: what the file may say, and one clear line for anything else."""

from datetime import date

import pytest

from tracker.checks.excepted import CriterionException
from tracker.checks.exceptions_toml import ExceptionsError, load_criterion_exceptions, shipped_criterion_exceptions
from tracker.drift.exceptions import load_exceptions
from tracker.process import shipped_process

ASKED = {("wit", 2), ("dependencies", 3)}
GOOD = """
[[exception]]
criterion = "wit"
phase = 2
subject = "lamp"
reason = "Its host\\n comes first."
who = "Ada Author"
link = "https://example.org/1"
from = 2026-01-01
until = 2026-03-01
"""
RULE = """
[[exception]]
rule = "untracked-feature"
subject = "lamp/lamp-dim"
reason = "It is filed with the next change."
who = "Ada Author"
link = "https://example.org/1"
from = 2026-01-01
"""


def test_entries_of_both_kinds_stand_in_one_file() -> None:
    assert load_criterion_exceptions(RULE + GOOD, ASKED) == (
        CriterionException(
            "wit",
            2,
            "lamp",
            "Its host comes first.",
            "Ada Author",
            "https://example.org/1",
            date(2026, 1, 1),
            date(2026, 3, 1),
        ),
    )
    assert [each.rule for each in load_exceptions(RULE + GOOD, ("untracked-feature",))] == ["untracked-feature"]
    assert load_criterion_exceptions("# nothing\n", ASKED) == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('who = "Ada Author"', "", "exception 1: who is missing"),
        ('criterion = "wit"', "", "exception 1: criterion is missing"),
        ('criterion = "wit"\nphase = 2', "", "exception 1: rule is missing, or a criterion and its phase"),
        ('criterion = "wit"', "criterion = 1", "exception 1: criterion must be a text"),
        ('criterion = "wit"', 'criterion = "wti"', "exception 1: phase 2 has no criterion 'wti'"),
        ("phase = 2", "", "exception 1: phase is missing"),
        ("phase = 2", "phase = true", "exception 1: phase must be a whole number"),
        ("phase = 2", "phase = 3", "exception 1: phase 3 has no criterion 'wit'"),
        ("phase = 2", 'phase = 2\nrule = "x"', "exception 1: give either a rule, or a criterion and its phase"),
        ("until = 2026-03-01", "until = 2025-03-01", "exception 1: it ends on 2025-03-01, before it begins"),
        ("until = 2026-03-01", "till = 2026-03-01", "exception 1: the key 'till' is not known"),
    ],
)
def test_anything_else_is_one_clear_line(old: str, new: str, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(ExceptionsError) as caught:
        load_criterion_exceptions(GOOD.replace(old, new), ASKED)
    assert str(caught.value) == f"data/exceptions.toml: {reason}"


def test_the_shipped_file_can_be_used() -> None:
    assert isinstance(shipped_criterion_exceptions(shipped_process()), tuple)
