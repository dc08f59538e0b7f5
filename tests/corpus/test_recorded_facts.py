"""What a sync records of real repositories agrees with git itself, asked in another way."""

import re
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import CORPUS
from tests.synced_corpus import SyncedCorpus
from tracker.aliases import shipped_aliases
from tracker.facts import Facts, GateKind
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.sync import Sync, SyncReport

pytestmark = pytest.mark.corpus

GATE = re.compile(r"@(since|unstable|deprecated)\s*\(")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
NAMES = sorted(path.name.removesuffix(".bundle") for path in Path(CORPUS).glob("*+*.bundle")) if CORPUS else []
EACH = pytest.mark.parametrize("name", NAMES or [""], ids=NAMES or ["none"])
"""Every repository; without a corpus the fixture skips the one that is none."""


@dataclass(frozen=True, slots=True)
class _Synced:
    """The corpus after one sync."""

    report: SyncReport
    facts: Facts
    location: Location
    cache: Path

    def git(self, name: str, *arguments: str) -> str:
        """Ask git about a repository."""
        folder = self.cache / "mirrors" / f"{name.replace('+', '/')}.git"
        command = ["git", "-C", str(folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True).stdout.decode(errors="replace")

    def rows(self, statement: str, *parameters: str) -> list[tuple[object, ...]]:
        """Ask the database."""
        with closing(sqlite3.connect(str(self.location.file))) as connection:
            return connection.execute(statement, parameters).fetchall()

    def gates(self, name: str) -> Counter[str]:
        """Return how many gates of each kind the facts hold for a repository."""
        repository = next(each for each in self.facts.repositories if each.name == name.replace("+", "/"))
        return Counter(gate.kind.value for _, wit in repository.wit for gate in wit.gates)


@pytest.fixture(scope="module")
def synced(synced_corpus: SyncedCorpus) -> Iterator[_Synced]:
    """Return the corpus after one sync."""
    location = synced_corpus.location
    with closing(Reader.open(location)) as reader:
        yield _Synced(synced_corpus.report, facts_at(reader), location, synced_corpus.cache)


def _own_wit(paths: str) -> list[str]:
    """Return the WIT files that are a repository's own."""
    return [
        path
        for path in paths.split("\0")
        if path.endswith(".wit") and not any(part == "deps" or part.startswith(".") for part in path.split("/")[:-1])
    ]


@EACH
def test_gates_are_as_many_as_a_search_finds(name: str, synced: _Synced) -> None:
    paths = _own_wit(synced.git(name, "ls-tree", "-r", "-z", "--name-only", "HEAD"))
    found: Counter[str] = Counter()
    for path in paths:
        text = COMMENT.sub(" ", synced.git(name, "show", f"HEAD:{path}"))
        found.update(match[1] for match in GATE.finditer(text))
    assert synced.gates(name) == found
    repository = next(each for each in synced.facts.repositories if each.name == name.replace("+", "/"))
    assert [path for path, _ in repository.wit] == sorted(paths)


@EACH
def test_commits_are_those_along_first_parents(name: str, synced: _Synced) -> None:
    listed = synced.git(name, "log", "--first-parent", "--reverse", "--format=%H %ct", "HEAD").split("\n")[:-1]
    expected = [
        (revision, f"{datetime.fromtimestamp(int(seconds), tz=UTC):%Y-%m-%dT%H:%M:%SZ}")
        for revision, seconds in (line.split() for line in listed)
    ]
    statement = """SELECT c.revision, c.date FROM "commit" c JOIN branch b ON b.id = c.branch_id
        JOIN repository r ON r.id = b.repository_id WHERE r.name = ? AND b.kind = 'default' ORDER BY c.position"""
    assert synced.rows(statement, name.replace("+", "/")) == expected


@EACH
def test_spans_hold_what_each_commit_in_a_sample_held(name: str, synced: _Synced) -> None:
    statement = """SELECT s.path, o.oid FROM span s JOIN blob o ON o.id = s.blob_id JOIN branch b ON b.id = s.branch_id
        JOIN repository r ON r.id = b.repository_id
        JOIN "commit" f ON f.branch_id = b.id AND f.revision = s.first
        LEFT JOIN "commit" e ON e.branch_id = b.id AND e.revision = s."end"
        JOIN "commit" at ON at.branch_id = b.id AND at.revision = ?
        WHERE r.name = ? AND b.kind = 'default' AND s.kind = 'wit' AND f.position <= at.position
        AND (e.position IS NULL OR e.position > at.position) ORDER BY s.path"""
    revisions = synced.git(name, "log", "--first-parent", "--format=%H", "HEAD").split()
    for revision in revisions[:: max(1, len(revisions) // 8)]:
        held: list[tuple[object, ...]] = []
        for line in synced.git(name, "ls-tree", "-r", "-z", revision).split("\0")[:-1]:
            (mode, kind, blob), path = line.partition("\t")[0].split(), line.partition("\t")[2]
            if kind == "blob" and mode != "120000" and _own_wit(path):
                held.append((path, blob))
        assert synced.rows(statement, revision, name.replace("+", "/")) == sorted(held)


def test_every_bundle_is_read_and_what_is_missing_is_told(synced: _Synced) -> None:
    assert synced.report.repositories == len(NAMES)
    assert not synced.report.unreachable
    assert {skipped.reason for skipped in synced.report.skipped} == {"no mirror of it"}


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("WebAssembly/wasi-clocks", "clocks-timezone"),
        ("WebAssembly/WASI", "clocks-timezone"),
        ("WebAssembly/wasi-tls", "tls"),
    ],
)
def test_unstable_features_are_those_that_are_known_to_stand(name: str, feature: str, synced: _Synced) -> None:
    repository = next(each for each in synced.facts.repositories if each.name == name)
    features = {gate.feature for _, wit in repository.wit for gate in wit.gates if gate.kind is GateKind.UNSTABLE}
    assert features == {feature}
    assert feature in {seen for _, seen in repository.features_seen}


def test_the_proposal_list_lies_where_it_moved_to_and_lay_where_it_was(synced: _Synced) -> None:
    def places(moment: datetime) -> list[str]:
        with closing(Reader.open(synced.location)) as reader:
            facts = facts_at(reader, moment)
        registry = next(each for each in facts.repositories if each.name == "WebAssembly/WASI")
        return [path for path, _ in registry.lists]

    assert places(datetime(2025, 11, 1, tzinfo=UTC)) == ["Proposals.md"]
    assert places(datetime(2026, 7, 1, tzinfo=UTC)) == ["docs/Proposals.md"]


def test_a_second_sync_of_all_changes_nothing(synced: _Synced) -> None:
    mirrors = Mirrors(synced.cache, mirror=Path(str(CORPUS)))
    report = Sync(synced.location, mirrors, shipped_aliases(), None).run()
    assert (report.commits, report.blobs, report.skipped) == (0, 0, synced.report.skipped)
    with closing(Reader.open(synced.location)) as reader:
        assert facts_at(reader) == synced.facts
