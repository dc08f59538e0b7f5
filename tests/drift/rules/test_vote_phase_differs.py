"""`vote-phase-differs` finds rows behind or ahead of the last passed vote, once votes are recorded."""

import pytest

from tests.drift.made_drift import LAMP, NO_VOTES, WIT, Told, dim_row, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, since, unstable, wit
from tracker.chronicle import Outcome
from tracker.drift import CouldNotCheck

RULE = "vote-phase-differs"
NOTES = f"https://github.com/Own/notes/blob/{9:040x}/2025.md#L4"


def _world(phase: int = 1) -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(phase)])
    return made


def test_a_row_behind_its_vote_is_found_since_the_vote() -> None:
    made = _world()
    made.decide("lamp", "2025-03-01", Outcome.PASSED, 2, url=NOTES)
    assert told(made, RULE) == [
        Told(
            "lamp",
            "the list has Lamp in phase 1, behind its last passed vote: phase 2 on 2025-03-01",
            "2025-03-01",
            ("proposal list: phase 1", "the vote on phase 2 of 2025-03-01 passed"),
        )
    ]


def test_a_row_ahead_of_its_vote_is_found_since_the_row() -> None:
    made = _world(2)
    made.decide("lamp", "2024-03-01", Outcome.PASSED, 1)
    (found,) = told(made, RULE)
    assert (found.message, found.since) == (
        "the list has Lamp in phase 2, ahead of its last passed vote: phase 1 on 2024-03-01",
        "2025-01-01",
    )


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.DEFERRED, Outcome.UNCLEAR])
def test_only_passed_votes_on_a_phase_count_and_the_last_one(outcome: Outcome) -> None:
    made = _world()
    made.decide("lamp", "2025-03-01", outcome, 2)
    made.decide("lamp", "2024-03-01", Outcome.PASSED, 1)
    made.decide("lamp", "2024-02-01", Outcome.PASSED, 0)
    made.decide("lamp", "2025-05-01", Outcome.PASSED, None)
    assert told(made, RULE) == []


@pytest.mark.parametrize(("stable", "found"), [(False, []), (True, ["lamp/lamp-dim"])])
def test_a_voted_amendment_stays_filed_until_nothing_gates_it(stable: bool, found: list[str]) -> None:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), dim_row()])
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))})
    if stable:
        lamp.commit("2025-04-01", {WIT: wit("wasi:lamp@0.2.2", since("0.2.2", "types#dim"))})
    made.decide("lamp/lamp-dim", "2025-03-01", Outcome.PASSED, 3)
    assert [each.subject for each in told(made, RULE)] == found


def test_while_no_vote_is_recorded_nobody_can_tell() -> None:
    assert unchecked(_world(), RULE) == (CouldNotCheck(RULE, NO_VOTES),)
