"""Carries decisions out on the packages that a checkout, or a commit, holds: which files change, and how."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from tracker.agenda.moves import Move
from tracker.chronicle import Outcome, line_of
from tracker.facts import GateKind, WitFile, WitFolder, WitPackage
from tracker.frozen import frozen
from tracker.lint.versions import precedence
from tracker.lives import AmendmentLife, ChangeKind, PhaseChange
from tracker.next_release.applying import Flip, Manner, flipped
from tracker.subjects import AMENDABLE_PHASE, Row, Subjects
from tracker.titles import words
from tracker.voting import Method, Vote
from tracker.wit.diagnostics import LineTable
from tracker.wit.gates import to_package
from tracker.wit.names import version_fault
from tracker.wit.parser import parse
from tracker.wit.reading import Dialect, read_wit


@frozen
class HeldPackage:
    """One package as a checkout, or a commit, holds it."""

    declared: WitPackage
    folder: WitFolder
    """Its files, with paths from the root of the checkout."""

    @cached_property
    def read(self) -> dict[str, WitFile]:
        """What each file says, by path."""
        return {file.path: read_wit(file.text, Dialect.CURRENT) for file in self.folder.files}

    @property
    def features(self) -> frozenset[str]:
        """The features that gate something in it."""
        gates = (gate for file in self.read.values() for gate in file.gates)
        return frozenset(each.feature for each in gates if each.kind is GateKind.UNSTABLE and each.feature)

    @property
    def named(self) -> frozenset[tuple[str, str | None]]:
        """Id and version of every other package that it names."""
        return frozenset((each.id, each.version) for file in self.read.values() for each in file.dependencies)


@frozen
class FileChange:
    """A file before and after."""

    path: str
    before: str
    after: str


@frozen
class Done:
    """A gate that was changed, and for whom."""

    subject: str
    package: str
    """`wasi:cli@0.2.11`"""
    file: str
    flip: Flip


@frozen
class CarriedOut:
    """What decisions change in the packages of one line."""

    files: tuple[FileChange, ...] = ()
    """Those that change, in the order of the packages."""
    done: tuple[Done, ...] = ()
    held: frozenset[str] = frozenset()
    """The subjects with `@unstable` gates in these packages, changed or not."""
    problems: tuple[str, ...] = ()
    """What stands against it, each in one line that begins with the file; such a file does not change."""


def held_packages(folders: Iterable[WitFolder]) -> tuple[tuple[HeldPackage, ...], tuple[str, ...]]:
    """Return the packages that folders hold, and apart in one line each what could not be read of them."""
    found: list[HeldPackage] = []
    problems: list[str] = []
    for folder in folders:
        problems += [f"{file.path}: {file.problem}" for file in folder.files if file.problem]
        declared = _declared(folder)
        if len(declared) == 1:
            found.append(HeldPackage(next(iter(declared.values())), folder))
        elif declared:
            problems.append(f"{folder.path}: its files declare several packages: {', '.join(sorted(declared))}")
    return tuple(found), tuple(problems)


def _declared(folder: WitFolder) -> dict[str, WitPackage]:
    """Return the packages that the files of a folder say they belong to, by name and version."""
    found: dict[str, WitPackage] = {}
    for file in folder.files:
        name = parse(file.text).tree.package
        if name is not None:
            declared = to_package(name, LineTable(file.text))
            found.setdefault(str(declared), declared)
    return found


def stabilizing_votes(lives: Iterable[AmendmentLife], votes: Iterable[Vote]) -> dict[str, Vote]:
    """Return the last passed vote that lets each amendment become stable: on phase 3, or on no phase in words."""
    amendments = {each.id for each in lives}
    found: dict[str, Vote] = {}
    for vote in sorted(votes, key=lambda each: each.date):
        decides = vote.on_record and vote.method is not Method.STRAW_POLL and vote.outcome is Outcome.PASSED
        enough = vote.target_phase is None or vote.target_phase >= AMENDABLE_PHASE
        if decides and enough and vote.subject in amendments:
            found[vote.subject] = vote
    return found


def wanted_features(lives: Iterable[AmendmentLife], subjects: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return parent and feature of some amendments -> the amendment's id."""
    chosen = frozenset(subjects)
    return {(each.parent, each.feature): each.id for each in lives if each.feature and each.id in chosen}


