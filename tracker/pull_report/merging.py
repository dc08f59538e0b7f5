"""Puts a pull request's files in the place of its branch's, as if one commit on top of the branch had merged it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from tracker.chronicle import (
    Branch,
    BranchKind,
    Chronicle,
    DependencySpan,
    DocumentSpan,
    FileSpan,
    GateSpan,
    ListVersion,
    PackageSpan,
    Point,
    Span,
    WitHistory,
    line_of,
)
from tracker.facts import (
    BlobId,
    Document,
    Facts,
    FileKind,
    GateKind,
    ProposalList,
    RepositoryFacts,
    Revision,
    WitFile,
    WitPackage,
)
from tracker.frozen import frozen
from tracker.lifecycle.register import identity

_FIRST = Point(-1, Revision(""), datetime.min, "", "")  # noqa: DTZ901 -- stands for no commit, and is never shown
_Span = TypeVar("_Span", bound=Span)


@frozen
class NewFile:
    """What a file holds after merging."""

    blob: BlobId
    content: WitFile | Document | ProposalList | None
    """`None` when it goes."""


@frozen
class Merging:
    """The commit that would merge a pull request."""

    branch: Branch
    number: int | None
    revision: Revision
    """The pull request's newest commit: nobody can know what the merge will be called."""
    author: str
    summary: str
    files: Mapping[str, NewFile]
    """Path -> content, of the files that merging changes."""
    lists: tuple[str, ...] = ()
    """Where the repository may hold the proposal list; none when it is not the one that does."""

    @property
    def folders(self) -> frozenset[str]:
        """The folders whose WIT it changes."""
        return frozenset(path.rpartition("/")[0] for path in self.files if path.endswith(".wit"))

    def wit(self) -> Iterator[tuple[str, WitFile]]:
        """Yield the WIT files that come or change."""
        yield from ((path, each.content) for path, each in self.files.items() if isinstance(each.content, WitFile))


# --- facts ------------------------------------------------------------------------------------------------------------


def unjudged(facts: Facts, merging: Merging) -> Facts:
    """Return facts without what the reference tool said of folders that merging changes: it did not see them yet."""
    return _with_repository(facts, merging, lambda each: _unjudged(each, merging))


def merged_facts(facts: Facts, merging: Merging) -> Facts:
    """Return the facts after merging; they tell of default branches only."""
    if merging.branch.kind is not BranchKind.DEFAULT:
        return facts
    return _with_repository(facts, merging, lambda each: _merged(_unjudged(each, merging), merging, facts.at))


def _with_repository(facts: Facts, merging: Merging, change: Callable[[RepositoryFacts], RepositoryFacts]) -> Facts:
    name = merging.branch.repository
    return replace(
        facts, repositories=tuple(change(each) if each.name == name else each for each in facts.repositories)
    )


def _unjudged(repository: RepositoryFacts, merging: Merging) -> RepositoryFacts:
    if merging.branch.kind is not BranchKind.DEFAULT:
        return repository
    kept = tuple(each for each in repository.references if each.folder not in merging.folders)
    return replace(repository, references=kept)


def _merged(repository: RepositoryFacts, merging: Merging, at: datetime) -> RepositoryFacts:
    contents = {path: each.content for path, each in merging.files.items()}
    seen = {
        (path, gate.feature)
        for path, file in merging.wit()
        for gate in file.gates
        if gate.kind is GateKind.UNSTABLE and gate.feature
    }
    return replace(
        repository,
        revision=merging.revision,
        date=at,
        wit=_replaced(repository.wit, contents, WitFile),
        documents=_replaced(repository.documents, contents, Document),
        lists=_replaced(repository.lists, contents, ProposalList),
        features_seen=tuple(sorted({*repository.features_seen, *seen})),
    )


_Content = TypeVar("_Content", WitFile, Document, ProposalList)


def _replaced(
    files: Iterable[tuple[str, _Content]], contents: Mapping[str, object], kind: type[_Content]
) -> tuple[tuple[str, _Content], ...]:
    kept = {path: content for path, content in files if path not in contents}
    come = {path: content for path, content in contents.items() if isinstance(content, kind)}
    return tuple(sorted((kept | come).items(), key=lambda each: each[0]))


# --- the chronicle ----------------------------------------------------------------------------------------------------


def merged_chronicle(chronicle: Chronicle, merging: Merging) -> Chronicle:
    """Return everything the sources said, and the merge on top of it."""
    point = _point(chronicle, merging)
    packages = (*_closed(chronicle.packages, merging, point), *_packages(merging, point))
    gates = (*_closed(chronicle.gates, merging, point), *_gates(chronicle, packages, merging, point))
    pulls = tuple(
        replace(each, merged=point)
        if each.merged is None and (each.repository, each.number) == (merging.branch.repository, merging.number)
        else each
        for each in chronicle.pulls
    )
    return replace(
        chronicle,
        gates=tuple(_renamed(gates, packages, merging, point)),
        packages=packages,
        documents=(*_closed(chronicle.documents, merging, point), *_documents(merging, point)),
        lists=tuple(_lists(chronicle.lists, merging, point)),
        pulls=pulls,
        heads={**chronicle.heads, merging.branch: point},
    )


