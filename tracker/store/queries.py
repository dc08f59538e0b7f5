"""Reads facts as of a moment."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from tracker.facts import (
    ClaimedChampion,
    ClaimedPhase,
    Document,
    Facts,
    FileKind,
    Filling,
    GateKind,
    ListProblem,
    ListRow,
    ProposalList,
    ReferenceStatus,
    ReferenceVerdict,
    RepositoryFacts,
    RepositoryName,
    Revision,
    Section,
    Skipped,
    Topic,
    WitDependency,
    WitFile,
    WitGate,
    WitPackage,
    WitProblem,
)
from tracker.store.moments import from_text, to_text
from tracker.store.reader import Reader, Row

_END_OF_TIME = "9999-12-31T23:59:59Z"
_T = TypeVar("_T")
_ByBlob = dict[int, list[Any]]

_STANDING = """
    FROM span JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
    WHERE branch.name = repository.default_branch
      AND span.from_at <= :at AND (span.until_at IS NULL OR span.until_at > :at)
"""
"""The spans that hold on default branches at the moment `:at`."""

_SPANS = f"SELECT repository.name, span.path, span.kind, span.blob_id {_STANDING}"
_BLOBS = f"""
    SELECT id, problem, interfaces, worlds, claimed_phase, claimed_phase_line FROM blob
    WHERE id IN (SELECT span.blob_id {_STANDING})
"""  # noqa: S608 -- a constant
_NEWEST = """
    (SELECT branch_id, max(position) AS position FROM "commit" WHERE at <= :at GROUP BY branch_id)
"""
"""The place on its branch of the newest commit at the moment `:at`."""

_HEADS = f"""
    SELECT repository.name, c.revision, c.date
    FROM repository LEFT JOIN branch ON branch.repository_id = repository.id AND branch.name = repository.default_branch
    LEFT JOIN {_NEWEST} AS newest ON newest.branch_id = branch.id
    LEFT JOIN "commit" AS c ON c.branch_id = branch.id AND c.position = newest.position
    ORDER BY repository.name
"""  # noqa: S608 -- a constant
_REFERENCES = f"""
    SELECT repository.name, r.folder, r.status, r.tool, r.message, r.path, r.line
    FROM reference_verdict AS r JOIN branch ON branch.id = r.branch_id
    JOIN repository ON repository.id = branch.repository_id
    JOIN {_NEWEST} AS newest ON newest.branch_id = branch.id
    JOIN "commit" AS c ON c.branch_id = branch.id AND c.position = newest.position AND c.revision = r.revision
    WHERE branch.name = repository.default_branch
"""  # noqa: S608 -- a constant
_FEATURES_SEEN = """
    SELECT DISTINCT repository.name, span.path, gate.feature
    FROM gate JOIN span ON span.blob_id = gate.blob_id JOIN branch ON branch.id = span.branch_id
    JOIN repository ON repository.id = branch.repository_id
    WHERE gate.feature IS NOT NULL AND gate.kind = 'unstable' AND branch.name = repository.default_branch
      AND span.from_at <= :at
