"""`unapplied-vote` finds votes that the list does not show, once votes are recorded."""

import pytest

from tests.drift.made_drift import LAMP, NO_VOTES, WIT, Told, dim_row, drift, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, LIST, since, unstable, wit
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck, MoveRow, Patch

RULE = "unapplied-vote"
NOTES = f"https://github.com/Own/notes/blob/{9:040x}/2025.md#L4"


def _world(*phases: int) -> MadeChronicle:
    """Return a list that has the lamp in one phase after another, a year each."""
    made = MadeChronicle()
    hub = made.branch(HUB)
    for number, phase in enumerate(phases):
        hub.commit(f"202{5 + number}-01-01", rows=[lamp_row(phase)])
    return made


def test_a_row_behind_its_vote_is_found_since_the_vote() -> None:
    made = _world(1)
    made.decide("lamp", "2025-03-01", Outcome.PASSED, 2, url=NOTES)
    assert told(made, RULE) == [
        Told(
            "lamp",
            "the vote of 2025-03-01 put Lamp into phase 2, and the list still has it in phase 1",
            "2025-03-01",
            ("proposal list: phase 1", "the vote on phase 2 of 2025-03-01 passed"),
        )
    ]
    (found,) = drift(made, RULE).findings
    assert found.patch == Patch(LIST, (MoveRow(5, "Lamp", 2, None),))


@pytest.mark.parametrize("phases", [(1, 2), (2,), (3,), (1, 2, 1)])
def test_what_the_list_shows_or_took_back_is_applied(phases: tuple[int, ...]) -> None:
    made = _world(*phases)
    made.decide("lamp", "2025-03-01", Outcome.PASSED, 2)
    assert told(made, RULE, "2028-01-01") == []


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.DEFERRED, Outcome.UNCLEAR])
def test_only_passed_votes_on_a_phase_count_and_the_last_one(outcome: Outcome) -> None:
    made = _world(1)
    made.decide("lamp", "2025-03-01", outcome, 2)
    made.decide("lamp", "2024-03-01", Outcome.PASSED, 1)
    made.decide("lamp", "2025-05-01", Outcome.PASSED, None)
    made.decide("kettle", "2025-05-01", Outcome.PASSED, 1)
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


@pytest.mark.parametrize(("stable", "found"), [(True, []), (False, ["lamp/lamp-dim"])])
def test_a_voted_amendment_without_a_row_is_found_until_it_is_stable(stable: bool, found: list[str]) -> None:
    made = _world(3)
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))})
    if stable:
        lamp.commit("2025-04-01", {WIT: wit("wasi:lamp@0.2.2", since("0.2.2", "types#dim"))})
    made.decide("lamp/lamp-dim", "2025-03-01", Outcome.PASSED, 3)
    assert [each.subject for each in told(made, RULE)] == found
    assert drift(made, "untracked-feature").findings == ()


def test_a_proposal_that_was_never_listed_has_no_row() -> None:
    made = _world(3)
    made.branch("Own/wasi-loom").commit("2025-02-01", {WIT: wit("wasi:loom@0.1.0")})
    made.decide("loom", "2025-03-01", Outcome.PASSED, 1)
    assert [each.message for each in told(made, RULE)] == [
        "the vote of 2025-03-01 put loom into phase 1, and the list has no row for it"
    ]


def test_while_no_vote_is_recorded_nobody_can_tell() -> None:
    assert unchecked(_world(1), RULE) == (CouldNotCheck(RULE, NO_VOTES),)
