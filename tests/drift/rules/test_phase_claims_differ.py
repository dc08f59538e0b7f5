"""`phase-claims-differ` finds READMEs that claim another phase than the list."""

from tests.drift.made_drift import LAMP, WIT, Told, lamp_row, readme, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, github, row, wit
from tracker.drift.findings import CouldNotCheck
from tracker.facts import Document

RULE = "phase-claims-differ"


def _world(*claims: tuple[str, int | None]) -> MadeChronicle:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2025-01-01", rows=[lamp_row(1)])
    hub.commit("2025-04-01", rows=[lamp_row(2)])
    lamp = made.branch(LAMP)
    lamp.commit("2024-01-01", {WIT: wit("wasi:lamp@0.1.0")})
    for day, phase in claims:
        lamp.commit(day, {"README.md": readme(phase)})
    return made


def test_a_readme_that_stayed_behind_is_found_since_the_list_moved() -> None:
    assert told(_world(("2024-06-01", 1)), RULE) == [
        Told(
            "lamp",
            "the list has Lamp in phase 2, and README.md of Own/wasi-lamp says phase 1",
            "2025-04-01",
            ("proposal list: phase 2", "README: phase 1"),
        )
    ]


def test_a_readme_that_went_ahead_is_found_since_it_did() -> None:
    (found,) = told(_world(("2024-06-01", 1), ("2025-05-01", 3)), RULE)
    assert (found.message.rpartition(" ")[2], found.since) == ("3", "2025-05-01")


def test_the_same_phase_or_none_is_no_finding() -> None:
    assert (told(_world(("2024-06-01", 2)), RULE), told(_world(("2024-06-01", None)), RULE)) == ([], [])
    assert told(_world(), RULE) == []


def test_a_readme_at_a_former_home_does_not_count() -> None:
    made = _world(("2024-06-01", 1))
    hub = made.branches[0]
    hub.commit("2025-06-01", {"proposals/lamp/wit/a.wit": wit("wasi:lamp@0.3.0")}, rows=[lamp_row(3)])
    assert told(made, RULE) == []


def test_readmes_that_were_not_read_are_told_together() -> None:
    made = MadeChronicle()
    rows = [lamp_row(), row(1, "Kettle", github("Own/wasi-kettle"), line=9), row(0, "Idea", line=12)]
    made.branch(HUB).commit("2025-01-01", rows=rows)
    made.branch(LAMP).commit("2025-02-01", {WIT: wit("wasi:lamp@0.1.0"), "README.md": Document(problem="not UTF-8")})
    reason = "the README of lamp, kettle was not read"
    assert unchecked(made, RULE) == (CouldNotCheck(RULE, reason, ("lamp", "kettle")),)
