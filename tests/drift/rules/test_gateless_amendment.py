"""`gateless-amendment` finds rows without a gate, and tells them from what cannot be judged."""

from tests.drift.made_drift import LAMP, WIT, Told, dim_row, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, since, unstable, wit
from tracker.drift.findings import CouldNotCheck

RULE = "gateless-amendment"
PLAIN = wit("wasi:lamp@0.2.0")
GATED = wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-02-01", rows=[lamp_row(), dim_row()])
    return made


def test_an_amendment_that_no_branch_ever_gated_is_found_since_it_was_filed() -> None:
    made = _world()
    made.branch(LAMP).commit("2025-01-01", {WIT: PLAIN})
    assert told(made, RULE) == [
        Told(
            "lamp/dim",
            "the list tracks Lamp: Dim in phase 2, and no branch has a gate for it; no branch ever had one",
            "2025-02-01",
            ("proposal list: Lamp: Dim, phase 2",),
        )
    ]


def test_one_whose_gate_left_is_found_since_then() -> None:
    made = _world()
    lamp = made.branch(LAMP)
    lamp.commit("2025-01-01", {WIT: GATED})
    lamp.commit("2025-06-01", {WIT: PLAIN})
    assert told(made, RULE) == [
        Told(
            "lamp/lamp-dim",
            "the list tracks Lamp: Dim in phase 2, and no branch has a gate for it; "
            "the last one left main of Own/wasi-lamp on 2025-06-01",
            "2025-06-01",
            (
                "proposal list: Lamp: Dim, phase 2",
                "main of Own/wasi-lamp: types#dim was @unstable(feature = lamp-dim)",
            ),
        )
    ]


def test_one_that_became_stable_is_none() -> None:
    made = _world()
    lamp = made.branch(LAMP)
    lamp.commit("2025-01-01", {WIT: GATED})
    lamp.commit("2025-06-01", {WIT: wit("wasi:lamp@0.2.2", since("0.2.2", "types#dim"))})
    assert told(made, RULE) == []


def test_a_gate_on_a_release_branch_is_enough() -> None:
    made = _world()
    lamp = made.branch(LAMP)
    lamp.commit("2025-01-01", {WIT: GATED})
    lamp.fork("wasi-0.2").commit("2025-05-01", {"b.wit": None})
    lamp.commit("2025-06-01", {WIT: PLAIN})
    assert told(made, RULE) == []


def test_where_the_home_was_not_read_nobody_can_tell() -> None:
    assert unchecked(_world(), RULE) == (
        CouldNotCheck(RULE, "lamp/dim: Own/wasi-lamp was not read, which would hold its gate", ("lamp/dim",)),
    )
