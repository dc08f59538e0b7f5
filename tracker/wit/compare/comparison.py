"""Compares two folders of WIT, package by package."""

from collections.abc import Iterable, Iterator, Mapping

from tracker.changes import ApiChange, Change, Comparison, Effect, PackageVerdict, Place, Stability
from tracker.wit.compare.contents import Contents, WorldReader
from tracker.wit.compare.definitions import scope_changes
from tracker.wit.compare.dependencies import all_at_hand, dependency_changes
from tracker.wit.compare.gates import attribute_changes
from tracker.wit.compare.sides import Package, Scope, Seen, WorldSide, line_of, read_packages
from tracker.wit.compare.telling import Role, told
from tracker.wit.compare.verdicts import verdict
from tracker.wit.compare.worlds import World, world_changes
from tracker.wit.parser import Parsed

_OPEN = Role()


def compare(old: Mapping[str, Parsed], new: Mapping[str, Parsed], *, documentation: bool = False) -> Comparison:
    """Return what changed between two versions of one folder, given as parsed files by path.

    Packages are told apart by their names; if each side holds one package they are compared whatever their names.
    `documentation` lists changed documentation, too.
    """
    return compare_packages(read_packages(old), read_packages(new), documentation=documentation)


def compare_packages(old: Iterable[Package], new: Iterable[Package], *, documentation: bool = False) -> Comparison:
    """Return what changed between two sets of packages."""
    changes: list[ApiChange] = []
    verdicts: list[PackageVerdict] = []
    for before, after in _paired(list(old), list(new)):
        if before is not None and after is not None:
            found = list(_package_changes(before, after))
            if not documentation:
                found = [change for change in found if change.kind is not Change.DOCUMENTATION_CHANGED]
            verdicts.append(verdict(after.id, before.version, after.version, found))
            changes += found
        else:
            changes += _alone(before, after)
    return Comparison(tuple(changes), tuple(verdicts))


def _paired(old: list[Package], new: list[Package]) -> Iterator[tuple[Package | None, Package | None]]:
    """Yield the packages of both sides, those with one name together; the versions of one package as they come."""
    if len(old) == len(new) == 1:
        # A renamed package is still compared, under its old name.
        new[0].identity = old[0].identity
        yield old[0], new[0]
        return
    partners = _partners(old, new)
    taken = set(map(id, partners.values()))
    for package in old:
        yield package, partners.get(id(package))
    for package in new:
        if id(package) not in taken:
            yield None, package


def _partners(old: list[Package], new: list[Package]) -> dict[int, Package]:
    """Return what each old package is compared to; of several versions of one, the nearest."""
    partners: dict[int, Package] = {}
    rest = list(new)
    for nearness in (lambda version: version, line_of, lambda _version: ""):
        for package in old:
            if id(package) in partners:
                continue
            near = (
                each for each in rest if each.id == package.id and nearness(each.version) == nearness(package.version)
            )
            partner = next(near, None)
            if partner is not None:
                partners[id(package)] = partner
                rest = [each for each in rest if each is not partner]
    return partners


def _alone(old: Package | None, new: Package | None) -> Iterator[ApiChange]:
    """Yield that a package was added or removed."""
    if old is not None:
        place, stability = _declaration(old), Stability.STABLE
        message = "the package is gone"
        yield ApiChange(Change.PACKAGE_REMOVED, old.id, place, None, stability, Effect.BREAKING, message)
    if new is not None:
        place, stability = _declaration(new), Stability.STABLE
        message = "the package is new"
        yield ApiChange(Change.PACKAGE_ADDED, new.id, None, place, stability, Effect.ADDITION, message)


def _package_changes(old: Package, new: Package) -> Iterator[ApiChange]:
    yield from _identity_changes(old, new)
    yield from dependency_changes(old, new)
    foreign = all_at_hand(old) and all_at_hand(new)
    readers = WorldReader(old, foreign=foreign), WorldReader(new, foreign=foreign)
    exporters = _exporters(*readers)
    for name in {**old.interfaces, **new.interfaces}:
        yield from _interface_changes(old.interfaces.get(name), new.interfaces.get(name), Role(exporters.get(name)))
    for name in {**old.worlds, **new.worlds}:
        before, after = old.worlds.get(name), new.worlds.get(name)
        if before is not None and after is not None:
            yield from world_changes(World(readers[0], before), World(readers[1], after))
        else:
            yield from _one_sided("world", _seen(before), _seen(after), Change.WORLD_ADDED)


def _identity_changes(old: Package, new: Package) -> Iterator[ApiChange]:
    places = _declaration(old), _declaration(new)
    if old.id != new.id:
        message = f"the package was called `{old.id}` and is called `{new.id}`, and with it all its items"
        yield ApiChange(Change.PACKAGE_RENAMED, new.id, *places, Stability.STABLE, Effect.BREAKING, message)
    if old.version != new.version:
        message = f"the version was {old.version or 'not given'} and is {new.version or 'not given'}"
        kind = Change.PACKAGE_VERSION_CHANGED
        yield ApiChange(kind, new.id, *places, Stability.STABLE, Effect.NEUTRAL, message)


def _declaration(package: Package) -> Place | None:
    if package.name is None or package.declared is None:
        return None
    return package.declared.place(package.name.start)


def _exporters(old: WorldReader, new: WorldReader) -> dict[str, str]:
    """Return, for each interface that a world exports in both versions, that world's name."""
    found: dict[str, str] = {}
    for name in old.package.worlds.keys() & new.package.worlds.keys():
        sides: list[Contents] = [reader.contents(reader.package.worlds[name]) for reader in (old, new)]
        provided = [{scope.name for scope in side.provided.values()} for side in sides]
        for interface in provided[0] & provided[1]:
            found[interface] = min(name, found.get(interface, name))
    return found


def _interface_changes(old: Scope | None, new: Scope | None, role: Role) -> Iterator[ApiChange]:
    if old is not None and new is not None:
        yield from attribute_changes(old.owner, new.owner, _OPEN)
        yield from scope_changes(old, new, role)
    else:
        yield from _one_sided(
            "interface",
            None if old is None else old.owner,
            None if new is None else new.owner,
            Change.INTERFACE_ADDED,
        )


def _seen(world: WorldSide | None) -> Seen | None:
    return None if world is None else world.seen


def _one_sided(word: str, old: Seen | None, new: Seen | None, added: Change) -> Iterator[ApiChange]:
    if old is not None:
        yield told(added.mirror, old, None, f"the {word} is gone")
    if new is not None:
        yield told(added, None, new, f"the {word} is new", effect=Effect.ADDITION)
