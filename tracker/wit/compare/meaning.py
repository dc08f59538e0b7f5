"""Whether a type means the same in both versions, whatever its names: aliases and `use` are followed, across versions.

Two names that stand for, or lead to, the same item are the same without a look inside: what changed is told there.
Other named types are compared by what they are made of; a resource is only ever itself. Pairs still to be proven are
kept in a list and each pair of names is opened once, so types that refer to themselves or grow without measure do no
harm.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from tracker.wit.compare.sides import Outside, Scope, Seen, line_of
from tracker.wit.syntax import Enum, Flags, Record, Resource, TypeDeclaration, Use, Variant
from tracker.wit.type_syntax import (
    Future,
    Handle,
    List,
    Map,
    Named,
    Option,
    Primitive,
    Result,
    Stream,
    Tuple,
    Type,
)


class Typed(NamedTuple):
    """A type and the scope its names are looked up in; `None` where there is none, as in `result<_, e>`."""

    type: Type | None
    scope: Scope


class Definition(NamedTuple):
    """What a name leads to at hand."""

    scope: Scope
    name: str
    seen: Seen

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by in both versions."""
        return self.scope.package.identity, self.scope.name, self.name


class Elsewhere(NamedTuple):
    """A type of a package that is not at hand, or a name that leads nowhere."""

    interface: Outside
    name: str


Target: TypeAlias = Definition | Elsewhere


class _Borrowed(NamedTuple):
    """`borrow<resource>`."""

    resource: Target


_Meaning: TypeAlias = Typed | Target | _Borrowed
_Pair: TypeAlias = tuple[_Meaning, _Meaning]


def lookup(scope: Scope, name: str) -> Target:
    """Return where a name leads, through every `use` but through no alias."""
    seen: set[tuple[int, str]] = set()
    while (id(scope), name) not in seen:
        seen.add((id(scope), name))
        found = scope.types.get(name)
        if found is None:
            break
        node = found.seen.node
        if not isinstance(node, Use) or found.alias is None:
            return Definition(scope, name, found.seen)
        target = scope.package.target(found.seen.source, node.path)
        if not isinstance(target, Scope):
            outside = target if isinstance(target, Outside) else Outside("", None, target.scope.name)
            return Elsewhere(outside, found.alias.name.name)
        scope, name = target, found.alias.name.name
    return Elsewhere(Outside("", None, scope.name), name)


def same_type(old: Typed, new: Typed) -> bool:
    """Whether two types mean the same."""
    return _all_same([(old, new)])


def same_name(old: Target, new: Target) -> bool:
    """Whether two names mean the same type."""
    return _all_same([(old, new)])


def same_meaning(old: Target, new: Target) -> bool:
    """Whether two names mean the same type when what they are called is no proof: one was defined in another way."""
    one, other = _opened(old), _opened(new)
    if isinstance(one, Elsewhere) and isinstance(other, Elsewhere):
        return _same_item(one, other)
    parts = _parts_of_pair(one, other)
    return parts is not None and _all_same(parts)


def is_resource(target: Target) -> bool | None:
    """Whether a name leads to a resource, through aliases; `None` when that is not at hand."""
    meaning = _opened(target)
    if isinstance(meaning, Elsewhere):
        return None
    return isinstance(meaning, Definition) and isinstance(meaning.seen.node, Resource)


def _all_same(pending: list[_Pair]) -> bool:
    assumed: set[tuple[tuple[str, str, str], tuple[str, str, str]]] = set()
    while pending:
        old, new = pending.pop()
        if (here := _name_here(old)) is not None and here == _name_here(new):
            continue
        old, new = _named(old), _named(new)
        if _same_item(old, new):
            continue
        if isinstance(old, Definition) and isinstance(new, Definition):
            if (old.key, new.key) in assumed:
                continue
            assumed.add((old.key, new.key))
        old, new = _opened(old), _opened(new)
        if _same_item(old, new):
            continue
        parts = _parts_of_pair(old, new)
        if parts is None:
            return False
        pending.extend(parts)
    return True


def _name_here(meaning: _Meaning) -> tuple[str, str, str, bool] | None:
    """Return a type's name with its scope: if that is the same in both versions, what changed is told of the name."""
    match meaning:
        case Typed(type=Named(name=name)):
            borrowed = False
        case Typed(type=Handle(resource=resource, owned=owned)):
            name, borrowed = resource.name, not owned
        case _:
            return None
    scope = meaning.scope
    return (scope.package.identity, scope.name, name, borrowed) if name in scope.types else None