def merged_history(history: WitHistory, chronicle: Chronicle, merging: Merging) -> WitHistory:
    """Return what stood in WIT files, and the merge on top of it; `chronicle` is that from before it."""
    point = _point(chronicle, merging)
    files = [
        FileSpan(merging.branch, path, point, None, None, FileKind.WIT, merging.files[path].blob, file.packages)
        for path, file in merging.wit()
    ]
    dependencies = [
        DependencySpan(merging.branch, path, point, None, None, each)
        for path, file in merging.wit()
        for each in file.dependencies
        if merging.branch.kind is BranchKind.DEFAULT
    ]
    return WitHistory(
        (*_closed(history.files, merging, point), *files),
        (*_closed(history.dependencies, merging, point), *dependencies),
    )


def _point(chronicle: Chronicle, merging: Merging) -> Point:
    head = chronicle.heads.get(merging.branch, _FIRST)
    at = chronicle.at if head is _FIRST else max(head.at, chronicle.at)
    return Point(head.position + 1, merging.revision, at, merging.author, merging.summary)


def _closed(spans: Iterable[_Span], merging: Merging, point: Point) -> Iterator[_Span]:
    """Yield spans, those of files that merging changes ended by it."""
    for span in spans:
        if span.end is None and span.path in merging.files and span.branch == merging.branch:
            yield replace(span, last=_before(span, point), end=point)
        else:
            yield span


def _before(span: Span, point: Point) -> Point:
    return span.first if span.first.position == point.position - 1 else replace(point, position=point.position - 1)


def _speaks(merging: Merging, package: WitPackage | None) -> bool:
    """Return whether the branch has a say on a package: a release branch only on its own line."""
    branch = merging.branch
    return branch.kind is not BranchKind.RELEASE or branch.line == line_of(package.version if package else None)


def _packages(merging: Merging, point: Point) -> Iterator[PackageSpan]:
    for path, file in merging.wit():
        for package in file.packages:
            if _speaks(merging, package):
                yield PackageSpan(merging.branch, path, point, None, None, package)


def _declared(packages: Iterable[PackageSpan], merging: Merging) -> dict[str, WitPackage]:
    """Return the package of each folder of the branch after merging: of several files that declare one the first."""
    standing = [each for each in packages if each.end is None and each.branch == merging.branch]
    declared: dict[str, WitPackage] = {}
    for span in sorted(standing, key=lambda each: each.path):
        declared.setdefault(span.folder, span.package)
    return declared


def _gates(chronicle: Chronicle, packages: Iterable[PackageSpan], merging: Merging, point: Point) -> Iterator[GateSpan]:
    """Yield the gates of files that come or change, on items that were ever unstable."""
    declared = _declared(packages, merging)
    files = [*merging.wit()]
    items = {identity(each.gate.item) for each in chronicle.gates}
    items |= {identity(gate.item) for _, file in files for gate in file.gates if gate.kind is GateKind.UNSTABLE}
    for path, file in files:
        for gate in file.gates:
            package = gate.package or declared.get(path.rpartition("/")[0])
            if identity(gate.item) in items and _speaks(merging, package):
                yield GateSpan(merging.branch, path, point, None, None, gate, package)


def _renamed(
    gates: Iterable[GateSpan], packages: Iterable[PackageSpan], merging: Merging, point: Point
) -> Iterator[GateSpan]:
    """Yield gates; those in files that stay, of a folder whose package is another one now, begin anew."""
    declared = _declared(packages, merging)
    for span in gates:
        folder = span.path.rpartition("/")[0]
        here = span.end is None and span.branch == merging.branch and folder in merging.folders
        now = declared.get(folder)
        same = span.gate.package is not None or str(span.package) == str(now) or span.path in merging.files
        if not here or same:
            yield span
            continue
        yield replace(span, last=_before(span, point), end=point)
        if _speaks(merging, now):
            yield replace(span, first=point, last=None, end=None, package=now)


def _documents(merging: Merging, point: Point) -> Iterator[DocumentSpan]:
    if merging.branch.kind is BranchKind.DEFAULT:
        for path, each in merging.files.items():
            if isinstance(each.content, Document):
                yield DocumentSpan(merging.branch, path, point, None, None, each.content)


def _lists(lists: Iterable[ListVersion], merging: Merging, point: Point) -> Iterator[ListVersion]:
    """Yield the versions of the list, with that of the pull request as the last one where it changes the list."""
    contents = [(path, each.content) for path, each in merging.files.items() if path in merging.lists]
    come = [(path, content) for path, content in contents if isinstance(content, ProposalList)]
    counts = contents if merging.branch.kind is BranchKind.DEFAULT else []
    for version in lists:
        over = counts and version.end is None and (come or version.path in merging.files)
        yield replace(version, last=_before(version, point), end=point) if over else version
    if counts and come:
        path, content = max(come, key=lambda each: (len(each[1].rows), -merging.lists.index(each[0])))
        yield ListVersion(merging.branch, path, point, None, None, content)
