"""Copies of other packages below `deps` folders, and the states in which their own repositories ever had them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from tracker.chronicle import Branch, FileSpan, Point, Tag
from tracker.drift.interface import Sources
from tracker.facts import BlobId, FileKind, RepositoryName, WitPackage
from tracker.subjects import Proposal

_DEPS = "deps"
_Where = tuple[Branch, str]
"""A branch, and a folder of it."""
Vendored = Mapping[tuple[RepositoryName, str], list[FileSpan]]
"""Repository and the folder that holds `deps` -> the files below that."""


class Copy(NamedTuple):
    """A copy that stands on a default branch beside a proposal's own WIT."""

    folder: str
    """`wit/deps/kettle`; of a single file its path."""
    package: WitPackage
    """What it says that it is."""
    files: tuple[FileSpan, ...]
    """By path; the one that declares the package is among them."""
    since: datetime
    """When it came to be as it is."""

    @property
    def blobs(self) -> frozenset[BlobId]:
        """What its files hold."""
        return frozenset(each.blob for each in self.files)


class State(NamedTuple):
    """What a folder held of a version of its package, from one commit to another that changed it."""

    branch: Branch
    files: tuple[FileSpan, ...]
    """By path."""
    first: Point
    end: Point | None
    """`None` while it stands."""

    @property
    def blobs(self) -> frozenset[BlobId]:
        """What its files hold."""
        return frozenset(each.blob for each in self.files)

    def holds(self, tag: Tag) -> bool:
        """Return whether a tag stands on it."""
        return (
            tag.branch == self.branch
            and self.first.position <= tag.position
            and (self.end is None or tag.position < self.end.position)
        )

    def ended_before(self, tag: Tag) -> bool:
        """Return whether it was over when a tag was made."""
        if self.end is None:
            return False
        return self.end.position <= tag.position if tag.branch == self.branch else self.end.at <= tag.at

    def began_after(self, tag: Tag) -> bool:
        """Return whether it came after a tag."""
        return self.first.position > tag.position if tag.branch == self.branch else self.first.at > tag.at


def vendored(sources: Sources) -> Vendored:
    """Return the files below `deps` folders, by the folder that these lie in."""
    found: dict[tuple[RepositoryName, str], list[FileSpan]] = defaultdict(list)
    for span in sources.wit.files:
        if span.kind is FileKind.VENDORED:
            found[span.branch.repository, _above(span.folder)].append(span)
    return found


def copies(below: Vendored, proposal: Proposal) -> Iterator[Copy]:
    """Yield the copies that lie below the `deps` folder of one of a proposal's packages, by folder."""
    own = {(package.repository, package.folder) for package in proposal.packages}
    every: dict[tuple[RepositoryName, str], list[FileSpan]] = defaultdict(list)
    for repository, folder in own:
        for span in below.get((repository, folder), ()):
            every[repository, _copied(span)].append(span)
    for (_, folder), spans in sorted(every.items()):
        files = tuple(sorted((each for each in spans if each.standing), key=lambda each: each.path))
        declared = next((package for each in files for package in each.packages), None)
        if declared is not None:
            edges = [point.at for each in spans for point in (each.first, each.end) if point is not None]
            yield Copy(folder, declared, files, max(edges))


def states(sources: Sources) -> dict[str, list[State]]:
    """Return the states of every version of every package, oldest first, by `namespace:name@version`."""
    folders: dict[_Where, list[FileSpan]] = defaultdict(list)
    for span in sources.wit.files:
        if span.kind is FileKind.WIT:
            folders[span.branch, span.folder].append(span)
    found: dict[str, list[State]] = defaultdict(list)
    for (branch, _), spans in folders.items():
        if any(package.version for each in spans for package in each.packages):
            for state in _states(branch, spans):
                for name in {str(package) for each in state.files for package in each.packages[:1]}:
                    found[name].append(state)
    for every in found.values():
        every.sort(key=lambda each: each.first.at)
    return dict(found)


def _states(branch: Branch, spans: list[FileSpan]) -> Iterator[State]:
    edges = {point.position: point for each in spans for point in (each.first, each.end) if point is not None}
    order = [edges[position] for position in sorted(edges)]
    begun, ended = defaultdict(list), defaultdict(list)
    for each in spans:
        begun[each.first.position].append(each)
        if each.end is not None:
            ended[each.end.position].append(each)
    standing: dict[str, FileSpan] = {}
    for first, end in zip(order, [*order[1:], None], strict=True):
        for each in ended[first.position]:
            if standing.get(each.path) is each:
                del standing[each.path]
        standing |= {each.path: each for each in begun[first.position]}
        if standing:
            yield State(branch, tuple(standing[path] for path in sorted(standing)), first, end)


def _above(folder: str) -> str:
    """Return the folder that holds the outermost `deps` of a path."""
    parts = folder.split("/")
    return "/".join(parts[: parts.index(_DEPS)])


def _copied(span: FileSpan) -> str:
    """Return what is a copy of one package: the folder of a file, or the file itself when it lies right in `deps`."""
    return span.path if span.folder.rpartition("/")[2] == _DEPS else span.folder
