"""Which step of the process a change is, and what must come with it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.made_facts import github, hub, identified, repository, row, unstable, wit
from tracker.changes import Comparison
from tracker.chronicle import Decision, Outcome
from tracker.facts import ClaimedPhase, Revision
from tracker.pull_report.steps import PhaseClaim, Situation, steps_of
from tracker.pull_report.values import FeatureChange, FeatureEffect, GateChange, ItemEffect
from tracker.standing import Evidence

LAMP = row(3, "Lamp", github("Own/wasi-lamp"))
DIM = row(2, "Lamp: Dim", github("Own/wasi-lamp"))
FILES = {"wit/lamp.wit": wit("wasi:lamp@0.2.0", unstable("lamp-dim"))}
LISTED = identified(hub(LAMP, DIM), repository("Own/wasi-lamp", FILES))
UNLISTED = identified(hub(LAMP), repository("Own/wasi-lamp", FILES))
PLACE = Evidence("https://example.org/list#L5", "list.md", 5, Revision("a" * 40))


def change(effect: FeatureEffect, feature: str = "lamp-dim", left: int = 0) -> FeatureChange:
    item = GateChange(ItemEffect.STABILIZED, "wasi:lamp/types#dim", "function", "wit/lamp.wit", 3, "0.2.1")
    return FeatureChange(effect, feature, "wasi:lamp@0.2.0", "0.2", "lamp", amends=True, items=(item,), left=left)


def vote(outcome: Outcome, phase: int | None = 3) -> Decision:
    return Decision("lamp/lamp-dim", datetime(2026, 1, 2, tzinfo=UTC), outcome, phase, "Dim?", "https://example.org/v")


def situation(*features: FeatureChange) -> Situation:
    return Situation(
        merged=False,
        features=features,
        comparison=Comparison((), ()),
        before=LISTED,
        after=LISTED,
        decisions=(),
        rows={"lamp": PLACE, "lamp/lamp-dim": PLACE},
        versions={"0.2": "0.2.1"},
    )


def told(of: Situation) -> list[tuple[str, int | None, list[tuple[str, str]]]]:
    return [
        (each.subject, each.number, [(one.id, one.status.value) for one in each.companions]) for each in steps_of(of)
    ]


def test_filing_a_change_needs_a_name_and_a_row() -> None:
    added = situation(change(FeatureEffect.ADDED))
    assert told(added) == [("lamp/lamp-dim", 1, [("feature-prefix", "met"), ("list-row", "met")])]
    other = situation(change(FeatureEffect.ADDED, "glow"))
    assert told(other) == [("lamp/glow", 1, [("feature-prefix", "unmet"), ("list-row", "unmet")])]
    assert told(replace(added, merged=True))[0][1] == 4


@pytest.mark.parametrize(
    ("decisions", "status"),
    [
        (None, "unknown"),
        ((), "unmet"),
        ((vote(Outcome.PASSED),), "met"),
        ((vote(Outcome.PASSED, None),), "met"),
        ((vote(Outcome.PASSED, 2),), "unmet"),
        ((vote(Outcome.FAILED),), "unmet"),
    ],
)
def test_queueing_needs_a_vote(decisions: tuple[Decision, ...] | None, status: str) -> None:
    queued = replace(situation(change(FeatureEffect.QUEUED)), decisions=decisions)
    assert told(queued) == [("lamp/lamp-dim", 7, [("vote", status)])]


@pytest.mark.parametrize(
    ("versions", "status"), [({"0.2": "0.2.1"}, "met"), ({"0.2": "0.2.2"}, "unmet"), ({}, "unknown")]
)
def test_stabilizing_names_the_next_release(versions: dict[str | None, str], status: str) -> None:
    stable = replace(situation(change(FeatureEffect.STABILIZED, left=1)), versions=versions)
    expected = [("vote", "unmet"), ("since-version", status), ("stabilize-next", "unmet")]
    assert told(stable) == [("lamp/lamp-dim", 7, expected)]


def test_a_withdrawn_amendment_leaves_the_list() -> None:
    removed = situation(change(FeatureEffect.REMOVED))
    assert told(removed) == [("lamp/lamp-dim", None, [("list-row", "unmet")])]
    assert told(replace(removed, rows={})) == [("lamp/lamp-dim", None, [("list-row", "met")])]


def test_a_row_comes_and_goes() -> None:
    listed = replace(situation(), before=UNLISTED)
    assert told(listed) == [("lamp/lamp-dim", 3, [])]
    unlisted = replace(situation(), after=UNLISTED)
    assert told(unlisted) == [("lamp/lamp-dim", None, [("list-row", "unmet"), ("vote", "unmet")])]


@pytest.mark.parametrize(("listed", "status"), [(3, "met"), (2, "unmet"), (None, "unknown")])
def test_a_readme_claims_what_the_list_says(listed: int | None, status: str) -> None:
    claim = PhaseClaim("lamp", "README.md", ClaimedPhase(3, 4), listed, changed=True)
    assert told(replace(situation(), claims=(claim,))) == [("lamp", None, [("readme-phase", status)])]
