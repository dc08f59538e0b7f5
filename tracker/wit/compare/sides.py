"""One side of a comparison: the packages, scopes and items of some files, with names looked up without judging them.

Whatever the text, a side can be built: of two definitions of one name the first counts, and a name that leads nowhere,
or to a package that is not at hand, leads `Outside`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.changes import Place
from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.wit import lexer
from tracker.wit.diagnostics import LineTable
from tracker.wit.gates import extern_name
from tracker.wit.parser import Parsed
from tracker.wit.syntax import (
    Accessor,
    Alias,
    Extern,
    Function,
    Include,
    Interface,
    InterfaceItem,
    Item,
    NestedPackage,
    TopLevelItem,
    TopLevelUse,
    Use,
    World,
)
from tracker.wit.type_syntax import ExternalId, Gate, PackageName, Path


@frozen
class Source:
    """What one file says of one package."""

    path: str
    text: str
    lines: LineTable
    aliases: Mapping[str, Path]
    """The names that a `use` at the top of the file gives."""
    items: tuple[TopLevelItem, ...]
    """What stands at its top, but for nested packages."""

    def place(self, offset: int) -> Place:
        """Return where an offset is."""
        return Place(self.path, self.lines.line(offset))

    def written(self, start: int, end: int) -> str:
        """Return a piece of the text on one line."""
        return " ".join(self.text[start:end].split())


@frozen
class Seen:
    """An item, as one side has it."""

    source: Source
    node: Item
    path: str
    """With its package: `wasi:http/types#fields.get`."""
    unstable: bool
    """Whether it, or something that holds it, is behind `@unstable`."""
    deprecated: bool
    """Whether it, or something that holds it, is `@deprecated`."""

    @property
    def place(self) -> Place:
        """Where its first word stands, after its attributes."""
        attributes = self.node.attributes
        head = lexer.after_trivia(self.source.text, attributes[-1].end) if attributes else self.node.start
        return self.source.place(head)

    def gate(self, kind: GateKind) -> Gate | None:
        """Return its own gate of a kind."""
        gates = (each for each in self.node.attributes if isinstance(each, Gate) and each.kind is kind)
        return next(gates, None)

    @property
    def external_id(self) -> str | None:
        """Its `@external-id`."""
        return next((each.value for each in self.node.attributes if isinstance(each, ExternalId)), None)

    def holds(self, node: Item, path: str) -> "Seen":
        """Return something in it."""
        inner = Seen(self.source, node, path, unstable=False, deprecated=False)
        return Seen(
            self.source,
            node,
            path,
            unstable=self.unstable or inner.gate(GateKind.UNSTABLE) is not None,
            deprecated=self.deprecated or inner.gate(GateKind.DEPRECATED) is not None,
        )


class NamedType(NamedTuple):
    """A name for a type in a scope."""

    seen: Seen
    """Its definition, or the `use` that brings it."""
    alias: Alias | None
    """The part of the `use` that brings it; `None` for a definition."""


class Outside(NamedTuple):
    """An interface or world of a package that is not at hand."""

    package: str
    """`namespace:name`; empty for a name that leads nowhere."""
    version: str | None
    name: str


@dataclass(slots=True)
class Scope:
    """The types and functions of an interface or world."""

    package: "Package"
    owner: Seen
    """The interface, the world, or the import or export that the interface stands in."""
    name: str
    """Its path in its package: `types`, `imports#import:host`."""
    types: dict[str, NamedType] = field(default_factory=dict)
    functions: dict[str, Seen] = field(default_factory=dict)
    """By name, an accessor's with its kind: `get:name`."""

    @property
    def source(self) -> Source:
        """The file it is in."""
        return self.owner.source

    def add(self, item: InterfaceItem) -> None:
        """Add an item; of two with one name the first counts."""
        prefix = f"{self.owner.path}{'.' if '#' in self.name else '#'}"
        match item:
            case Use():
                for alias in item.names:
                    name = (alias.other or alias.name).name
                    self.types.setdefault(name, NamedType(self.owner.holds(item, prefix + name), alias))
            case Function():
                name = function_name(item)
                self.functions.setdefault(name, self.owner.holds(item, prefix + name))
            case _:
                name = item.name.name
                self.types.setdefault(name, NamedType(self.owner.holds(item, prefix + name), None))


@dataclass(slots=True)
class WorldSide:
    """A world."""

    scope: Scope
    """Its own types."""
    externs: list[Seen] = field(default_factory=list)
    """Its imports and exports."""
    includes: list[Seen] = field(default_factory=list)

    @property
    def seen(self) -> Seen:
        """The world as an item."""
        return self.scope.owner


