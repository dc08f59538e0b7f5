"""`released-since-changed`: the `@since` of an item that a release has already says something else, or is gone."""

from collections.abc import Iterator

from tracker.changes import ApiChange, Change, Effect, Stability
from tracker.drift.findings import Severity
from tracker.lint.links import GATES
from tracker.next_release.change_evidence import change_said, gate_before, readable_changes, subject_of
from tracker.next_release.evidence import trees
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.releases import parse_version


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every released item whose `@since` changed; one that named a prerelease was no promise."""
    read = trees(sources)
    if isinstance(read, Untold):
        yield read
        return
    for change in readable_changes(sources):
        if isinstance(change, Untold):
            yield change
        elif _is_about_since(change):
            version = gate_before(sources, change)
            number = parse_version(version)
            if number is None or number.prerelease is None:
                yield _hit(sources, change, version)


def _is_about_since(change: ApiChange) -> bool:
    if change.stability is Stability.UNSTABLE:
        return False
    # Without its `@unstable` gate an item is an addition; that a `@since` is gone nobody who built against it notices.
    gone = change.kind is Change.GATE_REMOVED and change.effect is Effect.NEUTRAL
    return gone or change.kind is Change.SINCE_VERSION_CHANGED


def _hit(sources: Sources, change: ApiChange, version: str | None) -> Hit:
    before = sources.base.name if sources.base else "a release"
    return Hit(
        subject=subject_of(sources, change),
        message=f"{change.item} is in {before}, and {change.message}",
        evidence=change_said(sources, change),
        fix=f"write @since(version = {version}) again" if version else "write its @since again as it was released",
    )


RULE = rule(
    check,
    Severity.ERROR,
    "The version that the `@since` of a released item names changed.",
    GATES,
)
"""The rule."""
