"""`untracked-feature` finds gates without a row, says whether there ever was one, and since when there is none."""

import pytest

from tests.drift.made_drift import LAMP, WIT, Told, dim_row, drift, lamp_row, told
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, github, row, since, unstable, wit
from tracker.chronicle import Outcome
from tracker.drift.findings import InsertRow

RULE = "untracked-feature"
GATED = wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))
GATE = "main of Own/wasi-lamp: types#dim is @unstable(feature = lamp-dim)"


def _world() -> MadeChronicle:
    """Tracked from February to April, gated since March."""
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2025-01-01", rows=[lamp_row()])
    hub.commit("2025-02-01", rows=[lamp_row(), dim_row()])
    made.branch(LAMP).commit("2025-03-01", {WIT: GATED})
    hub.commit("2025-04-01", rows=[lamp_row(line=6)])
    return made


def test_a_feature_whose_row_left_the_list_is_found_since_that_day() -> None:
    assert told(_world(), RULE) == [
        Told(
            "lamp/lamp-dim",
            "lamp-dim is @unstable in lamp on main of Own/wasi-lamp, and its row left the proposal list on 2025-04-01",
            "2025-04-01",
            (GATE, "proposal list, before: Lamp: Dim, phase 2", "proposal list, now: only Lamp, phase 3"),
        )
    ]


def test_the_row_is_looked_up_at_the_last_commit_that_had_it() -> None:
    (finding,) = drift(_world(), RULE).findings
    assert [each.url for each in finding.evidence] == [
        f"https://github.com/Own/wasi-lamp/blob/{3:040x}/wit/types.wit#L3",
        f"https://github.com/Own/hub/blob/{2:040x}/docs/List.md#L9",
        f"https://github.com/Own/hub/blob/{4:040x}/docs/List.md#L6",
    ]


def test_while_the_row_stands_nothing_is_found() -> None:
    assert told(_world(), RULE, "2025-03-15") == []


def test_a_feature_that_the_list_never_had_is_found_since_its_gate_landed() -> None:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row()])
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.0")})
    lamp.commit("2025-03-01", {WIT: GATED})
    lamp.commit("2025-05-01", {WIT: wit("wasi:lamp@0.2.2", unstable("lamp-dim", "types#dim", line=8))})
    (found,) = told(made, RULE)
    assert (found.message, found.since) == (
        "lamp-dim is @unstable in lamp on main of Own/wasi-lamp, and the proposal list never had a row for it",
        "2025-03-01",
    )


def test_a_gate_counts_only_since_its_proposal_is_at_phase_3() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2025-01-01", rows=[lamp_row(2)])
    made.branch(LAMP).commit("2025-02-01", {WIT: GATED})
    hub.commit("2025-06-01", rows=[lamp_row(3)])
    assert (told(made, RULE, "2025-05-01"), [each.since for each in told(made, RULE)]) == ([], ["2025-06-01"])


def test_a_release_branch_and_the_registry_carry_gates_as_well() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2025-01-01", {"old/lamp/types.wit": GATED}, rows=[lamp_row()])
    hub.fork("wasi-0.2").commit("2025-02-01", {"note.md": None})
    hub.commit("2025-03-01", {"old/lamp/types.wit": None})
    (found,) = told(made, RULE)
    assert found.message.startswith("lamp-dim is @unstable in lamp on wasi-0.2 of Own/hub, and the proposal list never")


@pytest.mark.parametrize("place", ["pull", "elsewhere"])
def test_pull_requests_and_copies_in_other_repositories_do_not_count(place: str) -> None:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), row(1, "Kettle", github("Own/wasi-kettle"), line=12)])
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.0")})
    if place == "pull":
        lamp.pull(4).commit("2025-03-01", {WIT: GATED})
    else:
        made.branch("Own/wasi-kettle").commit(
            "2025-03-01", {"wit/a.wit": wit("wasi:kettle@0.1.0"), "copy/lamp.wit": GATED}
        )
    assert told(made, RULE) == []


def test_what_is_stable_on_another_line_is_the_matter_of_another_rule() -> None:
    made = _world()
    lamp = next(each for each in made.branches if each.branch.repository == LAMP)
    old = lamp.fork("wasi-0.2")
    old.commit("2025-05-01", {WIT: wit("wasi:lamp@0.2.2", since("0.2.2", "types#dim"))})
    lamp.commit("2025-05-02", {WIT: wit("wasi:lamp@0.3.0", unstable("lamp-dim", "types#dim"))})
    made.decide("lamp/lamp-dim", "2025-04-20", Outcome.PASSED, 3)
    assert (told(made, RULE), [each.subject for each in told(made, "lines-disagree")]) == ([], ["lamp/lamp-dim"])


def test_the_patch_files_the_former_row_again_below_the_other_amendments() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    blink = row(2, "Lamp: Blink", github(LAMP), line=8)
    hub.commit("2025-01-01", rows=[lamp_row(), blink, dim_row(line=9), row(2, "Kettle", github("Own/k"), line=10)])
    made.branch(LAMP).commit("2025-01-02", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim"), unstable("lamp-blink"))})
    hub.commit("2025-04-01", rows=[lamp_row(), blink, row(2, "Kettle", github("Own/k"), line=9)])
    (finding,) = drift(made, RULE).findings
    assert finding.patch is not None
    assert (finding.patch.path, finding.patch.edits) == (
        "docs/List.md",
        (InsertRow(2, 8, "Lamp: Dim", ("Cleo Coder",), 5, "Lamp"),),
    )


def test_the_patch_makes_a_title_and_names_the_parents_champions_where_there_was_no_row() -> None:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row()])
    made.branch(LAMP).commit("2025-01-02", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim-by-hand"))})
    (finding,) = drift(made, RULE).findings
    assert finding.patch is not None
    assert finding.patch.edits == (InsertRow(2, None, "Lamp: Dim By Hand", ("Ada Author",), 5, "Lamp"),)
