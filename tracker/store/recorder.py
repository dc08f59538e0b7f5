"""Records facts: each call belongs to the caller's transaction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import Session, SQLModel, col, select

from tracker.facts import (
    BlobFacts,
    BlobId,
    BranchHistory,
    Document,
    FileKind,
    ProposalList,
    ReferenceVerdict,
    RepositoryName,
    Revision,
    Skipped,
    Step,
    WitFile,
)
from tracker.store.moments import to_text
from tracker.store.tables import (
    Blob,
    Branch,
    ClaimedChampionRow,
    CommitRow,
    DependencyRow,
    GateRow,
    ListProblemRow,
    ListRowRow,
    Meta,
    PackageRow,
    Problem,
    ReferenceRow,
    Repository,
    SectionRow,
    Span,
    WitProblemRow,
)

BlobKey = tuple[BlobId, FileKind]
"""What identifies a reading: the blob, and what it was read as."""


class Recorder:
    """Writes what was read, in the session it is given."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def synced(self, moment: datetime) -> None:
        """Remember when something new was last recorded."""
        self._session.merge(Meta(key="synced_at", value=to_text(moment)))

    def repository(self, name: RepositoryName, default_branch: str | None, moment: datetime) -> int:
        """Record that a repository was read, and return its key."""
        row = self._session.exec(select(Repository).where(col(Repository.name) == name)).first()
        if row is None:
            row = Repository(name=name)
            self._session.add(row)
        row.default_branch = default_branch
        row.synced_at = to_text(moment)
        self._session.flush()
        return _key(row.id)

    def problems(self, name: RepositoryName, problems: Iterable[Skipped]) -> None:
        """Replace what could not be read of a repository."""
        self._session.execute(delete(Problem).where(col(Problem.repository) == name))
        self._insert(Problem, ({"repository": name, **asdict(problem)} for problem in problems))

    def blobs(self, reader: int, facts: Mapping[BlobKey, BlobFacts]) -> None:
        """Record what blobs say, in place of what an older reader made of them."""
        if not facts:
            return
        known = self._blob_keys()
        self._forget([known[each] for each in facts if each in known])
        self._insert(
            Blob, (_blob(oid, kind, reader, said) for (oid, kind), said in facts.items() if (oid, kind) not in known)
        )
        for (oid, kind), said in facts.items():
            if (key := known.get((oid, kind))) is not None:
                self._session.execute(update(Blob).where(col(Blob.id) == key).values(_blob(oid, kind, reader, said)))
        known = self._blob_keys()
        rows: dict[type[SQLModel], list[dict[str, Any]]] = {}
        for each, said in facts.items():
            for table, values in _said(said):
                rows.setdefault(table, []).append({"blob_id": known[each], **values})
        for table, values_of_table in rows.items():
            self._insert(table, values_of_table)

    def history(self, repository: int, history: BranchHistory) -> None:
        """Record what is new on a branch; its blobs are recorded before."""
        branch, position = self._branch(repository, history)
        for step in history.steps:
            self._session.add(_commit(branch, position, step))
            position += 1
        self._session.flush()
        self._spans(branch, history)
        if history.steps:
            head = history.steps[-1].commit.revision
            self._session.execute(update(Branch).where(col(Branch.id) == branch).values(head=head))
            self._session.expire_all()

    def references(self, repository: int, branch: str, verdicts: Iterable[tuple[str, ReferenceVerdict]]) -> None:
        """Record what the reference tool said of the folders of a branch's head, with the input's digest."""
        listed = list(verdicts)
        if not listed:
            return
        row = self._session.exec(
            select(Branch).where(col(Branch.repository_id) == repository, col(Branch.name) == branch)
        ).one()
        self._session.execute(
            delete(ReferenceRow).where(col(ReferenceRow.branch_id) == row.id, col(ReferenceRow.revision) == row.head)
        )
        self._insert(
            ReferenceRow,
            (
                {"branch_id": row.id, "revision": row.head, "digest": digest, **asdict(verdict)}
                for digest, verdict in listed
            ),
        )

    def _forget(self, blobs: list[int]) -> None:
        """Remove what an older reader made of blobs."""
        for table in OF_BLOB:
            for key in blobs:
                self._session.execute(delete(table).where(col(table.blob_id) == key))

    def _branch(self, repository: int, history: BranchHistory) -> tuple[int, int]:
        """Return the branch's key and the position its next commit takes; start over when the history does."""
        row = self._session.exec(
            select(Branch).where(col(Branch.repository_id) == repository, col(Branch.name) == history.branch)
        ).first()
        if row is None:
            row = Branch(repository_id=repository, name=history.branch, head="")
            self._session.add(row)
            self._session.flush()
        elif history.since is None:
            for table in (Span, CommitRow, ReferenceRow):
                self._session.execute(delete(table).where(col(table.branch_id) == row.id))
        newest = self._session.exec(
            select(col(CommitRow.position))
            .where(col(CommitRow.branch_id) == row.id)
            .order_by(col(CommitRow.position).desc())
            .limit(1)
        ).first()
        return _key(row.id), 0 if newest is None else newest + 1

    def _spans(self, branch: int, history: BranchHistory) -> None:
        standing: dict[str, dict[str, Any] | Span] = {
            span.path: span
            for span in self._session.exec(
                select(Span).where(col(Span.branch_id) == branch, col(Span.until_at).is_(None))
            )
        }
        keys = self._blob_keys()
        new: list[dict[str, Any]] = []
        for step in history.steps:
            at = to_text(step.at)
            for change in step.changes:
                _end(standing.pop(change.path, None), step.commit.revision, at)
                if change.blob is None:
                    continue
                key = keys.get((change.blob, change.kind))
                if key is None:
                    continue
                span: dict[str, Any] = {
                    "branch_id": branch,
                    "path": change.path,
                    "kind": change.kind,
                    "blob_id": key,
                    "first": step.commit.revision,
                    "from_at": at,
                    "end": None,
                    "until_at": None,
                }
                standing[change.path] = span
                new.append(span)
        self._insert(Span, new)

    def _blob_keys(self) -> dict[tuple[str, str], int]:
        rows = self._session.exec(select(col(Blob.oid), col(Blob.kind), col(Blob.id)))
        return {(oid, kind): _key(key) for oid, kind, key in rows}

    def _insert(self, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
        values = list(rows)
        if values:
            self._session.execute(insert(table), values)


OF_BLOB = (
    PackageRow,
    GateRow,
    DependencyRow,
    WitProblemRow,
    SectionRow,
    ClaimedChampionRow,
    ListRowRow,
    ListProblemRow,
)


def _blob(oid: BlobId, kind: FileKind, reader: int, said: BlobFacts) -> dict[str, Any]:
    claimed = said.claimed_phase if isinstance(said, Document) else None
    return {
        "oid": oid,
        "kind": kind,
        "reader": reader,
        "problem": said.problem if isinstance(said, Document) else None,
        "interfaces": said.interfaces if isinstance(said, WitFile) else 0,
        "worlds": said.worlds if isinstance(said, WitFile) else 0,
        "claimed_phase": claimed.phase if claimed else None,
        "claimed_phase_line": claimed.line if claimed else None,
    }


def _said(facts: BlobFacts) -> Iterator[tuple[type[SQLModel], dict[str, Any]]]:
    """Yield the rows that hang on a blob: their table, and their values without the blob's key."""
    families: tuple[tuple[type[SQLModel], tuple[Any, ...]], ...]
    match facts:
        case WitFile():
            for gate in facts.gates:
                yield GateRow, {**asdict(gate), "package": str(gate.package) if gate.package else None}
            families = (
                (PackageRow, facts.packages),
                (DependencyRow, facts.dependencies),
                (WitProblemRow, facts.problems),
            )
        case Document():
            families = ((SectionRow, facts.sections), (ClaimedChampionRow, facts.champions))
        case ProposalList():
            families = ((ListRowRow, facts.rows), (ListProblemRow, facts.problems))
    for table, values in families:
        for value in values:
            yield table, asdict(value)


def _commit(branch: int, position: int, step: Step) -> CommitRow:
    return CommitRow(
        branch_id=branch,
        position=position,
        revision=step.commit.revision,
        date=to_text(step.commit.date),
        at=to_text(step.at),
        author=step.commit.author,
        summary=step.commit.summary,
    )


def _end(span: dict[str, Any] | Span | None, revision: Revision, at: str) -> None:
    if isinstance(span, Span):
        span.end, span.until_at = revision, at
    elif span is not None:
        span["end"], span["until_at"] = revision, at


def _key(value: int | None) -> int:
    if value is None:
        raise TypeError("a row that was flushed has a key")
    return value
