"""`short-notice` finds votes that were announced less than 24 hours ahead."""

from datetime import timedelta

import pytest

from tests.drift.made_ballots import ballot
from tests.drift.made_drift import NO_NOTES, Told, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB
from tracker.ballots.standing import Kept
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck
from tracker.voting import Method

RULE = "short-notice"


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row()])
    made.decide("lamp", "2026-03-05", Outcome.PASSED, 2)
    return made


def test_a_vote_that_breaks_the_rule_is_found() -> None:
    short = ballot(notice=timedelta(hours=5, minutes=30), rule=Kept.BROKEN)
    assert told(_world(), RULE, ballots=(short,)) == [
        Told(
            "lamp",
            "the vote of 2026-03-05 was put on the agenda 5 hours ahead: the rule is at least 24 hours",
            "2026-03-05",
            ("the agenda, since 2026-03-05 10:30 UTC",),
        )
    ]


@pytest.mark.parametrize(
    ("notice", "words"),
    [(None, "was on no version of the agenda"), (timedelta(-1), "was put on the agenda after the meeting began")],
)
def test_how_it_was_announced_is_told(notice: timedelta | None, words: str) -> None:
    (found,) = told(_world(), RULE, ballots=(ballot(notice=notice, rule=Kept.BROKEN),))
    assert words in found.message


@pytest.mark.parametrize("rule", [Kept.KEPT, Kept.EXEMPT])
def test_votes_that_keep_the_rule_or_need_not_are_in_order(rule: Kept) -> None:
    assert told(_world(), RULE, ballots=(ballot(rule=rule),)) == []


def test_votes_that_were_put_off_and_straw_polls_decide_nothing() -> None:
    off = ballot(outcome=Outcome.DEFERRED, rule=Kept.BROKEN)
    straw = ballot(method=Method.STRAW_POLL, rule=Kept.BROKEN)
    assert told(_world(), RULE, ballots=(off, straw)) == []


def test_what_cannot_be_told_is_said_once() -> None:
    unknown = ballot(rule=Kept.UNKNOWN)
    assert unchecked(_world(), RULE, ballots=(unknown, unknown)) == (
        CouldNotCheck(RULE, "when the votes on lamp were put on the agenda cannot be told", ("lamp",)),
    )


def test_without_the_notes_of_meetings_nobody_can_tell() -> None:
    assert unchecked(_world(), RULE) == (CouldNotCheck(RULE, NO_NOTES),)
