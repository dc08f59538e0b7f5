"""Holds a published package against its source: what is wrong with it, each its own finding; pure.

The published text is what the reference tool makes of the published file. It resolves names and spells out what worlds
include, so that not every difference in the text is one of the API.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tracker.changes import ApiChange, Change, Effect, Stability
from tracker.facts import WitFolder
from tracker.published import PublicationFault, PublicationFinding
from tracker.wit.comments import documentation
from tracker.wit.compare import Package, all_at_hand, compare_packages, connect, read_packages
from tracker.wit.compare.sides import Scope, Seen, function_name
from tracker.wit.parser import parse
from tracker.wit.syntax import Function, FunctionKind, Resource

_SPELLED_OUT = frozenset({Change.INCLUDE_ADDED, Change.INCLUDE_REMOVED, Change.INCLUDE_RENAMES_CHANGED})
"""The tool writes what is included in place of the `include`."""
_NAMED_NOW = frozenset({Change.WORLD_IMPORT_ADDED, Change.WORLD_EXPORT_ADDED})
"""The tool names what a world has in the end."""
_TOLD_OTHERWISE = frozenset({Change.DOCUMENTATION_CHANGED, Change.PACKAGE_VERSION_CHANGED, Change.PACKAGE_RENAMED})
_COMPONENT = "root:component"
"""What the tool calls the package of a component that is not encoded WIT."""
_NO_PACKAGE = "no WIT package"
_MOST = 20
"""How many findings of one fault are told one by one."""


def source_packages(folder: WitFolder, beside: Iterable[WitFolder] = ()) -> tuple[Package, ...]:
    """Return the packages of a folder, with those vendored in it at hand, then those `beside` it."""
    own = read_packages({file.path: parse(file.text) for file in folder.files})
    for library in (folder.dependencies, beside):
        found = [
            package
            for each in library
            for package in read_packages({file.path: parse(file.text) for file in each.files})
        ]
        connect(found, found)
        connect(own, found)
    return own


def published_findings(
    package: str, version: str, source: Iterable[Package], published: str
) -> tuple[PublicationFinding, ...]:
    """Return what is wrong with a package, published as `package` under the tag `version`.

    `source` are the packages of the WIT that it was to be made of, `published` the WIT it holds.
    """
    held = read_packages({"published.wit": parse(published)})
    ours = next((each for each in source if each.id == package), None)
    if not held or held[0].id != package:
        return tuple(_shortened(package, [*_without_package(package, held, ours)]))
    theirs = held[0]
    found = [*_version(version, theirs)]
    if ours is not None:
        found += _differences(ours, theirs)
        found += _missing_words(ours, theirs)
    return tuple(_shortened(package, found))


def _without_package(package: str, held: tuple[Package, ...], ours: Package | None) -> Iterator[PublicationFinding]:
    """Yield what is wrong with a file that holds another package, or none."""
    gated = [] if ours is None else [seen for seen in _tops(ours) if seen.unstable]
    if gated and not any(_tops(each, filled=True) for each in held) and len(gated) == len(_tops(ours)):
        # Of a package of which all is gated nothing is left, not even its name.
        message = "the source has it behind a gate, and what is published is empty"
        yield from (PublicationFinding(PublicationFault.MISSING_GATED_ITEM, seen.path, message) for seen in gated)
        return
    found = held[0].id if held else ""
    message = f"it was to hold {package} and holds {_NO_PACKAGE if found in {'', _COMPONENT} else found}"
    yield PublicationFinding(PublicationFault.WRONG_PACKAGE, package, message)


def _tops(package: Package | None, *, filled: bool = False) -> list[Seen]:
    """Return the interfaces and worlds of a package; only worlds that import or export anything when `filled`."""
    if package is None:
        return []
    worlds = [world.seen for world in package.worlds.values() if world.externs or not filled]
    return [scope.owner for scope in package.interfaces.values()] + worlds


def _version(version: str, theirs: Package) -> Iterator[PublicationFinding]:
    if theirs.version != version:
        message = f"its tag is {version} and it declares {theirs.version or 'no version'}"
        yield PublicationFinding(PublicationFault.TAG_UNLIKE_VERSION, theirs.id, message)


# --- the API ------------------------------------------------------------------------------------------------------


def _differences(ours: Package, theirs: Package) -> Iterator[PublicationFinding]:
    comparable = all_at_hand(ours) and all_at_hand(theirs)
    for change in compare_packages([ours], [theirs]).changes:
        if change.kind in _SPELLED_OUT | _TOLD_OTHERWISE:
            continue
        if change.kind in _NAMED_NOW and (change.effect is Effect.NEUTRAL or not comparable):
            # The source's world has it by what it uses or includes, or that cannot be told.
            continue
        fault = _fault(change)
        item = change.item.partition("#dependency:")[2] or change.item
        yield PublicationFinding(fault, item, f"{change.message}, from the source to what is published")


def _fault(change: ApiChange) -> PublicationFault:
    if change.kind is Change.DEPENDENCY_VERSION_CHANGED:
        return PublicationFault.WRONG_DEPENDENCY_VERSION
    if change.kind.endswith("-removed") and change.stability is Stability.UNSTABLE and change.effect is Effect.NEUTRAL:
        return PublicationFault.MISSING_GATED_ITEM
    return PublicationFault.DIFFERENT_API


# --- documentation ------------------------------------------------------------------------------------------------


def _missing_words(ours: Package, theirs: Package) -> Iterator[PublicationFinding]:
    """Yield each documented item that is published without a word; when none has one, that alone."""
    documented, published = _documented(ours), _documented(theirs)
    known = {path for path, _ in _items(theirs)}
    silent = [path for path in documented if path in known and path not in published]
    fault = PublicationFault.MISSING_DOCUMENTATION
    if silent and not published:
        count = len(documented)
        message = f"the source documents {count} item{'s' * (count != 1)}, and nothing that is published has a word"
        yield PublicationFinding(fault, theirs.id, message)
        return
    for path in silent:
        yield PublicationFinding(fault, path, "the source documents it, and it is published without a word")


def _documented(package: Package) -> Mapping[str, str]:
    """Return the documentation of each item that has some."""
    found = ((path, documentation(seen.source.text, seen.node)) for path, seen in _items(package))
    return {path: words for path, words in found if words and words.strip()}


def _items(package: Package) -> Iterator[tuple[str, Seen]]:
    """Yield every interface, world, type and function of a package with its path."""
    for scope in package.interfaces.values():
        yield scope.owner.path, scope.owner
        yield from _of_scope(scope)
    for world in package.worlds.values():
        yield world.seen.path, world.seen
        yield from _of_scope(world.scope)


def _of_scope(scope: Scope) -> Iterator[tuple[str, Seen]]:
    for named in scope.types.values():
        if named.alias is None:
            yield named.seen.path, named.seen
            if isinstance(named.seen.node, Resource):
                for function in named.seen.node.functions:
                    inner = named.seen.holds(function, f"{named.seen.path}.{_name(function)}")
                    yield inner.path, inner
    yield from ((seen.path, seen) for seen in scope.functions.values())


def _name(function: Function) -> str:
    return "constructor" if function.kind is FunctionKind.CONSTRUCTOR else function_name(function)


# --- telling ------------------------------------------------------------------------------------------------------


def _shortened(package: str, found: list[PublicationFinding]) -> Iterator[PublicationFinding]:
    """Yield findings in the order of their faults; of many of one fault the first, and how many more there are."""
    every = Counter(each.fault for each in found)
    for fault in PublicationFault:
        yield from [each for each in found if each.fault is fault][:_MOST]
        if every[fault] > _MOST:
            yield PublicationFinding(fault, package, f"and {every[fault] - _MOST} more of this kind")
