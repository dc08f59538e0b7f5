"""Reads what one WIT file says, as facts."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from tracker.facts import WitDependency, WitFile, WitPackage, WitProblem
from tracker.wit.attribute_validity import attribute_faults
from tracker.wit.collection import no_collection
from tracker.wit.diagnostics import Diagnostic, LineTable
from tracker.wit.gates import read_gates, to_package
from tracker.wit.historic import parse_historic
from tracker.wit.mentions import flat, mentions
from tracker.wit.outline import parse_outline
from tracker.wit.syntax import File, Interface, NestedPackage, World

_OLDER = "(read as an older dialect of WIT)"


class Dialect(StrEnum):
    """Which WIT a text is read as."""

    CURRENT = "current"
    """What the reference implementation reads."""
    HISTORIC = "historic"
    """What was WIT in years past, and Markdown around it."""


def read_wit(text: str, dialect: Dialect | None = None) -> WitFile:
    """Return what a WIT file says. Whatever the text, it returns: what could not be read is in `problems`.

    Without a dialect, a text that is not WIT today is read as an older dialect too: when that explains all of it, its
    facts are those, and its only problem is where it first differs from today's WIT.
    """
    with no_collection():
        return _read(text, dialect)


def _read(text: str, dialect: Dialect | None) -> WitFile:
    if dialect is Dialect.HISTORIC:
        historic = parse_historic(text)
        return to_facts(text, historic.tree, historic.diagnostics)
    parsed = parse_outline(text)
    if parsed.diagnostics and dialect is None:
        historic = parse_historic(text)
        if not historic.diagnostics:
            first = parsed.diagnostics[0]
            return to_facts(text, historic.tree, (replace(first, message=f"{first.message} {_OLDER}"),))
    return to_facts(text, parsed.tree, parsed.diagnostics or attribute_faults(parsed))


def to_facts(text: str, file: File, diagnostics: tuple[Diagnostic, ...]) -> WitFile:
    """Return the facts in a tree."""
    lines = LineTable(text)
    packages = tuple(_packages(file, lines))
    return WitFile(
        packages=packages,
        gates=tuple(read_gates(text, file, lines)),
        dependencies=_dependencies(file, packages, lines),
        interfaces=sum(isinstance(item, Interface) for item in flat(file.items)),
        worlds=sum(isinstance(item, World) for item in flat(file.items)),
        problems=tuple(to_problem(diagnostic) for diagnostic in diagnostics),
    )


def to_problem(diagnostic: Diagnostic) -> WitProblem:
    """Return a diagnostic as a fact."""
    return WitProblem(diagnostic.position.line, diagnostic.position.column, str(diagnostic))


def _packages(file: File, lines: LineTable) -> Iterator[WitPackage]:
    if file.package is not None:
        yield to_package(file.package, lines)
    for item in flat(file.items):
        if isinstance(item, NestedPackage):
            yield to_package(item.name, lines)


def _dependencies(file: File, own: tuple[WitPackage, ...], lines: LineTable) -> tuple[WitDependency, ...]:
    found: dict[tuple[str, str, str | None], WitDependency] = {}
    declared = {(package.namespace, package.name, package.version) for package in own}
    for name in [path.package for path in mentions(file.items) if path.package is not None]:
        version = None if name.version is None else name.version.text
        key = (name.namespace.name, name.name.name, version)
        if key not in declared and key not in found:
            found[key] = WitDependency(*key, lines.line(name.start))
    return tuple(found.values())
