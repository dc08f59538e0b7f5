"""`launch-criteria`: a line is launched without what the subgroup asks of a launch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from tracker.drift.findings import Said, Severity
from tracker.drift.links import PHASES
from tracker.frozen import frozen
from tracker.next_release.evidence import at_phase_3, listed_said, no_tree, owner, release_subject, unread
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.next_release.line_items import package_said, place_said
from tracker.next_release.needs import Need, first_needs
from tracker.next_release.texts import LinePackage, LineTree
from tracker.process.features import LaunchRule
from tracker.wit.compare import Package
from tracker.wit.compare.sides import Outside, Seen, WorldSide
from tracker.wit.syntax import Extern, Include
from tracker.wit.type_syntax import Path


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield what a launch lacks: proposals that define worlds, and what those depend on."""
    asked = sources.launch_rule
    if not sources.target.launch or asked is None or asked.in_effect > sources.today:
        return
    if sources.tree is None:
        yield no_tree(sources)
        return
    defining = tuple(_defining(sources, sources.tree))
    found = list(_lacking(sources, sources.tree, defining))
    if not _enough(defining, asked.proposals):
        found.insert(0, _too_few(sources, sources.tree, defining, asked))
    if found and (missing := unread(sources)):
        yield Untold(f"what the line holds of {' and '.join(missing)} was not read, so it may lack nothing")
    else:
        yield from found


# --- worlds -----------------------------------------------------------------------------------------------------------


@frozen
class _Defining:
    """A proposal that defines worlds that a component can be written for: with an export."""

    proposal: str
    package: LinePackage
    worlds: tuple[tuple[str, Said], ...]
    """The names of these worlds, and where they stand."""
    builds_on: frozenset[str]
    """The packages whose worlds they include, and whose interfaces they export."""


def _defining(sources: Sources, tree: LineTree) -> Iterator[_Defining]:
    for package in tree.read:
        line = tree.owner(package.id)
        contents = [(side, _contents(package, side)) for side in package.worlds.values() if not side.seen.unstable]
        worlds = [(side, each) for side, each in contents if each.exports]
        if line is None or not worlds:
            continue
        proposal = owner(sources, package.id)
        yield _Defining(
            proposal.id if proposal else line.proposal,
            line,
            tuple((side.scope.name, _world_said(line, side, tree)) for side, _ in worlds),
            frozenset(other for _, each in worlds for other in each.builds_on) - {package.id},
        )


@dataclass(slots=True)
class _Contents:
    """What a world holds of its own and by the worlds it includes."""

    exports: bool
    builds_on: set[str]


def _contents(package: Package, world: WorldSide) -> _Contents:
    """Return what a world exports and builds on; what it only imports is a dependency and nothing else."""
    found = _Contents(exports=False, builds_on=set())
    pending: list[tuple[Package, WorldSide]] = [(package, world)]
    seen: set[str] = set()
    while pending:
        holder, side = pending.pop()
        if side.seen.path in seen:
            continue
        seen.add(side.seen.path)
        for other in _exported(side):
            found.exports = True
            found.builds_on |= {other} if other else set()
        for each in side.includes:
            if isinstance(each.node, Include) and not each.unstable:
                found.builds_on |= _named(each.node.path)
                target = _target(holder, each, each.node.path)
                pending += [(target.scope.package, target)] if isinstance(target, WorldSide) else []
    return found


def _exported(world: WorldSide) -> Iterator[str]:
    """Yield for each export the package of its interface; empty for one of its own."""
    for each in world.externs:
        if isinstance(each.node, Extern) and each.node.exported and not each.unstable:
            yield "".join(_named(each.node.value)) if isinstance(each.node.value, Path) else ""


def _named(path: Path) -> set[str]:
    return set() if path.package is None else {f"{path.package.namespace.name}:{path.package.name.name}"}


def _target(package: Package, seen: Seen, path: Path) -> object:
    target = package.target(seen.source, path)
    return package.at_hand(target) if isinstance(target, Outside) else target


def _world_said(package: LinePackage, world: WorldSide, tree: LineTree) -> Said:
    place = world.seen.place
    return place_said(package, place.file, place.line, f"{tree.name}: {world.seen.path} is a world with exports")


# --- what a launch asks for -------------------------------------------------------------------------------------------


def _enough(defining: Iterable[_Defining], wanted: int) -> bool:
    """Return whether that many of some proposals do not build on each other."""
    return any(
        all(_independent(one, other) for one, other in combinations(chosen, 2))
        for chosen in combinations(list(defining), wanted)
    )


def _independent(one: _Defining, other: _Defining) -> bool:
    return (
        one.proposal != other.proposal
        and other.package.declared.id not in one.builds_on
        and one.package.declared.id not in other.builds_on
    )


def _too_few(sources: Sources, tree: LineTree, defining: tuple[_Defining, ...], asked: LaunchRule) -> Hit:
    names = " and ".join(dict.fromkeys(each.proposal for each in defining)) or "no proposal"
    places = [said for each in defining for _, said in each.worlds]
    return Hit(
        subject=release_subject(sources),
        message=f"{names} of the line {'define' if len(defining) > 1 else 'defines'} worlds, and a launch needs "
        f"{asked.proposals} proposals that do so independently",
        evidence=tuple(places or [package_said(each, f"{tree.name}: {each.declared}") for each in tree.packages]),
        fix="include another proposal that defines a world of its own, or launch later",
    )


def _lacking(sources: Sources, tree: LineTree, defining: Iterable[_Defining]) -> Iterator[Hit]:
    """Yield what the proposals that define worlds depend on, however far, and is not on the line in phase 3."""
    needs: dict[str, list[Need]] = {}
    for need in first_needs(tree):
        if not need.hidden:
            needs.setdefault(need.package.declared.id, []).append(need)
    told: set[str] = set()
    pending = [each.package.declared.id for each in defining]
    seen = set(pending)
    while pending:
        for need in needs.get(pending.pop(0), ()):
            if need.id not in told and not _included(sources, tree, need.id):
                told.add(need.id)
                yield _hit(sources, tree, need)
            if need.id not in seen:
                seen.add(need.id)
                pending.append(need.id)


def _included(sources: Sources, tree: LineTree, package: str) -> bool:
    # A package without a row is what `dependency-below-phase` cannot tell of.
    proposal = owner(sources, package)
    unlisted = proposal is None or proposal.phase is None
    return tree.owner(package) is not None and (unlisted or at_phase_3(proposal))


def _hit(sources: Sources, tree: LineTree, need: Need) -> Hit:
    proposal, line = owner(sources, need.id), tree.owner(need.id)
    phase = f"is in phase {proposal.phase}" if proposal else ""
    return Hit(
        subject=release_subject(sources),
        message=f"{need.package.declared} depends on {need}, which {'is not on the line' if line is None else phase}",
        evidence=(
            need.said(tree),
            *([] if line is None else [package_said(line, f"{tree.name}: {line.declared}")]),
            *listed_said(sources, proposal.row if proposal else None),
        ),
        fix=f"include {need.id} in the launch, in phase 3, or take the dependency out",
    )


RULE = rule(
    check,
    Severity.ERROR,
    "A line is launched without enough independent proposals that define worlds, or without what those depend on.",
    PHASES,
)
"""The rule."""
