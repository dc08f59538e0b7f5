"""What changed in the types of a scope: definitions, and those that a `use` brings."""

from collections.abc import Iterator

from tracker.changes import ApiChange, Change, Effect
from tracker.wit.compare.functions import FunctionSide, function_added, function_changes, function_removed
from tracker.wit.compare.gates import attribute_changes
from tracker.wit.compare.meaning import Elsewhere, Typed, is_resource, lookup, same_meaning, same_name, same_type
from tracker.wit.compare.parts import ENUM_CASE, FIELD, FLAG, VARIANT_CASE, part_changes
from tracker.wit.compare.sides import NamedType, Scope, Seen, function_name
from tracker.wit.compare.telling import Role, told, written
from tracker.wit.syntax import Enum, Flags, Function, Record, Resource, TypeDeclaration, Use, Variant
from tracker.wit.type_syntax import Type

_KINDS = {
    TypeDeclaration: "an alias",
    Record: "a record",
    Variant: "a variant",
    Enum: "an enum",
    Flags: "flags",
    Resource: "a resource",
    Use: "used from elsewhere",
}


def type_changes(name: str, old: Scope, new: Scope, role: Role) -> Iterator[ApiChange]:
    """Yield what changed in a type of a scope: it is there in at least one version."""
    before, after = old.types.get(name), new.types.get(name)
    if before is not None and after is not None:
        yield from _changed(name, old, before, new, after, role)
    elif before is not None:
        added = _added_kind(before)
        message = "it is no longer used here" if before.alias is not None else f"the {_word(added)} is gone"
        yield told(added.mirror, before.seen, None, message, at=(_offset(before), None))
    elif after is not None:
        added = _added_kind(after)
        message = "it is used here now" if after.alias is not None else f"the {_word(added)} is new"
        yield told(added, None, after.seen, role.added(message), effect=role.addition, at=(None, _offset(after)))


def _added_kind(named: NamedType) -> Change:
    if named.alias is not None:
        return Change.USE_ADDED
    return Change.RESOURCE_ADDED if isinstance(named.seen.node, Resource) else Change.TYPE_ADDED


def _word(added: Change) -> str:
    return added.removesuffix("-added")


def _offset(named: NamedType) -> int | None:
    """Return where the name stands in a `use`; `None` for a definition, which knows its place."""
    return None if named.alias is None else named.alias.name.start


def _changed(name: str, old: Scope, before: NamedType, new: Scope, after: NamedType, role: Role) -> Iterator[ApiChange]:
    one, other = before.seen, after.seen
    yield from attribute_changes(one, other, role)
    if type(one.node) is not type(other.node):
        yield from _replaced(name, old, before, new, after, role)
        return
    yield from _differences(name, old, before, new, after, role)


def _differences(
    name: str, old: Scope, before: NamedType, new: Scope, after: NamedType, role: Role
) -> Iterator[ApiChange]:
    one, other = before.seen, after.seen
    match one.node, other.node:
        case Use(), Use():
            if not same_name(lookup(old, name), lookup(new, name)):
                message = f"it was used from `{_origin(before)}` and is used from `{_origin(after)}`: another type"
                yield _at_names(Change.USE_TARGET_CHANGED, before, after, message)
        case TypeDeclaration() as mine, TypeDeclaration() as theirs:
            if not same_type(Typed(mine.type, old), Typed(theirs.type, new)):
                types = f"from `{written(one, mine.type)}` to `{written(other, theirs.type)}`"
                yield told(Change.ALIAS_TARGET_CHANGED, one, other, f"what it stands for changed {types}")
        case Record() as mine, Record() as theirs:
            yield from _record_changes(one, old, mine, other, new, theirs)
        case Variant() as mine, Variant() as theirs:
            yield from _variant_changes(one, old, mine, other, new, theirs)
        case Enum() as mine, Enum() as theirs:
            cases = [{case.name: case.start for case in each.cases} for each in (mine, theirs)]
            yield from part_changes(ENUM_CASE, one, cases[0], other, cases[1])
        case Flags() as mine, Flags() as theirs:
            flags = [{flag.name: flag.start for flag in each.flags} for each in (mine, theirs)]
            yield from part_changes(FLAG, one, flags[0], other, flags[1])
        case Resource() as mine, Resource() as theirs:
            yield from _resource_changes(one, old, mine, other, new, theirs, role)


def _origin(named: NamedType) -> str:
    node = named.seen.node
    return "" if named.alias is None or not isinstance(node, Use) else f"{node.path}.{named.alias.name.name}"


def _at_names(
    kind: Change, before: NamedType, after: NamedType, message: str, effect: Effect = Effect.BREAKING
) -> ApiChange:
    return told(kind, before.seen, after.seen, message, effect=effect, at=(_offset(before), _offset(after)))


