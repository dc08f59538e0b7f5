"""Which requirement an id means on a day."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.impact import RequirementChoiceError, chosen
from tracker.process import Requirement
from tracker.standing import Criterion

OLD = Requirement(
    Criterion("tests", 2, "Tests", "There are tests.", "people", date(2030, 1, 1), "https://example.org/1"),
    until=date(2031, 1, 1),
)
NEW = Requirement(replace(OLD.criterion, in_effect=date(2031, 6, 1)))
DONE = replace(OLD, criterion=replace(OLD.criterion, id="sketch"))
THIRD = Requirement(replace(OLD.criterion, phase=3))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2029, 1, 1), OLD),
        (date(2030, 12, 31), OLD),
        (date(2031, 1, 1), NEW),
        (date(2032, 1, 1), NEW),
    ],
)
def test_a_requirement_is_that_of_the_day_or_the_next_to_come(day: date, expected: Requirement) -> None:
    assert chosen([NEW, OLD, DONE], "tests", None, day) == expected
    assert chosen([NEW, OLD, DONE, THIRD], "tests", 2, day) == expected


def test_one_that_counts_no_more_can_still_be_asked_about() -> None:
    assert chosen([OLD, DONE], "sketch", None, date(2040, 1, 1)) == DONE


@pytest.mark.parametrize(
    ("name", "phase", "told"),
    [
        ("tests", None, "phases 2 and 3 ask tests: say which with --phase"),
        ("tests", 1, "phase 1 does not ask tests: phase 2 and 3 does"),
        ("test", None, "there is no criterion 'test'; did you mean tests?"),
        ("oci", None, "there is no criterion 'oci'; there are tests"),
    ],
)
def test_what_is_not_clear_is_told_in_one_line(name: str, phase: int | None, told: str) -> None:
    with pytest.raises(RequirementChoiceError) as raised:
        chosen([OLD, THIRD], name, phase, date(2030, 1, 1))
    assert str(raised.value) == told
