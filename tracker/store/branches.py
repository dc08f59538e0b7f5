"""Reads the followed branches with their commits, up to a moment."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from tracker.chronicle import Branch, BranchKind, Point
from tracker.facts import RepositoryName, Revision
from tracker.store.moments import from_text, to_text
from tracker.store.reader import Reader, Row

_END_OF_TIME = "9999-12-31T23:59:59Z"
_BRANCHES = """
    SELECT branch.id, repository.name, branch.name, branch.kind FROM branch
    JOIN repository ON repository.id = branch.repository_id
"""
_COMMITS = """
    SELECT branch_id, position, revision, at, author, summary, pull FROM "commit"
    WHERE at <= :at ORDER BY branch_id, position
"""
TAGS = """
    SELECT tag.name, tag.revision, tag.at, branch.id, c.position
    FROM tag JOIN branch ON branch.repository_id = tag.repository_id AND branch.name = tag.branch
    JOIN "commit" AS c ON c.branch_id = branch.id AND c.revision = tag.revision
    WHERE tag.at <= :at AND c.at <= :at ORDER BY tag.at, tag.name
"""
"""Name, revision, date, key of the branch and place there of each tag up to the moment `:at`."""


def until_of(moment: datetime | None) -> str:
    """Return a moment as the database writes it; `None` is later than everything recorded."""
    return to_text(moment) if moment else _END_OF_TIME


def branches_by_key(reader: Reader) -> dict[int, Branch]:
    """Return all branches by their keys."""
    return {
        key: Branch(RepositoryName(repository), name, BranchKind(kind))
        for key, repository, name, kind in reader.rows(_BRANCHES)
    }


@dataclass(slots=True)
class Place:
    """Where a span begins and ends on its branch, as positions; `until` is `None` while it stands."""

    branch: int
    """The branch's key."""
    path: str
    """The file."""
    first: int
    """The place of the first commit that holds it."""
    until: int | None
    """The place of the commit that changed it."""


@dataclass
class Branches:
    """The branches and their commits up to a moment."""

    until: str
    """The moment, as the database writes it."""
    branches: dict[int, Branch]
    """By their keys."""
    rows: dict[int, list[Row]]
    """Branch -> its commits, by position."""
    _points: dict[tuple[int, int], Point] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: Reader, moment: datetime | None) -> "Branches":
        """Read all branches, and their commits up to a moment."""
        until = until_of(moment)
        branches = branches_by_key(reader)
        rows: dict[int, list[Row]] = defaultdict(list)
        for row in reader.rows(_COMMITS, at=until):
            rows[row[0]].append(row)
        tagged = {row[3] for row in reader.rows(TAGS, at=until)}
        for key, branch in branches.items():
            # A pull request begins with its first own commit, and a tag may be younger than its commit.
            begun = branch.kind is not BranchKind.PULL or len(rows[key]) > 1
            if not begun or (branch.kind is BranchKind.TAG and key not in tagged):
                rows[key].clear()
        return cls(until, branches, rows)

    def point(self, branch: int, position: int) -> Point:
        """Return a commit at its place."""
        point = self._points.get((branch, position))
        if point is None:
            _, place, revision, at, author, summary, _ = self.rows[branch][position]
            point = self._points[branch, position] = Point(place, Revision(revision), from_text(at), author, summary)
        return point

    def place(self, row: Row) -> Place | None:
        """Return where a span begins and ends at the moment; `None` when it had not begun."""
        branch, path, first, until = row[:4]
        newest = len(self.rows[branch]) - 1
        if first > newest:
            return None
        return Place(branch, path, first, None if until is None or until > newest else until)

    def span(self, place: Place) -> dict[str, Any]:
        """Return the fields of a span."""
        return {
            "branch": self.branches[place.branch],
            "path": place.path,
            "first": self.point(place.branch, place.first),
            "last": None if place.until is None else self.point(place.branch, place.until - 1),
            "end": None if place.until is None else self.point(place.branch, place.until),
        }

    def heads(self) -> dict[Branch, Point]:
        """Return the newest commit of each branch."""
        return {self.branches[key]: self.point(key, len(rows) - 1) for key, rows in self.rows.items() if rows}

    @cached_property
    def defaults(self) -> dict[RepositoryName, int]:
        """The key of each repository's default branch."""
        return {branch.repository: key for key, branch in self.branches.items() if branch.kind is BranchKind.DEFAULT}

    def position_of(self, branch: int, point: Point) -> int:
        """Return the place of a commit on a default branch; of one beside it, that of the newest then, or -1."""
        place = self._places.get((branch, point.revision))
        return (
            bisect_right(self.rows[branch], to_text(point.at), key=lambda row: str(row[3])) - 1
            if place is None
            else place
        )

    @cached_property
    def _places(self) -> dict[tuple[int, str], int]:
        """Default branch and commit -> its place there."""
        return {(key, row[2]): row[1] for key in self.defaults.values() for row in self.rows[key]}
