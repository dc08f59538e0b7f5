"""`unflipped-gate` finds gates that are still `@unstable` after the vote, once votes are recorded."""

import pytest

from tests.drift.made_drift import LAMP, NO_VOTES, WIT, Told, dim_row, drift, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, since, unstable, wit
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck
from tracker.facts import WitGate

RULE = "unflipped-gate"
DIM = unstable("lamp-dim", "types#dim")


def _world(*gates: WitGate, phase: int = 2) -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), dim_row(phase)])
    made.branch(LAMP).commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", *gates)})
    return made


def test_a_gate_is_found_since_the_vote() -> None:
    made = _world(DIM)
    made.decide("lamp/lamp-dim", "2025-03-01", Outcome.PASSED, 3)
    assert told(made, RULE) == [
        Told(
            "lamp/lamp-dim",
            "the vote of 2025-03-01 stabilized lamp-dim, and it is still @unstable on main of Own/wasi-lamp",
            "2025-03-01",
            ("main of Own/wasi-lamp: types#dim is @unstable(feature = lamp-dim)",),
        )
    ]


@pytest.mark.parametrize("gate", [since("0.2.1", "types#dim"), unstable("lamp-dim", "types#dim", queued=True)])
def test_a_stable_gate_and_one_that_is_queued_are_in_order(gate: WitGate) -> None:
    made = _world(gate)
    made.decide("lamp/lamp-dim", "2025-03-01", Outcome.PASSED, 3)
    assert told(made, RULE) == []


@pytest.mark.parametrize(("outcome", "phase"), [(Outcome.DEFERRED, 3), (Outcome.PASSED, 2)])
def test_only_a_passed_vote_on_phase_3_stabilizes(outcome: Outcome, phase: int) -> None:
    made = _world(DIM)
    made.decide("lamp/lamp-dim", "2025-03-01", outcome, phase)
    assert told(made, RULE) == []


def test_where_the_list_already_shows_the_vote_the_gate_is_told_once() -> None:
    made = _world(DIM, phase=3)
    made.decide("lamp/lamp-dim", "2025-03-01", Outcome.PASSED, 3)
    assert [each.subject for each in told(made, RULE)] == ["lamp/lamp-dim"]
    assert drift(made, "listed-as-stable").findings == ()


def test_while_no_vote_is_recorded_nobody_can_tell() -> None:
    assert unchecked(_world(DIM), RULE) == (CouldNotCheck(RULE, NO_VOTES),)
