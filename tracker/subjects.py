"""Finds out which proposals and amendments the facts speak of: identity, home, packages.

A proposal is a row of the proposal list; its id is its package's short name (`clocks`), else its repository's without
`wasi-`. An amendment is an `@unstable` feature of a phase-3 proposal, or a row of the list that names one
("Clocks: Timezone").
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.aliases import Aliases, Place
from tracker.facts import (
    Facts,
    GateKind,
    ListRow,
    ProposalList,
    RepositoryFacts,
    RepositoryName,
    WitFile,
    WitGate,
    WitPackage,
)

AMENDABLE_PHASE = 3
"""A gate in a proposal of this phase amends it; below, it gates the proposal itself."""
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Package:
    """A WIT package as one folder of one repository holds it."""

    repository: RepositoryName
    folder: str
    """Where its files lie; empty for the root."""
    declared: WitPackage
    declared_in: str
    """The file that declares it."""
    files: tuple[tuple[str, WitFile], ...]
    """Path and content of the folder's files."""

    @property
    def home(self) -> str:
        """The folder of the proposal it belongs to: the one that holds a folder named `wit...`, else its own."""
        head, _, tail = self.folder.rpartition("/")
        return head if tail.startswith("wit") else self.folder

    def gates(self) -> Iterable[tuple[str, WitGate, WitPackage]]:
        """Yield each gate of the folder with its file and the package it belongs to."""
        for path, file in self.files:
            for gate in file.gates:
                yield path, gate, gate.package or self.declared


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the proposal list, and the file it stands in."""

    path: str
    row: ListRow
    place: Place | None
    """Where it links to, by present names."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Amendment:
    """A gated change to a phase-3 proposal, its own phase-2 item."""

    id: str
    title: str
    parent: Proposal
    feature: str | None
    row: Row | None
    gates: tuple[tuple[str, WitGate, WitPackage], ...]
    """File, gate and package of every gate at the parent's home; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Everything the facts speak of."""

    proposals: tuple[Proposal, ...]
    """In the order of the list."""
    amendments: tuple[Amendment, ...]
    """In the order of their parents; those of the list first."""
    unlisted: tuple[Proposal, ...]
    packages: tuple[Package, ...]
    """Every package of every repository."""
    owners: Mapping[str, Proposal] = field(default_factory=dict)
    """Package id -> the proposal it belongs to."""


def identify(facts: Facts, aliases: Aliases) -> Subjects:
    """Return the proposals and amendments that the facts speak of."""
    packages = tuple(package for repository in facts.repositories for package in _packages(repository))
    rows = _rows(facts, aliases)
    amending = _amending_rows(rows)
    proposals = tuple(_listed(row, packages, aliases) for row in rows if row not in amending)
    unlisted = _unlisted(proposals, packages, aliases)
    owners = {package.declared.id: each for each in unlisted for package in each.packages}
    for proposal in proposals:
        owners |= {package.declared.id: proposal for package in proposal.packages}
        owners.setdefault(f"wasi:{proposal.id}", proposal)
    amendments = _amendments(facts, aliases, proposals, amending)
    return Subjects(proposals, amendments, unlisted, packages, owners)


# --- packages -----------------------------------------------------------------------------------------------------


def _packages(repository: RepositoryFacts) -> Iterable[Package]:
    folders: dict[str, list[tuple[str, WitFile]]] = defaultdict(list)
    for path, file in repository.wit:
        folders[posixpath.dirname(path)].append((path, file))
    for folder, files in folders.items():
        for path, declared in _declarations(files):
            yield Package(repository.name, folder, declared, path, tuple(files))


def _declarations(files: list[tuple[str, WitFile]]) -> Iterable[tuple[str, WitPackage]]:
    """Yield each package that the files of one folder declare, once, where it is declared first."""
    seen: set[str] = set()
    for path, file in files:
        for package in file.packages:
            if str(package) not in seen:
                seen.add(str(package))
                yield path, package


# --- rows ---------------------------------------------------------------------------------------------------------


def _rows(facts: Facts, aliases: Aliases) -> tuple[Row, ...]:
    """Return the rows of the proposal list; while it is being moved and two files hold it, of the longer one."""
    lists: list[tuple[str, ProposalList]] = [
        (path, content)
        for repository in facts.repositories
        if repository.name == aliases.registry
        for path, content in repository.lists
        if path in aliases.lists
    ]
    if not lists:
        return ()
    path, content = max(lists, key=lambda each: (len(each[1].rows), -aliases.lists.index(each[0])))
    return tuple(Row(path, row, aliases.place(row.url)) for row in content.rows)


