"""`repeated-row` finds a row that stands twice, and takes out the one that does not count."""

from tests.drift.made_drift import Told, drift, lamp_row, told
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, github, row
from tracker.drift.findings import Patch, RemoveRow

RULE = "repeated-row"


def _world() -> MadeChronicle:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2025-01-01", rows=[lamp_row(2, line=20)])
    hub.commit("2025-03-01", rows=[lamp_row(3, line=10), lamp_row(2, line=21)])
    hub.commit("2025-04-01", rows=[lamp_row(3, line=11), lamp_row(2, line=22)])
    return made


def test_a_row_left_behind_in_another_phase_is_found_since_both_stand() -> None:
    made = _world()
    assert told(made, RULE) == [
        Told(
            "lamp",
            "the list has Lamp twice: in phase 3 at line 11, and in phase 2 at line 22",
            "2025-03-01",
            ("proposal list: phase 3", "proposal list: phase 2"),
        )
    ]
    assert told(made, RULE, "2025-02-01") == []


def test_the_patch_removes_the_row_that_does_not_count() -> None:
    (finding,) = drift(_world(), RULE).findings
    assert finding.patch == Patch("docs/List.md", (RemoveRow(22, "Lamp"),))
    assert finding.fix == "take out the row at line 22, or the other one if the lower phase is right"


def test_rows_of_one_title_that_link_elsewhere_are_two_proposals() -> None:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), row(1, "Lamp", github("Own/other-lamp"), line=30)])
    assert told(made, RULE) == []
