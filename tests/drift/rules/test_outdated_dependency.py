"""`outdated-dependency` finds versions that their own line has left behind."""

import pytest

from tests.drift.made_drift import KETTLE, LAMP, WIT, Told, lamp_row, told
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, github, row, wit

RULE = "outdated-dependency"


def _world(*needs: str) -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), row(3, "Kettle", github(KETTLE), line=6)])
    made.branch(LAMP).commit("2025-01-02", {WIT: wit("wasi:lamp@0.1.0", needs=needs)})
    kettle = made.branch(KETTLE)
    for version, month in (("0.2.9", 2), ("0.2.10", 3), ("0.3.0-rc.1", 4), ("0.3.0", 5)):
        kettle.commit(f"2025-0{month}-01", {WIT: wit(f"wasi:kettle@{version}")})
        kettle.tag(f"v{version}", f"2025-0{month}-02")
    kettle.tag("v0.3.7", "2025-06-02")
    return made


def test_an_older_version_of_a_line_is_told_with_the_newest_release() -> None:
    assert told(_world("wasi:kettle@0.2.9", "wasi:kettle@0.2.4"), RULE) == [
        Told(
            "lamp",
            "the WIT of Lamp depends on wasi:kettle@0.2.4, and 0.2.10 was released on 2025-03-02",
            "2025-03-02",
            ("WIT of lamp: wasi:kettle@0.2.4", "tag v0.2.10: wasi:kettle@0.2.10"),
        )
    ]
    assert told(_world("wasi:kettle@0.2.9"), RULE, "2025-02-20") == []


def test_it_is_outdated_since_the_later_of_the_release_and_the_day_it_was_named() -> None:
    made = _world("wasi:kettle@0.2.10")
    lamp = made.branches[1]
    lamp.commit("2025-07-01", {WIT: wit("wasi:lamp@0.1.0", needs=["wasi:kettle@0.2.9"])})
    lamp.commit("2025-07-05", {WIT: wit("wasi:lamp@0.1.0"), "wit/b.wit": wit(needs=["wasi:kettle@0.2.9"])})
    assert [each.since for each in told(made, RULE)] == ["2025-07-01"]


@pytest.mark.parametrize(
    ("needed", "found"),
    [
        ("wasi:kettle@0.2.10", 0),
        ("wasi:kettle@0.2.11", 0),
        ("wasi:kettle@0.3.0", 0),
        ("wasi:kettle@0.3.0-rc.1", 1),
        ("wasi:kettle", 0),
        ("wasi:kettle@next", 0),
        (f"wasi:kettle@0.2.{'9' * 5000}", 0),
        ("wasi:spoon@0.1.0", 0),
        ("wasi:lamp@0.0.1", 0),
    ],
)
def test_versions_are_compared_within_one_line(needed: str, found: int) -> None:
    assert len(told(_world(needed), RULE)) == found
