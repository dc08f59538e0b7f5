"""Finds out which proposals and amendments the facts speak of: identity, home, packages.

A proposal is a row of the proposal list; its id is its package's short name (`clocks`), else its repository's without
`wasi-`. An amendment is an `@unstable` feature of a phase-3 proposal, or a row of the list that names one
("Clocks: Timezone").
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain, count

from tracker.aliases import Aliases, Place
from tracker.facts import (
    Facts,
    GateKind,
    ListRow,
    ProposalList,
    RepositoryName,
    WitGate,
    WitPackage,
)
from tracker.frozen import frozen
from tracker.packages import Package, packages_of
from tracker.titles import names_of, slug, tracked_features, words

AMENDABLE_PHASE = 3
"""A gate in a proposal of this phase amends it; below, it gates the proposal itself."""


@frozen
class Row:
    """A row of the proposal list, and the file it stands in."""

    path: str
    row: ListRow
    place: Place | None
    """Where it links to, by present names."""


@frozen
class Proposal:
    """A proposal, or a repository with a package that the list does not have."""

    id: str
    title: str
    phase: int | None
    row: Row | None
    home: Place | None
    """Where its README and WIT live now; `None` when nothing of it was read."""
    packages: tuple[Package, ...]
    """The packages at its home."""
    elsewhere: tuple[Package, ...] = ()
    """The same packages in other repositories: where it lived before."""


@frozen
class Amendment:
    """A gated change to a phase-3 proposal, its own phase-2 item."""

    id: str
    title: str
    parent: Proposal
    feature: str | None
    row: Row | None
    gates: tuple[tuple[str, WitGate, WitPackage], ...]
    """File, gate and package of every gate at the parent's home; empty when there is none."""


@frozen
class Subjects:
    """Everything the facts speak of."""

    proposals: tuple[Proposal, ...]
    """In the order of the list."""
    amendments: tuple[Amendment, ...]
    """In the order of their parents; those of the list first."""
    unlisted: tuple[Proposal, ...]
    packages: tuple[Package, ...]
    """Every package of every repository."""
    repeated: tuple[Row, ...] = ()
    """Rows that say again what one above them says; they are no further subjects."""
    owners: Mapping[str, Proposal] = field(default_factory=dict)
    """Package id -> the proposal it belongs to."""


def identify(facts: Facts, aliases: Aliases) -> Subjects:
    """Return the proposals and amendments that the facts speak of."""
    packages = tuple(package for repository in facts.repositories for package in packages_of(repository))
    rows, repeated = _rows(facts, aliases)
    amending = amending_rows(rows)
    proposals = tuple(_listed(row, packages, aliases) for row in rows if row not in amending)
    unlisted = _unlisted(proposals, packages, aliases)
    named = _with_own_ids((*proposals, *unlisted))
    proposals, unlisted = named[: len(proposals)], named[len(proposals) :]
    amendments = _amendments(facts, aliases, proposals, amending)
    return Subjects(proposals, amendments, unlisted, packages, repeated, _owners(proposals, unlisted))