def carried_out(
    packages: Iterable[HeldPackage],
    wanted: Mapping[tuple[str, str], str],
    subjects: Subjects,
    version: str,
    *,
    manner: Manner | None = None,
) -> CarriedOut:
    """Return what becomes of packages when some features are stabilized with a version.

    Only packages of the version's line change. Without a `manner`, one whose own version has not come to `version` yet
    is queued: it cannot have a `@since` that names it.
    """
    files: list[FileChange] = []
    done: list[Done] = []
    held: set[str] = set()
    problems: list[str] = []
    for package in packages:
        if line_of(package.declared.version) != line_of(version):
            continue
        owner = owner_of(package.declared, subjects)
        own = {feature: subject for (parent, feature), subject in wanted.items() if parent == owner}
        held |= {own[each] for each in package.features & own.keys()}
        waits = manner is Manner.QUEUED or (manner is None and not is_due(package.declared, version))
        for file in package.folder.files:
            applied = flipped(file.text, own.keys(), version, queue=waits)
            problems += [f"{file.path}: {each}" for each in applied.problems]
            if applied.flips:
                files.append(FileChange(file.path, file.text, applied.text))
            name = str(package.declared)
            done += [Done(own[flip.feature], name, file.path, flip) for flip in applied.flips]
    return CarriedOut(tuple(files), tuple(done), frozenset(held), tuple(problems))


def owner_of(package: WitPackage, subjects: Subjects) -> str:
    """Return the id of the proposal that owns a package; of one that none owns, its short name."""
    owner = subjects.owners.get(package.id)
    return package.name if owner is None else owner.id


def is_due(package: WitPackage, version: str) -> bool:
    """Return whether a package may have a `@since` that names a version: no earlier one may."""
    if package.version is None or version_fault(package.version) or version_fault(version):
        return False
    return precedence(version) <= precedence(package.version)


def changed_packages(packages: Iterable[HeldPackage], files: Iterable[FileChange]) -> tuple[HeldPackage, ...]:
    """Return packages with the text that some files have after their change."""
    after = {each.path: each.after for each in files}
    return tuple(HeldPackage(each.declared, _changed(each.folder, after)) for each in packages)


def _changed(folder: WitFolder, after: Mapping[str, str]) -> WitFolder:
    files = tuple(replace(file, text=after.get(file.path, file.text)) for file in folder.files)
    return replace(folder, files=files)


def needed_by(package: HeldPackage, packages: Iterable[HeldPackage]) -> tuple[HeldPackage, ...]:
    """Return the packages that one names, those that these name, and so on; what is not among `packages` is left out.

    A name without a version means the package of any version.
    """
    every = tuple(packages)
    found: dict[str, HeldPackage] = {}
    ahead = [package]
    while ahead:
        current = ahead.pop()
        for each in every:
            key = each.declared.id, each.declared.version
            named = key in current.named or (key[0], None) in current.named
            if named and each is not package and each.folder.path not in found:
                found[each.folder.path] = each
                ahead.append(each)
    return tuple(found[path] for path in sorted(found))


def concerned_by(
    files: Iterable[FileChange], packages: Iterable[HeldPackage]
) -> tuple[tuple[HeldPackage, tuple[HeldPackage, ...]], ...]:
    """Return the packages that have a changed file, or need one that has, each with all it needs."""
    changed = {each.path for each in files}
    every = tuple(packages)
    own = {each.folder.path for each in every if any(file.path in changed for file in each.folder.files)}
    needs = ((each, needed_by(each, every)) for each in every)
    return tuple((each, needed) for each, needed in needs if own & {one.folder.path for one in (each, *needed)})


# --- the proposal list ------------------------------------------------------------------------------------------------


def left_moves(
    votes: Mapping[str, Vote], lives: Iterable[AmendmentLife], rows: Iterable[Row], changes: Iterable[PhaseChange]
) -> tuple[Move, ...]:
    """Return how a list as it stands must change after votes on amendments: one at phase 3 has no row of its own.

    `rows` are those of the list in question, which may be older or newer than what is recorded; `changes` is what the
    list did. A row that was moved back after the vote stays.
    """
    titles = {words(each.title): each.id for each in lives if each.id in votes}
    back = [(each.subject, each.date.date()) for each in changes if each.kind is ChangeKind.MOVED_BACK]
    found = []
    for row in rows:
        vote = votes.get(titles.get(words(row.row.title), ""))
        target = None if vote is None else vote.target_phase
        if vote is None or target is None or row.row.phase >= target:
            continue
        if not any(subject == vote.subject and day >= vote.date for subject, day in back):
            found.append(Move(vote, row, None if target >= AMENDABLE_PHASE else target))
    return tuple(found)
