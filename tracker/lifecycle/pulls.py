"""What pull requests do to features: which they add, stabilize or remove."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from tracker.chronicle import Branch, BranchKind, Chronicle, GateSpan, Point, Pull
from tracker.facts import GateKind, RepositoryName
from tracker.frozen import frozen


class PullEffect(StrEnum):
    """What a pull request does to a feature."""

    ADDS = "adds"
    """Its gates come, where its base has none of them on that line."""
    STABILIZES = "stabilizes"
    """`@since` takes the place of `@unstable`."""
    REMOVES = "removes"
    """Its gates leave, and no `@since` comes in their place."""


@frozen
class PullChange:
    """What a pull request does to one feature of one package on one line, all its commits together."""

    effect: PullEffect
    package: str
    """`wasi:clocks`"""
    feature: str
    line: str | None
    """The release line of the package, in the pull request."""
    items: tuple[str, ...]
    """The items it does it to: `timezone#utc-offset`."""
    first: Point
    """Its commit that does so: the first that has one of the gates, or the one that took away the last."""
    gate: GateSpan
    """One of the gates: the one that comes, or of `removes` the one that leaves."""


def pull_changes(chronicle: Chronicle, pull: Pull) -> tuple[PullChange, ...]:
    """Return what a pull request does to features, by package and feature."""
    return _of_pull(_base(chronicle), pull, [span for span in chronicle.gates if span.branch == pull.branch])


def changes_of_pulls(chronicle: Chronicle) -> Iterator[tuple[Pull, PullChange]]:
    """Yield what each pull request does to features, in the order of the chronicle."""
    own: dict[Branch, list[GateSpan]] = defaultdict(list)
    for span in chronicle.gates:
        if span.branch.kind is BranchKind.PULL:
            own[span.branch].append(span)
    base = _base(chronicle)
    for pull in chronicle.pulls:
        for change in _of_pull(base, pull, own[pull.branch]):
            yield pull, change


_Base = Mapping[tuple[RepositoryName, str | None], Sequence[GateSpan]]
"""Repository and feature -> its `@unstable` gates on the default branch."""


def _base(chronicle: Chronicle) -> _Base:
    found: dict[tuple[RepositoryName, str | None], list[GateSpan]] = defaultdict(list)
    for span in chronicle.gates:
        if span.gate.kind is GateKind.UNSTABLE and span.branch.kind is BranchKind.DEFAULT:
            found[span.branch.repository, span.gate.feature].append(span)
    return found


def _of_pull(base: _Base, pull: Pull, own: Sequence[GateSpan]) -> tuple[PullChange, ...]:
    unstable: dict[tuple[str, str], list[GateSpan]] = defaultdict(list)
    for span in own:
        if span.gate.kind is GateKind.UNSTABLE and span.gate.feature and span.package:
            unstable[span.package.id, span.gate.feature].append(span)
    stable = [span for span in own if span.gate.kind is GateKind.SINCE and span.standing]
    changes = []
    for (package, feature), spans in sorted(unstable.items()):
        since = [span for span in stable if span.package and span.package.id == package]
        change = _change(package, feature, spans, since)
        if change and not (change.effect is PullEffect.ADDS and _at_base(base, pull, change)):
            changes.append(change)
    return tuple(changes)


def _change(package: str, feature: str, spans: Sequence[GateSpan], stable: Sequence[GateSpan]) -> PullChange | None:
    """Return what became of a feature's gates; `None` when the pull request carries them along."""
    before = {span.gate.item: span for span in spans if span.holds_at(0)}
    after = {span.gate.item: span for span in spans if span.standing}
    since = {span.gate.item: span for span in stable if span.gate.item in before and span.gate.item not in after}
    if after and not before:
        first = min((span.first for span in spans), key=_position)
        return _told(PullEffect.ADDS, package, feature, after, first)
    ends = [span.end for span in spans if span.end]
    if since:
        last = max((span.end for span in spans if span.end and span.gate.item in since), key=_position)
        return _told(PullEffect.STABILIZES, package, feature, since, last)
    if before and not after:
        return _told(PullEffect.REMOVES, package, feature, before, max(ends, key=_position))
    return None


def _told(effect: PullEffect, package: str, feature: str, gates: Mapping[str, GateSpan], first: Point) -> PullChange:
    items = tuple(sorted(gates))
    gate = gates[items[0]]
    return PullChange(effect, package, feature, gate.line, items, first, gate)


def _position(point: Point) -> int:
    return point.position


def _at_base(base: _Base, pull: Pull, change: PullChange) -> bool:
    """Return whether the default branch had the feature on that line, in files that the pull request leaves alone."""
    return any(
        span.line == change.line
        and span.package is not None
        and span.package.id == change.package
        and span.first.at <= pull.base.at
        and (span.end is None or span.end.at > pull.base.at)
        and span.first.revision != change.first.revision
        for span in base.get((pull.repository, change.feature), ())
    )
