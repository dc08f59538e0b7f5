"""What a world imports and exports: under which names, and which interfaces with which stability."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.facts import GateKind
from tracker.wit.checked import CheckedWorld, InterfaceKey
from tracker.wit.scopes import Source, Spanned, canonical
from tracker.wit.syntax import (
    Accessor,
    Alias,
    Extern,
    Function,
    FunctionKind,
    InlineInterface,
    Item,
    NamedPath,
    Resource,
    Use,
    WorldItem,
)
from tracker.wit.type_syntax import Gate, Path

Uses = Callable[[InterfaceKey], Iterable[InterfaceKey]]
"""Gives the interfaces that an interface uses types of."""


class Stability(NamedTuple):
    """What the gates of an import or export say."""

    since: str | None
    feature: str | None
    deprecated: str | None


class Name(NamedTuple):
    """The name of something a world imports or exports."""

    name: str
    resource: str | None = None
    kind: FunctionKind | None = None
    accessor: Accessor | None = None

    def __str__(self) -> str:
        """Return the name for people."""
        return self.name if self.resource is None else f"{self.resource}.{self.name}"

    def renamed(self, alias: Alias) -> "Name | None":
        """Return the name that an `include ... with` gives it, or `None` when it is not meant."""
        other = "" if alias.other is None else alias.other.name
        if self.resource is None:
            return self._replace(name=other) if self.name == alias.name.name else None
        if self.resource == alias.name.name and self.accessor is None:
            return self._replace(resource=other)
        return None

    def key(self) -> str:
        """Return what no other name in its scope may have, accessors aside."""
        if self.resource is None:
            return canonical(self.name)
        if self.kind is FunctionKind.CONSTRUCTOR:
            return f"[constructor]{canonical(self.resource)}"
        return f"{canonical(self.resource)}.{canonical(self.name)}"


class Exported(NamedTuple):
    """An interface that a world exports under its own name."""

    stability: Stability | None
    source: Source
    where: Spanned


class Wanted(NamedTuple):
    """An interface that must be imported."""

    key: InterfaceKey
    stability: Stability | None = None
    """The stability of what needs it; `None` when it is imported for itself, and `Contents.imported` tells."""
    itself: bool = False


@dataclass(slots=True)
class Contents:
    """What a world imports and exports, with what it includes."""

    imports: dict[Name, None] = field(default_factory=dict)
    exports: dict[Name, None] = field(default_factory=dict)
    imported: dict[InterfaceKey, Stability | None] = field(default_factory=dict)
    """The interfaces it imports under their own names; when complete, each after those it uses."""
    exported: dict[InterfaceKey, Exported] = field(default_factory=dict)
    """The interfaces it exports under their own names."""
    named: set[InterfaceKey] = field(default_factory=set)
    """The interfaces it exports under other names."""
    order: list[Wanted] = field(default_factory=list)
    """The interfaces it imports, and those that interfaces under other names use types of, in the order of the text."""
    needed: list[tuple[InterfaceKey, Stability | None]] = field(default_factory=list)
    """The interfaces that the types in it come from."""
    roots: list[tuple[InterfaceKey, Stability | None]] = field(default_factory=list)
    """The interfaces that its other exports use types of."""
    open: bool = False
    """Whether it includes a world that is not at hand."""

    def all_exported(self) -> set[InterfaceKey]:
        """Return the interfaces it exports, under whatever name."""
        return {*self.exported, *self.named}

    def complete(self, uses: Uses) -> None:
        """Import what the imports and exports need, with the stability of what needs it first."""
        complete: dict[InterfaceKey, Stability | None] = {}
        for key, stability, itself in self.order:
            _bring_in(complete, key, self.imported[key] if itself else stability, uses)
        for key, stability in self.needed:
            _bring_in(complete, key, stability, uses)
        exported = self.all_exported()
        needed = [(key, entry.stability) for key, entry in self.exported.items()]
        for key, stability in [*needed, *self.roots]:
            for used in uses(key) if key in exported else (key,):
                if used not in exported:
                    _bring_in(complete, used, stability, uses)
        self.imported = complete


def _bring_in(
    imported: dict[InterfaceKey, Stability | None], key: InterfaceKey, stability: Stability | None, uses: Uses
) -> None:
    """Import an interface, after those it uses."""
    pending = [key]
    while pending:
        missing = [] if pending[-1] in imported else [used for used in uses(pending[-1]) if used not in imported]
        if missing:
            pending += reversed(missing)
        else:
            imported.setdefault(pending.pop(), stability)


def own_contents(checked: CheckedWorld, uses: Uses) -> Contents:
    """Return what a world imports and exports itself."""
    own = Contents(imports={Name(name): None for name in checked.scope.types})
    for item in checked.world.items:
        names = own.exports if isinstance(item, Extern) and item.exported else own.imports
        names.update((name, None) for name, _function in functions_of(item))
        if isinstance(item, Extern) and isinstance(item.value, InlineInterface | NamedPath):
            names[Name(item.value.name.name)] = None
    interfaces = {id(extern): key for extern, key in checked.interfaces}
    inline = {interface.name.start: interface for interface in checked.inline}
    for item in checked.world.items:
        if not isinstance(item, Extern):
            continue
        key = interfaces.get(id(item))
        if key is not None:
            _add_interface(own, checked, item, key, uses)
        elif isinstance(item.value, InlineInterface):
            wanted = [Wanted(used, stability_of(item)) for used in inline[item.value.name.start].uses]
            if item.exported:
                own.roots += [(used, stability) for used, stability, _itself in wanted]
            else:
                own.order += wanted
    types = [item for item in checked.world.items if isinstance(item, Use)]
    own.needed += [(key, stability_of(use)) for use, key in zip(types, checked.used, strict=True) if key is not None]
    return own


def _add_interface(own: Contents, checked: CheckedWorld, extern: Extern, key: InterfaceKey, uses: Uses) -> None:
    stability = stability_of(extern)
    match extern.value, extern.exported:
        case Path(), False:
            own.imported[key] = stability
            own.order.append(Wanted(key, itself=True))
        case Path(), True:
            own.exported[key] = Exported(stability, checked.source, extern.value.name)
        case _, False:
            own.order += [Wanted(used, stability) for used in uses(key)]
        case _, True:
            own.named.add(key)
            own.roots.append((key, stability))


def stability_of(item: Item) -> Stability | None:
    """Return what the gates of an item say, or `None` when it has none."""
    gates = {gate.kind: gate for gate in item.attributes if isinstance(gate, Gate)}
    if not gates:
        return None
    since, unstable = gates.get(GateKind.SINCE), gates.get(GateKind.UNSTABLE)
    deprecated = gates.get(GateKind.DEPRECATED)
    return Stability(
        since.version.text if since and since.version else None,
        unstable.feature.name if unstable and unstable.feature else None,
        deprecated.version.text if deprecated and deprecated.version else None,
    )


def functions_of(item: WorldItem) -> Iterator[tuple[Name, Function]]:
    """Yield the functions that an item of a world imports or exports."""
    if isinstance(item, Resource):
        for function in item.functions:
            yield Name(function.name.name, item.name.name, function.kind, function.accessor), function
    elif isinstance(item, Extern) and isinstance(item.value, Function):
        yield Name(item.value.name.name, accessor=item.value.accessor), item.value
