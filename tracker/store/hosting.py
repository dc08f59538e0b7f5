"""Records what a host of repositories tells, and reads it back, as it was last seen or as it follows for a moment."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from tracker.facts import RepositoryName, Revision
from tracker.hosting import (
    Hosted,
    HostedIssue,
    HostedList,
    HostedPull,
    HostedRelease,
    PullState,
    Reach,
    Renamed,
    ReviewDecision,
    Stretch,
)
from tracker.store.moments import from_text, to_text
from tracker.store.reader import Reader
from tracker.store.statements import Statements, inserting, quoted

_PULL = ("repository", "number", "title", "state", "draft", "author", "labels", "reviewers", "linked", "base", "head")
_PULL_COLUMNS = (*_PULL, "created_at", "updated_at", "closed_at", "merged_at", "decision")
_ISSUE = ("repository", "number", "title", "open", "author", "labels", "created_at", "updated_at", "closed_at")
_ISSUE_COLUMNS = (*_ISSUE, "proposes")
_RELEASE_COLUMNS = ("repository", "tag", "name", "prerelease", "published_at")
_KEEPS_DECISION = """
    , "decision" = CASE WHEN excluded."updated_at" = "hosted_pull"."updated_at"
    THEN coalesce(excluded."decision", "hosted_pull"."decision") ELSE excluded."decision" END
"""
"""What the reviews of a pull request came to stands until something of it changes."""
_Row = Mapping[str, Any]


class HostingRecorder:
    """Writes what the host told, in the transaction it is given."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def pulls(self, pulls: Iterable[HostedPull]) -> None:
        """Record pull requests in place of what was known of them."""
        self._put("hosted_pull", ("repository", "number"), [_row(each) for each in pulls], _KEEPS_DECISION)

    def issues(self, issues: Iterable[HostedIssue]) -> None:
        """Record issues in place of what was known of them."""
        self._put("hosted_issue", ("repository", "number"), [_row(each) for each in issues])

    def releases(self, repository: RepositoryName, releases: Iterable[HostedRelease]) -> None:
        """Record all releases of a repository in place of those that were known."""
        self._statements.run('DELETE FROM "hosted_release" WHERE "repository" = :name', name=repository)
        self._put("hosted_release", ("repository", "tag"), [_row(each) for each in releases])

    def renamed(self, renamed: Renamed) -> None:
        """Record that a repository has another name; when that was first seen stays.

        The new name is in use now: wherever it led before, it leads nowhere else any more.
        """
        self._statements.run('DELETE FROM "hosted_rename" WHERE "old" = :new', new=renamed.new)
        known = self._statements.rows('SELECT "new" FROM "hosted_rename" WHERE "old" = :old', old=renamed.old)
        if known != [(renamed.new,)]:
            self._put("hosted_rename", ("old",), [_row(renamed)])

    def reach(self, repository: RepositoryName, listed: HostedList, reach: Reach) -> None:
        """Record how far a list was read."""
        known = json.dumps([[to_text(newest), oldest and to_text(oldest)] for newest, oldest in reach.known])
        row = {"repository": repository, "list": listed.value, "etag": reach.etag, "known": known}
        self._put("hosted_reach", ("repository", "list"), [row])

    def asked(self, repository: RepositoryName, moment: datetime) -> None:
        """Record when a repository was asked about with success."""
        row = {"repository": repository, "asked_at": to_text(moment)}
        self._put("hosted_repository", ("repository",), [row])

    def _put(self, table: str, key: tuple[str, ...], rows: list[_Row], more: str = "") -> None:
        """Insert rows, or update those that are there."""
        if not rows:
            return
        own = [name for name in rows[0] if name not in key and not (more and name == "decision")]
        new = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in own)
        names = ", ".join(map(quoted, key))
        statement = f"{inserting(table, rows[0])} ON CONFLICT ({names}) DO UPDATE SET {new}{more}"
        self._statements.run_many(statement, rows)


