"""Checks a package beyond its syntax, as the reference implementation does: names, gates and worlds.

`check_package` is given every file of a folder and finds what the reference rejects, unless a dependency that is not
at hand could make it right. `check_file` is given one file that may have others beside it, and finds what is wrong
whatever those say. The faults come in the reference's order: the first is the one it stops at.
"""

from collections.abc import Iterator, Mapping

from tracker.wit.checked import Part
from tracker.wit.comments import comment_on_package
from tracker.wit.diagnostics import Diagnostic, Position
from tracker.wit.inclusion import Inclusion
from tracker.wit.package_validity import PackageChecker
from tracker.wit.parser import Parsed
from tracker.wit.scopes import Fault, Reference, Source, in_order
from tracker.wit.syntax import NestedPackage
from tracker.wit.type_syntax import PackageName
from tracker.wit.world_validity import PackageFinisher

_NO_PACKAGE = Diagnostic("no file declares the package: `package namespace:name;` is missing", 0, 0, Position(1, 1))


def check_file(parsed: Parsed) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a file, whatever other files its package has; its own syntax faults come alone."""
    if parsed.diagnostics:
        return parsed.diagnostics
    faults = _check({"": parsed}, complete=False)
    return tuple(fault.diagnostic for fault in faults)


def check_package(files: Mapping[str, Parsed]) -> tuple[Fault, ...]:
    """Return what is wrong with the files of a folder; syntax faults come alone."""
    syntax = [Fault(path, diagnostic) for path in sorted(files) for diagnostic in files[path].diagnostics]
    return tuple(syntax or _check(files, complete=True))


def _check(files: Mapping[str, Parsed], *, complete: bool) -> list[Fault]:
    faults: list[Fault] = []
    sources = [Source(path, files[path], faults) for path in sorted(files)]
    packages = _packages(sources, faults, complete=complete)
    known: dict[str, PackageChecker] = {}
    for package in packages:
        name = str(package.name)
        if name in known and package.name is not None:
            package.source.report(f"the package `{name}` is declared more than once", package.name)
        known.setdefault(name, package)
    order = _package_order(known)
    for name in order:
        known[name].check(known)
    if faults:
        return faults
    for name in order:
        for source, message, where in known[name].late:
            source.report(message, where)
    inclusion = Inclusion(known)
    for name in order:
        PackageFinisher(known[name]).check(inclusion)
    return faults


def _packages(sources: list[Source], faults: list[Fault], *, complete: bool) -> Iterator[PackageChecker]:
    """Yield the nested packages, then the package of the folder."""
    parts: list[Part] = []
    declared: tuple[PackageName, Source] | None = None
    commented = False
    for source in sources:
        tree = source.parsed.tree
        for item in tree.items:
            if isinstance(item, NestedPackage):
                yield _nested(source, item)
        parts.append(Part(source, tuple(item for item in tree.items if not isinstance(item, NestedPackage))))
        if tree.package is not None:
            if declared is not None and str(declared[0]) != str(tree.package):
                message = f"the package is called `{tree.package}` here and `{declared[0]}` in another file"
                source.report(message, tree.package)
            declared = (tree.package, source)
            commented = _check_comment(source, commented=commented)
    if declared is None and complete:
        faults.append(Fault(sources[0].path if sources else "", _NO_PACKAGE))
        return
    if declared is not None:
        yield PackageChecker(*declared, parts, complete=complete)
    elif sources:
        yield PackageChecker(None, sources[0], parts, complete=complete)


def _check_comment(source: Source, *, commented: bool) -> bool:
    """Report a second comment on the package; to the reference every comment there is documentation."""
    comment = comment_on_package(source.parsed.text)
    if comment is not None and commented:
        source.report("another file has a comment on the package already", comment)
    return commented or comment is not None


def _nested(source: Source, item: NestedPackage) -> PackageChecker:
    for inner in item.items:
        if isinstance(inner, NestedPackage):
            source.report("a nested package can only stand at the top of a file", inner.name)
    items = tuple(inner for inner in item.items if not isinstance(inner, NestedPackage))
    return PackageChecker(item.name, source, [Part(source, items)], complete=True)


def _package_order(known: Mapping[str, PackageChecker]) -> list[str]:
    """Return the packages at hand, each after those it refers to; report those that refer to each other."""
    references: dict[str, list[Reference]] = {}
    for name in sorted(known):
        mentioned = known[name].mentions()
        references[name] = [
            Reference(str(mention), mention.start, mention.end) for mention in mentioned if str(mention) in known
        ]
    order = in_order(references)
    if order.cycle is not None:
        holder = next(name for name in references if order.cycle in references[name])
        known[holder].source.report(f"the package `{order.cycle.name}` depends on itself", order.cycle)
    return order.names