def _named(meaning: _Meaning) -> _Meaning:
    """Return where a type that is a name leads, without opening aliases."""
    if isinstance(meaning, Typed):
        match meaning.type:
            case Named():
                return lookup(meaning.scope, meaning.type.name)
            case Handle(owned=True):
                return lookup(meaning.scope, meaning.type.resource.name)
            case _:
                pass
    return meaning


def _opened(meaning: _Meaning) -> _Meaning:
    """Return what a type is when every alias is opened; an alias of itself leads nowhere."""
    seen: set[tuple[str, str, str]] = set()
    while True:
        meaning = _named(meaning)
        match meaning:
            case Typed(type=Handle(owned=False) as handle):
                resource = _opened(lookup(meaning.scope, handle.resource.name))
                return _Borrowed(resource) if isinstance(resource, Definition | Elsewhere) else meaning
            case Definition(seen=Seen(node=TypeDeclaration() as alias)) if meaning.key not in seen:
                seen.add(meaning.key)
                meaning = Typed(alias.type, meaning.scope)
            case _:
                return meaning


def _same_item(old: _Meaning, new: _Meaning) -> bool:
    match old, new:
        case Definition(), Definition():
            return old.key == new.key or _leads(old, new) or _leads(new, old)
        case Elsewhere(), Elsewhere():
            one, other = old.interface, new.interface
            lines = {line_of(one.version), line_of(other.version)} - {""}
            return (one.package, one.name, old.name) == (other.package, other.name, new.name) and len(lines) <= 1
        case _:
            return False


def _leads(one: Definition, other: Definition) -> bool:
    """Whether the place of a definition leads to another in the other version: it was moved and is used from there."""
    scope = other.scope.package.interfaces.get(one.scope.name)
    if scope is None or one.scope.package.identity != other.scope.package.identity:
        return False
    found = lookup(scope, one.name)
    return isinstance(found, Definition) and found.key == other.key


def _parts_of_pair(old: _Meaning, new: _Meaning) -> list[_Pair] | None:
    """Return what must be the same for two opened types to be so; `None` when they differ already."""
    match old, new:
        case _Borrowed(), _Borrowed():
            return [] if _same_item(old.resource, new.resource) else None
        case Definition(), Definition():
            return _parts_of_definitions(old, new)
        case Typed(), Typed():
            if _shape(old.type) != _shape(new.type):
                return None
            return list(zip(_inner(old), _inner(new), strict=True))
        case _:
            return None


def _parts_of_definitions(old: Definition, new: Definition) -> list[_Pair] | None:
    match old.seen.node, new.seen.node:
        case Record() as one, Record() as other:
            same = [each.name.name for each in one.fields] == [each.name.name for each in other.fields]
            types = [each.type for each in one.fields], [each.type for each in other.fields]
            return _paired(old.scope, types[0], new.scope, types[1]) if same else None
        case Variant() as one, Variant() as other:
            same = [each.name.name for each in one.cases] == [each.name.name for each in other.cases]
            payloads = [each.payload for each in one.cases], [each.payload for each in other.cases]
            return _paired(old.scope, payloads[0], new.scope, payloads[1]) if same else None
        case Enum() as one, Enum() as other:
            return [] if [each.name for each in one.cases] == [each.name for each in other.cases] else None
        case Flags() as one, Flags() as other:
            return [] if [each.name for each in one.flags] == [each.name for each in other.flags] else None
        case _:
            return None


def _paired(
    old: Scope, one: "list[Type | None] | list[Type]", new: Scope, other: "list[Type | None] | list[Type]"
) -> list[_Pair]:
    return [(Typed(a, old), Typed(b, new)) for a, b in zip(one, other, strict=True)]


def _shape(node: Type | None) -> tuple[object, ...]:
    """Return what is left of a type without the types in it."""
    match node:
        case None:
            return ()
        case Primitive():
            return (Primitive, node.name)
        case List():
            return (List, node.length)
        case Tuple():
            return (Tuple, len(node.elements))
        case Handle():
            # A `borrow` of something that is no resource; the reference rejects it.
            return (Handle, node.resource.name)
        case _:
            return (type(node),)


def _inner(typed: Typed) -> Iterator[Typed]:
    match typed.type:
        case List(element=element):
            parts: tuple[Type | None, ...] = (element,)
        case Map(key=key, value=value):
            parts = (key, value)
        case Option(payload=payload) | Future(payload=payload) | Stream(payload=payload):
            parts = (payload,)
        case Result(ok=ok, error=error):
            parts = (ok, error)
        case Tuple(elements=elements):
            parts = elements
        case _:
            parts = ()
    for part in parts:
        yield Typed(part, typed.scope)
