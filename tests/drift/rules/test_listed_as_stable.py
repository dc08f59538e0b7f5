"""`listed-as-stable` finds amendments in phase 3 or higher whose gate says otherwise."""

import pytest

from tests.drift.made_drift import LAMP, WIT, Told, dim_row, lamp_row, told
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, since, unstable, wit

RULE = "listed-as-stable"
GATED = wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))


def test_an_unstable_amendment_in_phase_3_is_found_since_it_was_put_there() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2025-01-01", rows=[lamp_row(), dim_row(2)])
    made.branch(LAMP).commit("2025-02-01", {WIT: GATED})
    hub.commit("2025-03-01", rows=[lamp_row(), dim_row(3)])
    assert told(made, RULE) == [
        Told(
            "lamp/lamp-dim",
            "the list has Lamp: Dim in phase 3, and lamp-dim is still @unstable on main of Own/wasi-lamp",
            "2025-03-01",
            ("proposal list: phase 3", "main of Own/wasi-lamp: types#dim is @unstable(feature = lamp-dim)"),
        )
    ]
    assert told(made, RULE, "2025-02-15") == []


@pytest.mark.parametrize("content", [wit("wasi:lamp@0.2.2", since("0.2.2", "types#dim")), wit("wasi:lamp@0.2.0")])
def test_one_without_an_unstable_gate_is_no_finding(content: object) -> None:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), dim_row(3)])
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: GATED})
    lamp.commit("2025-03-01", {WIT: content})  # type: ignore[dict-item]
    assert told(made, RULE) == []
