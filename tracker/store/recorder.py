"""Records facts: each call belongs to the caller's transaction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import delete, func, insert, update
from sqlmodel import Session, SQLModel, col, select

from tracker.chronicle import BranchHistory, RepositoryHistory, Step
from tracker.facts import BlobId, Document, FileKind, ProposalList, ReferenceVerdict, RepositoryName, Skipped, WitFile
from tracker.readings import BlobFacts
from tracker.store.known import WALKED
from tracker.store.moments import to_text
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
from tracker.voting import MeetingNotes, NotedDecision, Tally

BlobKey = tuple[BlobId, FileKind]
"""What identifies a reading: the blob, and what it was read as."""
_NOT_PLAIN = (list, tuple)
"""What SQLAlchemy turns into JSON, and a driver takes for no value at all."""
_AT_ONCE = 500
"""How many values one statement names: SQLite takes 999 in its older versions."""


class Recorder:
    """Writes what was read, in the session it is given."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, str], int] | None = None
        self._stale = False
        """Whether spans were removed, so that a blob may be left that nothing refers to."""
        self.removed: set[tuple[str, str]] = set()
        """Blobs and kinds that nothing refers to any more, and that were forgotten."""

    def synced(self, moment: datetime) -> None:
        """Remember when something new was last recorded."""
        self._session.merge(Meta(key="synced_at", value=to_text(moment)))

    def walked(self, name: RepositoryName, version: int) -> None:
        """Remember which version of the walk found a repository's files."""
        self._session.merge(Meta(key=f"{WALKED}{name}", value=str(version)))

    def repository(self, name: RepositoryName, default_branch: str | None) -> int:
        """Record that a repository was read, and return its key.

        A repository that has no default branch any more keeps what its last one said; one that has another forgets it.
        """
        row = self._session.exec(select(Repository).where(col(Repository.name) == name)).first()
        if row is None:
            row = Repository(name=name)
            self._session.add(row)
        if default_branch is not None and row.default_branch != default_branch:
            if row.id is not None:
                self._session.execute(delete(Branch).where(col(Branch.repository_id) == row.id))
                self._stale = True
            row.default_branch = default_branch
        self._session.flush()
        return _key(row.id)

    def problems(self, name: RepositoryName, problems: Iterable[Skipped]) -> None:
        """Replace what could not be read of a repository."""
        self._session.execute(delete(Problem).where(col(Problem.repository) == name))
        self._insert(Problem, ({"repository": name, **_fields(problem)} for problem in problems))

    def blobs(self, reader: int, facts: Mapping[BlobKey, BlobFacts]) -> None:
        """Record what blobs say, in place of what an older reader made of them."""
        if not facts:
            return
        known = self._keys
        again = [(key, known[key]) for key in facts if key in known]
        if again:
            self._forget([blob for _, blob in again])
            self._update(Blob, ({"id": blob, **_blob(*key, reader, facts[key])} for key, blob in again))
        self._insert(
            Blob, (_blob(oid, kind, reader, said) for (oid, kind), said in facts.items() if (oid, kind) not in known)
        )
        self._known = None
        known = self._keys
        rows: dict[type[SQLModel], list[dict[str, Any]]] = {}
        for each, said in facts.items():
            for table, values in _said(said):
                rows.setdefault(table, []).append({"blob_id": known[each], **values})
        for table, values_of_table in rows.items():
            self._insert(table, values_of_table)

    def followed(self, repository: int, history: RepositoryHistory) -> None:
        """Record what is new of a repository; its blobs are recorded before. What it no longer has is forgotten."""
        recorded = self._session.exec(select(col(Branch.name)).where(col(Branch.repository_id) == repository)).all()
        gone = [name for name in recorded if name not in history.followed]
        for start in range(0, len(gone), _AT_ONCE):
            self._session.execute(
                delete(Branch).where(
                    col(Branch.repository_id) == repository, col(Branch.name).in_(gone[start : start + _AT_ONCE])
                )
            )
        self._stale |= bool(gone)
        self._histories(repository, history.branches)
        self._session.execute(delete(TagRow).where(col(TagRow.repository_id) == repository))
        self._insert(
            TagRow,
            (
                {"repository_id": repository, "at": to_text(tag.at), "name": tag.name}
                | {"revision": tag.revision, "branch": tag.branch}
                for tag in history.tags
            ),
        )
        self._sweep()

    def history(self, repository: int, history: BranchHistory) -> None:
        """Record what is new on one branch; its blobs are recorded before."""
        self._histories(repository, [history])
        self._sweep()

    def _sweep(self) -> None:
        """Remove blobs that nothing refers to any more."""
        if self._stale:
            self._session.execute(delete(Blob).where(col(Blob.id).not_in(select(Span.blob_id))))
            before, self._known, self._stale = self._keys, None, False
            self.removed |= before.keys() - self._keys.keys()

    def _histories(self, repository: int, histories: Iterable[BranchHistory]) -> None:
        """Record what is new on branches, with as few statements as can be: a repository has hundreds."""
        recorded = self._recorded(repository)
        new = [_unrecorded(history, recorded.get(history.branch)) for history in histories]
        new = [history for history in new if history.steps or history.head is not None]
        self._begin_again([recorded[each.branch].id for each in new if each.since is None and each.branch in recorded])
        heads = {history.branch: history.head or history.steps[-1].commit.revision for history in new}
        self._insert(
            Branch,
            (
                {"repository_id": repository, "name": each.branch, "kind": each.kind, "head": heads[each.branch]}
                for each in new
                if each.branch not in recorded
            ),
        )
        self._update(
            Branch,
            (
                {"id": recorded[each.branch].id, "kind": each.kind, "head": heads[each.branch]}
                for each in new
                if each.branch in recorded
            ),
        )
        keys = {name: _key(row.id) for name, row in self._recorded(repository).items()}
        places = {history.branch: self._next_position(keys[history.branch], history) for history in new}
        self._insert(
            CommitRow,
            (
                _commit(keys[history.branch], place, step)
                for history in new
                for place, step in enumerate(history.steps, places[history.branch])
            ),
        )
        ended: list[dict[str, Any]] = []
        begun: list[dict[str, Any]] = []
        for history in new:
            self._spans(keys[history.branch], history, places[history.branch], ended, begun)
        self._update(Span, ended)
        self._insert(Span, begun)

    def _recorded(self, repository: int) -> dict[str, Branch]:
        rows = self._session.exec(
            select(Branch).where(col(Branch.repository_id) == repository),
            execution_options={"populate_existing": True},
        )
        return {row.name: row for row in rows}

    def _begin_again(self, branches: Iterable[int | None]) -> None:
        """Forget what was recorded of branches whose whole history is recorded anew."""
        keys = list(branches)
        for table in (Span, CommitRow, ReferenceRow) if keys else ():
            for start in range(0, len(keys), _AT_ONCE):
                self._session.execute(delete(table).where(col(table.branch_id).in_(keys[start : start + _AT_ONCE])))
        self._stale |= bool(keys)

    def _next_position(self, branch: int, history: BranchHistory) -> int:
        if history.since is None:
            return 0
        newest: int | None = self._session.exec(
            select(func.max(col(CommitRow.position))).where(col(CommitRow.branch_id) == branch)
        ).one()
        return 0 if newest is None else newest + 1

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
                {"branch_id": row.id, "revision": row.head, "digest": digest, **_fields(verdict)}
                for digest, verdict in listed
            ),
        )

    def _forget(self, blobs: list[int]) -> None:
        """Remove what an older reader made of blobs."""
        for table in OF_BLOB:
            for start in range(0, len(blobs), _AT_ONCE):
                self._session.execute(delete(table).where(col(table.blob_id).in_(blobs[start : start + _AT_ONCE])))

    def _spans(
        self,
        branch: int,
        history: BranchHistory,
        position: int,
        ended: list[dict[str, Any]],
        begun: list[dict[str, Any]],
    ) -> None:
        """Add to `ended` and `begun` the spans that a history ends and begins; its first step has place `position`."""
        standing = {} if history.since is None else self._standing(branch)
        for place, step in enumerate(history.steps, position):
            at = to_text(step.at)
            for change in step.changes:
                if (span := standing.pop(change.path, None)) is not None:
                    span |= {"end": step.commit.revision, "until_at": at, "until_position": place}
                    if "id" in span:
                        ended.append(span)
                if change.blob is not None:
                    standing[change.path] = span = {
                        "branch_id": branch,
                        "path": change.path,
                        "kind": change.kind,
                        "blob_id": self._keys[change.blob, change.kind],
                        "first": step.commit.revision,
                        "from_at": at,
                        "from_position": place,
                        "end": None,
                        "until_at": None,
                        "until_position": None,
                    }
                    begun.append(span)

    def _standing(self, branch: int) -> dict[str, dict[str, Any]]:
        """Return the recorded spans of a branch that no commit has ended, by path."""
        rows = self._session.exec(
            select(col(Span.path), col(Span.id)).where(col(Span.branch_id) == branch, col(Span.until_at).is_(None))
        )
        return {path: {"id": key} for path, key in rows}

    @property
    def _keys(self) -> dict[tuple[str, str], int]:
        """The key of every recorded blob, read when it is first asked for: not every transaction does."""
        if self._known is None:
            self._known = self._blob_keys()
        return self._known

    def _blob_keys(self) -> dict[tuple[str, str], int]:
        rows = self._session.exec(select(col(Blob.oid), col(Blob.kind), col(Blob.id)))
        return {(oid, kind): _key(key) for oid, kind, key in rows}

    def _insert(self, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
        """Insert rows, which all name the same columns."""
        values = list(rows)
        if not values:
            return
        connection = self._session.connection()
        if connection.dialect.paramstyle != "qmark" or any(isinstance(each, _NOT_PLAIN) for each in values[0].values()):
            self._session.execute(insert(table), values)
            return
        # The driver takes rows as they are: SQLAlchemy's way through each value takes three times as long.
        statement = insert(table).compile(dialect=connection.dialect, column_keys=list(values[0]))
        take = itemgetter(*statement.positiontup or ())
        connection.exec_driver_sql(str(statement), [take(each) for each in values])

    def _update(self, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
        """Update rows by their key."""
        values = list(rows)
        if values:
            self._session.execute(update(table), values)


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
"""The tables that hold what a blob says."""


def _blob(oid: BlobId, kind: FileKind, reader: int, said: BlobFacts) -> dict[str, Any]:
    claimed = said.claimed_phase if isinstance(said, Document) else None
    return {
        "oid": oid,
        "kind": kind,
        "reader": reader,
        "problem": said.problem if isinstance(said, Document | MeetingNotes) else None,
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
                yield GateRow, {**_fields(gate), "package": str(gate.package) if gate.package else None}
            families = (
                (PackageRow, facts.packages),
                (DependencyRow, facts.dependencies),
                (WitProblemRow, facts.problems),
            )
        case Document():
            families = ((SectionRow, facts.sections), (ClaimedChampionRow, facts.champions))
        case ProposalList():
            families = ((ListRowRow, facts.rows), (ListProblemRow, facts.problems))
        case MeetingNotes():
            whole = {name: getattr(facts, name) for name in ("cancelled", "attendees", "announcements")}
            yield NotesRow, whole
            for decision in facts.decisions:
                yield NotedDecisionRow, _decision(decision)
            families = ((AgendaItemRow, facts.agenda), (NoteSectionRow, facts.sections))
    for table, values in families:
        for value in values:
            yield table, _fields(value)


def _decision(decision: NotedDecision) -> dict[str, Any]:
    tally = dict.fromkeys(Tally.__slots__) if decision.tally is None else _fields(decision.tally)
    return {name: value for name, value in _fields(decision).items() if name != "tally"} | tally


def _commit(branch: int, position: int, step: Step) -> dict[str, Any]:
    return {
        "branch_id": branch,
        "position": position,
        "revision": step.commit.revision,
        "date": to_text(step.commit.date),
        "at": to_text(step.at),
        "author": step.commit.author,
        "summary": step.commit.summary,
        "pull": step.commit.pull,
    }


def _unrecorded(history: BranchHistory, recorded: Branch | None) -> BranchHistory:
    """Return the history without what another sync recorded since it was read."""
    head = recorded.head if recorded else None
    if history.since is None or head in {None, history.since}:
        return history
    places = {str(step.commit.revision): place for place, step in enumerate(history.steps, 1)}
    return replace(history, steps=history.steps[places.get(str(head), len(places)) :])


def _fields(fact: Any) -> dict[str, Any]:
    """Return the fields of a fact, which are values: `dataclasses.asdict` would copy each."""
    return {name: getattr(fact, name) for name in fact.__slots__}


def _key(value: int | None) -> int:
    if value is None:
        raise TypeError("a row that was flushed has a key")
    return value