def hosted(reader: Reader, moment: datetime | None = None) -> Hosted:
    """Return everything the host told, as it was last seen.

    For an earlier moment the states follow from the dates; what reviews came to and who was asked for one do not.
    """
    until = to_text(moment) if moment else "9999-12-31T23:59:59Z"
    rows = reader.rows(_select("hosted_pull", _PULL_COLUMNS, "created_at <= :at", "repository, number"), at=until)
    pulls = [_pull(dict(zip(_PULL_COLUMNS, row, strict=True))) for row in rows]
    rows = reader.rows(_select("hosted_issue", _ISSUE_COLUMNS, "created_at <= :at", "repository, number"), at=until)
    issues = [_issue(dict(zip(_ISSUE_COLUMNS, row, strict=True))) for row in rows]
    released = "published_at IS NULL OR published_at <= :at"
    rows = reader.rows(_select("hosted_release", _RELEASE_COLUMNS, released, "repository, tag"), at=until)
    releases = [_release(dict(zip(_RELEASE_COLUMNS, row, strict=True))) for row in rows]
    return Hosted(
        pulls=tuple(_pull_at(each, moment) for each in sorted(pulls, key=_numbered)),
        issues=tuple(_issue_at(each, moment) for each in sorted(issues, key=_numbered)),
        releases=tuple(sorted(releases, key=lambda each: (each.repository, each.tag))),
        renamed=renames(reader),
        asked_at=tuple(
            (RepositoryName(name), from_text(at))
            for name, at in sorted(reader.rows("SELECT repository, asked_at FROM hosted_repository"))
        ),
    )


def renames(reader: Reader) -> tuple[Renamed, ...]:
    """Return which repositories have another name now, by their old names."""
    rows = sorted(reader.rows("SELECT old, new, seen_at FROM hosted_rename"))
    return tuple(Renamed(RepositoryName(old), RepositoryName(new), from_text(at)) for old, new, at in rows)


def reaches(reader: Reader) -> dict[tuple[RepositoryName, HostedList], Reach]:
    """Return how far each list was read."""
    return {
        (RepositoryName(name), HostedList(listed)): Reach(etag, tuple(_stretch(each) for each in json.loads(known)))
        for name, listed, etag, known in reader.rows("SELECT repository, list, etag, known FROM hosted_reach")
    }


def _stretch(pair: tuple[str, str | None]) -> Stretch:
    newest, oldest = pair
    return from_text(newest), None if oldest is None else from_text(oldest)


def _select(table: str, columns: Iterable[str], where: str, order: str) -> str:
    names = ", ".join(map(quoted, columns))
    return f"SELECT {names} FROM {table} WHERE {where} ORDER BY {order}"  # noqa: S608 -- our own names


def _numbered(each: HostedPull | HostedIssue) -> tuple[str, int]:
    return each.repository, each.number


# --- rows ---------------------------------------------------------------------------------------------------------


def _row(told: HostedPull | HostedIssue | HostedRelease | Renamed) -> _Row:
    return {name: _plain(value) for name, value in asdict(told).items()}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return to_text(value)
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case PullState() | ReviewDecision():
            return value.value
        case _:
            return value


def _moments(row: dict[str, Any]) -> dict[str, Any]:
    return {name: from_text(value) for name, value in row.items() if name.endswith("_at") and value is not None}


def _list(value: Any) -> tuple[Any, ...]:
    """Return a list of a row: SQLite gives its text, PostgreSQL the list."""
    return tuple(json.loads(value) if isinstance(value, str) else value)


def _pull(row: dict[str, Any]) -> HostedPull:
    lists = {name: _list(row[name]) for name in ("labels", "reviewers", "linked")}
    decision = None if row["decision"] is None else ReviewDecision(row["decision"])
    own = {"state": PullState(row["state"]), "draft": bool(row["draft"]), "decision": decision}
    return HostedPull(**{**row, **_moments(row), **lists, **own, "head": Revision(row["head"])})


def _issue(row: dict[str, Any]) -> HostedIssue:
    own = {"open": bool(row["open"]), "proposes": bool(row["proposes"]), "labels": _list(row["labels"])}
    return HostedIssue(**{**row, **_moments(row), **own})


def _release(row: dict[str, Any]) -> HostedRelease:
    return HostedRelease(**{**row, **_moments(row), "prerelease": bool(row["prerelease"])})


def _pull_at(pull: HostedPull, moment: datetime | None) -> HostedPull:
    """Return a pull request as it was at a moment, as far as dates tell."""
    if moment is None or pull.updated_at <= moment:
        return pull
    past = replace(pull, reviewers=(), decision=None)
    if pull.closed_at is None or pull.closed_at <= moment:
        return past
    return replace(past, state=PullState.OPEN, closed_at=None, merged_at=None)


def _issue_at(issue: HostedIssue, moment: datetime | None) -> HostedIssue:
    if moment is None or issue.closed_at is None or issue.closed_at <= moment:
        return issue
    return replace(issue, open=True, closed_at=None)