"""


def facts_at(reader: Reader, moment: datetime | None = None) -> Facts:
    """Return what the default branches of all repositories say at `moment`; by default, all that was recorded last.

    Without a moment nothing is cut off: a commit may carry a date later than the sync that read it, when clocks differ.
    """
    synced = reader.rows("SELECT value FROM meta WHERE key = 'synced_at'")
    synced_at = from_text(synced[0][0]) if synced else None
    at = moment or synced_at
    if at is None:
        newest = reader.rows('SELECT max(at) FROM "commit"')[0][0]
        at = from_text(newest or "1970-01-01T00:00:00Z")
    until = to_text(moment) if moment else _END_OF_TIME
    return Facts(at=at, synced_at=synced_at, repositories=_repositories(reader, until))


def _repositories(reader: Reader, at: str) -> tuple[RepositoryFacts, ...]:
    wit, documents, lists = _files(reader, at)
    references = _by_key(
        (name, ReferenceVerdict(folder, ReferenceStatus(status), tool, message, path, line))
        for name, folder, status, tool, message, path, line in reader.rows(_REFERENCES, at=at)
    )
    seen = _by_key((name, (path, feature)) for name, path, feature in reader.rows(_FEATURES_SEEN, at=at))
    problems = _by_key(
        (name, Skipped(source, reason, bool(unreachable)))
        for name, source, reason, unreachable in reader.rows(
            "SELECT repository, source, reason, unreachable FROM problem ORDER BY id"
        )
    )
    heads = {name: (revision, date) for name, revision, date in reader.rows(_HEADS, at=at)}
    return tuple(
        RepositoryFacts(
            name=RepositoryName(name),
            revision=Revision(revision) if revision else None,
            date=from_text(date) if date else None,
            wit=tuple(sorted(wit[name], key=_PATH)),
            documents=tuple(sorted(documents[name], key=_PATH)),
            lists=tuple(sorted(lists[name], key=_PATH)),
            references=tuple(sorted(references[name], key=_FOLDER)),
            features_seen=tuple(sorted(seen[name])),
            problems=tuple(problems[name]),
        )
        for name in sorted(heads.keys() | problems.keys())
        for revision, date in [heads.get(name, (None, None))]
    )


_Files = dict[str, list[tuple[str, _T]]]
_PATH = itemgetter(0)
_FOLDER = attrgetter("folder")
"""Sorted here, because how a server sorts text depends on the locale it was set up with."""


def _files(reader: Reader, at: str) -> tuple[_Files[WitFile], _Files[Document], _Files[ProposalList]]:
    """Return the WIT files, documents and proposal lists that stand at `at`, each by repository."""
    says = _BlobReader(reader, at)
    wit: _Files[WitFile] = defaultdict(list)
    documents: _Files[Document] = defaultdict(list)
    lists: _Files[ProposalList] = defaultdict(list)
    for repository, path, kind, blob in reader.rows(_SPANS, at=at):
        match FileKind(kind):
            case FileKind.WIT:
                wit[repository].append((path, says.wit(blob)))
            case FileKind.README:
                documents[repository].append((path, says.document(blob)))
            case FileKind.PROPOSAL_LIST:
                lists[repository].append((path, says.proposal_list(blob)))
    return wit, documents, lists


class _BlobReader:
    """What each of the blobs that stand at a moment says, read with one statement a table."""

    def __init__(self, reader: Reader, at: str) -> None:
        self._blobs: dict[int, Row] = {row[0]: row[1:] for row in reader.rows(_BLOBS, at=at)}

        def table(name: str, columns: str, make: Callable[..., Any]) -> _ByBlob:
            statement = (
                f"SELECT blob_id, {columns} FROM {name} "  # noqa: S608 -- names from this file only
                f"WHERE blob_id IN (SELECT span.blob_id {_STANDING}) ORDER BY id"
            )
            return _by_key((row[0], make(*row[1:])) for row in reader.rows(statement, at=at))

        self._packages = table("package", "namespace, name, version, line", WitPackage)
        self._gates = table("gate", "item, item_kind, kind, feature, version, line, item_line, queued, package", _gate)
        self._dependencies = table("dependency", "namespace, name, version, line", WitDependency)
        self._wit_problems = table("wit_problem", 'line, "column", message', WitProblem)
        self._sections = table("section", "topic, level, line, filling, words, placeholder_heading", _section)
        self._champions = table("claimed_champion", "name, line", ClaimedChampion)
        self._rows = table("list_row", "phase, title, url, champions, versions, line", _list_row)
        self._list_problems = table("list_problem", "line, message", ListProblem)

    def wit(self, blob: int) -> WitFile:
        _, interfaces, worlds, _, _ = self._blobs[blob]
        return WitFile(
            packages=tuple(self._packages[blob]),
            gates=tuple(self._gates[blob]),
            dependencies=tuple(self._dependencies[blob]),
            interfaces=interfaces,
            worlds=worlds,
            problems=tuple(self._wit_problems[blob]),
        )

    def document(self, blob: int) -> Document:
        problem, _, _, phase, line = self._blobs[blob]
        return Document(
            sections=tuple(self._sections[blob]),
            claimed_phase=None if phase is None else ClaimedPhase(phase, line),
            champions=tuple(self._champions[blob]),
            problem=problem,
        )

    def proposal_list(self, blob: int) -> ProposalList:
        return ProposalList(tuple(self._rows[blob]), tuple(self._list_problems[blob]))


def _by_key(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    grouped: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped


def _gate(
    item: str,
    item_kind: str,
    kind: str,
    feature: str | None,
    version: str | None,
    line: int,
    item_line: int,
    queued: int,
    package: str | None,
) -> WitGate:
    return WitGate(
        item, item_kind, GateKind(kind), feature, version, line, item_line, bool(queued), parse_package(package)
    )


def parse_package(text: str | None) -> WitPackage | None:
    """Return the package that `str(WitPackage)` wrote; its line is not kept and reads 0."""
    if text is None:
        return None
    names, _, version = text.partition("@")
    namespace, _, name = names.partition(":")
    return WitPackage(namespace, name, version or None, 0)


def _section(topic: str, level: int, line: int, filling: str, words: int, placeholder: int) -> Section:
    return Section(Topic(topic), level, line, Filling(filling), words, bool(placeholder))


def _list_row(phase: int, title: str, url: str | None, champions: Any, versions: str, line: int) -> ListRow:
    names = json.loads(champions) if isinstance(champions, str) else champions
    return ListRow(phase, title, url, tuple(names), versions, line)
