"""Checks what needs a whole package read: the versions of its gates, borrowed results, and what worlds include."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.facts import GateKind
from tracker.wit.checked import CheckedInterface, CheckedWorld, InterfaceKey
from tracker.wit.definition_validity import DefinitionChecker
from tracker.wit.names import version_key
from tracker.wit.package_validity import PackageChecker
from tracker.wit.scopes import Source, Spanned, canonical
from tracker.wit.syntax import (
    Accessor,
    Alias,
    Extern,
    Function,
    FunctionKind,
    Include,
    InlineInterface,
    InterfaceItem,
    Item,
    NamedPath,
    Resource,
    TypeDefinition,
    Use,
    WorldItem,
)
from tracker.wit.type_syntax import Gate, Identifier


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


@dataclass(slots=True)
class Contents:
    """What a world imports and exports, with what it includes."""

    imports: dict[Name, None] = field(default_factory=dict)
    exports: dict[Name, None] = field(default_factory=dict)
    exported: set[InterfaceKey] = field(default_factory=set)
    """The interfaces it exports, under whatever name."""
    roots: list[InterfaceKey] = field(default_factory=list)
    """The interfaces that what it exports directly uses types of."""
    open: bool = False
    """Whether it includes a world that is not at hand."""


class PackageFinisher:
    """Checks one package, after all packages' names were checked without a fault."""

    def __init__(self, package: PackageChecker, known: Mapping[str, PackageChecker]) -> None:
        self._package = package
        self._known = known
        self._version = package.name.version.text if package.name is not None and package.name.version else None
        self._contents: dict[str, Contents] = {}

    def check(self, contents: dict[tuple[str, str], Contents]) -> None:
        """Check the package; `contents` holds what worlds of other packages contain, and is added to."""
        interfaces, worlds = self._package.interfaces.values(), self._package.worlds.values()
        for interface in interfaces:
            self._check_type_gates(interface.source, interface.items)
        for world in worlds:
            self._check_type_gates(world.source, world.world.items)
            for inline in world.inline:
                self._check_type_gates(inline.source, inline.items)
        for item in self._package.interface_items():
            self._check_gate(self._package.interfaces[item.name.name].source, item, item.name)
            self._check_functions(self._package.interfaces[item.name.name])
        for world in worlds:
            self._check_world(world)
        for world in worlds:
            self._include(world, contents)

    # --- gates --------------------------------------------------------------------------------------------------------

    def _check_gate(self, source: Source, item: Item, where: Spanned) -> None:
        """Report a `@since` that the package's version does not reach."""
        if self._package.name is None:
            return
        for gate in item.attributes:
            if not isinstance(gate, Gate) or gate.kind is not GateKind.SINCE or gate.version is None:
                continue
            if self._version is None:
                source.report("a package with `@since` gates must have a version", where)
            elif version_key(gate.version.text) > version_key(self._version):
                message = f"`@since` names {gate.version.text}, which is after the package's version {self._version}"
                source.report(message, where)

    def _check_type_gates(self, source: Source, items: Iterable[InterfaceItem | WorldItem]) -> None:
        for item in items:
            if isinstance(item, Use):
                if item.names:
                    self._check_gate(source, item, item.names[0].name)
            elif isinstance(item, TypeDefinition):
                self._check_gate(source, item, item.name)

    def _check_functions(self, interface: CheckedInterface) -> None:
        checker = DefinitionChecker(interface.source, interface.scope)
        for item in interface.items:
            functions = item.functions if isinstance(item, Resource) else (item,) if isinstance(item, Function) else ()
            for function in functions:
                self._check_gate(interface.source, function, function.name)
                checker.check_borrowed_result(function)

    def _check_world(self, checked: CheckedWorld) -> None:
        source = checked.source
        for inline in checked.inline:
            self._check_functions(inline)
        self._check_gate(source, checked.world, checked.world.name)
        checker = DefinitionChecker(source, checked.scope)
        for item in checked.world.items:
            if isinstance(item, Resource):
                for function in item.functions:
                    self._check_gate(source, function, function.name)
                    checker.check_borrowed_result(function)
            elif isinstance(item, Extern):
                self._check_gate(source, item, _name_of(item))
                if isinstance(item.value, Function):
                    checker.check_borrowed_result(item.value)
            elif isinstance(item, Include):
                self._check_gate(source, item, item.path.name)

    # --- what worlds include ------------------------------------------------------------------------------------------

    def _include(self, checked: CheckedWorld, contents: dict[tuple[str, str], Contents]) -> None:
        """Find out what a world contains, and check that it can be told apart."""
        own = _own_contents(checked, self._known)
        package = str(self._package.name)
        contents[package, checked.world.name.name] = own
        for include, world in checked.includes:
            included = None if world is None else contents.get((self._owner(world), world.world.name.name))
            if included is None:
                own.open = True
                continue
            self._merge(checked.source, own, include, included)
        self._check_distinct(checked, own.imports, "import")
        self._check_distinct(checked, own.exports, "export")
        self._check_setters(checked, own)
        self._check_exports(checked, own)

    def _owner(self, world: CheckedWorld) -> str:
        for name, package in self._known.items():
            if package.worlds.get(world.world.name.name) is world:
                return name
        return ""

    def _merge(self, source: Source, own: Contents, include: Include, included: Contents) -> None:
        where = include.path.name
        every = [*included.imports, *included.exports]
        if not included.open:
            for alias in include.names:
                if not any(name.renamed(alias) for name in every):
                    source.report(f"`{include.path}` has no import or export `{alias.name.name}` to rename", where)
                    return
        for mine, theirs, verb in (
            (own.imports, included.imports, "imports"),
            (own.exports, included.exports, "exports"),
        ):
            for name in theirs:
                renamed = next((new for alias in include.names if (new := name.renamed(alias))), name)
                if renamed in mine:
                    source.report(f"`{include.path}` {verb} `{renamed}`, which is there already", where)
                    return
                mine[renamed] = None
        own.exported |= included.exported
        own.roots += included.roots
        own.open = own.open or included.open

    def _check_distinct(self, checked: CheckedWorld, names: Iterable[Name], direction: str) -> None:
        """Report names that came together through `include` and cannot be told apart."""
        if not checked.includes:
            return
        seen: dict[str, Name] = {}
        for name in names:
            if name.accessor is Accessor.SET:
                continue
            other = seen.setdefault(name.key(), name)
            if other is not name:
                message = f"the {direction} `{name}` cannot be told apart from `{other}`"
                checked.source.report(message, checked.world.name)
                return

    def _check_setters(self, checked: CheckedWorld, own: Contents) -> None:
        """Report setters that a world imports or exports without their getter."""
        if own.open:
            return
        for item in checked.world.items:
            functions: Iterator[tuple[Name, Function]] = _functions_of(item)
            names = own.exports if isinstance(item, Extern) and item.exported else own.imports
            for name, function in functions:
                if name.accessor is Accessor.SET and name._replace(accessor=Accessor.GET) not in names:
                    checked.source.report(f"the setter `{name.name}` has no getter", function.name)

    def _check_exports(self, checked: CheckedWorld, own: Contents) -> None:
        """Report an exported interface that another export needs as an import.

        What an export uses is exported too, when the world exports it, and is imported otherwise, with all it uses.
        """
        pending = [key for root in (*own.exported, *own.roots) for key in self._uses(root, own)]
        seen: set[InterfaceKey] = set()
        while pending:
            key = pending.pop()
            if key in seen:
                continue
            seen.add(key)
            for used in self._all_uses(key):
                if used in own.exported:
                    message = f"an export needs `{key.name}`, which uses `{used.name}`: export `{key.name}` too"
                    checked.source.report(message, checked.world.name)
                    return
                pending.append(used)

    def _uses(self, key: InterfaceKey, own: Contents) -> Iterator[InterfaceKey]:
        """Yield the interfaces that must be imported because `key` is exported."""
        if key not in own.exported:
            yield key
            return
        for used in self._all_uses(key):
            if used not in own.exported:
                yield used

    def _all_uses(self, key: InterfaceKey) -> Iterable[InterfaceKey]:
        package = self._known.get(key.package)
        interface = None if package is None else package.interfaces.get(key.name)
        return () if interface is None else interface.uses


