"""Records facts: each call belongs to the caller's transaction.

It knows the tables by name and does without their classes, which take 0.8 s to import; tests hold the two together.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tracker.chronicle import BranchHistory, RepositoryHistory, Step
from tracker.facts import BlobId, FileKind, ReferenceVerdict, RepositoryName, Skipped
from tracker.frozen import frozen
from tracker.readings import BlobFacts
from tracker.store.blob_rows import OF_BLOB, blob_row, fields_of, rows_of
from tracker.store.known import WALKED
from tracker.store.moments import to_text
from tracker.store.statements import Statements, inserting, quoted, updating

BlobKey = tuple[BlobId, FileKind]
"""What identifies a reading: the blob, and what it was read as."""
_AT_ONCE = 500
"""How many values one statement names: SQLite takes 999 in its older versions."""
_NOTED = """
    INSERT INTO "meta" ("key", "value") VALUES (:key, :value) ON CONFLICT ("key") DO UPDATE SET "value" = :value
"""


@dataclass(slots=True)
class _Spans:
    """The spans that histories end and begin, as rows."""

    ended: list[dict[str, Any]] = field(default_factory=list)
    """Recorded ones."""
    begun: list[dict[str, Any]] = field(default_factory=list)
    """New ones, some of them ended as well."""


class Recorder:
    """Writes what was read, in the transaction it is given."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._known: dict[tuple[str, str], int] | None = None
        self._stale = False
        """Whether spans were removed, so that a blob may be left that nothing refers to."""
        self.removed: set[tuple[str, str]] = set()
        """Blobs and kinds that nothing refers to any more, and that were forgotten."""

    def synced(self, moment: datetime) -> None:
        """Remember when something new was last recorded."""
        self._statements.run(_NOTED, key="synced_at", value=to_text(moment))

    def walked(self, name: RepositoryName, version: int) -> None:
        """Remember which version of the walk found a repository's files."""
        self._statements.run(_NOTED, key=f"{WALKED}{name}", value=str(version))

    def repository(self, name: RepositoryName, default_branch: str | None) -> int:
        """Record that a repository was read, and return its key.

        A repository that has no default branch any more keeps what its last one said; one that has another forgets it.
        """
        found = 'SELECT "id", "default_branch" FROM "repository" WHERE "name" = :name'
        if not self._statements.rows(found, name=name):
            self._insert("repository", [{"name": name, "default_branch": default_branch}])
        ((key, branch),) = self._statements.rows(found, name=name)
        if default_branch is not None and branch != default_branch:
            self._delete("branch", "repository_id", [key])
            self._stale = True
            self._update("repository", [{"id": key, "default_branch": default_branch}])
        return int(key)

    def forget(self, name: RepositoryName) -> None:
        """Forget that a repository was ever read."""
        self._delete("repository", "name", [name])
        self._delete("meta", "key", [f"{WALKED}{name}"])
        self.problems(name, ())
        self._stale = True
        self._sweep()

    def problems(self, name: RepositoryName, problems: Iterable[Skipped]) -> None:
        """Replace what could not be read of a repository."""
        self._delete("problem", "repository", [name])
        self._insert("problem", ({"repository": name, **fields_of(problem)} for problem in problems))

    def blobs(self, reader: int, facts: Mapping[BlobKey, BlobFacts]) -> None:
        """Record what blobs say, in place of what an older reader made of them."""
        if not facts:
            return
        known = self._keys
        again = [(key, known[key]) for key in facts if key in known]
        for table in OF_BLOB:
            self._delete(table, "blob_id", [blob for _, blob in again])
        self._update("blob", ({"id": blob, **blob_row(*key, reader, facts[key])} for key, blob in again))
        self._insert(
            "blob",
            (blob_row(oid, kind, reader, said) for (oid, kind), said in facts.items() if (oid, kind) not in known),
        )
        self._known = None
        known = self._keys
        rows: dict[str, list[dict[str, Any]]] = {}
        for each, said in facts.items():
            for table, values in rows_of(said):
                rows.setdefault(table, []).append({"blob_id": known[each], **values})
        for table, values_of_table in rows.items():
            self._insert(table, values_of_table)

    def followed(self, repository: int, history: RepositoryHistory) -> None:
        """Record what is new of a repository; its blobs are recorded before. What it no longer has is forgotten."""
        gone = [branch.id for name, branch in self._recorded(repository).items() if name not in history.followed]
        self._delete("branch", "id", gone)
        self._stale |= bool(gone)
        self._histories(repository, history.branches)
        self._delete("tag", "repository_id", [repository])
        self._insert(
            "tag",
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

    def references(self, repository: int, branch: str, verdicts: Iterable[tuple[str, ReferenceVerdict]]) -> None:
        """Record what the reference tool said of the folders of a branch's head, with the input's digest."""
        listed = list(verdicts)
        if not listed:
            return
        of = self._recorded(repository)[branch]
        self._statements.run(
            'DELETE FROM "reference_verdict" WHERE "branch_id" = :branch AND "revision" = :head',
            branch=of.id,
            head=of.head,
        )
        self._insert(
            "reference_verdict",
            (
                {"branch_id": of.id, "revision": of.head, "digest": digest, **fields_of(verdict)}
                for digest, verdict in listed
            ),
        )

    # --- histories ----------------------------------------------------------------------------------------------------

    def _histories(self, repository: int, histories: Iterable[BranchHistory]) -> None:
        """Record what is new on branches, with as few statements as can be: a repository has hundreds."""
        recorded = self._recorded(repository)
        new = [_unrecorded(history, recorded.get(history.branch)) for history in histories]
        new = [history for history in new if history.steps or history.head is not None]
        self._begin_again([recorded[each.branch].id for each in new if each.since is None and each.branch in recorded])
        heads = [
            {"name": each.branch, "kind": each.kind, "head": each.head or each.steps[-1].commit.revision}
            for each in new
        ]
        self._insert(
            "branch", ({"repository_id": repository, **head} for head in heads if head["name"] not in recorded)
        )
        self._update(
            "branch", ({"id": recorded[head["name"]].id, **head} for head in heads if head["name"] in recorded)
        )
        keys = {name: branch.id for name, branch in self._recorded(repository).items()}
        places = {history.branch: self._next_position(keys[history.branch], history) for history in new}
        self._insert(
            "commit",
            (
                _commit(keys[history.branch], place, step)
                for history in new
                for place, step in enumerate(history.steps, places[history.branch])
            ),
        )
        spans = _Spans()
        for history in new:
            self._spans(keys[history.branch], history, places[history.branch], spans)
        self._update("span", spans.ended)
        self._insert("span", spans.begun)

    def _recorded(self, repository: int) -> dict[str, "_Branch"]:
        """Return the recorded branches of a repository, by name."""
        rows = self._statements.rows(
            'SELECT "name", "id", "head" FROM "branch" WHERE "repository_id" = :key', key=repository
        )
        return {name: _Branch(key, head) for name, key, head in rows}

    def _begin_again(self, branches: Sequence[int]) -> None:
        """Forget what was recorded of branches whose whole history is recorded anew."""
        for table in ("span", "commit", "reference_verdict"):
            self._delete(table, "branch_id", branches)
        self._stale |= bool(branches)

    def _next_position(self, branch: int, history: BranchHistory) -> int:
        if history.since is None:
            return 0
        ((newest,),) = self._statements.rows(
            'SELECT max("position") FROM "commit" WHERE "branch_id" = :key', key=branch
        )
        return 0 if newest is None else int(newest) + 1

    def _spans(self, branch: int, history: BranchHistory, position: int, spans: _Spans) -> None:
        """Add to `spans` those that a history ends and begins; its first step has place `position`."""
        standing = {} if history.since is None else self._standing(branch)
        for place, step in enumerate(history.steps, position):
            at = to_text(step.at)
            for change in step.changes:
                if (span := standing.pop(change.path, None)) is not None:
                    span |= {"end": step.commit.revision, "until_at": at, "until_position": place}
                    if "id" in span:
                        spans.ended.append(span)
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
                    spans.begun.append(span)

    def _standing(self, branch: int) -> dict[str, dict[str, Any]]:
        """Return the recorded spans of a branch that no commit has ended, by path."""
        standing = 'SELECT "path", "id" FROM "span" WHERE "branch_id" = :key AND "until_at" IS NULL'
        return {path: {"id": key} for path, key in self._statements.rows(standing, key=branch)}

    # --- blobs --------------------------------------------------------------------------------------------------------

    def _sweep(self) -> None:
        """Remove blobs that nothing refers to any more."""
        if self._stale:
            before = self._keys
            self._statements.run('DELETE FROM "blob" WHERE "id" NOT IN (SELECT "blob_id" FROM "span")')
            self._known, self._stale = None, False
            self.removed |= before.keys() - self._keys.keys()

    @property
    def _keys(self) -> dict[tuple[str, str], int]:
        """The key of every recorded blob, read when it is first asked for: not every transaction does."""
        if self._known is None:
            rows = self._statements.rows('SELECT "oid", "kind", "id" FROM "blob"')
            self._known = {(oid, kind): key for oid, kind, key in rows}
        return self._known

    # --- statements ---------------------------------------------------------------------------------------------------

    def _insert(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Insert rows, which all name the same columns; lists are kept as JSON."""
        values = list(rows)
        if not values:
            return
        lists = [name for name, value in values[0].items() if isinstance(value, list | tuple)]
        if lists:
            values = [{**row, **{name: json.dumps(row[name]) for name in lists}} for row in values]
        self._statements.run_many(inserting(table, values[0]), values)

    def _update(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Update rows, which all name the same columns, by their key."""
        values = list(rows)
        if values:
            self._statements.run_many(updating(table, values[0]), values)

    def _delete(self, table: str, column: str, values: Sequence[int | str]) -> None:
        """Delete the rows that have one of some values in a column."""
        for part in _parts(values):
            named = {f"value{number}": value for number, value in enumerate(part)}
            places = ", ".join(f":{name}" for name in named)
            self._statements.run(f"DELETE FROM {quoted(table)} WHERE {quoted(column)} IN ({places})", **named)  # noqa: S608 -- our names


@frozen
class _Branch:
    """A recorded branch."""

    id: int
    """Its key."""
    head: str
    """How far it was read."""


def _parts(values: Sequence[int | str]) -> Iterator[Sequence[int | str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


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


def _unrecorded(history: BranchHistory, recorded: _Branch | None) -> BranchHistory:
    """Return the history without what another sync recorded since it was read."""
    head = recorded.head if recorded else None
    if history.since is None or head in {None, history.since}:
        return history
    places = {str(step.commit.revision): place for place, step in enumerate(history.steps, 1)}
    return replace(history, steps=history.steps[places.get(str(head), len(places)) :])
