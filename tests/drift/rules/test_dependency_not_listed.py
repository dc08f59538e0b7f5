"""`dependency-not-listed` finds packages without a row, and tells them from what was not read."""

import pytest

from tests.drift.made_drift import KETTLE, LAMP, WIT, Told, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, github, row, wit
from tracker.drift.findings import CouldNotCheck

RULE = "dependency-not-listed"


def _world(*needs: str) -> MadeChronicle:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2025-01-01", rows=[lamp_row(), row(3, "Kettle", github(KETTLE), line=6)])
    hub.commit("2025-04-01", rows=[lamp_row()])
    made.branch(LAMP).commit("2025-02-01", {WIT: wit("wasi:lamp@0.1.0", needs=needs)})
    made.branch(KETTLE).commit("2025-02-01", {WIT: wit("wasi:kettle@0.1.0")})
    return made


def test_a_package_whose_row_left_the_list_is_found() -> None:
    assert told(_world("wasi:kettle@0.1.0"), RULE) == [
        Told(
            "lamp",
            "the WIT of Lamp depends on wasi:kettle, the row of which left the list on 2025-04-01",
            "2025-04-01",
            ("WIT of lamp: wasi:kettle@0.1.0", "declares wasi:kettle@0.1.0", "proposal list: Kettle is removed"),
        )
    ]
    assert told(_world("wasi:kettle@0.1.0"), RULE, "2025-03-01") == []


def test_a_package_that_nobody_declares_is_found_where_everything_was_read() -> None:
    assert told(_world("wasi:spoon", "wasi:spoon@0.2.0"), RULE) == [
        Told(
            "lamp",
            "the WIT of Lamp depends on wasi:spoon, of which the list has no row",
            "2025-02-01",
            ("WIT of lamp: wasi:spoon",),
        )
    ]


def test_a_dependency_that_came_after_the_row_left_counts_from_the_day_it_was_named_without_a_break() -> None:
    made = _world("wasi:kettle")
    lamp = made.branches[1]
    lamp.commit("2025-05-01", {WIT: wit("wasi:lamp@0.1.0")})
    lamp.commit("2025-06-01", {WIT: wit("wasi:lamp@0.1.0", needs=["wasi:kettle@0.1.0"])})
    lamp.commit("2025-07-01", {WIT: wit("wasi:lamp@0.2.0", needs=["wasi:kettle@0.2.0"])})
    assert [each.since for each in told(made, RULE)] == ["2025-06-01"]


def test_a_row_that_never_was_is_missing_since_there_is_a_list() -> None:
    made = MadeChronicle()
    made.branch(LAMP).commit("2024-02-01", {WIT: wit("wasi:lamp@0.1.0", needs=["wasi:spoon"])})
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row()])
    assert [each.since for each in told(made, RULE)] == ["2025-01-01"]


def test_a_package_that_a_listed_repository_may_declare_cannot_be_judged() -> None:
    made = _world("wasi:spoon")
    made.branches[0].commit("2025-05-01", rows=[lamp_row(), row(1, "Cutlery", github("Own/wasi-cutlery"), line=9)])
    reason = "lamp: wasi:spoon may be declared in a listed repository that could not be read"
    assert unchecked(made, RULE) == (CouldNotCheck(RULE, reason, ("lamp",)),)


@pytest.mark.parametrize("needed", ["wasi:lamp@0.2.0", "other:thing@1.0.0"])
def test_its_own_packages_and_other_namespaces_are_no_finding(needed: str) -> None:
    assert told(_world(needed), RULE) == []
