"""Whose each package is, and was, and which proposals could ever be amended."""

from collections.abc import Iterable, Mapping

from tracker.aliases import Aliases, Place
from tracker.chronicle import Chronicle, PackageSpan
from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.lifecycle.listing import ListState
from tracker.subjects import AMENDABLE_PHASE, Proposal, Row, Subjects, short_name
from tracker.titles import slug, words

Named = tuple[str, Place | None]
"""The title of a row, and where it leads: in most versions of the list only its line differs."""


def named_by(row: Row) -> Named:
    """Return what a row says of its name."""
    return row.row.title, row.place


@frozen
class Belonging:
    """Which proposal each package belongs to, over all repositories and all time."""

    owners: Mapping[str, str]
    """Package id -> proposal id."""
    titles: Mapping[str, str]
    """Proposal id -> its title, the last one it had."""
    parents: Mapping[Named, str]
    """What any row of the list ever said of its name -> the id of the proposal it names."""
    amendable: frozenset[str]
    """The proposals that are or were at phase 3."""

    def amended(self, package: str) -> str | None:
        """Return the proposal that a gate in a package amends; `None` when it gates the proposal itself."""
        owner = self.owners.get(package)
        return owner if owner in self.amendable else None


def belonging(subjects: Subjects, chronicle: Chronicle, states: Iterable[ListState], aliases: Aliases) -> Belonging:
    """Find out whose each package is: by the present list, then by where a package lies, then by earlier lists."""
    owners = {package: proposal.id for package, proposal in subjects.owners.items()}
    listed = (*subjects.proposals, *subjects.unlisted)
    homes = tuple({(span.branch.repository, span.folder, span.package.id) for span in chronicle.packages})
    parents: dict[Named, str] = {}
    titles = {proposal.id: proposal.title for proposal in subjects.proposals}
    amendable = {each.id for each in subjects.proposals if each.phase is not None and each.phase >= AMENDABLE_PHASE}
    for state in reversed(tuple(states)):
        for row in state.rows:
            if row in state.amending:
                continue
            named = named_by(row)
            if named not in parents:
                parents[named] = _named(row, subjects.proposals, owners, homes, aliases)
            name = parents[named]
            titles.setdefault(name, row.row.title)
            if row.row.phase >= AMENDABLE_PHASE:
                amendable.add(name)
    places = [(place, each.id) for each in listed for place in (each.home, each.row.place if each.row else None)]
    places += [(place, name) for (_, place), name in parents.items()]
    own = {place: name for place, name in reversed(places) if place and place != Place(aliases.registry)}
    for span in chronicle.packages:
        if span.package.id not in owners and (owner := _resident(span, own, aliases)):
            owners[span.package.id] = owner
    for proposal in subjects.unlisted:
        titles.setdefault(proposal.id, proposal.title)
    return Belonging(owners, titles, parents, frozenset(amendable))


def _named(
    row: Row,
    proposals: tuple[Proposal, ...],
    owners: Mapping[str, str],
    homes: Iterable[tuple[RepositoryName, str, str]],
    aliases: Aliases,
) -> str:
    """Return the id of the proposal that a row of an earlier list names: the present one's, else made as that is.

    `homes` are repository, folder and id of every package there was.
    """
    same = [each for each in proposals if each.row and row.place is not None and each.row.place == row.place]
    titled = [each.id for each in same or proposals if words(each.title) == words(row.row.title)]
    if titled or same:
        return titled[0] if titled else same[0].id
    if row.place is None:
        return slug(row.row.title) or f"line-{row.row.line}"
    inside = {package for repository, folder, package in homes if _inside(repository, folder, row.place)}
    known = {owners[package] for package in inside if package in owners}
    if row.place != Place(aliases.registry) and len(known) == 1:
        return known.pop()
    return row.place.path.rpartition("/")[2] or short_name(row.place.repository)


def _resident(span: PackageSpan, places: Mapping[Place, str], aliases: Aliases) -> str | None:
    """Return the proposal in whose place a package lies, the narrowest one."""
    if span.branch.repository in aliases.not_proposals:
        return None
    around = [place for place in places if _inside(span.branch.repository, span.folder, place)]
    if around:
        return places[max(around, key=lambda place: len(place.path))]
    shared = f"{aliases.proposals}/"
    if span.branch.repository == aliases.registry and span.folder.startswith(shared):
        name = span.folder.removeprefix(shared).partition("/")[0]
        return name if name in places.values() else None
    return None


def _inside(repository: RepositoryName, folder: str, place: Place) -> bool:
    prefix = f"{place.path}/" if place.path else ""
    return f"{folder}/".startswith(prefix) and repository.casefold() == place.repository.casefold()
