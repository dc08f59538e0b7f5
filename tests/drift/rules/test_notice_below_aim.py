"""`notice-below-aim` finds votes that were announced later than the chairs aim for."""

from datetime import timedelta

import pytest

from tests.drift.made_ballots import ballot
from tests.drift.made_drift import NO_NOTES, Told, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB
from tracker.ballots.standing import Kept
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck

RULE = "notice-below-aim"


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row()])
    made.decide("lamp", "2026-03-05", Outcome.PASSED, 2)
    return made


def test_a_vote_that_keeps_the_rule_and_misses_the_aim_is_found() -> None:
    assert told(_world(), RULE, ballots=(ballot(notice=timedelta(days=6, hours=3), aim=Kept.BROKEN),)) == [
        Told(
            "lamp",
            "the vote of 2026-03-05 was put on the agenda 6 days ahead: the chairs aim for seven days",
            "2026-03-05",
            ("the agenda, since 2026-02-27 13:00 UTC",),
        )
    ]


@pytest.mark.parametrize(
    ("rule", "aim", "found"),
    [
        (Kept.EXEMPT, Kept.BROKEN, 1),
        (Kept.UNKNOWN, Kept.BROKEN, 1),
        (Kept.BROKEN, Kept.BROKEN, 0),
        (Kept.KEPT, Kept.KEPT, 0),
        (Kept.KEPT, Kept.UNKNOWN, 0),
        (Kept.KEPT, Kept.EXEMPT, 0),
    ],
)
def test_what_breaks_the_rule_is_told_there(rule: Kept, aim: Kept, found: int) -> None:
    assert len(told(_world(), RULE, ballots=(ballot(rule=rule, aim=aim),))) == found


def test_without_the_notes_of_meetings_nobody_can_tell() -> None:
    assert unchecked(_world(), RULE) == (CouldNotCheck(RULE, NO_NOTES),)
