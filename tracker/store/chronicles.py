"""Reads everything the sources said over time."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from tracker.chronicle import (
    Branch,
    BranchKind,
    Chronicle,
    DocumentSpan,
    GateSpan,
    ListVersion,
    PackageSpan,
    Pull,
    Tag,
    Tagged,
    line_of,
)
from tracker.facts import (
    ClaimedChampion,
    ClaimedPhase,
    Document,
    FileKind,
    ProposalList,
    RepositoryName,
    Revision,
    WitGate,
    WitPackage,
)
from tracker.store.blob_facts import GATE, BlobReader, by_key, gate_fact
from tracker.store.branches import TAGS, Branches, Place, branches_by_key, until_of
from tracker.store.moments import from_text
from tracker.store.queries import moment_of
from tracker.store.reader import Reader, Row

_VERSION = re.compile(r"v?(\d+\.\d+\.\d+(?:[-+].+)?)")
_PULL = re.compile(r"refs/pull/(\d+)/head")

_SPAN = "span.branch_id, span.path, span.from_position, span.until_position"
_UNSTABLE = """
    SELECT item FROM gate
    WHERE kind = 'unstable' AND blob_id IN (SELECT blob_id FROM span WHERE from_at <= :at)
"""
_GATES = f"""
    SELECT blob_id, id, {GATE} FROM gate WHERE item IN ({_UNSTABLE}) OR item LIKE '%@%' ORDER BY id
"""  # noqa: S608 -- constants
_SPANS = f"""
    SELECT {_SPAN}, span.blob_id FROM span
    WHERE span.from_at <= :at AND span.blob_id IN (SELECT blob_id FROM gate)
    ORDER BY span.branch_id, span.from_position, span.path
"""  # noqa: S608 -- constants
_PACKAGES = f"""
    SELECT {_SPAN}, package.namespace, package.name, package.version, package.line
    FROM package JOIN span ON span.blob_id = package.blob_id
    WHERE span.from_at <= :at AND span.kind = '{FileKind.WIT}'
    ORDER BY span.branch_id, span.from_position, span.path, package.id
"""  # noqa: S608 -- constants
_DOCUMENTS = f"""
    SELECT {_SPAN}, blob.id, blob.claimed_phase, blob.claimed_phase_line
    FROM blob JOIN span ON span.blob_id = blob.id JOIN branch ON branch.id = span.branch_id
    WHERE span.kind = '{FileKind.README}' AND branch.kind = '{BranchKind.DEFAULT}' AND span.from_at <= :at
    ORDER BY span.branch_id, span.from_position, span.path
"""  # noqa: S608 -- constants
_LISTS = f"""
    SELECT {_SPAN}, span.blob_id
    FROM span JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
    WHERE span.kind = '{FileKind.PROPOSAL_LIST}' AND branch.kind = '{BranchKind.DEFAULT}'
      AND repository.name = :registry AND span.from_at <= :at
    ORDER BY span.from_position
"""  # noqa: S608 -- constants
_WIT = f"""
    SELECT branch_id, from_position, until_position, path, blob_id FROM span
    WHERE kind = '{FileKind.WIT}' AND from_at <= :at AND branch_id IN (
        SELECT branch.id FROM tag JOIN branch ON branch.repository_id = tag.repository_id AND branch.name = tag.branch
    )