def _with_own_ids(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Return proposals of which no two share an id: a later one takes its title's words, else a number."""
    taken: set[str] = set()
    named = []
    for proposal in proposals:
        numbered = (f"{proposal.id}-{number}" for number in count(2))
        names = chain([proposal.id, slug(proposal.title) or proposal.id], numbered)
        own = next(name for name in names if name not in taken)
        taken.add(own)
        named.append(proposal if own == proposal.id else replace(proposal, id=own))
    return tuple(named)


def _owners(proposals: tuple[Proposal, ...], unlisted: tuple[Proposal, ...]) -> dict[str, Proposal]:
    """Return whose each package is: of several that hold it the one of its name, else the first of the list."""
    owners: dict[str, Proposal] = {}
    held = [(package.declared, each) for each in (*proposals, *unlisted) for package in each.packages]
    for declared, proposal in sorted(held, key=lambda each: each[0].name != each[1].id):
        owners.setdefault(declared.id, proposal)
    for proposal in proposals:
        owners.setdefault(f"wasi:{proposal.id}", proposal)
    return owners


# --- rows ---------------------------------------------------------------------------------------------------------


def _rows(facts: Facts, aliases: Aliases) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows of the proposal list, highest phase first, and apart those that repeat one of them."""
    lists = [
        each
        for repository in facts.repositories
        if repository.name == aliases.registry
        for each in repository.lists
        if each[0] in aliases.lists
    ]
    return rows_of(lists, aliases, (each.name for each in facts.repositories if each.revision is not None))


def rows_of(
    lists: Sequence[tuple[str, ProposalList]], aliases: Aliases, read: Iterable[RepositoryName]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows of the list that counts, highest phase first, and apart those that repeat one of them.

    While the list is being moved and two files hold it, the longer one counts. A row repeats another when it has the
    same title and link. `read` are the repositories by the names that were read.
    """
    if not lists:
        return (), ()
    path, content = max(lists, key=lambda each: (len(each[1].rows), -aliases.lists.index(each[0])))
    spelled = {name.casefold(): name for name in read}
    rows: dict[tuple[tuple[str, ...], Place | str | None], Row] = {}
    repeated: list[Row] = []
    for row in sorted(content.rows, key=lambda each: -each.phase):
        place = aliases.place(row.url)
        if place is not None and (name := spelled.get(place.repository.casefold())) not in {None, place.repository}:
            place = replace(place, repository=name or place.repository)
        read_row = Row(path, row, place)
        if rows.setdefault((words(row.title), place or row.url), read_row) is not read_row:
            repeated.append(read_row)
    return tuple(rows.values()), tuple(repeated)


def amending_rows(rows: tuple[Row, ...]) -> dict[Row, Row]:
    """Return the rows that name an amendment, each with its parent's row.

    "Clocks: Timezone" amends the phase-3 row titled "Clocks"; a row below phase 3 that links to the same place as a row
    at phase 3 amends that one, whatever its title.
    """
    parents: list[Row] = []
    others: list[Row] = []
    for row in rows:
        (parents if row.row.phase >= AMENDABLE_PHASE and not _amends(row, rows) else others).append(row)
    found = ((row, _parent(row, parents)) for row in others)
    return {row: parent for row, parent in found if parent is not None}


def _amends(row: Row, rows: Sequence[Row]) -> bool:
    """Return whether the title of a row names another row and, after a colon, what is to change."""
    return ":" in row.row.title and any(_names_parent(row, parent) for parent in rows if parent is not row)


def _parent(row: Row, parents: Sequence[Row]) -> Row | None:
    named = next((parent for parent in parents if _names_parent(row, parent)), None)
    shared = (parent for parent in parents if row.place is not None and row.place == parent.place)
    return named or next((parent for parent in shared if words(row.row.title) != words(parent.row.title)), None)


def _names_parent(row: Row, parent: Row) -> bool:
    title, colon, _ = row.row.title.partition(":")
    if not colon:
        return False
    names = names_of(parent.row.title)
    if parent.place is not None:
        names |= names_of(parent.place.path.rpartition("/")[2] or parent.place.repository.rpartition("/")[2])
    return bool(names_of(title) & names)


# --- proposals ----------------------------------------------------------------------------------------------------


def short_name(repository: RepositoryName) -> str:
    """Return a repository's name without its owner and without `wasi-`."""
    name = repository.rpartition("/")[2]
    return name.lower().removeprefix("wasi-") or name


def _listed(row: Row, packages: tuple[Package, ...], aliases: Aliases) -> Proposal:
    own = _at(row.place, packages)
    identifier = _identifier(row, own)
    at_home = _promoted(identifier, packages, aliases) or own
    elsewhere = tuple(
        package
        for package in packages
        if package not in at_home and package.declared.id in {each.declared.id for each in at_home}
    )
    return Proposal(
        id=identifier,
        title=row.row.title,
        phase=row.row.phase,
        row=row,
        home=_home(at_home) or row.place,
        packages=at_home,
        elsewhere=elsewhere,
    )


def _promoted(identifier: str, packages: tuple[Package, ...], aliases: Aliases) -> tuple[Package, ...]:
    """Return the packages of a proposal's folder in the repository that phase-3 proposals share; none below phase 3."""
    shared = [
        (package, folder)
        for package in packages
        if package.repository == aliases.registry and (folder := _shared_folder(package, aliases)) is not None
    ]
    folders = {folder for package, folder in shared if identifier in {package.declared.name, folder}}
    return tuple(package for package, folder in shared if folder in folders)


def _shared_folder(package: Package, aliases: Aliases) -> str | None:
    """Return the name of a proposal's folder in the shared repository: `clocks` of `proposals/clocks/wit`."""
    prefix = f"{aliases.proposals}/"
    return package.folder.removeprefix(prefix).partition("/")[0] if package.folder.startswith(prefix) else None


def _at(place: Place | None, packages: tuple[Package, ...]) -> tuple[Package, ...]:
    """Return the packages below a place."""
    if place is None:
        return ()
    prefix = f"{place.path}/" if place.path else ""
    return tuple(
        package
        for package in packages
        if package.repository == place.repository and f"{package.folder}/".startswith(prefix)
    )


def _identifier(row: Row, own: tuple[Package, ...]) -> str:
    """Return a listed proposal's id: its package's short name, else its repository's, else made from its title."""
    if row.place is None:
        return slug(row.row.title) or f"line-{row.row.line}"
    fallback = row.place.path.rpartition("/")[2] or short_name(row.place.repository)
    return _name_of(own, fallback)


def _name_of(packages: tuple[Package, ...], fallback: str) -> str:
    """Return the short name shared by the packages; where they have several, the repository's decides."""
    names = {package.declared.name for package in packages}
    return names.pop() if len(names) == 1 else fallback


def _home(packages: tuple[Package, ...]) -> Place | None:
    """Return the folder that holds all of the packages."""
    if not packages:
        return None
    homes = [package.home for package in packages]
    common = posixpath.commonpath(homes) if all(homes) else ""
    return Place(packages[0].repository, common)


def _unlisted(proposals: tuple[Proposal, ...], packages: tuple[Package, ...], aliases: Aliases) -> tuple[Proposal, ...]:
    """Return the repositories, and folders of the shared one, with packages to which no row of the list leads."""
    listed = {package.declared.id for proposal in proposals for package in proposal.packages}
    linked = {proposal.row.place.repository for proposal in proposals if proposal.row and proposal.row.place}
    left: dict[tuple[RepositoryName, str], list[Package]] = defaultdict(list)
    for package in packages:
        folder = _shared_folder(package, aliases) if package.repository == aliases.registry else ""
        shared = package.repository == aliases.registry
        if folder is not None and (shared or package.repository not in linked | aliases.not_proposals):
            left[package.repository, folder].append(package)
    found = []
    for (repository, folder), own in sorted(left.items()):
        if all(package.declared.id in listed for package in own):
            continue
        name = _name_of(tuple(own), folder or short_name(repository))
        found.append(Proposal(name, name, None, None, _home(tuple(own)), tuple(own)))
    return tuple(found)


# --- amendments ---------------------------------------------------------------------------------------------------


def _amendments(
    facts: Facts, aliases: Aliases, proposals: tuple[Proposal, ...], amending: dict[Row, Row]
) -> tuple[Amendment, ...]:
    found: list[Amendment] = []
    for parent in proposals:
        rows = [row for row, of in amending.items() if of is parent.row]
        if not rows and not parent.packages:
            continue
        gates: dict[str, list[tuple[str, WitGate, WitPackage]]] = defaultdict(list)
        if parent.phase is not None and parent.phase >= AMENDABLE_PHASE:
            for path, gate, package in own_gates(parent):
                if gate.kind is GateKind.UNSTABLE and gate.feature is not None:
                    gates[gate.feature].append((path, gate, package))
        tracked = tracked_rows(rows, parent.id, sorted(gates.keys() | _features_seen(facts, parent)), aliases)
        own = [_amendment(parent, feature, row, gates.pop(feature, []) if feature else []) for row, feature in tracked]
        own += [_amendment(parent, feature, None, each) for feature, each in sorted(gates.items())]
        found += _distinct(own)
    return tuple(found)


def tracked_rows(
    rows: Sequence[Row], parent: str, candidates: Sequence[str], aliases: Aliases
) -> list[tuple[Row, str | None]]:
    """Return the feature that each row of the list tracks, `None` where none can be told; no two rows track one.

    `rows` amend one proposal, the one whose id is `parent`; `candidates` are its features.
    """
    given = {row.row.title: aliases.features[row.row.title] for row in rows if row.row.title in aliases.features}
    wanted = {row.row.title: remainder(row.row.title) for row in rows if row.row.title not in given}
    free = [feature for feature in candidates if feature not in given.values()]
    features = given | tracked_features(wanted, free, parent)
    told: set[str] = set()
    tracked: list[tuple[Row, str | None]] = []
    for row in rows:
        feature = features.get(row.row.title)
        tracked.append((row, None if feature in told else feature))
        told |= {feature} if feature else set()
    return tracked


def own_gates(proposal: Proposal) -> Iterable[tuple[str, WitGate, WitPackage]]:
    """Yield each gate at a proposal's home once, with its file and package."""
    seen: set[tuple[str, int]] = set()
    for package in proposal.packages:
        for path, gate, declared in package.gates():
            if (path, gate.line) not in seen:
                seen.add((path, gate.line))
                yield path, gate, declared


def _amendment(
    parent: Proposal, feature: str | None, row: Row | None, gates: list[tuple[str, WitGate, WitPackage]]
) -> Amendment:
    name = feature or (slug(remainder(row.row.title)) if row else "") or "unnamed"
    title = row.row.title if row else title_of(feature or "", parent.id, parent.title)
    return Amendment(f"{parent.id}/{name}", title, parent, feature, row, tuple(gates))


def _distinct(amendments: Sequence[Amendment]) -> Iterable[Amendment]:
    """Yield amendments of which no two share an id: a later one takes a number."""
    taken: set[str] = set()
    for amendment in amendments:
        names = chain([amendment.id], (f"{amendment.id}-{number}" for number in count(2)))
        own = next(name for name in names if name not in taken)
        taken.add(own)
        yield amendment if own == amendment.id else replace(amendment, id=own)


def title_of(feature: str, parent: str, parent_title: str) -> str:
    """Return a title for a feature without a row: `cli-exit-with-code` of `cli` -> `CLI: exit with code`."""
    return f"{parent_title}: {feature.removeprefix(f'{parent}-').replace('-', ' ')}"


def remainder(title: str) -> str:
    """Return the part of an amendment's title after its parent's."""
    return title.partition(":")[2] or title


def _features_seen(facts: Facts, proposal: Proposal) -> set[str]:
    """Return every feature there ever was on the branch below the proposal's home."""
    if proposal.home is None:
        return set()
    prefix = f"{proposal.home.path}/" if proposal.home.path else ""
    return {
        feature
        for repository in facts.repositories
        if repository.name == proposal.home.repository
        for path, feature in repository.features_seen
        if path.startswith(prefix)
    }
