"""What changed in an API, as JSON: `wasi-tracker/diff/v1`, described by `data/schemas/diff.v1.json`."""

from typing import Any

from tracker.changes import ApiChange, Diff, DiffSide, PackageVerdict, Place
from tracker.reports.dumping import dump

SCHEMA = "wasi-tracker/diff/v1"

Object = dict[str, Any]


def changes_as_json(diff: Diff) -> str:
    """Return one JSON object with both sides, the verdict and every change."""
    comparison = diff.comparison
    said = {
        "schema": SCHEMA,
        "old": _side(diff.old),
        "new": _side(diff.new),
        "verdict": {
            "compatible": comparison.compatible,
            "complete": diff.complete,
            "sufficient": comparison.sufficient,
            "packages": [_verdict(each) for each in comparison.verdicts],
        },
        "changes": [_change(each) for each in comparison.changes],
    }
    return dump(said)


def _side(side: DiffSide) -> Object:
    return {
        "name": side.name,
        "revision": side.revision,
        "packages": list(side.packages),
        "problems": [{"file": each.file, "line": each.line, "message": each.message} for each in side.problems],
    }


def _verdict(verdict: PackageVerdict) -> Object:
    return {
        "package": verdict.package,
        "old_version": verdict.old_version,
        "new_version": verdict.new_version,
        "breaking": verdict.breaking,
        "needed": verdict.needed,
        "actual": verdict.actual,
        "sufficient": verdict.sufficient,
        "reason": verdict.reason,
    }


def _change(change: ApiChange) -> Object:
    return {
        "kind": change.kind,
        "item": change.item,
        "old": _place(change.old),
        "new": _place(change.new),
        "stability": change.stability,
        "effect": change.effect,
        "compatible": change.compatible,
        "message": change.message,
    }


def _place(place: Place | None) -> Object | None:
    return None if place is None else {"file": place.file, "line": place.line}
