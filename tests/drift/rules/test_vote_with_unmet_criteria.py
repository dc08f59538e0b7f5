"""`vote-with-unmet-criteria` finds votes that were held while the files of that day left a requirement unmet."""

from datetime import datetime
from typing import Any

import pytest

from tests.drift.made_ballots import ballot
from tests.drift.made_drift import LAMP, NO_NOTES, Told, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB
from tracker.ballots.standing import VoteStanding
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck
from tracker.facts import RepositoryName, Revision
from tracker.permalink import evidence
from tracker.standing import CriterionResult, CriterionStatus

RULE = "vote-with-unmet-criteria"


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row()])
    made.decide("lamp", "2026-03-05", Outcome.PASSED, 2)
    return made


def _judged(status: CriterionStatus = CriterionStatus.UNMET, subject: str = "lamp") -> dict[str, Any]:
    """Return what judges the lamp: its overview has a status."""
    place = evidence(RepositoryName(LAMP), Revision(f"{3:040x}"), "README.md", None)

    def judge(asked: str, phase: int, day: datetime) -> tuple[CriterionResult, ...] | None:
        assert (phase, f"{day:%Y-%m-%d}") == (2, "2026-03-05")
        found = (CriterionResult("overview", 2, status, "there is no README.md", (place,)),)
        return found if asked == subject else None

    return {"judged_at": judge}


def test_a_vote_in_spite_of_an_unmet_requirement_is_found() -> None:
    assert told(_world(), RULE, ballots=(ballot(),), **_judged()) == [
        Told(
            "lamp",
            "the vote of 2026-03-05 on phase 2 passed while it did not meet overview (there is no README.md)",
            "2026-03-05",
            ("overview: there is no README.md",),
        )
    ]


@pytest.mark.parametrize("status", [each for each in CriterionStatus if each is not CriterionStatus.UNMET])
def test_what_is_met_waived_or_unknown_is_no_finding(status: CriterionStatus) -> None:
    assert told(_world(), RULE, ballots=(ballot(),), **_judged(status)) == []


@pytest.mark.parametrize(
    "vote",
    [ballot(outcome=Outcome.DEFERRED), ballot(outcome=Outcome.UNCLEAR), ballot(phase=1), ballot(phase=None)],
)
def test_votes_that_were_not_held_or_ask_for_nothing_that_files_tell_are_not_judged(vote: VoteStanding) -> None:
    assert told(_world(), RULE, ballots=(vote,), **_judged()) == []


def test_a_subject_that_nothing_knew_that_day_is_told() -> None:
    assert unchecked(_world(), RULE, ballots=(ballot(),), **_judged(subject="loom")) == (
        CouldNotCheck(RULE, "what lamp looked like on the day of the vote is not recorded", ("lamp",)),
    )


def test_without_the_notes_of_meetings_nobody_can_tell() -> None:
    assert unchecked(_world(), RULE) == (CouldNotCheck(RULE, NO_NOTES),)
