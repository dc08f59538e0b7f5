"""The surface of WIT: what it says, item by item, in one form, and a digest of that.

White space, comments, documentation, the order of files and of items, and the names of files do not count; nor do the
version of the package itself, and which of several compatible versions of another package a name asks for. Gates do:
each is a fact about its item. Fields of records, cases, flags and parameters stay in their order.

A world counts as it is written: an import that it gets by `include`, or along with a type, is not the same as one that
it names.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.wit.compare.sides import Package, Scope, Seen, Source, WorldSide, line_of
from tracker.wit.surface_forms import definition_form, function_form
from tracker.wit.syntax import Alias, Extern, Function, Include, InlineInterface, Item, NamedPath, Resource, Use
from tracker.wit.type_syntax import ExternalId, Gate, Path

_FORM = "wit-surface 1"
"""Raised whenever the form of an item changes: digests of two forms cannot be compared."""


@frozen
class SurfaceItem:
    """An item in its one form."""

    path: str
    """`wasi:lamp/types#bulb.dim`"""
    text: str
    """What it is, without its gates: `func(level: u8)`."""
    gates: tuple[str, ...] = ()
    """Its own, sorted: `@unstable(lamp-dimmer)`, `@since(0.2.1)`."""
    within: str | None = None
    """The path of the item that holds it; `None` at the top of a package."""

    def __str__(self) -> str:
        """Return it in one line."""
        return " ".join([self.path, *self.gates, self.text])

    @property
    def since(self) -> tuple[str, ...]:
        """Its own `@since`, if any."""
        return tuple(gate for gate in self.gates if gate.startswith("@since"))

    @property
    def maturity(self) -> tuple[str, ...]:
        """Its own gates that say since when it is stable, or that it is not."""
        return tuple(gate for gate in self.gates if gate.startswith(("@since", "@unstable")))


@frozen
class Surface:
    """What WIT says."""

    items: tuple[SurfaceItem, ...]
    """Sorted; each once."""

    @classmethod
    def of(cls, items: Iterable[SurfaceItem]) -> "Surface":
        """Return the surface that has these items."""
        return cls(tuple(sorted(set(items), key=str)))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of it in hexadecimal: two surfaces have one digest when they say the same."""
        lines = [_FORM, *map(str, self.items)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of its items."""
        return frozenset(each.path for each in self.items)


def read_surface(packages: Iterable[Package]) -> Surface:
    """Return the surface of packages."""
    return Surface.of(item for package in packages for item in _package(package))


def amended_surface(whole: Surface, feature: str, voted: Surface | None = None) -> Surface:
    """Return what a feature gates, with all that it contains; the gate itself is left out: `@since` takes its place.

    `voted` is what it gated before, when that was put to the vote: an item of it belongs to the surface whatever gate
    it has by now, and so does what was added to it and became stable with it. What came later is no part of it.
    """
    amending = _Amending(
        f"@unstable({feature})",
        frozenset() if voted is None else voted.paths,
        {each.path: each for each in whole.items},
    )
    chosen = [each for each in whole.items if amending.holds(each)]
    inside = {each.path for each in chosen}
    return Surface.of(amending.plain(each, outermost=each.within not in inside) for each in chosen)


@frozen
class _Amending:
    """Tells which items belong to an amendment."""

    gate: str
    known: frozenset[str]
    """The paths that were voted on."""
    by_path: Mapping[str, SurfaceItem]

    def holds(self, item: SurfaceItem) -> bool:
        if self.gate in item.gates or item.path in self.known:
            return True
        holder = self.by_path.get(item.within or "")
        if holder is None or not self.holds(holder):
            return False
        stable = self._since(holder)
        return not stable or not item.maturity or item.since == stable

    def plain(self, item: SurfaceItem, *, outermost: bool) -> SurfaceItem:
        kept = tuple(each for each in item.gates if each != self.gate and each not in item.since)
        gated = ("@amendment",) if outermost and len(kept) != len(item.gates) else ()
        return replace(item, gates=(*gated, *kept))

    def _since(self, item: SurfaceItem) -> tuple[str, ...]:
        """Return the `@since` that counts for an item: its own, else that of what holds it."""
        holder = self.by_path.get(item.within or "")
        return item.since if item.maturity or holder is None else self._since(holder)


# --- items ------------------------------------------------------------------------------------------------------------


def _package(package: Package) -> Iterator[SurfaceItem]:
    for scope in package.interfaces.values():
        yield _item(scope.owner, "interface")
        yield from _scope(scope)
    for world in package.worlds.values():
        yield _item(world.seen, "world")
        yield from _scope(world.scope)
        yield from _world(world)


def _item(seen: Seen, text: str, path: str | None = None, within: str | None = None) -> SurfaceItem:
    return SurfaceItem(path or seen.path, text, _gates(seen.node), within)


def _gates(node: Item) -> tuple[str, ...]:
    return tuple(sorted(map(_attribute, node.attributes)))


def _attribute(attribute: Gate | ExternalId) -> str:
    if isinstance(attribute, ExternalId):
        return f"@external-id({json.dumps(attribute.value)})"
    said = [attribute.feature.name] if attribute.feature else []
    said += [attribute.version.text] if attribute.version else []
    return f"@{GateKind(attribute.kind)}({', '.join(said)})"


def _scope(scope: Scope, owner: str | None = None) -> Iterator[SurfaceItem]:
    within = owner or scope.owner.path
    separator = "." if "#" in within else "#"
    for name, named in scope.types.items():
        path = f"{within}{separator}{name}"
        node = named.seen.node
        if isinstance(node, Use) and named.alias is not None:
            origin = _path(scope.package, named.seen.source, node.path)
            yield _item(named.seen, f"use {origin}.{named.alias.name.name}", path, within)
        else:
            yield _item(named.seen, definition_form(node), path, within)
        if isinstance(node, Resource):
            yield from _functions(node, path)
    for name, seen in scope.functions.items():
        if isinstance(seen.node, Function):
            yield _item(seen, function_form(seen.node), f"{within}{separator}{name}", within)


def _functions(resource: Resource, within: str) -> Iterator[SurfaceItem]:
    for function in resource.functions:
        accessor = "" if function.accessor is None else f"{function.accessor}:"
        yield SurfaceItem(f"{within}.{accessor}{function.name.name}", function_form(function), _gates(function), within)


def _world(world: WorldSide) -> Iterator[SurfaceItem]:
    package, within = world.scope.package, world.seen.path
    for seen in world.includes:
        if isinstance(seen.node, Include):
            target = _path(package, seen.source, seen.node.path)
            names = ", ".join(sorted(_renamed(each) for each in seen.node.names))
            yield _item(seen, f"include with {{{names}}}", f"{within}#include:{target}", within)
    for seen in world.externs:
        if isinstance(seen.node, Extern):
            yield from _extern(package, seen, seen.node, within)


def _extern(package: Package, seen: Seen, node: Extern, within: str) -> Iterator[SurfaceItem]:
    start = f"{within}#{'export' if node.exported else 'import'}:"
    match node.value:
        case Path():
            yield _item(seen, "interface", start + _path(package, seen.source, node.value), within)
        case NamedPath(name=name, path=path):
            yield _item(seen, f"interface {_path(package, seen.source, path)}", start + name.name, within)
        case Function(name=name):
            yield _item(seen, function_form(node.value), start + name.name, within)
        case InlineInterface(name=name, items=items):
            yield _item(seen, "interface", start + name.name, within)
            inner = Scope(package, seen, start + name.name)
            for each in items:
                inner.add(each)
            yield from _scope(inner, start + name.name)


def _renamed(alias: Alias) -> str:
    return f"{alias.name.name} as {(alias.other or alias.name).name}"


def _path(package: Package, source: Source, path: Path) -> str:
    """Return what a path leads to: by its name alone in its own package, else with the line of its version."""
    if path.package is None:
        path = source.aliases.get(path.name.name, path)
    if path.package is None:
        return path.name.name
    name = f"{path.package.namespace.name}:{path.package.name.name}"
    version = None if path.package.version is None else path.package.version.text
    if name == package.id and version in {None, package.version}:
        return path.name.name
    return f"{name}/{path.name.name}" + ("" if version is None else f"@{_compatible(version)}")


def _compatible(version: str) -> str:
    """Return a version without what may differ between compatible ones; a prerelease is compatible with itself only."""
    return version.partition("+")[0] if "-" in version else line_of(version)
