"""Names the items of a file and finds the gates that stand on them.

An item's path is unique within its package for all but `use` and `include`:

| item | path |
| --- | --- |
| an interface or world | `types` |
| a type or function in it | `types#name` |
| a resource's function | `types#resource.name`, `types#resource.constructor` |
| an accessor | `types#get:name`, `types#resource.set:name` |
| a `use` | `types#use:poll`, `types#use:wasi:io/poll@0.2.0` |
| an import or export of a world | `imports#export:run`, `imports#import:wasi:io/poll@0.2.0` |
| what stands in an import's own interface | `imports#import:host.name`, `imports#import:host.resource.name` |
| an `include` | `imports#include:other`, `imports#include:wasi:cli/imports@0.2.0` |
| a `use` at the top of a file | `use:wasi:io/poll@0.2.0` |
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from tracker.facts import WitGate, WitPackage
from tracker.wit import lexer
from tracker.wit.comments import is_queued
from tracker.wit.diagnostics import LineTable
from tracker.wit.syntax import (
    Accessor,
    Enum,
    Extern,
    File,
    Flags,
    Function,
    FunctionKind,
    Include,
    InlineInterface,
    Interface,
    InterfaceItem,
    Item,
    NamedPath,
    NestedPackage,
    Record,
    Resource,
    TopLevelItem,
    TopLevelUse,
    TypeDeclaration,
    Use,
    Variant,
    World,
)
from tracker.wit.type_syntax import Gate, PackageName, Path


class ItemKind(StrEnum):
    """What a gate can stand on."""

    INTERFACE = "interface"
    WORLD = "world"
    FUNCTION = "function"
    METHOD = "method"
    STATIC = "static"
    CONSTRUCTOR = "constructor"
    GETTER = "getter"
    SETTER = "setter"
    TYPE = "type"
    RECORD = "record"
    VARIANT = "variant"
    ENUM = "enum"
    FLAGS = "flags"
    RESOURCE = "resource"
    USE = "use"
    IMPORT = "import"
    EXPORT = "export"
    INCLUDE = "include"


class NamedItem(NamedTuple):
    """An item with its path in its package."""

    path: str
    kind: ItemKind
    item: Item
    package: PackageName | None
    """The nested package that holds it; `None` for the file's own package."""


_DEFINITIONS: dict[type[Item], ItemKind] = {
    TypeDeclaration: ItemKind.TYPE,
    Record: ItemKind.RECORD,
    Variant: ItemKind.VARIANT,
    Enum: ItemKind.ENUM,
    Flags: ItemKind.FLAGS,
    Resource: ItemKind.RESOURCE,
}
_FUNCTIONS = {
    FunctionKind.FREE: ItemKind.FUNCTION,
    FunctionKind.METHOD: ItemKind.METHOD,
    FunctionKind.STATIC: ItemKind.STATIC,
    FunctionKind.CONSTRUCTOR: ItemKind.CONSTRUCTOR,
}


def items(file: File) -> Iterator[NamedItem]:
    """Yield every item of a file, in the order of the text."""
    return _Naming(gated=False).items_of_package(file.items, None)


def gated_items(file: File) -> Iterator[NamedItem]:
    """Yield the items of a file that have attributes, in the order of the text."""
    return _Naming(gated=True).items_of_package(file.items, None)


