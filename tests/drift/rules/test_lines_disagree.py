"""`lines-disagree` finds amendments that are stable on one carried line and unstable on another."""

from tests.drift.made_drift import LAMP, WIT, Told, dim_row, lamp_row, told
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, since, unstable, wit

RULE = "lines-disagree"
DRAFT = "wit-0.3.0-draft/types.wit"


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), dim_row()])
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))})
    lamp.commit("2025-03-01", {DRAFT: wit("wasi:lamp@0.3.0-draft", unstable("lamp-dim", "types#dim"))})
    lamp.commit("2025-04-01", {WIT: wit("wasi:lamp@0.2.2", since("0.2.2", "types#dim"))})
    lamp.tag("v0.2.2", "2025-04-02")
    lamp.commit("2025-06-01", {DRAFT: wit("wasi:lamp@0.3.0-draft", since("0.3.0", "types#dim"))})
    return made


def test_two_folders_that_disagree_are_found_since_the_first_became_stable() -> None:
    assert told(_world(), RULE, "2025-05-01") == [
        Told(
            "lamp/lamp-dim",
            "Lamp: Dim is released on 0.2 (main of Own/wasi-lamp) in 0.2.2, and still @unstable on 0.3 "
            "(main of Own/wasi-lamp)",
            "2025-04-01",
            ("line 0.2: wasi:lamp/types#dim is released", "line 0.3: wasi:lamp/types#dim is landed"),
        )
    ]


def test_before_and_after_the_lines_agree() -> None:
    assert (told(_world(), RULE, "2025-03-15"), told(_world(), RULE)) == ([], [])


def test_two_branches_that_disagree_are_found() -> None:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), dim_row()])
    lamp = made.branch(LAMP)
    lamp.commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))})
    old = lamp.fork("wasi-0.2")
    lamp.commit("2025-03-01", {WIT: wit("wasi:lamp@0.3.0", unstable("lamp-dim", "types#dim"))})
    old.commit("2025-04-01", {WIT: wit("wasi:lamp@0.2.2", since("0.2.2", "types#dim"))})
    (found,) = told(made, RULE)
    assert (found.subject, found.since) == ("lamp/lamp-dim", "2025-04-01")


def test_a_copy_in_a_repository_that_it_left_does_not_count() -> None:
    made = _world()
    hub = made.branches[0]
    hub.commit("2025-04-15", {"proposals/lamp/wit/types.wit": wit("wasi:lamp@0.2.3", since("0.2.2", "types#dim"))})
    assert told(made, RULE, "2025-05-01") == []