def _own_contents(checked: CheckedWorld, _known: Mapping[str, PackageChecker]) -> Contents:
    own = Contents(imports={Name(name): None for name in checked.scope.types})
    for item in checked.world.items:
        exported = isinstance(item, Extern) and item.exported
        names = own.exports if exported else own.imports
        for name, _function in _functions_of(item):
            names[name] = None
        if isinstance(item, Extern) and isinstance(item.value, InlineInterface | NamedPath):
            names[Name(item.value.name.name)] = None
    for item, key in checked.interfaces:
        if item.exported and key is not None:
            own.exported.add(key)
    exported_names = {
        item.value.name.start
        for item in checked.world.items
        if isinstance(item, Extern) and item.exported and isinstance(item.value, InlineInterface)
    }
    for inline in checked.inline:
        if inline.name.start in exported_names:
            own.roots += inline.uses
    return own


def _functions_of(item: WorldItem) -> Iterator[tuple[Name, Function]]:
    """Yield the functions that an item of a world imports or exports."""
    if isinstance(item, Resource):
        for function in item.functions:
            yield Name(function.name.name, item.name.name, function.kind, function.accessor), function
    elif isinstance(item, Extern) and isinstance(item.value, Function):
        yield Name(item.value.name.name, accessor=item.value.accessor), item.value


def _name_of(item: Extern) -> Identifier:
    """Return where the reference points at an import or export."""
    return item.value.name
