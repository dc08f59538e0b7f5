"""`late-notes` finds decisions whose notes came, or come, later than a week after the meeting."""

import pytest

from tests.drift.made_ballots import ballot
from tests.drift.made_drift import NO_NOTES, Told, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck

RULE = "late-notes"


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row()])
    made.decide("lamp", "2026-03-05", Outcome.PASSED, 2)
    return made


def test_notes_that_came_late_are_found() -> None:
    late = ballot(published="2026-06-16T16:18", late=True)
    assert told(_world(), RULE, ballots=(late, late)) == [
        Told(
            "lamp",
            "the notes of the decision of 2026-03-05 came 103 days after the meeting: the rule is a week",
            "2026-03-05",
            ("the notes, as they came",),
        )
    ]


def test_notes_that_are_not_there_yet_are_found() -> None:
    (found,) = told(_world(), RULE, "2026-03-20", ballots=(ballot(published=None, late=True),))
    assert found.message == "the notes of the decision of 2026-03-05 are not there after 15 days: the rule is a week"


@pytest.mark.parametrize("late", [False, None])
def test_notes_in_time_or_not_due_are_in_order(late: bool | None) -> None:
    off = ballot(outcome=Outcome.DEFERRED, late=True)
    assert told(_world(), RULE, ballots=(ballot(late=late), off)) == []


def test_without_the_notes_of_meetings_nobody_can_tell() -> None:
    assert unchecked(_world(), RULE) == (CouldNotCheck(RULE, NO_NOTES),)
