"""`unvoted-stabilization` finds what became stable without a passed vote, once votes are recorded."""

import pytest

from tests.drift.made_drift import LAMP, NO_VOTES, WIT, Told, dim_row, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, since, unstable, wit
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck

RULE = "unvoted-stabilization"


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), dim_row()])
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))})
    lamp.commit("2025-03-01", {WIT: wit("wasi:lamp@0.2.2", since("0.2.2", "types#dim"))})
    return made


def test_what_became_stable_without_a_vote_is_found_since_that_day() -> None:
    made = _world()
    made.decide("kettle", "2025-01-15", Outcome.PASSED, 2)
    made.decide("lamp/lamp-dim", "2025-01-16", Outcome.DEFERRED, 3, url=f"https://github.com/a/b/blob/{1:040x}/m.md#L4")
    assert told(made, RULE) == [
        Told(
            "lamp/lamp-dim",
            "Lamp: Dim became stable since 0.2.2 on 2025-03-01, and no passed vote on it is recorded",
            "2025-03-01",
            (
                "main of Own/wasi-lamp: types#dim is @since(version = 0.2.2)",
                "the vote on phase 3 of 2025-01-16 deferred",
            ),
        )
    ]


@pytest.mark.parametrize(("phase", "found"), [(3, 0), (None, 0), (2, 1)])
def test_a_passed_vote_on_phase_3_or_on_no_phase_in_words_is_enough(phase: int | None, found: int) -> None:
    made = _world()
    made.decide("lamp/lamp-dim", "2025-02-15", Outcome.PASSED, phase)
    assert len(told(made, RULE)) == found


def test_while_no_vote_is_recorded_nobody_can_tell() -> None:
    assert unchecked(_world(), RULE) == (CouldNotCheck(RULE, NO_VOTES),)
