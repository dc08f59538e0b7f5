"""Reads facts as of a moment."""

from collections import defaultdict
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import TypeVar

from tracker.facts import (
    Document,
    Facts,
    FileKind,
    ProposalList,
    ReferenceStatus,
    ReferenceVerdict,
    RepositoryFacts,
    RepositoryName,
    Revision,
    Skipped,
    WitFile,
)
from tracker.store.blob_facts import BlobReader, by_key
from tracker.store.moments import from_text, to_text
from tracker.store.reader import Reader

_END_OF_TIME = "9999-12-31T23:59:59Z"
_T = TypeVar("_T")

_STANDING = """
    FROM span JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
    WHERE branch.name = repository.default_branch AND span.kind NOT IN ('notes', 'vendored')
      AND span.from_at <= :at AND (span.until_at IS NULL OR span.until_at > :at)
"""
"""The spans that hold on default branches at the moment `:at`, of what says where things stand."""

_SPANS = f"SELECT repository.name, span.path, span.kind, span.blob_id {_STANDING}"
_NEWEST = """
    (SELECT newest.position FROM "commit" AS newest WHERE newest.branch_id = branch.id AND newest.at <= :at
    ORDER BY newest.position DESC LIMIT 1)
"""
"""The place on `branch` of the newest commit at the moment `:at`."""

_HEADS = f"""
    SELECT repository.name, c.revision, c.date
    FROM repository LEFT JOIN branch ON branch.repository_id = repository.id AND branch.name = repository.default_branch
    LEFT JOIN "commit" AS c ON c.branch_id = branch.id AND c.position = {_NEWEST}
    ORDER BY repository.name
"""  # noqa: S608 -- a constant
_REFERENCES = f"""
    SELECT repository.name, r.folder, r.status, r.tool, r.message, r.path, r.line
    FROM reference_verdict AS r JOIN branch ON branch.id = r.branch_id
    JOIN repository ON repository.id = branch.repository_id
    JOIN "commit" AS c ON c.branch_id = branch.id AND c.revision = r.revision AND c.position = {_NEWEST}
    WHERE branch.name = repository.default_branch
"""  # noqa: S608 -- a constant
_FEATURES_SEEN = """
    SELECT DISTINCT repository.name, span.path, gate.feature
    FROM gate JOIN span ON span.blob_id = gate.blob_id JOIN branch ON branch.id = span.branch_id
    JOIN repository ON repository.id = branch.repository_id
    WHERE gate.feature IS NOT NULL AND gate.kind = 'unstable' AND branch.name = repository.default_branch
      AND span.from_at <= :at
"""


BlobsRead = dict[int, WitFile | Document | ProposalList]
"""Key of a blob -> what it says."""


def facts_at(reader: Reader, moment: datetime | None = None, read: BlobsRead | None = None) -> Facts:
    """Return what the default branches of all repositories say at `moment`; by default, all that was recorded last.

    Without a moment nothing is cut off: a commit may carry a date later than the sync that read it, when clocks differ.
    `read` is what was read from the same `reader` before, and comes to hold what is read now.
    """
    until = to_text(moment) if moment else _END_OF_TIME
    repositories = _repositories(reader, until, {} if read is None else read)
    return Facts(at=moment_of(reader, moment), synced_at=_synced_at(reader), repositories=repositories)


def moment_of(reader: Reader, moment: datetime | None) -> datetime:
    """Return the moment that an answer speaks of: the one asked for, else when something new was last recorded."""
    at = moment or _synced_at(reader)
    if at is None:
        newest = reader.rows('SELECT max(at) FROM "commit"')[0][0]
        at = from_text(newest or "1970-01-01T00:00:00Z")
    return at


def _synced_at(reader: Reader) -> datetime | None:
    synced = reader.rows("SELECT value FROM meta WHERE key = 'synced_at'")
    return from_text(synced[0][0]) if synced else None


def _repositories(reader: Reader, at: str, read: BlobsRead) -> tuple[RepositoryFacts, ...]:
    wit, documents, lists = _files(reader, at, read)
    references = by_key(
        (name, ReferenceVerdict(folder, ReferenceStatus(status), tool, message, path, line))
        for name, folder, status, tool, message, path, line in reader.rows(_REFERENCES, at=at)
    )
    seen = by_key((name, (path, feature)) for name, path, feature in reader.rows(_FEATURES_SEEN, at=at))
    problems = by_key(
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


def _files(reader: Reader, at: str, read: BlobsRead) -> tuple[_Files[WitFile], _Files[Document], _Files[ProposalList]]:
    """Return the WIT files, documents and proposal lists that stand at `at`, each by repository."""
    spans = reader.rows(_SPANS, at=at)
    says = BlobReader(reader, (blob for *_, blob in spans if blob not in read))
    wit: _Files[WitFile] = defaultdict(list)
    documents: _Files[Document] = defaultdict(list)
    lists: _Files[ProposalList] = defaultdict(list)
    for repository, path, kind, blob in spans:
        if blob not in read:
            read[blob] = _said(says, FileKind(kind), blob)
        match read[blob]:
            case WitFile() as file:
                wit[repository].append((path, file))
            case Document() as document:
                documents[repository].append((path, document))
            case ProposalList() as content:
                lists[repository].append((path, content))
    return wit, documents, lists


def _said(says: BlobReader, kind: FileKind, blob: int) -> WitFile | Document | ProposalList:
    """Return what a blob says; those of other kinds are read where they are needed, and are not among these."""
    if kind is FileKind.WIT:
        return says.wit(blob)
    return says.document(blob) if kind is FileKind.README else says.proposal_list(blob)
