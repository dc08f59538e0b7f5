"""`queued-without-vote` finds `@stabilize-next` without a passed vote, once votes are recorded."""

from tests.drift.made_drift import LAMP, NO_VOTES, WIT, Told, dim_row, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, unstable, wit
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck

RULE = "queued-without-vote"


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), dim_row()])
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))})
    lamp.commit("2025-03-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim", queued=True))})
    lamp.commit("2025-04-01", {WIT: wit("wasi:lamp@0.2.2", unstable("lamp-dim", "types#dim", line=9, queued=True))})
    return made


def test_a_queued_gate_without_a_vote_is_found_since_it_was_queued() -> None:
    made = _world()
    made.decide("lamp/lamp-dim", "2025-02-20", Outcome.FAILED, 3)
    assert told(made, RULE) == [
        Told(
            "lamp/lamp-dim",
            "lamp-dim is queued for the next release on main of Own/wasi-lamp, and no passed vote on it is recorded",
            "2025-03-01",
            ("main of Own/wasi-lamp: types#dim is @unstable(feature = lamp-dim)", "proposal list: phase 2"),
        )
    ]
    assert told(made, RULE, "2025-02-25") == []


def test_a_passed_vote_is_enough() -> None:
    made = _world()
    made.decide("lamp/lamp-dim", "2025-02-20", Outcome.PASSED, 3)
    assert told(made, RULE) == []


def test_while_no_vote_is_recorded_nobody_can_tell() -> None:
    assert unchecked(_world(), RULE) == (CouldNotCheck(RULE, NO_VOTES),)
