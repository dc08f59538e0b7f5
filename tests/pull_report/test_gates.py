"""What becomes of features between two sets of packages."""

import pytest

from tests.made_facts import HUB, github, hub, identified, repository, row, since, unstable, wit
from tracker.facts import WitFile, WitGate
from tracker.packages import packages_of
from tracker.pull_report.gates import feature_changes
from tracker.pull_report.values import FeatureChange

SUBJECTS = identified(
    hub(row(3, "Lamp", github("Own/wasi-lamp")), row(2, "Loom", github("Own/wasi-loom"))),
    repository("Own/wasi-lamp", {"wit/lamp.wit": wit("wasi:lamp@0.2.0")}),
    repository("Own/wasi-loom", {"wit/loom.wit": wit("wasi:loom@0.1.0")}),
)


def changes(old: dict[str, WitFile], new: dict[str, WitFile]) -> tuple[FeatureChange, ...]:
    before, after = (tuple(packages_of(repository(str(HUB), files))) for files in (old, new))
    return feature_changes(before, after, SUBJECTS.owners)


def lamp(*gates: WitGate, version: str = "0.2.0", name: str = "lamp") -> dict[str, WitFile]:
    return {"wit/lamp.wit": wit(f"wasi:{name}@{version}", *gates)}


DIM, GLOW = unstable("lamp-dim", "types#dim"), unstable("lamp-glow", "types#glow", line=5)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([DIM], [DIM], []),
        ([], [DIM], [("added", "lamp-dim", ["added"], 1, None)]),
        ([DIM], [], [("removed", "lamp-dim", ["removed"], 0, None)]),
        ([DIM], [since("0.2.1", "types#dim")], [("stabilized", "lamp-dim", ["stabilized"], 0, None)]),
        ([since("0.2.0", "types#dim")], [DIM], [("added", "lamp-dim", ["gated"], 1, None)]),
        (
            [DIM],
            [unstable("lamp-dim", "types#dim", queued=True)],
            [("queued", "lamp-dim", ["queued"], 1, None)],
        ),
        ([DIM], [unstable("lamp-dimmer", "types#dim")], [("renamed", "lamp-dimmer", ["renamed"], 1, "lamp-dim")]),
        (
            [DIM],
            [DIM, unstable("lamp-dim", "types#level", line=7)],
            [("changed", "lamp-dim", ["added"], 2, None)],
        ),
        (
            [DIM, unstable("lamp-dim", "types#level", line=7)],
            [since("0.2.1", "types#dim"), unstable("lamp-dim", "types#level", line=7)],
            [("stabilized", "lamp-dim", ["stabilized"], 1, None)],
        ),
        (
            [DIM],
            [GLOW],
            [("removed", "lamp-dim", ["removed"], 0, None), ("added", "lamp-glow", ["added"], 1, None)],
        ),
    ],
)
def test_a_feature_comes_goes_or_becomes_stable(
    old: list[WitGate], new: list[WitGate], expected: list[tuple[str, str, list[str], int, str | None]]
) -> None:
    found = [
        (each.effect, each.feature, [item.effect for item in each.items], each.left, each.former)
        for each in changes(lamp(*old), lamp(*new))
    ]
    assert found == expected


def test_a_gate_on_a_use_stays_the_same_with_another_version_of_what_is_used() -> None:
    old = lamp(unstable("lamp-dim", "types#use:wasi:io/error@0.2.0"))
    new = lamp(unstable("lamp-dim", "types#use:wasi:io/error@0.2.1"), version="0.2.1")
    assert changes(old, new) == ()


def test_a_package_that_moves_takes_its_gates_along() -> None:
    file = wit("wasi:lamp@0.2.0", DIM)
    assert changes({"wit/lamp.wit": file}, {"proposals/lamp/wit/lamp.wit": file}) == ()


@pytest.mark.parametrize(
    ("name", "amends", "subject"),
    [("lamp", True, "lamp/lamp-dim"), ("loom", False, "loom"), ("stranger", False, None)],
)
def test_only_a_feature_of_a_phase_3_proposal_amends_it(name: str, amends: bool, subject: str | None) -> None:
    (change,) = changes(lamp(name=name), lamp(DIM, name=name))
    assert (change.amends, change.subject, change.line) == (amends, subject, "0.2")
