"""What changed in worlds: their imports, exports and includes, and what comes with those."""

from collections.abc import Iterator, Mapping

from tracker.changes import ApiChange, Change, Effect
from tracker.frozen import frozen
from tracker.wit.compare.contents import Contents, WorldReader
from tracker.wit.compare.definitions import scope_changes
from tracker.wit.compare.functions import FunctionSide, signature_changes
from tracker.wit.compare.gates import attribute_changes
from tracker.wit.compare.sides import Seen, WorldSide
from tracker.wit.compare.telling import Role, told
from tracker.wit.syntax import Extern, Function, Include, NamedPath
from tracker.wit.type_syntax import Path

_OPEN = Role()
_EXPORT_REMOVED = Effect.NEUTRAL
"""To the reference an export less is compatible: components that still have it fit."""


@frozen
class World:
    """A world, as one side has it, with all it contains."""

    reader: WorldReader
    """Knows the other worlds."""
    world: WorldSide

    @property
    def contents(self) -> Contents:
        """What it imports and exports in the end."""
        return self.reader.contents(self.world)

    @property
    def name(self) -> str:
        """Its name in its package."""
        return self.world.scope.name


def world_changes(old: World, new: World) -> Iterator[ApiChange]:
    """Yield what changed in a world that is there in both versions."""
    yield from attribute_changes(old.world.seen, new.world.seen, _OPEN)
    yield from scope_changes(old.world.scope, new.world.scope, _OPEN)
    yield from _extern_changes(old, new)
    yield from _include_changes(old, new)
    yield from _residual_changes(old, new)
    yield from _provider_changes(old, new)


# --- imports and exports ----------------------------------------------------------------------------------------------


def _externs(side: World) -> dict[tuple[bool, str], Seen]:
    found: dict[tuple[bool, str], Seen] = {}
    for seen in side.world.externs:
        found.setdefault(side.reader.extern_key(side.world, seen), seen)
    return found


def _extern_changes(old: World, new: World) -> Iterator[ApiChange]:
    before, after = _externs(old), _externs(new)
    for key in {**before, **after}:
        exported, name = key
        one, other = before.get(key), after.get(key)
        if one is not None and other is not None:
            # What becomes stable or unstable here may be there all the same: what is included or used brings it.
            already, still = (name in side.contents.of(exported=exported) for side in (old, new))
            held = Role(new.name if exported else None)
            gated = Role(None if already else held.exporter, _EXPORT_REMOVED if exported or still else Effect.BREAKING)
            yield from attribute_changes(one, other, gated)
            yield from _value_changes(old, one, new, other, held)
        elif one is not None:
            yield _extern_removed(one, still=name in new.contents.of(exported=exported))
        elif other is not None:
            yield _extern_added(other, already=name in old.contents.of(exported=exported))


def _extern_removed(old: Seen, *, still: bool) -> ApiChange:
    exported = isinstance(old.node, Extern) and old.node.exported
    kind = Change.WORLD_EXPORT_REMOVED if exported else Change.WORLD_IMPORT_REMOVED
    if still:
        return told(kind, old, None, "it is no longer named here, but still comes with the rest", effect=Effect.NEUTRAL)
    if exported:
        message = "the world no longer exports it; components that provide it still fit"
        return told(kind, old, None, message, effect=_EXPORT_REMOVED)
    return told(kind, old, None, "the world no longer imports it, so components that need it do not fit")


def _extern_added(new: Seen, *, already: bool) -> ApiChange:
    exported = isinstance(new.node, Extern) and new.node.exported
    kind = Change.WORLD_EXPORT_ADDED if exported else Change.WORLD_IMPORT_ADDED
    if already:
        return told(kind, None, new, "it is named here now; it came with the rest before", effect=Effect.NEUTRAL)
    if exported:
        return told(kind, None, new, "the world exports it now, and components built before do not provide it")
    return told(kind, None, new, "the world imports it now", effect=Effect.ADDITION)


def _value_changes(old: World, before: Seen, new: World, after: Seen, role: Role) -> Iterator[ApiChange]:
    """Yield what changed in what an import or export is; of an interface that has a name of its own, nothing here."""
    if not isinstance(before.node, Extern) or not isinstance(after.node, Extern):
        return
    one, other = before.node.value, after.node.value
    if isinstance(one, Function) and isinstance(other, Function):
        sides = FunctionSide(before, one, old.world.scope), FunctionSide(after, other, new.world.scope)
        yield from signature_changes(*sides)
        return
    if isinstance(one, Path | NamedPath) and isinstance(other, Path | NamedPath):
        paths = [each.path if isinstance(each, NamedPath) else each for each in (one, other)]
        keys = [
            side.reader.path_key(side.world.scope, seen, path)
            for side, seen, path in ((old, before, paths[0]), (new, after, paths[1]))
        ]
        if keys[0] == keys[1]:
            return
    mine, theirs = (side.reader.interface(side.world.scope, seen) for side, seen in ((old, before), (new, after)))
    if mine is not None and theirs is not None:
        yield from scope_changes(mine, theirs, role)
        return
    kind = Change.WORLD_EXPORT_CHANGED if after.node.exported else Change.WORLD_IMPORT_CHANGED
    yield told(kind, before, after, "what stands behind the name is another thing now")


