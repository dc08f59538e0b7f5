"""What the items of a package refer to, where that is at hand."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tracker.lint.files import LintFile, Span
from tracker.lint.interface import Surroundings
from tracker.lint.packages import LintItem, LintPackage
from tracker.wit.gates import ItemKind
from tracker.wit.scopes import Reference as NameReference
from tracker.wit.scopes import parts, references_of, to_reference
from tracker.wit.syntax import (
    Enum,
    Extern,
    Flags,
    Function,
    Include,
    NamedPath,
    Record,
    Resource,
    TopLevelUse,
    TypeDeclaration,
    Use,
    Variant,
)
from tracker.wit.type_syntax import Handle, Named, PackageName, Path, Type

_TOPS = (ItemKind.INTERFACE, ItemKind.WORLD)


class ItemReference(NamedTuple):
    """One item refers to another."""

    item: LintItem
    target: LintItem
    package: LintPackage
    """The package of the target."""
    span: Span
    """Where the item names it."""


class References:
    """Finds what items refer to."""

    def __init__(self, package: LintPackage, surroundings: Surroundings) -> None:
        self._package = package
        self._surroundings = surroundings
        self._tops = _tops(package)
        self._members = _members(package)
        self._aliases = {
            (item.file.path, (item.item.other or item.item.path.name).name): item.item.path
            for item in package.items
            if isinstance(item.item, TopLevelUse)
        }

    def __iter__(self) -> Iterator[ItemReference]:
        """Yield every reference of the package, in the order of the text."""
        for item in self._package.items:
            yield from self._of(item)

    def _of(self, item: LintItem) -> Iterator[ItemReference]:
        match item.item:
            case Use() as use:
                yield from self._of_use(item, use)
            case Include(path=path) | Extern(value=Path() as path) | Extern(value=NamedPath(path=path)):
                found = self._top(item.file, path)
                if found is not None:
                    yield ItemReference(item, *found, Span(path.start, path.end))
            case Extern(value=Function() as function) | (Function() as function):
                yield from self._to_types(item, _types_of(function))
            case TypeDeclaration() | Record() | Variant() | Enum() | Flags() | Resource() as definition:
                yield from self._to_types(item, iter(references_of(definition)))
            case _:
                pass

    def _of_use(self, item: LintItem, use: Use) -> Iterator[ItemReference]:
        found = self._top(item.file, use.path)
        if found is None:
            return
        interface, package = found
        yield ItemReference(item, interface, package, Span(use.path.start, use.path.end))
        members = self._members if package is self._package else _members(package)
        for alias in use.names:
            target = members.get(interface, {}).get(alias.name.name)
            if target is not None:
                yield ItemReference(item, target, package, Span(alias.name.start, alias.name.end))

    def _to_types(self, item: LintItem, references: Iterator[NameReference]) -> Iterator[ItemReference]:
        scope = item.container
        while scope is not None and scope.kind is ItemKind.RESOURCE:
            scope = scope.container
        names = {} if scope is None else self._members.get(scope, {})
        for reference in references:
            target = names.get(reference.name)
            if target is not None and target is not item:
                yield ItemReference(item, target, self._package, Span(reference.start, reference.end))

    def _top(self, file: LintFile, path: Path) -> tuple[LintItem, LintPackage] | None:
        """Return the interface or world that a path leads to, with its package, when it is at hand."""
        path = self._aliases.get((file.path, path.name.name), path) if path.package is None else path
        if path.package is None:
            found = self._tops.get(path.name.name)
            return None if found is None else (found, self._package)
        package = self._foreign(path.package)
        found = None if package is None else _tops(package).get(path.name.name)
        return None if found is None or package is None else (found, package)

    def _foreign(self, name: PackageName) -> LintPackage | None:
        folder = self._surroundings.folder
        vendored = () if folder is None else (*folder.packages, *folder.dependencies)
        for package in (*vendored, *self._surroundings.packages):
            if str(package.name) == str(name):
                return package
        return None


def _tops(package: LintPackage) -> dict[str, LintItem]:
    """Return the interfaces and worlds of a package by name."""
    return {item.path: item for item in package.items if item.kind in _TOPS}


@lru_cache(maxsize=64)
def _members(package: LintPackage) -> dict[LintItem, dict[str, LintItem]]:
    """Return the types in each interface and world of a package, by the name they have there."""
    members: dict[LintItem, dict[str, LintItem]] = {}
    for item in package.items:
        if item.container is not None:
            for name in _names_given(item):
                members.setdefault(item.container, {}).setdefault(name, item)
    return members


def _names_given(item: LintItem) -> Iterator[str]:
    """Yield the names of types that an item puts in the scope of its container."""
    match item.item:
        case Use() as use:
            yield from ((alias.other or alias.name).name for alias in use.names)
        case TypeDeclaration() | Record() | Variant() | Enum() | Flags() | Resource() as definition:
            yield definition.name.name
        case _:
            pass


def _types_of(function: Function) -> Iterator[NameReference]:
    """Yield the types that a function's parameters and result name."""
    types = [parameter.type for parameter in function.parameters]
    if function.result is not None:
        types.append(function.result)
    for each in types:
        yield from _named(each)


def _named(node: Type) -> Iterator[NameReference]:
    match node:
        case Named():
            yield NameReference(node.name, node.start, node.end)
        case Handle():
            yield to_reference(node.resource)
        case _:
            for part in parts(node):
                yield from _named(part)
