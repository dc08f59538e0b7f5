"""Finds the commits that changed a file of a release line between two trees, and which of them brought a change."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from tracker.changes import ApiChange, Change
from tracker.chronicle import Branch, Chronicle, FileSpan, Point, WitHistory
from tracker.facts import BlobId, RepositoryName, Revision
from tracker.frozen import frozen
from tracker.next_release.texts import LinePackage
from tracker.wit.compare import compare
from tracker.wit.parser import Parsed, parse


@frozen
class FileCommit:
    """A commit that changed a file."""

    repository: RepositoryName
    point: Point
    blob: BlobId | None
    """What the file holds from then on; `None` when the commit removed it."""


@frozen
class FileHistory:
    """From which commit to which files stood."""

    history: WitHistory
    chronicle: Chronicle

    def commits(self, paths: Sequence[str], base: LinePackage, tree: LinePackage) -> tuple[FileCommit, ...]:
        """Return the commits that changed a file between two trees, oldest first, on the branch of the later one.

        `paths` are where the file lies, and where it lay before it was moved.
        """
        stands = self._stands(tree)
        if stands is None:
            return ()
        branch, until = stands
        later = self._later_than(base, branch)
        return tuple(
            each for each in self._changes(branch, paths) if each.point.position <= until.position and later(each.point)
        )

    def _changes(self, branch: Branch, paths: Sequence[str]) -> Iterator[FileCommit]:
        """Yield every commit of a branch that changed a file."""
        spans = [span for path in paths for span in self._spans.get((branch, path), ())]
        points = {point.position: point for span in spans for point in (span.first, span.end) if point is not None}
        before: BlobId | None = None
        for position in sorted(points):
            after = next((span.blob for span in spans if span.holds_at(position)), None)
            if after != before:
                yield FileCommit(branch.repository, points[position], after)
            before = after

    def _stands(self, package: LinePackage) -> tuple[Branch, Point] | None:
        """Return the branch, and the place on it, of the commit that a package was read from."""
        for tag in self.chronicle.tags:
            if (tag.repository, tag.name, tag.revision) == (package.repository, package.branch, package.revision):
                return tag.branch, Point(tag.position, tag.revision, tag.at, "", "")
        heads = self.chronicle.heads.items()
        own = ((branch, head) for branch, head in heads if branch.repository == package.repository)
        return next(((branch, head) for branch, head in own if branch.name == package.branch), None)

    def _later_than(self, base: LinePackage, branch: Branch) -> Callable[[Point], bool]:
        """Return what tells whether a commit of a branch came after the commit of a package.

        On a branch that does not have that commit, time tells.
        """
        stands = self._stands(base)
        if stands is not None and stands[0] == branch:
            position: int | None = stands[1].position
        else:
            position = self._positions.get((branch, base.revision))
        if position is not None:
            reached = position
            return lambda point: point.position > reached
        return lambda point: stands is not None and point.at > stands[1].at

    @cached_property
    def _spans(self) -> Mapping[tuple[Branch, str], list[FileSpan]]:
        found: dict[tuple[Branch, str], list[FileSpan]] = defaultdict(list)
        for span in self.history.files:
            found[span.branch, span.path].append(span)
        return found

    @cached_property
    def _positions(self) -> Mapping[tuple[Branch, Revision], int]:
        return {(span.branch, span.first.revision): span.first.position for span in self.history.files}


class Steps:
    """Tells what each commit did to the API of a file; what several changes ask for is compared once."""

    def __init__(self, texts: Mapping[BlobId, str]) -> None:
        self._texts = texts
        self._told: dict[tuple[str, str, str], frozenset[tuple[Change, str]]] = {}

    def bringing(self, change: ApiChange, package: str, commits: Sequence[FileCommit], base: str) -> FileCommit | None:
        """Return which of the commits that changed a file brought a change of a package: the first whose text has it.

        A single commit brought it whatever its text. Of several, `None` when a text is missing or none has the change.
        `base` is the text of the file before all of them; empty when there was none.
        """
        if len(commits) == 1:
            return commits[0]
        texts = [base, *("" if each.blob is None else self._texts.get(each.blob) for each in commits)]
        wanted = change.kind, change.item.removeprefix(package)
        for commit, (before, after) in zip(commits, pairwise(texts), strict=True):
            if before is None or after is None:
                return None
            if wanted in self._step(before, after, package):
                return commit
        return None

    def _step(self, before: str, after: str, package: str) -> frozenset[tuple[Change, str]]:
        """Return the changes from one text of a file to the next, each with its item's path without the package."""
        key = before, after, package
        if key not in self._told:
            found = compare(_file(before, package), _file(after, package)).changes
            self._told[key] = frozenset((each.kind, each.item.removeprefix(package)) for each in found)
        return self._told[key]


def _file(text: str, package: str) -> dict[str, Parsed]:
    """Return a file by itself; of one that is not there an empty one, so that what it brings is told item by item."""
    return {"": parse(text or f"package {package};\n")}
