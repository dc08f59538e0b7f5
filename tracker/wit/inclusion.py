"""Checks what worlds contain once all they include is in them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker.wit.checked import CheckedWorld, InterfaceKey
from tracker.wit.package_validity import PackageChecker
from tracker.wit.scopes import Source, Spanned
from tracker.wit.syntax import Accessor, Extern, Include
from tracker.wit.world_contents import Contents, Exported, Name, Stability, Wanted, functions_of, own_contents


class WorldKey(NamedTuple):
    """What identifies a world among the packages at hand."""

    package: str
    name: str


class Inclusion:
    """Finds out what each world contains; worlds are added after those they include."""

    def __init__(self, known: Mapping[str, PackageChecker]) -> None:
        self._known = known
        self._contents: dict[WorldKey, Contents] = {}
        self._owners = {
            id(world): WorldKey(name, world.world.name.name)
            for name, package in known.items()
            for world in package.worlds.values()
        }

    def add(self, checked: CheckedWorld) -> None:
        """Find out what a world contains, and check that it can be told apart."""
        own = own_contents(checked, self._all_uses)
        key = self._owners[id(checked)]
        self._contents[key] = own
        for include, world in checked.includes:
            included = None if world is None else self._contents.get(self._owners[id(world)])
            if world is None or included is None:
                own.open = True
                continue
            self._merge_names(checked.source, own, include, included)
            external = self._owners[id(world)].package != key.package
            self._merge_interfaces(checked.source, own, include, included, external=external)
        self._check_distinct(checked, own.imports, "import")
        self._check_distinct(checked, own.exports, "export")
        self._check_setters(checked, own)
        self._check_exports(checked, own)
        own.complete(self._all_uses)

    def _merge_names(self, source: Source, own: Contents, include: Include, included: Contents) -> None:
        where = include.path.name
        every = [*included.imports, *included.exports]
        if not included.open:
            for alias in include.names:
                if not any(name.renamed(alias) for name in every):
                    source.report(f"`{include.path}` has no import or export `{alias.name.name}` to rename", where)
                    return
        for mine, theirs, verb in (
            (own.imports, included.imports, "imports"),
            (own.exports, included.exports, "exports"),
        ):
            for name in theirs:
                renamed = next((new for alias in include.names if (new := name.renamed(alias))), name)
                if renamed in mine:
                    source.report(f"`{include.path}` {verb} `{renamed}`, which is there already", where)
                    return
                mine[renamed] = None
        own.open = own.open or included.open

    def _merge_interfaces(
        self, source: Source, own: Contents, include: Include, included: Contents, *, external: bool
    ) -> None:
        """Add the interfaces that a world imports and exports; those it has already must be as stable."""
        where = include.path.name
        own.order += [Wanted(key, itself=True) for key in included.imported]
        for key, stability in included.imported.items():
            present = own.imported.setdefault(key, stability)
            own.imported[key] = _merged(source, where, key, present, stability, external=external)
        for key, exported in included.exported.items():
            other = own.exported.setdefault(key, exported)
            stability = _merged(
                exported.source, exported.where, key, other.stability, exported.stability, external=external
            )
            own.exported[key] = Exported(stability, other.source, other.where)
        own.named |= included.named
        own.roots += included.roots

    def _check_distinct(self, checked: CheckedWorld, names: Iterable[Name], direction: str) -> None:
        """Report names that came together through `include` and cannot be told apart."""
        if not checked.includes:
            return
        seen: dict[str, Name] = {}
        for name in names:
            if name.accessor is Accessor.SET:
                continue
            other = seen.setdefault(name.key(), name)
            if other is not name:
                message = f"the {direction} `{name}` cannot be told apart from `{other}`"
                checked.source.report(message, checked.world.name)
                return

    def _check_setters(self, checked: CheckedWorld, own: Contents) -> None:
        """Report setters that a world imports or exports without their getter."""
        if own.open:
            return
        for item in checked.world.items:
            functions = functions_of(item)
            names = own.exports if isinstance(item, Extern) and item.exported else own.imports
            for name, function in functions:
                if name.accessor is Accessor.SET and name._replace(accessor=Accessor.GET) not in names:
                    checked.source.report(f"the setter `{name.name}` has no getter", function.name)

    def _check_exports(self, checked: CheckedWorld, own: Contents) -> None:
        """Report an exported interface that another export needs as an import.

        What an export uses is exported too, when the world exports it, and is imported otherwise, with all it uses.
        """
        exported = own.all_exported()
        roots = [*exported, *(key for key, _stability in own.roots)]
        pending = [key for root in roots for key in self._uses(root, exported)]
        seen: set[InterfaceKey] = set()
        while pending:
            key = pending.pop()
            if key in seen:
                continue
            seen.add(key)
            for used in self._all_uses(key):
                if used in exported:
                    message = f"an export needs `{key.name}`, which uses `{used.name}`: export `{key.name}` too"
                    checked.source.report(message, checked.world.name)
                    return
                pending.append(used)

    def _uses(self, key: InterfaceKey, exported: set[InterfaceKey]) -> Iterator[InterfaceKey]:
        """Yield the interfaces that must be imported because `key` is exported."""
        if key not in exported:
            yield key
            return
        for used in self._all_uses(key):
            if used not in exported:
                yield used

    def _all_uses(self, key: InterfaceKey) -> Iterable[InterfaceKey]:
        package = self._known.get(key.package)
        interface = None if package is None else package.interfaces.get(key.name)
        return () if interface is None else interface.uses


def _merged(
    source: Source,
    where: Spanned,
    key: InterfaceKey,
    own: Stability | None,
    theirs: Stability | None,
    *,
    external: bool,
) -> Stability | None:
    """Return the stability of an interface that comes from two sides; report one that cannot have both."""
    if external and theirs is not None and theirs.since is not None:
        return None
    if own is None or theirs is None or own == theirs:
        return own or theirs
    source.report(f"`{key.name}` comes with other gates here than where it is included", where)
    return own
