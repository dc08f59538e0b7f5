"""What changed in one package between two releases, told by its gates."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from semver import Version

from tracker.facts import GateKind, WitGate
from tracker.frozen import frozen
from tracker.releases.contents import Content, Placed
from tracker.releases.versions import Counting, parse_version


class Brought(StrEnum):
    """What a release did to an item; each is the field of `tracker.released.Release` that lists it."""

    ADDED = "added"
    STABILIZED = "stabilized"
    LATE = "late"
    DEPRECATED = "deprecated"
    UNSTABLE = "unstable"
    REMOVED = "removed"


@frozen
class Change:
    """One thing that a release did to an item."""

    brought: Brought
    content: Content
    """Where the gate stands: of a removed one, the release before."""
    placed: Placed
    feature: str | None
    """The feature that gates it; of a stabilized item, that gated it before."""


@frozen
class Before:
    """What an earlier release has of a package."""

    content: Content
    release: Version


def initial(content: Content, release: Version) -> Iterator[Change]:
    """Yield everything the first release of a line holds of a package."""
    counting = Counting(release)
    for gates in content.items.values():
        state = _state(gates, counting)
        if state.since is not None and state.unstable is None:
            yield Change(Brought.ADDED, content, state.since, state.since.gate.feature)
        if state.unstable is not None:
            yield Change(Brought.UNSTABLE, content, state.unstable, state.unstable.gate.feature)
        if state.deprecated is not None:
            yield Change(Brought.DEPRECATED, content, state.deprecated, None)


def changes(content: Content, release: Version, earlier: Sequence[Before]) -> Iterator[Change]:
    """Yield what a release did to a package since the newest of the `earlier` ones, which are those that have it."""
    before = earlier[0] if earlier else None
    counting, counted = Counting(release), Counting(before.release if before else release)
    items = before.content.items if before else {}
    for item, gates in content.items.items():
        now, was = _state(gates, counting), _state(items.get(item, ()), counted)
        brought = _stable(now, was, release, earlier)
        if brought is not None and now.since is not None:
            yield Change(brought, content, now.since, _feature(was.unstable or now.since))
        if now.unstable is not None and _feature(now.unstable) != _feature(was.unstable):
            yield Change(Brought.UNSTABLE, content, now.unstable, _feature(now.unstable))
        if now.deprecated is not None and was.deprecated is None:
            yield Change(Brought.DEPRECATED, content, now.deprecated, None)
    if before is not None:
        yield from _removed(content, before)


class _State(NamedTuple):
    """The gates of one item that count at one release."""

    since: Placed | None
    unstable: Placed | None
    deprecated: Placed | None

    @property
    def stable(self) -> bool:
        return self.since is not None and self.unstable is None


_NO_GATES = _State(None, None, None)


def _state(gates: Sequence[Placed], counting: Counting) -> _State:
    """Return the first gate of each kind that counts."""
    if not gates:
        return _NO_GATES
    first: dict[GateKind, Placed] = {}
    for each in gates:
        if counting[each.gate.version]:
            first.setdefault(each.gate.kind, each)
    return _State(first.get(GateKind.SINCE), first.get(GateKind.UNSTABLE), first.get(GateKind.DEPRECATED))


def _stable(now: _State, was: _State, release: Version, earlier: Sequence[Before]) -> Brought | None:
    """Return how an item came to be stable; `None` when it is not, or was before."""
    if now.since is None or not now.stable or was.stable:
        return None
    if was.unstable is not None:
        return Brought.STABILIZED
    named = parse_version(now.since.gate.version)
    if was.deprecated is not None or named is None:
        return None
    if named == release:
        return Brought.ADDED
    return Brought.LATE if _gated(named, earlier) else None


def _gated(named: Version, earlier: Sequence[Before]) -> bool:
    """Return whether the package had gates when a version was released: else one was only put on what was there."""
    since = [each for each in earlier if each.release >= named]
    return bool(since) and bool(since[-1].content.items)


def _removed(content: Content, before: Before) -> Iterator[Change]:
    """Yield the gates that went: all of an item, or its `@deprecated` alone."""
    for item, gates in before.content.items.items():
        left: set[GateKind] = {each.gate.kind for each in content.items.get(item, ())}
        gone = [each for each in gates if _went(each.gate, left)]
        if gone:
            yield Change(Brought.REMOVED, before.content, gone[0], _feature(gone[0]))


def _went(gate: WitGate, left: set[GateKind]) -> bool:
    if gate.kind is GateKind.DEPRECATED:
        return gate.kind not in left
    return not left & {GateKind.SINCE, GateKind.UNSTABLE}


def _feature(placed: Placed | None) -> str | None:
    return placed.gate.feature if placed else None