class Package:
    """A package, as one side has it."""

    def __init__(self, name: PackageName | None) -> None:
        self.name = name
        self.id = "" if name is None else f"{name.namespace.name}:{name.name.name}"
        self.version = None if name is None or name.version is None else name.version.text
        self.identity = self.id
        """What it is known by in the comparison: its id, or that of the package it was called before."""
        self.declared: Source | None = None
        """The file that declares it."""
        self.sources: list[Source] = []
        self.interfaces: dict[str, Scope] = {}
        self.worlds: dict[str, WorldSide] = {}
        self.library: dict[tuple[str, str | None], Package] = {}
        """Other packages at hand, by id and version."""

    def __str__(self) -> str:
        """Return its name with its version."""
        return "" if self.name is None else str(self.name)

    def at_hand(self, outside: Outside) -> "Scope | WorldSide | None":
        """Return an interface or world of another package, when that is at hand."""
        package = self.library.get((outside.package, outside.version))
        if package is None:
            return None
        return package.interfaces.get(outside.name) or package.worlds.get(outside.name)

    def target(self, source: Source, path: Path) -> "Scope | WorldSide | Outside":
        """Return what a path in one of its files leads to."""
        if path.package is None:
            path = source.aliases.get(path.name.name, path)
        if path.package is not None:
            id_ = f"{path.package.namespace.name}:{path.package.name.name}"
            version = None if path.package.version is None else path.package.version.text
            if id_ != self.id or version not in {None, self.version}:
                return Outside(id_, version, path.name.name)
        name = path.name.name
        return self.interfaces.get(name) or self.worlds.get(name) or Outside("", None, name)


def function_name(function: Function) -> str:
    """Return a function's name in its scope."""
    prefix = {None: "", Accessor.GET: "get:", Accessor.SET: "set:"}[function.accessor]
    return prefix + function.name.name


def line_of(version: str | None) -> str:
    """Return the versions that are compatible with one another: `1` for `1.2.3`, `0.2` for `0.2.8`."""
    if version is None:
        return ""
    major, _, rest = version.partition(".")
    return f"0.{rest.partition('.')[0].partition('-')[0]}" if major == "0" else major


# --- building ---------------------------------------------------------------------------------------------------------


def read_packages(files: Mapping[str, Parsed]) -> tuple[Package, ...]:
    """Return the packages that the files of one folder declare, nested ones last."""
    own: Package | None = None
    nested: dict[str, Package] = {}
    parts: list[tuple[Package, Source, list[TopLevelItem]]] = []
    for path in sorted(files, key=lambda name: (files[name].tree.package is None, name)):
        parsed = files[path]
        lines = LineTable(parsed.text)
        if own is None:
            own = Package(parsed.tree.package)
        for name, items in _parts(parsed.tree.items):
            package = own if name is None else nested.setdefault(str(name), Package(name))
            source = Source(path, parsed.text, lines, _aliases(items), tuple(items))
            if package.declared is None and (name is not None or parsed.tree.package is not None):
                package.declared = source
            package.sources.append(source)
            parts.append((package, source, items))
    for package, source, items in parts:
        _fill(package, source, items)
    found = () if own is None else (own,)
    held = [each for each in found if each.name is not None or each.interfaces or each.worlds]
    packages = (*held, *nested.values())
    connect(packages, packages)
    return packages


def connect(packages: Iterable[Package], library: Iterable[Package]) -> None:
    """Let packages look into others that are at hand: those of their own folder, or what is vendored beside them."""
    others = list(library)
    for package in packages:
        for other in others:
            if other.name is not None and other.id != package.id:
                package.library.setdefault((other.id, other.version), other)


def _parts(items: Iterable[TopLevelItem]) -> Iterator[tuple[PackageName | None, list[TopLevelItem]]]:
    """Yield what a file says of its folder's package, then of each nested one, however deep it is nested."""
    every = list(items)
    yield None, [item for item in every if not isinstance(item, NestedPackage)]
    pending = [item for item in every if isinstance(item, NestedPackage)]
    for package in pending:
        yield package.name, [item for item in package.items if not isinstance(item, NestedPackage)]
        pending.extend(item for item in package.items if isinstance(item, NestedPackage))


def _aliases(items: Iterable[TopLevelItem]) -> dict[str, Path]:
    aliases: dict[str, Path] = {}
    for item in items:
        if isinstance(item, TopLevelUse):
            aliases.setdefault((item.other or item.path.name).name, item.path)
    return aliases


def _fill(package: Package, source: Source, items: Iterable[TopLevelItem]) -> None:
    whole = Seen(source, Item((), 0, 0, 0), package.id, unstable=False, deprecated=False)
    for item in items:
        if isinstance(item, Interface) and item.name.name not in package.interfaces:
            name = item.name.name
            scope = Scope(package, whole.holds(item, f"{package.id}/{name}"), name)
            for member in item.items:
                scope.add(member)
            package.interfaces[name] = scope
        elif isinstance(item, World) and item.name.name not in package.worlds:
            name = item.name.name
            world = WorldSide(Scope(package, whole.holds(item, f"{package.id}/{name}"), name))
            _fill_world(world, item)
            package.worlds[name] = world


def _fill_world(world: WorldSide, node: World) -> None:
    owner = world.seen
    for item in node.items:
        match item:
            case Extern():
                direction = "export" if item.exported else "import"
                world.externs.append(owner.holds(item, f"{owner.path}#{direction}:{extern_name(item)}"))
            case Include():
                world.includes.append(owner.holds(item, f"{owner.path}#include:{item.path}"))
            case _:
                world.scope.add(item)