"""  # noqa: S608 -- constants


def chronicle_at(
    reader: Reader,
    registry: RepositoryName,
    lists: Sequence[str],
    moment: datetime | None = None,
    branches: Branches | None = None,
) -> Chronicle:
    """Return everything the sources said up to `moment`; by default, all that was recorded.

    `registry` is the repository that holds the proposal list, `lists` are the paths it may have there, the present
    first. `branches` are those of the moment, where they were read before.
    """
    branches = branches or Branches.read(reader, moment)
    packages = tuple(_packages(reader, branches))
    return Chronicle(
        at=moment_of(reader, moment),
        gates=tuple(_gates(reader, branches, packages)),
        packages=packages,
        documents=tuple(_documents(reader, branches)),
        lists=tuple(_lists(reader, branches, registry, lists)),
        tags=tuple(tag for _, tag in _tags(reader, branches.branches, branches.until)),
        pulls=tuple(_pulls(branches)),
        heads=branches.heads(),
    )


def tagged_at(reader: Reader, moment: datetime | None = None) -> tuple[Tagged, ...]:
    """Return the tags there were at `moment`, oldest first, with the WIT of each."""
    until = until_of(moment)
    tags = tuple(_tags(reader, branches_by_key(reader), until))
    spans = by_key((branch, more) for branch, *more in reader.rows(_WIT, at=until))
    files = [
        sorted(
            (path, blob)
            for first, end, path, blob in spans[branch]
            if first <= tag.position and (end is None or tag.position < end)
        )
        for branch, tag in tags
    ]
    says = BlobReader(reader, (blob for held in files for _, blob in held))
    return tuple(
        Tagged(tag, tuple((path, says.wit(blob)) for path, blob in held))
        for (_, tag), held in zip(tags, files, strict=True)
    )


def _packages(reader: Reader, branches: Branches) -> Iterator[PackageSpan]:
    for row in reader.rows(_PACKAGES, at=branches.until):
        if (place := branches.place(row)) is not None:
            span = PackageSpan(**branches.span(place), package=WitPackage(*row[4:]))
            if _speaks(span.branch, span.package):
                yield span


@dataclass
class _Declared:
    """Which package the files of one folder belong to, over time."""

    spans: list[PackageSpan] = field(default_factory=list)

    def between(self, first: int, until: int | None) -> Iterator[tuple[int, int | None, WitPackage | None]]:
        """Yield the parts of a range of positions in which the folder declared the same package."""
        starts, _ = self._parts
        inside = starts[bisect_right(starts, first) : len(starts) if until is None else bisect_left(starts, until)]
        parts = [(first, self.at(first)), *((start, self.at(start)) for start in inside)]
        for number, (start, package) in enumerate(parts):
            yield start, parts[number + 1][0] if number + 1 < len(parts) else until, package

    def at(self, position: int) -> WitPackage | None:
        """Return the package at a commit."""
        starts, packages = self._parts
        return packages[bisect_right(starts, position) - 1]

    @cached_property
    def _parts(self) -> tuple[list[int], list[WitPackage | None]]:
        """The commits at which another package was declared, and the packages; before them there was none."""
        edges = {edge.position for span in self.spans for edge in (span.first, span.end) if edge is not None}
        starts: list[int] = [-1]
        packages: list[WitPackage | None] = [None]
        for edge in sorted(edges):
            found = [span for span in self.spans if span.holds_at(edge)]
            # Of several files that declare a package, the first by path tells.
            package = min(found, key=lambda span: span.path).package if found else None
            if _named(package) != _named(packages[-1]):
                starts.append(edge)
                packages.append(package)
        return starts, packages


_Folders = dict[tuple[Branch, str], _Declared]
"""Branch and folder -> what was declared there."""


def _speaks(branch: Branch, package: WitPackage | None) -> bool:
    """Return whether a branch has a say on a package: a release branch only on its own line.

    Whatever else lies on it was there when it was made, and stands still since.
    """
    line = line_of(package.version if package else None)
    return branch.kind is not BranchKind.RELEASE or branch.line == line


def _named(package: WitPackage | None) -> str | None:
    return None if package is None else str(package)


def _gates(reader: Reader, branches: Branches, packages: Iterable[PackageSpan]) -> Iterator[GateSpan]:
    folders: _Folders = defaultdict(_Declared)
    seen: set[tuple[Branch, str, int]] = set()
    for span in packages:
        # The first declaration of a file is the folder's, further ones are of packages nested in the file.
        key = (span.branch, span.path, span.first.position)
        if key not in seen:
            seen.add(key)
            folders[span.branch, span.folder].spans.append(span)
    gates = _gates_by_blob(reader, branches.until)
    for _, same in groupby(reader.rows(_SPANS, at=branches.until), key=itemgetter(0, 2)):
        found = [each for row in same if row[4] in gates for each in _of_span(branches, folders, row, gates[row[4]])]
        yield from (span for _, span in sorted(found, key=itemgetter(0)))


def _of_span(
    branches: Branches, folders: "_Folders", row: Row, gates: Iterable[tuple[int, WitGate]]
) -> Iterator[tuple[int, GateSpan]]:
    """Yield the gates of a file's content, with their keys, for as long as its folder declared the same package."""
    place = branches.place(row)
    if place is None:
        return
    branch, folder = branches.branches[place.branch], place.path.rpartition("/")[0]
    base = _of_base(branches, folders, place, folder)
    parts = [
        (branches.span(Place(place.branch, place.path, first, until)), declared or base)
        for first, until, declared in folders[branch, folder].between(place.first, place.until)
    ]
    for key, gate in gates:
        for span, declared in parts:
            package = gate.package or declared
            if _speaks(branch, package):
                yield key, GateSpan(**span, gate=gate, package=package)


