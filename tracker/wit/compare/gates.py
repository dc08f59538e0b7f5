"""What changed in an item's gates, its `@external-id` and its documentation."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.changes import ApiChange, Change, Effect, Stability
from tracker.facts import GateKind
from tracker.wit.comments import documentation
from tracker.wit.compare.sides import Seen
from tracker.wit.compare.telling import Role, told
from tracker.wit.type_syntax import Gate


def attribute_changes(old: Seen, new: Seen, role: Role) -> Iterator[ApiChange]:
    """Yield what changed in the attributes and documentation of an item that is there in both versions.

    `role` is that of what holds it: an item that becomes stable is as good as added there.
    """
    yield from _stability_changes(old, new, role)
    yield from _deprecation_changes(old, new)
    if old.external_id != new.external_id:
        message = f"its `@external-id` was {_quoted(old.external_id)} and is {_quoted(new.external_id)}"
        yield told(Change.EXTERNAL_ID_CHANGED, old, new, message, effect=Effect.NEUTRAL)
    if documentation(old.source.text, old.node) != documentation(new.source.text, new.node):
        yield told(Change.DOCUMENTATION_CHANGED, old, new, "its documentation changed", effect=Effect.NEUTRAL)


def _stability_changes(old: Seen, new: Seen, role: Role) -> Iterator[ApiChange]:
    before, after = old.gate(GateKind.UNSTABLE), new.gate(GateKind.UNSTABLE)
    if before is not None and after is not None:
        if _feature(before) != _feature(after):
            message = f"its feature was `{_feature(before)}` and is `{_feature(after)}`"
            yield _gate_change(Change.FEATURE_CHANGED, old, new, message, before, after)
    elif before is not None:
        yield _stabilized(old, new, role, before)
    elif after is not None:
        yield _unstabilized(old, new, role, after)
    else:
        yield from _since_changes(old, new)


def _stabilized(old: Seen, new: Seen, role: Role, before: Gate) -> ApiChange:
    """Return the change of an item that was unstable and is so no more: it is new to those who build on stable ones."""
    since = new.gate(GateKind.SINCE)
    if since is None:
        kind, message = Change.GATE_REMOVED, f"it was `@unstable(feature = {_feature(before)})` and has no gate now"
    else:
        kind = Change.GATE_STABILIZED
        message = f"it was `@unstable(feature = {_feature(before)})` and is stable since {_version(since)}"
    change = _gate_change(kind, old, new, role.added(message), before, since)
    if new.unstable:
        # What holds it is unstable still.
        return change
    return replace(change, stability=Stability.STABLE, effect=role.addition)


def _unstabilized(old: Seen, new: Seen, role: Role, after: Gate) -> ApiChange:
    since = old.gate(GateKind.SINCE)
    kind = Change.GATE_ADDED if since is None else Change.GATE_UNSTABILIZED
    message = f"it was stable and is `@unstable(feature = {_feature(after)})`: by default it is gone"
    return _gate_change(kind, old, new, message, since, after, role.removal)


def _since_changes(old: Seen, new: Seen) -> Iterator[ApiChange]:
    before, after = old.gate(GateKind.SINCE), new.gate(GateKind.SINCE)
    if before is None and after is not None:
        message = f"it is now `@since(version = {_version(after)})`"
        yield _gate_change(Change.GATE_ADDED, old, new, message, before, after)
    elif before is not None and after is None:
        message = f"it was `@since(version = {_version(before)})` and has no gate now"
        yield _gate_change(Change.GATE_REMOVED, old, new, message, before, after)
    elif before is not None and after is not None and _version(before) != _version(after):
        message = f"it was since {_version(before)} and is since {_version(after)}"
        if "-" not in _version(before):
            # A prerelease's version is no promise: the release replaces it by its own.
            message += ": a declared version never changes"
        yield _gate_change(Change.SINCE_VERSION_CHANGED, old, new, message, before, after)


def _deprecation_changes(old: Seen, new: Seen) -> Iterator[ApiChange]:
    before, after = old.gate(GateKind.DEPRECATED), new.gate(GateKind.DEPRECATED)
    if before is None and after is not None:
        message = f"it is deprecated since {_version(after)}"
        yield _gate_change(Change.DEPRECATED_ADDED, old, new, message, before, after, Effect.ADDITION)
    elif before is not None and after is None:
        message = f"it was deprecated since {_version(before)} and is so no more"
        yield _gate_change(Change.DEPRECATED_REMOVED, old, new, message, before, after)
    elif before is not None and after is not None and _version(before) != _version(after):
        message = f"it was deprecated since {_version(before)} and is so since {_version(after)}"
        yield _gate_change(Change.DEPRECATED_VERSION_CHANGED, old, new, message, before, after)


def _gate_change(
    kind: Change,
    old: Seen,
    new: Seen,
    message: str,
    before: Gate | None,
    after: Gate | None,
    effect: Effect = Effect.NEUTRAL,
) -> ApiChange:
    at = (None if before is None else before.start, None if after is None else after.start)
    return told(kind, old, new, message, effect=effect, at=at)


def _feature(gate: Gate) -> str:
    return "" if gate.feature is None else gate.feature.name


def _version(gate: Gate) -> str:
    return "" if gate.version is None else gate.version.text


def _quoted(value: str | None) -> str:
    return "not there" if value is None else f'"{value}"'
