"""What a world imports and exports in the end: its own items, what it includes, and what those use types of.

Only stable items count: what is `@unstable` is not there for those who do not ask for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tracker.wit.compare.sides import Outside, Package, Scope, Seen, WorldSide, line_of
from tracker.wit.gates import extern_name
from tracker.wit.syntax import Extern, Function, Include, InlineInterface, NamedPath, Use
from tracker.wit.type_syntax import Path


@dataclass(slots=True)
class Contents:
    """A world's imports and exports by name; the name of an interface is the same in both versions of a package."""

    imports: dict[str, Seen] = field(default_factory=dict)
    exports: dict[str, Seen] = field(default_factory=dict)
    provided: dict[str, Scope] = field(default_factory=dict)
    """The interfaces of this package among the exports, by the name of the export."""

    def of(self, *, exported: bool) -> dict[str, Seen]:
        """Return the exports, or the imports."""
        return self.exports if exported else self.imports


def extern_key(package: Package, seen: Seen) -> tuple[bool, str]:
    """Return whether an item is exported, and its name."""
    extern = seen.node
    if not isinstance(extern, Extern):
        raise TypeError(f"{seen.path} is no import or export")
    if isinstance(extern.value, Path):
        return extern.exported, path_key(package, seen, extern.value)
    return extern.exported, extern_name(extern)


def path_key(package: Package, seen: Seen, path: Path) -> str:
    """Return the name of the interface or world a path leads to."""
    return _target_key(package.target(seen.source, path))


def _target_key(target: Scope | WorldSide | Outside) -> str:
    if isinstance(target, Outside):
        return f"{target.package}/{target.name}@{line_of(target.version)}"
    return f"/{target.name if isinstance(target, Scope) else target.scope.name}"


def contents_of_worlds(package: Package) -> dict[str, Contents]:
    """Return what each world of a package contains, by the world's name."""
    found: dict[str, Contents] = {}
    for name in package.worlds:
        begun: set[str] = set()
        pending = [name]
        while pending:
            world = package.worlds[pending[-1]]
            missing = [
                included
                for _seen, _include, included in _includes(package, world)
                if included not in found and included not in begun
            ]
            if missing and world.scope.name not in begun:
                begun.add(world.scope.name)
                pending += missing
                continue
            pending.pop()
            found.setdefault(world.scope.name, _contents(package, world, found))
    return found


def _includes(package: Package, world: WorldSide) -> Iterator[tuple[Seen, Include, str]]:
    """Yield the stable includes of worlds at hand, each with that world's name."""
    for seen in world.includes:
        if isinstance(seen.node, Include) and not seen.unstable:
            target = package.target(seen.source, seen.node.path)
            if isinstance(target, WorldSide):
                yield seen, seen.node, target.scope.name


def _contents(package: Package, world: WorldSide, known: Mapping[str, Contents]) -> Contents:
    """Return what a world contains, when what it includes is known (a world that includes itself never is)."""
    contents = Contents()
    for name, named in world.scope.types.items():
        if not named.seen.unstable:
            contents.imports.setdefault(f"type {name}", named.seen)
    for seen in world.externs:
        if not seen.unstable:
            exported, name = extern_key(package, seen)
            contents.of(exported=exported).setdefault(name, seen)
            interface = _named_interface(package, seen)
            if exported and interface is not None:
                contents.provided.setdefault(name, interface)
    for seen, include, name in _includes(package, world):
        _merge(contents, known.get(name, Contents()), include, seen)
    _add_implied(package, world, contents)
    return contents


def _named_interface(package: Package, seen: Seen) -> Scope | None:
    """Return the interface that an import or export is, when it is one at hand with a name of its own."""
    if not isinstance(seen.node, Extern) or not isinstance(seen.node.value, Path | NamedPath):
        return None
    value = seen.node.value
    target = package.target(seen.source, value.path if isinstance(value, NamedPath) else value)
    return target if isinstance(target, Scope) else None


def _merge(contents: Contents, included: Contents, include: Include, seen: Seen) -> None:
    """Add what a world that is included contains, under the names that the `include` gives."""
    renames = {each.name.name: each.other.name for each in include.names if each.other is not None}
    for exported in (False, True):
        found = contents.of(exported=exported)
        for name in included.of(exported=exported):
            bare = name.removeprefix("type ")
            renamed = name.removesuffix(bare) + renames.get(bare, bare)
            found.setdefault(renamed, seen)
    for name, interface in included.provided.items():
        contents.provided.setdefault(renames.get(name, name), interface)


def _add_implied(package: Package, world: WorldSide, contents: Contents) -> None:
    """Add the imports that come with the types that imports and exports use."""
    pending: list[tuple[Seen, Scope]] = [(world.seen, world.scope)]
    pending += [
        (seen, scope)
        for seen in (*contents.imports.values(), *contents.exports.values())
        if (scope := interface_of(package, seen)) is not None
    ]
    opened: dict[int, Scope] = {}
    while pending:
        seen, scope = pending.pop()
        if id(scope) in opened:
            continue
        opened[id(scope)] = scope
        for key, target in _used(package, scope):
            if key in contents.imports or key in contents.exports:
                continue
            contents.imports[key] = seen
            if isinstance(target, Scope):
                pending.append((seen, target))


def interface_of(package: Package, seen: Seen) -> Scope | None:
    """Return the interface that an import or export is, when it is one at hand."""
    extern = seen.node
    if not isinstance(extern, Extern) or isinstance(extern.value, Function):
        return None
    if isinstance(extern.value, InlineInterface):
        scope = Scope(package, seen, seen.path.removeprefix(f"{package.id}/"))
        for item in extern.value.items:
            scope.add(item)
        return scope
    return _named_interface(package, seen)


def _used(package: Package, scope: Scope) -> Iterator[tuple[str, Scope | Outside]]:
    """Yield the interfaces that a scope uses types of."""
    for named in scope.types.values():
        node = named.seen.node
        if isinstance(node, Use) and not named.seen.unstable:
            target = package.target(named.seen.source, node.path)
            if not isinstance(target, WorldSide):
                yield _target_key(target), target
