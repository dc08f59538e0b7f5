"""Composes the graph of what proposals need from one another."""

from collections.abc import Iterable, Iterator

from tracker.agenda.values import Dependency
from tracker.website.context import Context
from tracker.website.pages import Picture
from tracker.website.pictures import Node, dependency_picture


def dependency_graph(around: Context) -> Picture | None:
    """Return the picture of what needs what, coloured by phase; `None` when nothing needs anything."""
    names = {each.number: each.name for each in around.content.process.phases}
    return dependency_picture(tuple(_nodes(around)), names)


def _nodes(around: Context) -> Iterator[Node]:
    """Yield the proposals, then the packages of which nobody can tell whose they are."""
    owners: dict[str, str] = {}
    for each in around.standing.proposals:
        for package in each.packages:
            owners.setdefault(package.partition("@")[0], each.id)
    needed = around.content.dependencies
    pairs = zip(around.standing.proposals, around.places.proposals, strict=True)
    for proposal, path in {proposal.id: (proposal, path) for proposal, path in pairs}.values():
        needs = _needs(needed.get(proposal.id, ()), owners)
        yield Node(proposal.id, proposal.title, path, proposal.phase, needs)
    loose: dict[str, Dependency] = {}
    for dependency in (one for own in needed.values() for one in own):
        if dependency.package not in owners:
            loose.setdefault(dependency.package, dependency)
    for package in sorted(loose):
        yield Node(package, package, None, loose[package].phase)


def _needs(dependencies: Iterable[Dependency], owners: dict[str, str]) -> tuple[str, ...]:
    return tuple(owners.get(each.package, each.package) for each in dependencies)