def _gates_by_blob(reader: Reader, until: str) -> dict[int, list[tuple[int, WitGate]]]:
    """Return the gates on items that were unstable, with their keys, by blob.

    What another package's version is part of (`use:wasi:io/error@0.2.4`) is the same item with any version.
    """
    unstable = {item for (item,) in reader.rows(_UNSTABLE, at=until)}
    versioned = {item.partition("@")[0] for item in unstable if "@" in item}
    return by_key(
        (blob, (key, gate_fact(item, *more)))
        for blob, key, item, *more in reader.rows(_GATES, at=until)
        if item in unstable or ("@" in item and item.partition("@")[0] in versioned)
    )


def _of_base(branches: Branches, folders: "_Folders", place: Place, folder: str) -> WitPackage | None:
    """Return the package that the default branch declares in a folder where a pull request leaves that file alone."""
    branch = branches.branches[place.branch]
    default = branches.defaults.get(branch.repository)
    if branch.kind is not BranchKind.PULL or default is None:
        return None
    base = branches.position_of(default, branches.point(place.branch, 0))
    return folders[branches.branches[default], folder].at(base)


def _documents(reader: Reader, branches: Branches) -> Iterator[DocumentSpan]:
    champions = by_key(
        (blob, ClaimedChampion(name, line))
        for blob, name, line in reader.rows("SELECT blob_id, name, line FROM claimed_champion ORDER BY id")
    )
    for row in reader.rows(_DOCUMENTS, at=branches.until):
        place = branches.place(row)
        blob, phase, line = row[4:]
        if place is not None:
            claimed = None if phase is None else ClaimedPhase(phase, line)
            document = Document(claimed_phase=claimed, champions=tuple(champions[blob]))
            yield DocumentSpan(**branches.span(place), document=document)


def _lists(reader: Reader, branches: Branches, registry: RepositoryName, paths: Sequence[str]) -> Iterator[ListVersion]:
    """Yield the versions of the list. While it is being moved and two files hold it, the longer one counts."""
    rows = reader.rows(_LISTS, registry=registry, at=branches.until)
    says = BlobReader(reader, (row[4] for row in rows))
    spans = [
        (place, says.proposal_list(row[4]))
        for row in rows
        if (place := branches.place(row)) is not None and place.path in paths
    ]
    edges = sorted({edge for place, _ in spans for edge in (place.first, place.until) if edge is not None})
    counting = [(edge, _counting(spans, edge, paths)) for edge in edges]
    for _, same in groupby(counting, key=itemgetter(1)):
        (first, there), *_ = same
        if there is not None:
            place, content = spans[there]
            until = next((edge for edge, other in counting if edge > first and other != there), None)
            part = Place(place.branch, place.path, first, until)
            yield ListVersion(**branches.span(part), content=content)


def _counting(spans: list[tuple[Place, ProposalList]], position: int, paths: Sequence[str]) -> int | None:
    """Return which span counts as the list at a commit: the longer one, or that at the present path."""
    there = [
        number
        for number, (place, _) in enumerate(spans)
        if place.first <= position and (place.until is None or position < place.until)
    ]
    return max(there, key=lambda number: _length(spans[number][1], spans[number][0].path, paths), default=None)


def _length(content: ProposalList, path: str, paths: Sequence[str]) -> tuple[int, int]:
    return len(content.rows), -paths.index(path)


def _tags(reader: Reader, branches: Mapping[int, Branch], until: str) -> Iterator[tuple[int, Tag]]:
    """Yield the key of the branch that has each tag's commit, and the tag."""
    for name, revision, at, key, position in reader.rows(TAGS, at=until):
        branch = branches[key]
        version = _VERSION.fullmatch(name)
        yield (
            key,
            Tag(
                repository=branch.repository,
                name=name,
                version=version[1] if version else None,
                at=from_text(at),
                revision=Revision(revision),
                branch=branch,
                position=position,
            ),
        )


def _pulls(branches: Branches) -> Iterator[Pull]:
    merged = {
        (branch.repository, row[6]): branches.point(key, row[1])
        for key, branch in branches.branches.items()
        if branch.kind is BranchKind.DEFAULT
        for row in reversed(branches.rows[key])
        if row[6] is not None
    }
    found = [
        (branch.repository, int(match[1]), key)
        for key, branch in branches.branches.items()
        if (match := _PULL.fullmatch(branch.name)) and len(branches.rows[key]) > 1
    ]
    for repository, number, key in sorted(found):
        yield Pull(
            repository=repository,
            number=number,
            branch=branches.branches[key],
            base=branches.point(key, 0),
            head=branches.point(key, len(branches.rows[key]) - 1),
            merged=merged.get((repository, number)),
        )