def _replaced(
    name: str, old: Scope, before: NamedType, new: Scope, after: NamedType, role: Role
) -> Iterator[ApiChange]:
    """Yield what it means that a name is defined in another way: the type may be the same nevertheless."""
    one, other = lookup(old, name), lookup(new, name)
    what = f"it was {_KINDS[type(before.seen.node)]} and is {_KINDS[type(after.seen.node)]}"
    if same_meaning(one, other):
        yield _at_names(Change.TYPE_MOVED, before, after, f"{what}: the same type", Effect.NEUTRAL)
    elif before.alias is None and after.alias is None:
        yield _at_names(Change.TYPE_KIND_CHANGED, before, after, what)
    elif is_resource(one) and is_resource(other):
        yield _moved_resource(before, after, role, what)
    else:
        unknown = isinstance(one, Elsewhere) or isinstance(other, Elsewhere)
        reason = "what it is elsewhere is not at hand, so they may differ" if unknown else "another type"
        kind = Change.TYPE_MOVED if unknown else Change.TYPE_KIND_CHANGED
        yield _at_names(kind, before, after, f"{what}: {reason}")


def _moved_resource(before: NamedType, after: NamedType, role: Role, what: str) -> ApiChange:
    """Return that a resource was moved: those who import it follow, if its old name leads to it and it is bare.

    Its functions, if it has any, go with it: they are those of another interface now.
    """
    node = before.seen.node
    bare = not isinstance(node, Resource) or all(before.seen.holds(each, "").unstable for each in node.functions)
    follows = after.alias is not None and role.exporter is None and bare
    effect = Effect.NEUTRAL if follows else Effect.BREAKING
    return _at_names(Change.TYPE_MOVED, before, after, f"{what}: the resource was moved", effect)


def _record_changes(
    one: Seen, old: Scope, mine: Record, other: Seen, new: Scope, theirs: Record
) -> Iterator[ApiChange]:
    before, after = ({each.name.name: each for each in record.fields} for record in (mine, theirs))
    offsets = [{name: each.name.start for name, each in fields.items()} for fields in (before, after)]
    yield from part_changes(FIELD, one, offsets[0], other, offsets[1])
    for name in (each for each in before if each in after):
        first, second = before[name].type, after[name].type
        if not same_type(Typed(first, old), Typed(second, new)):
            types = f"from `{written(one, first)}` to `{written(other, second)}`"
            message = f"the type of the field `{name}` changed {types}"
            at = (offsets[0][name], offsets[1][name])
            yield told(Change.RECORD_FIELD_TYPE_CHANGED, one, other, message, part=name, at=at)


def _variant_changes(
    one: Seen, old: Scope, mine: Variant, other: Seen, new: Scope, theirs: Variant
) -> Iterator[ApiChange]:
    before, after = ({each.name.name: each for each in variant.cases} for variant in (mine, theirs))
    offsets = [{name: each.name.start for name, each in cases.items()} for cases in (before, after)]
    yield from part_changes(VARIANT_CASE, one, offsets[0], other, offsets[1])
    for name in (each for each in before if each in after):
        first, second = before[name].payload, after[name].payload
        if not same_type(Typed(first, old), Typed(second, new)):
            types = f"from {_payload(one, first)} to {_payload(other, second)}"
            message = f"the payload of the case `{name}` changed {types}"
            at = (offsets[0][name], offsets[1][name])
            yield told(Change.VARIANT_CASE_PAYLOAD_CHANGED, one, other, message, part=name, at=at)


def _payload(seen: Seen, node: Type | None) -> str:
    return "none" if node is None else f"`{written(seen, node)}`"


def _resource_changes(
    one: Seen, old: Scope, mine: Resource, other: Seen, new: Scope, theirs: Resource, role: Role
) -> Iterator[ApiChange]:
    before, after = _functions(one, old, mine), _functions(other, new, theirs)
    for name in {**before, **after}:
        if name not in after:
            yield function_removed(before[name])
        elif name not in before:
            yield function_added(after[name], role)
        else:
            yield from function_changes(before[name], after[name], role)


def _functions(seen: Seen, scope: Scope, resource: Resource) -> dict[str, FunctionSide]:
    found: dict[str, FunctionSide] = {}
    for function in resource.functions:
        name = function_name(function)
        found.setdefault(name, FunctionSide(seen.holds(function, f"{seen.path}.{name}"), function, scope))
    return found


def scope_changes(old: Scope, new: Scope, role: Role) -> Iterator[ApiChange]:
    """Yield what changed in the types and functions of an interface or world."""
    for name in {**old.types, **new.types}:
        yield from type_changes(name, old, new, role)
    for name in {**old.functions, **new.functions}:
        before, after = _function(old, name), _function(new, name)
        if before is not None and after is not None:
            yield from function_changes(before, after, role)
        elif before is not None:
            yield function_removed(before)
        elif after is not None:
            yield function_added(after, role)


def _function(scope: Scope, name: str) -> FunctionSide | None:
    seen = scope.functions.get(name)
    if seen is None or not isinstance(seen.node, Function):
        return None
    return FunctionSide(seen, seen.node, scope)
