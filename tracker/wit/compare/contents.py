"""What a world imports and exports in the end: its own items, what it includes, and what those use types of.

Only stable items count: what is `@unstable` is not there for those who do not ask for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.wit.compare.meaning import Definition, lookup
from tracker.wit.compare.sides import Outside, Package, Scope, Seen, WorldSide, line_of
from tracker.wit.gates import extern_name
from tracker.wit.syntax import Extern, Function, Include, InlineInterface, NamedPath, Resource, Use
from tracker.wit.type_syntax import Path


@dataclass(slots=True)
class Contents:
    """A world's imports and exports by name; the name of an interface is the same in both versions of a package."""

    imports: dict[str, Seen] = field(default_factory=dict)
    exports: dict[str, Seen] = field(default_factory=dict)
    provided: dict[str, Scope] = field(default_factory=dict)
    """The interfaces of this package among the exports, by the name of the export."""
    implied: set[str] = field(default_factory=set)
    """The imports that are there only because other imports use types of them."""

    def of(self, *, exported: bool) -> dict[str, Seen]:
        """Return the exports, or the imports."""
        return self.exports if exported else self.imports


class WorldReader:
    """Finds out what the worlds of a package contain."""

    def __init__(self, package: Package, *, foreign: bool) -> None:
        """Read `package`; `foreign` is whether to look into what its library holds of other packages."""
        self.package = package
        self.foreign = foreign
        self._contents: dict[int, Contents] = {}

    def contents(self, world: WorldSide) -> Contents:
        """Return what a world contains; of worlds that include each other, one lacks what the other brings."""
        begun: set[int] = set()
        pending = [world]
        while pending:
            last = pending[-1]
            missing = [] if id(last) in begun else [each for _, _, each in self._includes(last)]
            missing = [each for each in missing if id(each) not in self._contents and id(each) not in begun]
            begun.add(id(last))
            if missing:
                pending += missing
                continue
            pending.pop()
            if id(last) not in self._contents:
                self._contents[id(last)] = self._read(last)
        return self._contents[id(world)]

    def extern_key(self, world: WorldSide, seen: Seen) -> tuple[bool, str]:
        """Return whether an item of a world is exported, and its name."""
        extern = seen.node
        if not isinstance(extern, Extern):
            raise TypeError(f"{seen.path} is no import or export")
        if isinstance(extern.value, Path):
            return extern.exported, self.path_key(world.scope, seen, extern.value)
        return extern.exported, extern_name(extern)

    def path_key(self, scope: Scope, seen: Seen, path: Path) -> str:
        """Return the name of the interface or world a path leads to: `/types` for one of this package."""
        return self._key(self.target(scope, seen, path))

    def target(self, scope: Scope, seen: Seen, path: Path) -> Scope | WorldSide | Outside:
        """Return what a path in a scope leads to, in another package, too, when that is looked into."""
        target = scope.package.target(seen.source, path)
        if isinstance(target, Outside) and self.foreign:
            return scope.package.at_hand(target) or target
        return target

    def interface(self, scope: Scope, seen: Seen) -> Scope | None:
        """Return the interface that an import or export is, when it is one at hand."""
        extern = seen.node
        if not isinstance(extern, Extern) or isinstance(extern.value, Function):
            return None
        if isinstance(extern.value, InlineInterface):
            found = Scope(scope.package, seen, seen.path.removeprefix(f"{scope.package.id}/"))
            for item in extern.value.items:
                found.add(item)
            return found
        value = extern.value
        target = self.target(scope, seen, value.path if isinstance(value, NamedPath) else value)
        return target if isinstance(target, Scope) else None

    def _key(self, target: Scope | WorldSide | Outside) -> str:
        if isinstance(target, Outside):
            return f"{target.package}/{target.name}@{line_of(target.version)}"
        scope = target if isinstance(target, Scope) else target.scope
        if scope.package is self.package:
            return f"/{scope.name}"
        return f"{scope.package.id}/{scope.name}@{line_of(scope.package.version)}"

    def _includes(self, world: WorldSide) -> Iterator[tuple[Seen, Include, WorldSide]]:
        """Yield the stable includes of worlds at hand."""
        for seen in world.includes:
            if isinstance(seen.node, Include) and not seen.unstable:
                target = self.target(world.scope, seen, seen.node.path)
                if isinstance(target, WorldSide):
                    yield seen, seen.node, target

    def _read(self, world: WorldSide) -> Contents:
        """Return what a world contains, when what it includes is known."""
        contents = Contents()
        for name, named in world.scope.types.items():
            if not named.seen.unstable:
                contents.imports.setdefault(f"type {name}", named.seen)
        importing, exporting = [(world.seen, world.scope)], list[tuple[Seen, Scope]]()
        for seen in world.externs:
            if seen.unstable:
                continue
            exported, name = self.extern_key(world, seen)
            contents.of(exported=exported).setdefault(name, seen)
            interface = self.interface(world.scope, seen)
            if interface is None:
                continue
            (exporting if exported else importing).append((seen, interface))
            if exported and interface.package is self.package and interface.owner is not seen:
                contents.provided.setdefault(name, interface)
        for seen, include, included in self._includes(world):
            _merge(contents, self._contents.get(id(included), Contents()), include, seen)
        contents.implied -= {name for exported, name in self._own(world) if not exported}
        self._add_implied(importing, contents, exported=False)
        self._add_implied(exporting, contents, exported=True)
        return contents

    def _own(self, world: WorldSide) -> Iterator[tuple[bool, str]]:
        return (self.extern_key(world, seen) for seen in world.externs if not seen.unstable)

    def _add_implied(self, pending: list[tuple[Seen, Scope]], contents: Contents, *, exported: bool) -> None:
        """Add the imports that come with the types that imports use, or exports: those use other exports first."""
        opened: dict[int, Scope] = {}
        while pending:
            seen, scope = pending.pop()
            if id(scope) in opened:
                continue
            opened[id(scope)] = scope
            for target in self._used(scope):
                key = self._key(target)
                if key not in contents.imports and not (exported and key in contents.exports):
                    contents.imports[key] = seen
                    if not exported:
                        contents.implied.add(key)
                    if isinstance(target, Scope):
                        pending.append((seen, target))

    def providers(self, world: WorldSide, scope: Scope) -> dict[str, str]:
        """Return, for each resource that an export's interface uses, whose it is: the world's `import` or `export`."""
        contents = self.contents(world)
        found: dict[str, str] = {}
        for name, named in scope.types.items():
            target = lookup(scope, name)
            if named.alias is None or named.seen.unstable or not isinstance(target, Definition):
                continue
            if isinstance(target.seen.node, Resource):
                key = self._key(target.scope)
                exported = key in contents.exports and key not in contents.implied
                found[name] = "export" if exported else "import"
        return found

    def _used(self, scope: Scope) -> Iterator[Scope | Outside]:
        """Yield the interfaces that a scope uses types of."""
        for named in scope.types.values():
            node = named.seen.node
            if isinstance(node, Use) and not named.seen.unstable:
                target = self.target(scope, named.seen, node.path)
                if not isinstance(target, WorldSide):
                    yield target


def _merge(contents: Contents, included: Contents, include: Include, seen: Seen) -> None:
    """Add what a world that is included contains, under the names that the `include` gives."""
    renames = {each.name.name: each.other.name for each in include.names if each.other is not None}
    for exported in (False, True):
        found = contents.of(exported=exported)
        for name in included.of(exported=exported):
            bare = name.removeprefix("type ")
            renamed = name.removesuffix(bare) + renames.get(bare, bare)
            found.setdefault(renamed, seen)
    contents.implied |= included.implied
    for name, interface in included.provided.items():
        contents.provided.setdefault(renames.get(name, name), interface)
