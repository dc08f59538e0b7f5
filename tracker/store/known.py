"""What the database knows already, so that a sync records only what is new."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field

from tracker.chronicle import TagMark
from tracker.facts import FileKind, RepositoryName, Revision, Skipped
from tracker.frozen import frozen
from tracker.store.moments import from_text
from tracker.store.reader import Reader

_LINKS = """
    SELECT list_row.url FROM list_row JOIN span ON span.blob_id = list_row.blob_id
    JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
    WHERE span.until_at IS NULL AND branch.name = repository.default_branch AND repository.name = :registry
      AND span.kind = 'proposal-list' AND list_row.url IS NOT NULL
    ORDER BY list_row.id
"""
_HEADS = """
    SELECT repository.name, branch.name, branch.head FROM branch
    JOIN repository ON repository.id = branch.repository_id
"""
_TAGS = """
    SELECT repository.name, tag.name, tag.revision, tag.at, tag.branch FROM tag
    JOIN repository ON repository.id = tag.repository_id
"""
_VERDICTS = """
    SELECT DISTINCT repository.name, r.digest FROM reference_verdict AS r
    JOIN branch ON branch.id = r.branch_id JOIN repository ON repository.id = branch.repository_id
    WHERE r.revision = branch.head AND branch.name = repository.default_branch
"""
_STALE = """
    SELECT repository.name, span.kind, blob.oid, blob.reader FROM blob
    JOIN span ON span.blob_id = blob.id
    JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
"""


WALKED = "walked:"
"""Before a repository's name, the key in `meta` of the version of the walk that found its files."""


@frozen
class Known:
    """What is recorded, by repository."""

    branches: Mapping[RepositoryName, str | None] = field(default_factory=dict)
    """The default branch of each repository."""
    heads: Mapping[tuple[RepositoryName, str], Revision] = field(default_factory=dict)
    """How far each branch was read."""
    blobs: dict[tuple[str, str], int] = field(default_factory=dict)
    """Blob and kind -> the version of the reader that read it."""
    readers: frozenset[tuple[str, int]] = frozenset()
    """The kinds of blobs that were recorded before, with the versions of the readers that read them."""
    problems: Mapping[RepositoryName, tuple[Skipped, ...]] = field(default_factory=dict)
    tags: Mapping[RepositoryName, frozenset[TagMark]] = field(default_factory=dict)
    verdicts: Mapping[RepositoryName, frozenset[str]] = field(default_factory=dict)
    """What the reference tool was last given, at the newest revision: digests, of which there should be one."""
    walks: Mapping[RepositoryName, int] = field(default_factory=dict)
    """The version of the walk that found each repository's files."""


def known(reader: Reader) -> Known:
    """Return what the database knows."""
    problems: dict[RepositoryName, list[Skipped]] = defaultdict(list)
    for name, source, reason, unreachable in reader.rows(
        "SELECT repository, source, reason, unreachable FROM problem ORDER BY id"
    ):
        problems[RepositoryName(name)].append(Skipped(source, reason, bool(unreachable)))
    tags: dict[RepositoryName, set[TagMark]] = defaultdict(set)
    for name, tag, revision, at, branch in reader.rows(_TAGS):
        tags[RepositoryName(name)].add(TagMark(tag, Revision(revision), from_text(at), branch))
    verdicts: dict[RepositoryName, set[str]] = defaultdict(set)
    for name, digest in reader.rows(_VERDICTS):
        verdicts[RepositoryName(name)].add(digest)
    return Known(
        branches={
            RepositoryName(n): branch for n, branch in reader.rows("SELECT name, default_branch FROM repository")
        },
        heads={(RepositoryName(name), branch): Revision(head) for name, branch, head in reader.rows(_HEADS)},
        readers=frozenset((kind, version) for kind, version in reader.rows("SELECT DISTINCT kind, reader FROM blob")),
        blobs={(oid, kind): version for oid, kind, version in reader.rows("SELECT oid, kind, reader FROM blob")},
        problems={name: tuple(each) for name, each in problems.items()},
        tags={name: frozenset(each) for name, each in tags.items()},
        verdicts={name: frozenset(digests) for name, digests in verdicts.items()},
        walks={
            RepositoryName(key.removeprefix(WALKED)): int(value)
            for key, value in reader.rows("SELECT key, value FROM meta")
            if key.startswith(WALKED)
        },
    )


def recorded(reader: Reader) -> tuple[RepositoryName, ...]:
    """Return the repositories of which anything was ever read."""
    return tuple(RepositoryName(name) for (name,) in reader.rows("SELECT name FROM repository ORDER BY name"))


def present_names(reader: Reader) -> dict[RepositoryName, RepositoryName]:
    """Return the names that repositories have now, as their host told, by their old names."""
    return {RepositoryName(old): RepositoryName(new) for old, new in reader.rows("SELECT old, new FROM hosted_rename")}


def links(reader: Reader, registry: RepositoryName) -> tuple[str, ...]:
    """Return where the rows of the newest proposal list link to."""
    return tuple(url for (url,) in reader.rows(_LINKS, registry=registry))


def outdated(reader: Reader, repository: RepositoryName, readers: Mapping[FileKind, int]) -> set[tuple[str, FileKind]]:
    """Return the blobs of a repository that an older reader read."""
    return {
        (oid, FileKind(kind))
        for name, kind, oid, version in reader.rows(f"{_STALE} WHERE repository.name = :name", name=repository)
        if name == repository and version != readers[FileKind(kind)]
    }
