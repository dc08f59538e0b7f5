"""Reads which commit was the last to change anything in each folder of a repository."""

from datetime import datetime

from tracker.chronicle import BranchKind, Point
from tracker.facts import RepositoryName, Revision
from tracker.store.moments import from_text, to_text
from tracker.store.reader import Reader

_END_OF_TIME = "9999-12-31T23:59:59Z"
_TOUCHED = " UNION ".join(
    f"""
    SELECT span.path, span.branch_id, span.{position}_position AS position
    FROM span JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
    WHERE branch.kind = '{BranchKind.DEFAULT}' AND repository.name = :repository AND span.{position}_at <= :at
    """  # noqa: S608 -- constants
    for position in ("from", "until")
)
_COMMITS = f"""
    SELECT touched.path, c.position, c.revision, c.at, c.author, c.summary
    FROM ({_TOUCHED}) AS touched JOIN "commit" AS c ON c.branch_id = touched.branch_id
      AND c.position = touched.position
    WHERE touched.path LIKE :below ORDER BY c.position
"""  # noqa: S608 -- constants


def last_touched(
    reader: Reader, repository: RepositoryName, folder: str, moment: datetime | None = None
) -> dict[str, Point]:
    """Return the last commit to each folder directly below `folder`, on the default branch up to a moment.

    Only files that the tracker reads count. Keys are whole paths: `proposals/clocks`.
    """
    at = to_text(moment) if moment else _END_OF_TIME
    depth = folder.count("/") + 2
    found: dict[str, Point] = {}
    for path, *commit in reader.rows(_COMMITS, repository=repository, at=at, below=f"{folder}/%"):
        parts = path.split("/")
        if len(parts) > depth:
            position, revision, date, author, summary = commit
            found["/".join(parts[:depth])] = Point(position, Revision(revision), from_text(date), author, summary)
    return found
