"""Writes all facts of a database as one document, and reads them back: the same facts give the same bytes.

Rows are named by what identifies them (repository, branch, revision, blob), never by the database's own keys. Commit
messages stay behind: the document holds facts, not texts.
"""

import json
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import insert, inspect
from sqlmodel import Session, SQLModel, col, select

from tracker.facts import FileKind
from tracker.store.errors import StoreError
from tracker.store.hosting_tables import HostedIssueRow, HostedPullRow, HostedReleaseRow, HostedRenameRow
from tracker.store.publication_tables import PublicationRow
from tracker.store.schema import SCHEMA
from tracker.store.tables import (
    AgendaItemRow,
    Blob,
    Branch,
    ClaimedChampionRow,
    CommitRow,
    DependencyRow,
    GateRow,
    ListProblemRow,
    ListRowRow,
    Meta,
    NotedDecisionRow,
    NoteSectionRow,
    NotesRow,
    PackageRow,
    Problem,
    ReferenceRow,
    Repository,
    SectionRow,
    Span,
    TagRow,
    WitProblemRow,
)

SCHEMA_NAME = "wasi-tracker/facts/v1"
"""The name and version of the document's form."""
Object = dict[str, Any]
OF_BLOB = (
    PackageRow,
    GateRow,
    DependencyRow,
    WitProblemRow,
    SectionRow,
    ClaimedChampionRow,
    ListRowRow,
    ListProblemRow,
    NotesRow,
    AgendaItemRow,
    NoteSectionRow,
    NotedDecisionRow,
)
"""The tables that hold what a blob says; a test holds it to the declared ones."""
OF_HOST = (HostedPullRow, HostedIssueRow, HostedReleaseRow, HostedRenameRow)
"""The tables that hold what a host told; how far it was asked is no fact."""
_PUBLISHED = itemgetter("package", "version", "from_at", "checked_at")
_KEYS = {"id", "blob_id", "branch_id", "repository_id"}


