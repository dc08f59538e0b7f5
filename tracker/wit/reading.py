"""Reads what one WIT file says, as facts."""

from collections.abc import Iterator

from tracker.facts import WitDependency, WitFile, WitPackage, WitProblem
from tracker.wit.diagnostics import Diagnostic, LineTable
from tracker.wit.gates import read_gates, to_package
from tracker.wit.parser import parse
from tracker.wit.syntax import (
    Extern,
    File,
    Include,
    InlineInterface,
    Interface,
    InterfaceItem,
    NamedPath,
    NestedPackage,
    PackageName,
    Path,
    TopLevelItem,
    TopLevelUse,
    Use,
    World,
    WorldItem,
)

PARSER_VERSION = 1
"""Raised whenever `read_wit` would read a file differently: what was stored under a lower version is read again."""


def read_wit(text: str) -> WitFile:
    """Return what a WIT file says. Whatever the text, it returns: what could not be read is in `problems`."""
    parsed = parse(text)
    return to_facts(text, parsed.tree, parsed.diagnostics)


def to_facts(text: str, file: File, diagnostics: tuple[Diagnostic, ...]) -> WitFile:
    """Return the facts in a tree."""
    lines = LineTable(text)
    packages = tuple(_packages(file, lines))
    return WitFile(
        packages=packages,
        gates=tuple(read_gates(text, file, lines)),
        dependencies=_dependencies(file, packages, lines),
        interfaces=sum(isinstance(item, Interface) for item in _flat(file.items)),
        worlds=sum(isinstance(item, World) for item in _flat(file.items)),
        problems=tuple(to_problem(diagnostic) for diagnostic in diagnostics),
    )


def to_problem(diagnostic: Diagnostic) -> WitProblem:
    """Return a diagnostic as a fact."""
    return WitProblem(diagnostic.position.line, diagnostic.position.column, str(diagnostic))


def _flat(items: tuple[TopLevelItem, ...]) -> Iterator[TopLevelItem]:
    """Yield top-level items and those of nested packages, in the order of the text."""
    for item in items:
        yield item
        if isinstance(item, NestedPackage):
            yield from _flat(item.items)


def _packages(file: File, lines: LineTable) -> Iterator[WitPackage]:
    if file.package is not None:
        yield to_package(file.package, lines)
    for item in _flat(file.items):
        if isinstance(item, NestedPackage):
            yield to_package(item.name, lines)


def _dependencies(file: File, own: tuple[WitPackage, ...], lines: LineTable) -> tuple[WitDependency, ...]:
    found: dict[tuple[str, str, str | None], WitDependency] = {}
    declared = {(package.namespace, package.name, package.version) for package in own}
    for name in _mentions(file):
        version = None if name.version is None else name.version.text
        key = (name.namespace.name, name.name.name, version)
        if key not in declared and key not in found:
            found[key] = WitDependency(*key, lines.line(name.start))
    return tuple(found.values())


def _mentions(file: File) -> Iterator[PackageName]:
    """Yield the packages that paths name, in the order of the text."""
    for item in _flat(file.items):
        match item:
            case TopLevelUse():
                yield from _mention(item.path)
            case Interface():
                yield from _mentions_of_items(item.items)
            case World():
                yield from _mentions_of_items(item.items)
            case NestedPackage():
                pass


def _mentions_of_items(items: tuple[InterfaceItem, ...] | tuple[WorldItem, ...]) -> Iterator[PackageName]:
    for item in items:
        match item:
            case Use() | Include():
                yield from _mention(item.path)
            case Extern(value=Path() as path) | Extern(value=NamedPath(path=path)):
                yield from _mention(path)
            case Extern(value=InlineInterface() as inline):
                yield from _mentions_of_items(inline.items)
            case _:
                pass


def _mention(path: Path) -> Iterator[PackageName]:
    if path.package is not None:
        yield path.package