# --- includes ---------------------------------------------------------------------------------------------------------


def _includes(side: World) -> dict[str, tuple[Seen, Include]]:
    found: dict[str, tuple[Seen, Include]] = {}
    for seen in side.world.includes:
        if isinstance(seen.node, Include):
            found.setdefault(side.reader.path_key(side.world.scope, seen, seen.node.path), (seen, seen.node))
    return found


def _include_changes(old: World, new: World) -> Iterator[ApiChange]:
    """Yield changed includes; what a world at hand brought or brings is told of the imports and exports themselves."""
    before, after = _includes(old), _includes(new)
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        if one is not None and other is not None:
            yield from attribute_changes(one[0], other[0], _OPEN)
            renames = [[(a.name.name, a.other and a.other.name) for a in each[1].names] for each in (one, other)]
            if renames[0] != renames[1]:
                message = "the names under which it is included changed"
                effect = _unknown(new, key, Effect.BREAKING)
                yield told(Change.INCLUDE_RENAMES_CHANGED, one[0], other[0], message, effect=effect)
        elif one is not None:
            effect = _unknown(old, key, Effect.BREAKING)
            yield told(Change.INCLUDE_REMOVED, one[0], None, "the world no longer includes it", effect=effect)
        elif other is not None:
            effect = _unknown(new, key, Effect.ADDITION)
            yield told(Change.INCLUDE_ADDED, None, other[0], "the world includes it now", effect=effect)


def _unknown(side: World, key: str, effect: Effect) -> Effect:
    """Return an effect for an include of what is not at hand; what is at hand is judged by what it contains."""
    seen, include = _includes(side)[key]
    found = side.reader.target(side.world.scope, seen, include.path)
    return Effect.NEUTRAL if isinstance(found, WorldSide) else effect


# --- what comes with the rest -----------------------------------------------------------------------------------------


def _residual_changes(old: World, new: World) -> Iterator[ApiChange]:
    """Yield what a world gained and lost through its includes and through the types that its interfaces use."""
    # What is named and stable was told before; an unstable name does not hide what else brings it.
    named = {key for side in (old, new) for key, seen in _externs(side).items() if not seen.unstable}
    for exported in (False, True):
        before, after = old.contents.of(exported=exported), new.contents.of(exported=exported)
        hidden = {name for direction, name in named if direction is exported}
        if not exported:
            hidden |= {f"type {name}" for name in (*old.world.scope.types, *new.world.scope.types)}
        for name in {**before, **after}:
            if name not in hidden:
                yield from _residual(name, before, after, old, new, exported=exported)


def _residual(
    name: str, before: Mapping[str, Seen], after: Mapping[str, Seen], old: World, new: World, *, exported: bool
) -> Iterator[ApiChange]:
    direction = "export" if exported else "import"
    part = f"{direction}:{name.removeprefix('/').removesuffix('@')}"
    sides = old.world.seen, new.world.seen
    if name in before and name not in after:
        kind = Change.WORLD_EXPORT_REMOVED if exported else Change.WORLD_IMPORT_REMOVED
        message = f"the world no longer {direction}s it, {_reason(before[name])}"
        effect = _EXPORT_REMOVED if exported else Effect.BREAKING
        yield told(kind, *sides, message, effect=effect, part=part, at=(before[name].node.start, None))
    elif name in after and name not in before:
        kind = Change.WORLD_EXPORT_ADDED if exported else Change.WORLD_IMPORT_ADDED
        message = f"the world {direction}s it now, {_reason(after[name])}"
        effect = Effect.BREAKING if exported else Effect.ADDITION
        yield told(kind, *sides, message, effect=effect, part=part, at=(None, after[name].node.start))


def _reason(seen: Seen) -> str:
    if isinstance(seen.node, Include):
        return f"which comes with `include {seen.node.path}`"
    return "which comes with the types that are used"


def _provider_changes(old: World, new: World) -> Iterator[ApiChange]:
    """Yield exports whose resources were those of another export and are those of an import now, or the reverse."""
    before, after = old.contents.provided, new.contents.provided
    for name in (each for each in before if each in after):
        one = old.reader.providers(old.world, before[name])
        other = new.reader.providers(new.world, after[name])
        for resource in (each for each in one if other.get(each, one[each]) != one[each]):
            message = (
                f"its resource `{resource}` came from the world's {one[resource]}, and from its {other[resource]} now"
            )
            part = f"export:{name.removeprefix('/')}"
            yield told(Change.WORLD_EXPORT_CHANGED, old.world.seen, new.world.seen, message, part=part)