def export_facts(session: Session, *, dated: bool = False) -> str:
    """Return everything recorded as one JSON document.

    `dated` is for the embedded facts: with the day of the sync, which is no source's word, and without the notes of
    meetings, which are texts, and what a host told; the next sync reads them.
    """
    blobs = {_id(blob): blob for blob in session.exec(select(Blob)) if not (dated and blob.kind == FileKind.NOTES)}
    problems = session.exec(select(Problem).order_by(col(Problem.id)))
    document = {
        "schema": SCHEMA_NAME,
        "database": SCHEMA,
        "meta": {row.key: row.value for row in session.exec(select(Meta)) if dated},
        # Sorted here, because how a server sorts text depends on the locale it was set up with.
        "repositories": [
            _repository(session, row, blobs) for row in sorted(session.exec(select(Repository)), key=attrgetter("name"))
        ],
        "problems": [_values(row) for row in sorted(problems, key=attrgetter("repository"))],
        "blobs": _blobs(session, blobs),
        "publications": sorted((_values(row) for row in session.exec(select(PublicationRow))), key=_PUBLISHED),
        "hosted": {} if dated else {str(table.__tablename__): _told(session, table) for table in OF_HOST},
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _told(session: Session, table: type[SQLModel]) -> list[Object]:
    """Return the rows of a table, in the order of what identifies them."""
    keys = [column.name for column in inspect(table).primary_key]
    return sorted((_values(row) for row in session.exec(select(table))), key=itemgetter(*keys))


def import_facts(session: Session, text: str) -> None:
    """Record what `export_facts` wrote, in an empty database; `StoreError` for any other document."""
    try:
        document = json.loads(text)
        found = document["schema"] if isinstance(document, dict) else None
    except (ValueError, KeyError) as error:
        raise StoreError(f"facts: expected a document of {SCHEMA_NAME}, found something else") from error
    if found != SCHEMA_NAME:
        raise StoreError(f"facts: expected a document of {SCHEMA_NAME}, found {found!r}")
    try:
        _import(session, document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(f"facts: the document of {SCHEMA_NAME} is damaged: {error!r}") from error


def _import(session: Session, document: Object) -> None:
    _insert(session, Meta, ({"key": key, "value": value} for key, value in document["meta"].items()))
    _insert(session, Problem, document["problems"])
    # Documents that are older than registries were asked have none.
    _insert(session, PublicationRow, document.get("publications", ()))
    for told in OF_HOST:
        _insert(session, told, document.get("hosted", {}).get(str(told.__tablename__), ()))
    _insert(session, Blob, ({key: each[key] for key in _names(Blob)} for each in document["blobs"]))
    keys = {(blob.oid, blob.kind): _id(blob) for blob in session.exec(select(Blob))}
    for table in OF_BLOB:
        name = str(table.__tablename__)
        _insert(
            session,
            table,
            (
                {"blob_id": keys[each["oid"], each["kind"]], **dict(zip(_names(table), values, strict=True))}
                for each in document["blobs"]
                for values in each["says"].get(name, ())
            ),
        )
    for repository in document["repositories"]:
        _import_repository(session, repository, keys)


def _import_repository(session: Session, said: Object, blobs: dict[tuple[str, str], int]) -> None:
    repository = Repository(**{key: said[key] for key in _names(Repository)})
    session.add(repository)
    session.flush()
    _insert(session, TagRow, ({"repository_id": _id(repository), **tag} for tag in said["tags"]))
    for each in said["branches"]:
        branch = Branch(repository_id=_id(repository), **{key: each[key] for key in _names(Branch)})
        session.add(branch)
        session.flush()
        owner = {"branch_id": _id(branch)}
        _insert(session, CommitRow, ({**owner, "summary": "", **commit} for commit in each["commits"]))
        _insert(
            session,
            Span,
            (
                {
                    **owner,
                    "blob_id": blobs[span["blob"], span["kind"]],
                    **{k: v for k, v in span.items() if k != "blob"},
                }
                for span in each["spans"]
            ),
        )
        _insert(session, ReferenceRow, ({**owner, **verdict} for verdict in each["verdicts"]))


def _repository(session: Session, repository: Repository, blobs: dict[int, Blob]) -> Object:
    branches = session.exec(select(Branch).where(col(Branch.repository_id) == repository.id))
    ordered = sorted(branches, key=attrgetter("name"))
    tags = sorted(
        session.exec(select(TagRow).where(col(TagRow.repository_id) == repository.id)), key=attrgetter("name")
    )
    return {
        **_values(repository),
        "branches": [_branch(session, branch, blobs) for branch in ordered],
        "tags": [_values(tag) for tag in sorted(tags, key=attrgetter("name"))],
    }


def _branch(session: Session, branch: Branch, blobs: dict[int, Blob]) -> Object:
    commits = session.exec(
        select(CommitRow).where(col(CommitRow.branch_id) == branch.id).order_by(col(CommitRow.position))
    ).all()
    places = {commit.revision: commit.position for commit in commits}
    recorded = session.exec(select(Span).where(col(Span.branch_id) == branch.id)).all()
    spans = sorted(
        (span for span in recorded if span.blob_id in blobs), key=lambda span: (places[span.first], span.path)
    )
    verdicts = sorted(
        session.exec(select(ReferenceRow).where(col(ReferenceRow.branch_id) == branch.id)),
        key=lambda verdict: (places[verdict.revision], verdict.folder),
    )
    return {
        **_values(branch),
        # A branch of which something was left out is read anew.
        "head": branch.head if len(spans) == len(recorded) else "",
        "commits": [{k: v for k, v in _values(commit).items() if k != "summary"} for commit in commits],
        "spans": [{**_values(span), "blob": blobs[span.blob_id].oid} for span in spans],
        "verdicts": [_values(verdict) for verdict in verdicts],
    }


def _blobs(session: Session, blobs: dict[int, Blob]) -> list[Object]:
    says: dict[int, dict[str, list[list[Any]]]] = {key: {} for key in blobs}
    for table in OF_BLOB:
        names = _names(table)
        rows: list[Any] = list(session.exec(select(table).order_by(col(table.id))))
        for row in rows:
            if row.blob_id not in says:
                continue
            said = says[row.blob_id].setdefault(str(table.__tablename__), [])
            said.append([getattr(row, name) for name in names])
    ordered = sorted(blobs.items(), key=lambda each: (each[1].oid, each[1].kind))
    return [{**_values(blob), "says": says[key]} for key, blob in ordered]


def _names(table: type[SQLModel]) -> list[str]:
    return [name for name in table.model_fields if name not in _KEYS]


def _values(row: SQLModel) -> Object:
    return {name: getattr(row, name) for name in _names(type(row))}


def _insert(session: Session, table: type[SQLModel], rows: Any) -> None:
    values = list(rows)
    if values:
        session.execute(insert(table), values)


def _id(row: Any) -> int:
    if not isinstance(row.id, int):
        raise TypeError("a row that was read has a key")
    return row.id