def _amending_rows(rows: tuple[Row, ...]) -> dict[Row, Row]:
    """Return the rows that name an amendment, each with its parent's row.

    "Clocks: Timezone" amends the row titled "Clocks"; a row below phase 3 that links to the same place as a row at
    phase 3 amends that one, whatever its title.
    """
    amending: dict[Row, Row] = {}
    for row in rows:
        parent_title, colon, _ = row.row.title.partition(":")
        for parent in rows:
            named = colon and _same_title(parent_title, parent.row.title)
            shared = (
                row.place is not None
                and row.place == parent.place
                and row.row.phase < AMENDABLE_PHASE <= parent.row.phase
                and not _same_title(row.row.title, parent.row.title)
            )
            if parent is not row and (named or shared):
                amending[row] = parent
                break
    return amending


def _same_title(one: str, other: str) -> bool:
    return _WORD.findall(one.lower()) == _WORD.findall(other.lower())


# --- proposals ----------------------------------------------------------------------------------------------------


def short_name(repository: RepositoryName) -> str:
    """Return a repository's name without its owner and without `wasi-`."""
    name = repository.rpartition("/")[2]
    return name.lower().removeprefix("wasi-") or name


def _listed(row: Row, packages: tuple[Package, ...], aliases: Aliases) -> Proposal:
    own = _at(row.place, packages)
    identifier = _identifier(row, own)
    promoted = [
        package
        for package in packages
        if package.repository == aliases.registry
        and package.declared.name == identifier
        and package.folder.startswith(f"{aliases.proposals}/")
    ]
    at_home = tuple(promoted) or own
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
        return "-".join(_WORD.findall(row.row.title.lower())) or f"line-{row.row.line}"
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
    """Return the repositories that hold packages and to which no row of the list leads."""
    listed = {package.declared.id for proposal in proposals for package in proposal.packages}
    linked = {proposal.row.place.repository for proposal in proposals if proposal.row and proposal.row.place}
    left: dict[RepositoryName, list[Package]] = defaultdict(list)
    for package in packages:
        if package.repository not in linked | aliases.not_proposals | {aliases.registry}:
            left[package.repository].append(package)
    found = []
    for repository, own in sorted(left.items()):
        if all(package.declared.id in listed for package in own):
            continue
        name = _name_of(tuple(own), short_name(repository))
        found.append(Proposal(name, name, None, None, _home(tuple(own)), tuple(own)))
    return tuple(found)


# --- amendments ---------------------------------------------------------------------------------------------------


def _amendments(
    facts: Facts, aliases: Aliases, proposals: tuple[Proposal, ...], amending: dict[Row, Row]
) -> tuple[Amendment, ...]:
    found: list[Amendment] = []
    for parent in proposals:
        rows = [row for row, of in amending.items() if of is parent.row]
        gates: dict[str, list[tuple[str, WitGate, WitPackage]]] = defaultdict(list)
        if parent.phase is not None and parent.phase >= AMENDABLE_PHASE:
            for path, gate, package in own_gates(parent):
                if gate.kind is GateKind.UNSTABLE and gate.feature is not None:
                    gates[gate.feature].append((path, gate, package))
        candidates = sorted(gates.keys() | _features_seen(facts, parent))
        for row in rows:
            feature = _feature_of(row, parent, candidates, aliases)
            found.append(_amendment(parent, feature, row, gates.pop(feature, []) if feature else []))
        found.extend(_amendment(parent, feature, None, each) for feature, each in sorted(gates.items()))
    return tuple(found)


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
    slug = feature or "-".join(_WORD.findall(_remainder(row.row.title).lower() if row else "")) or "unnamed"
    title = row.row.title if row else f"{parent.title}: {_words_of(feature or '', parent.id)}"
    return Amendment(f"{parent.id}/{slug}", title, parent, feature, row, tuple(gates))


def _words_of(feature: str, parent: str) -> str:
    """Return a feature's name as words for a title: `cli-exit-with-code` -> `exit with code`."""
    return feature.removeprefix(f"{parent}-").replace("-", " ")


def _remainder(title: str) -> str:
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


def _feature_of(row: Row, parent: Proposal, candidates: list[str], aliases: Aliases) -> str | None:
    """Return the feature that a row of the list tracks.

    The words after the colon are the feature's without its proposal's prefix, in any order and number; where no
    feature has exactly them, the only one whose words include them, or are among them, is meant.
    """
    if row.row.title in aliases.features:
        return aliases.features[row.row.title]
    wanted = _stems(_remainder(row.row.title))
    known = {feature: _stems(feature.removeprefix(f"{parent.id}-")) for feature in candidates}
    exact = [feature for feature, stems in known.items() if stems == wanted]
    near = [feature for feature, stems in known.items() if stems and wanted and (stems <= wanted or wanted <= stems)]
    for found in (exact, near):
        if len(found) == 1:
            return found[0]
    return None


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower()))
