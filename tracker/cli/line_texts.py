"""Reads the WIT of a release line from the mirrors that are kept: as it stands, and as the release before had it."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from tracker.changes import Comparison
from tracker.chronicle import WitHistory
from tracker.cli.cache import cache_folder
from tracker.cli.past import Past
from tracker.errors import TrackerError
from tracker.facts import BlobId, RepositoryName, WitFolder, WitPackage
from tracker.next_release.attribution import texts_wanted
from tracker.next_release.interface import Target
from tracker.next_release.line_spots import Spot, Spots
from tracker.next_release.texts import LinePackage, LineTree
from tracker.sources.errors import SourceError
from tracker.sources.git_objects import GitObjects, MissingCommitError, kept_mirror
from tracker.sources.text import decode_text
from tracker.subjects import Subjects
from tracker.wit.declarations import read_declaration


class UnreadLineError(TrackerError):
    """The text of a line cannot be read; the message says why, and what to do about it."""


def read_line_trees(past: Past, target: Target) -> tuple[LineTree | None, LineTree | None, str]:
    """Return the line as it stands at the moment, the release before, and why one of the two could not be read.

    Of a target that is released already, the line is what its tags hold. The last is empty when nothing is wrong.
    """
    subjects = past.assessment.subjects
    spots = Spots(past.undecided, subjects, past.assessment.aliases, target)
    now = spots.standing() if target.actual is None else spots.released(target.actual)
    tree, base, problems = None, None, []
    with _LineReader(subjects) as reader:
        try:
            tree = reader.tree(
                now, f"no package of the line {target.line} was recorded by {past.undecided.at:%Y-%m-%d}"
            )
        except UnreadLineError as error:
            problems.append(str(error))
        if target.previous is not None:
            before = spots.released(target.previous, {each.package.id: each.repository for each in now})
            try:
                base = reader.tree(before, f"no recorded tag of {target.previous.version} holds a package of its line")
            except UnreadLineError as error:
                problems.append(str(error))
    return tree, base, next(iter(problems), "")


def read_texts_between(
    past: Past, comparison: Comparison, base: LineTree, tree: LineTree, history: WitHistory
) -> dict[BlobId, str]:
    """Return the texts that tell which of several commits brought a change, as `attributed` takes them.

    What the mirrors lack is left out: then nobody can tell.
    """
    texts: dict[BlobId, str] = {}
    with _LineReader(past.assessment.subjects) as reader:
        for each in texts_wanted(comparison, base, tree, history, past.undecided):
            if each.blob is None or each.blob in texts:
                continue
            try:
                text, _ = decode_text(reader.mirror(each.repository).read(each.blob))
            except (SourceError, UnreadLineError):
                continue
            texts[each.blob] = text or ""
    return texts


class _LineReader:
    """Reads packages from kept mirrors; each mirror is opened once, until the context is left."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._mirrors: dict[RepositoryName, GitObjects] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for mirror in self._mirrors.values():
            mirror.close()

    def tree(self, spots: Sequence[Spot], empty: str) -> LineTree:
        """Return the packages that stand at some spots; `UnreadLineError` when one cannot be read, or there is none."""
        packages = {each.declared.id: each for each in reversed([*self._packages(spots)])}
        if not packages:
            raise UnreadLineError(empty)
        names = sorted({each.branch for each in packages.values()})
        return LineTree(", ".join(names), tuple(packages[each] for each in sorted(packages)))

    def mirror(self, repository: RepositoryName) -> GitObjects:
        """Return a kept mirror; `UnreadLineError` when there is none."""
        if repository not in self._mirrors:
            kept = kept_mirror(cache_folder(), repository)
            if not kept.is_dir():
                message = f"{repository}: no mirror of it is kept, so its WIT cannot be read: `tracker sync` fetches it"
                raise UnreadLineError(message)
            self._mirrors[repository] = GitObjects(repository, kept)
        return self._mirrors[repository]

    def _packages(self, spots: Sequence[Spot]) -> Iterator[LinePackage]:
        read: set[tuple[RepositoryName, str, str]] = set()
        for spot in spots:
            place = spot.repository, spot.revision, spot.folder
            if place not in read:
                read.add(place)
                yield self._package(spot)

    def _package(self, spot: Spot) -> LinePackage:
        folder = self._folder(spot)
        # A package that is nested in a file of the folder is a part of the folder's own.
        declared = next((each for file in folder.files for each in read_declaration(file.text).packages), spot.package)
        return LinePackage(self._owner(declared), declared, spot.repository, spot.branch, spot.revision, folder)

    def _folder(self, spot: Spot) -> WitFolder:
        mirror = self.mirror(spot.repository)
        try:
            return mirror.wit_folder(spot.revision, spot.folder)
        except MissingCommitError as error:
            message = f"{spot.repository}: its mirror lacks the commit {spot.revision[:12]}: `tracker sync` fetches it"
            raise UnreadLineError(message) from error
        except SourceError as error:
            raise UnreadLineError(str(error)) from error

    def _owner(self, package: WitPackage) -> str:
        owner = self._subjects.owners.get(package.id)
        return owner.id if owner else package.name