class _Naming:
    """Names items; when `gated`, only those that have attributes, which are few."""

    def __init__(self, *, gated: bool) -> None:
        self._gated = gated

    def items_of_package(self, members: tuple[TopLevelItem, ...], package: PackageName | None) -> Iterator[NamedItem]:
        """Yield the items of a package, `None` for the file's own."""
        for member in members:
            wanted = member.attributes or not self._gated
            match member:
                case Interface():
                    if wanted:
                        yield NamedItem(member.name.name, ItemKind.INTERFACE, member, package)
                    yield from self._items_of_interface(member.items, f"{member.name.name}#", package)
                case World():
                    if wanted:
                        yield NamedItem(member.name.name, ItemKind.WORLD, member, package)
                    yield from self._items_of_world(member, package)
                case TopLevelUse():
                    if wanted:
                        yield NamedItem(f"use:{member.path}", ItemKind.USE, member, package)
                case NestedPackage():
                    yield from self.items_of_package(member.items, member.name)

    def _items_of_interface(
        self, members: tuple[InterfaceItem, ...], prefix: str, package: PackageName | None
    ) -> Iterator[NamedItem]:
        for member in members:
            if member.attributes or not self._gated:
                yield _named(member, prefix, package)
            if isinstance(member, Resource):
                for function in member.functions:
                    if function.attributes or not self._gated:
                        yield _named_function(function, f"{prefix}{member.name.name}.", package)

    def _items_of_world(self, world: World, package: PackageName | None) -> Iterator[NamedItem]:
        prefix = f"{world.name.name}#"
        for member in world.items:
            match member:
                case Extern():
                    yield from self._items_of_extern(member, prefix, package)
                case Include():
                    if member.attributes or not self._gated:
                        yield NamedItem(f"{prefix}include:{member.path}", ItemKind.INCLUDE, member, package)
                case _:
                    yield from self._items_of_interface((member,), prefix, package)

    def _items_of_extern(self, extern: Extern, prefix: str, package: PackageName | None) -> Iterator[NamedItem]:
        kind = ItemKind.EXPORT if extern.exported else ItemKind.IMPORT
        path = f"{prefix}{kind}:{extern_name(extern)}"
        if extern.attributes or not self._gated:
            yield NamedItem(path, kind, extern, package)
        if isinstance(extern.value, InlineInterface):
            yield from self._items_of_interface(extern.value.items, f"{path}.", package)


def _named(item: InterfaceItem, prefix: str, package: PackageName | None) -> NamedItem:
    if isinstance(item, Function):
        return _named_function(item, prefix, package)
    if isinstance(item, Use):
        return NamedItem(f"{prefix}use:{item.path}", ItemKind.USE, item, package)
    return NamedItem(prefix + item.name.name, _DEFINITIONS[type(item)], item, package)


def _named_function(function: Function, prefix: str, package: PackageName | None) -> NamedItem:
    name = function.name.name
    if function.accessor is None:
        return NamedItem(prefix + name, _FUNCTIONS[function.kind], function, package)
    kind = ItemKind.GETTER if function.accessor is Accessor.GET else ItemKind.SETTER
    return NamedItem(f"{prefix}{function.accessor}:{name}", kind, function, package)


def extern_name(extern: Extern) -> str:
    """Return the name of what a world imports or exports, as a path has it."""
    match extern.value:
        case Path():
            return str(extern.value)
        case Function(accessor=None) | InlineInterface() | NamedPath():
            return extern.value.name.name
        case Function():
            return f"{extern.value.accessor}:{extern.value.name.name}"


def read_gates(text: str, file: File, lines: LineTable) -> Iterator[WitGate]:
    """Yield the gates of a file, in the order of the text."""
    package: WitPackage | None = None
    name: PackageName | None = None
    marked = "@stabilize-next" in text
    for named in gated_items(file):
        if named.package is not name:
            name = named.package
            package = None if name is None else to_package(name, lines)
        for attribute in named.item.attributes:
            if isinstance(attribute, Gate):
                queued = marked and is_queued(text, lines, named.item, attribute)
                yield _to_fact(text, named, attribute, lines, package, queued=queued)


def _to_fact(
    text: str, named: NamedItem, gate: Gate, lines: LineTable, package: WitPackage | None, *, queued: bool
) -> WitGate:
    head = lexer.after_trivia(text, named.item.attributes[-1].end)
    return WitGate(
        item=named.path,
        item_kind=named.kind,
        kind=gate.kind,
        feature=None if gate.feature is None else gate.feature.name,
        version=None if gate.version is None else gate.version.text,
        line=lines.line(gate.start),
        item_line=lines.line(head),
        queued=queued,
        package=package,
    )


def to_package(name: PackageName, lines: LineTable) -> WitPackage:
    """Return the fact that a package is declared."""
    version = None if name.version is None else name.version.text
    return WitPackage(name.namespace.name, name.name.name, version, lines.line(name.start))
