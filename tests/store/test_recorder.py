"""What is recorded is read back as it was, however many syncs it came in."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.store.drawn import (
    FIRST_DAY,
    KINDS,
    NAME,
    SAYS,
    SKIPPED,
    VERDICT,
    blob_of,
    content,
    count,
    dump,
    empty_database,
    facts,
    histories,
    part,
    record,
)
from tracker.chronicle import BranchHistory, FileChange, Step
from tracker.facts import (
    Commit,
    FileKind,
    ReferenceStatus,
    ReferenceVerdict,
    RepositoryName,
    Revision,
    Skipped,
    WitFile,
)
from tracker.readings import BlobFacts
from tracker.store.database import open_engine, transaction, upgrade
from tracker.store.known import known, links, outdated, recorded
from tracker.store.location import Location
from tracker.store.meetings import notes_at
from tracker.store.reader import Reader
from tracker.store.recorder import Recorder
from tracker.store.statements import SessionStatements
from tracker.store.tables import Blob, Branch, CommitRow, GateRow, Span
from tracker.store.wit_history import wit_history_at
from tracker.voting import NotesSpan

REVISION = Revision("1" * 40)
FEWER = settings(max_examples=15)
"""Each example makes databases."""


def _step(revision: str, *changes: FileChange, day: int = 0, author: str = "Ada") -> Step:
    at = FIRST_DAY + timedelta(days=day)
    return Step(Commit(Revision(revision), at, author, "Change"), at, changes)


def _one(path: str, kind: FileKind, number: int = 1) -> BranchHistory:
    return BranchHistory("main", None, (_step(REVISION, FileChange(path, kind, blob_of(number))),))


def notes(location: Location, moment: datetime | None = None) -> tuple[NotesSpan, ...]:
    with closing(Reader.open(location)) as reader:
        return notes_at(reader, NAME, moment)


def vendored(location: Location, moment: datetime | None = None) -> tuple[tuple[str, WitFile], ...]:
    with closing(Reader.open(location)) as reader:
        files = wit_history_at(reader, moment).files
    return tuple(
        (each.path, WitFile(each.packages)) for each in files if each.kind is FileKind.VENDORED and each.standing
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Location:
    """Return a database that the examples of a property share: each replaces what the one before recorded."""
    location = Location.of_file(tmp_path_factory.mktemp("shared") / "tracker.db")
    engine = open_engine(location)
    upgrade(engine, location)
    engine.dispose()
    return location


@pytest.mark.parametrize("kind", FileKind)
def test_what_a_blob_says_survives_unchanged(kind: FileKind, shared: Location) -> None:
    engine = open_engine(shared)

    @settings(max_examples=60)
    @given(said=SAYS[kind])
    def survives(said: BlobFacts) -> None:
        with transaction(engine, shared) as session:
            recorder = Recorder(SessionStatements(session))
            recorder.blobs(1, {(blob_of(1), kind): said})
            recorder.history(recorder.repository(NAME, "main"), _one("path", kind))
        (repository,) = facts(shared).repositories
        read = {
            FileKind.WIT: repository.wit,
            FileKind.VENDORED: vendored(shared),
            FileKind.README: repository.documents,
            FileKind.PROPOSAL_LIST: repository.lists,
            FileKind.NOTES: tuple((each.path, each.notes) for each in notes(shared)),
        }
        assert read[kind] == (("path", said),)

    survives()
    engine.dispose()


@FEWER
@given(problems=st.lists(SKIPPED, max_size=3), verdicts=st.lists(VERDICT, max_size=3, unique_by=lambda v: v.folder))
def test_problems_and_verdicts_survive_unchanged(
    problems: list[Skipped], verdicts: list[ReferenceVerdict], shared: Location
) -> None:
    engine = open_engine(shared)
    with transaction(engine, shared) as session:
        recorder = Recorder(SessionStatements(session))
        recorder.problems(NAME, problems)
        repository = recorder.repository(NAME, "main")
        recorder.blobs(1, {(blob_of(1), FileKind.WIT): WitFile()})
        recorder.history(repository, _one("a.wit", FileKind.WIT))
        recorder.references(repository, "main", [("digest", verdict) for verdict in verdicts])
    engine.dispose()
    (read,) = facts(shared).repositories
    assert read.problems == tuple(problems)
    assert read.references == tuple(sorted(verdicts, key=lambda verdict: verdict.folder))


@FEWER
@given(history=histories(), data=st.data())
def test_a_history_in_parts_is_recorded_as_the_history_in_one(history: BranchHistory, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(1, len(history.steps))).map(sorted))
    bounds = [0, *places, len(history.steps)]
    parts = [part(history, start, end) for start, end in pairwise(bounds)]
    read = []
    for recorded_parts in ([history], parts):
        with empty_database() as (engine, location):
            record(engine, location, *recorded_parts)
            read.append([facts(location, step.at) for step in history.steps])
    assert read[0] == read[1]


@FEWER
@given(history=histories())
def test_at_each_moment_the_files_are_those_of_the_newest_commit(history: BranchHistory) -> None:
    standing: dict[str, BlobFacts] = {}
    expected: dict[datetime, tuple[Revision, dict[str, BlobFacts]]] = {}
    for step in history.steps:
        for change in step.changes:
            standing.pop(change.path, None)
            if change.blob is not None:
                standing[change.path] = content(change.kind, int(change.blob, 16))
        expected[step.at] = (step.commit.revision, dict(standing))
    read: dict[datetime, tuple[Revision | None, dict[str, BlobFacts]]] = {}
    with empty_database() as (engine, location):
        record(engine, location, history)
        for moment in expected:
            (at,) = facts(location, moment + timedelta(hours=23)).repositories
            held = {each.path: each.notes for each in notes(location, moment + timedelta(hours=23)) if each.standing}
            undated = {path: replace(each, date=None) for path, each in held.items()}
            own: dict[str, BlobFacts] = {**dict(at.wit), **dict(at.documents), **dict(at.lists), **undated}
            read[moment] = (at.revision, own | dict(vendored(location, moment + timedelta(hours=23))))
    assert read == expected


@FEWER
@given(before=histories(tag="a"), after=histories(tag="b"))
def test_a_rewritten_branch_leaves_nothing_of_what_it_was(before: BranchHistory, after: BranchHistory) -> None:
    rows = []
    for parts in ([before, after], [after]):
        with empty_database() as (engine, location):
            record(engine, location, *parts)
            rows.append((facts(location), {table: len(each) for table, each in dump(engine, location).items()}))
    assert rows[0] == rows[1]


# --- single facts -----------------------------------------------------------------------------------------------------


def test_a_default_branch_that_changed_replaces_the_one_before(engine: Engine, location: Location) -> None:
    record(engine, location, _one("a.wit", FileKind.WIT))
    record(engine, location, replace(_one("b.wit", FileKind.WIT, 2), branch="trunk"))
    (repository,) = facts(location).repositories
    assert repository.wit == (("b.wit", content(FileKind.WIT, 2)),)
    assert [count(engine, location, table) for table in (Branch, Blob, Span, CommitRow, GateRow)] == [1] * 5


def test_a_repository_without_a_default_branch_keeps_what_its_last_one_said(engine: Engine, location: Location) -> None:
    record(engine, location, _one("a.wit", FileKind.WIT))
    before = facts(location)
    with transaction(engine, location) as session:
        Recorder(SessionStatements(session)).repository(NAME, None)
    assert facts(location) == before


def test_what_an_older_reader_made_of_a_blob_is_replaced(engine: Engine, location: Location) -> None:
    record(engine, location, _one("a.wit", FileKind.WIT))
    key = (blob_of(1), FileKind.WIT)
    readers = {FileKind.WIT: 2, FileKind.README: 1, FileKind.PROPOSAL_LIST: 1}
    with closing(Reader.open(location)) as reader:
        assert outdated(reader, NAME, readers) == {key}
        assert outdated(reader, RepositoryName("other/one"), readers) == set()
    with transaction(engine, location) as session:
        Recorder(SessionStatements(session)).blobs(2, {key: content(FileKind.WIT, 7)})
    (repository,) = facts(location).repositories
    assert repository.wit == (("a.wit", content(FileKind.WIT, 7)),)
    with closing(Reader.open(location)) as reader:
        assert outdated(reader, NAME, readers) == set()
        assert known(reader).blobs == {key: 2}


def test_the_same_blob_read_as_two_kinds_is_two_facts(engine: Engine, location: Location) -> None:
    changes = [FileChange(path, kind, blob_of(3)) for path, kind in KINDS.items()]
    record(engine, location, BranchHistory("main", None, (_step(REVISION, *changes),)))
    (repository,) = facts(location).repositories
    assert repository.documents == (("README.md", content(FileKind.README, 3)),)
    assert [path for path, _ in repository.wit] == ["a.wit", "größe/c.wit", "wit/b.wit"]
    assert count(engine, location, Blob) == len(FileKind)


def test_problems_are_those_of_the_last_attempt(engine: Engine, location: Location) -> None:
    for problems in ([Skipped("a", "one", True), Skipped("b", "two")], [Skipped("a", "three")]):
        with transaction(engine, location) as session:
            Recorder(SessionStatements(session)).problems(NAME, problems)
        (repository,) = facts(location).repositories
        assert repository.problems == tuple(problems)
        assert (repository.revision, repository.date, repository.wit) == (None, None, ())
    with transaction(engine, location) as session:
        Recorder(SessionStatements(session)).problems(NAME, ())
    assert facts(location).repositories == ()


def test_what_two_syncs_read_at_once_is_recorded_once(engine: Engine, location: Location) -> None:
    changes = [FileChange("a.wit", FileKind.WIT, blob_of(number)) for number in (1, 2, 3)]
    whole = BranchHistory(
        "main", None, tuple(_step(f"{day}" * 40, change, day=day) for day, change in enumerate(changes, 1))
    )
    record(engine, location, part(whole, 0, 1))
    # Both read from the first commit on, the other one a commit less.
    record(engine, location, part(whole, 1, 2), part(whole, 1, 3), part(whole, 1, 2))
    rows = dump(engine, location)
    (repository,) = facts(location).repositories
    assert repository.wit == (("a.wit", content(FileKind.WIT, 3)),)
    assert (len(rows["commit"]), len(rows["span"])) == (3, 3)


# --- references -------------------------------------------------------------------------------------------------------


def test_a_verdict_is_that_of_the_commit_it_was_asked_at(engine: Engine, location: Location) -> None:
    whole = BranchHistory(
        "main",
        None,
        tuple(_step(f"{day}" * 40, FileChange("a.wit", FileKind.WIT, blob_of(day)), day=day * 10) for day in (1, 2, 3)),
    )
    verdicts = [
        ReferenceVerdict("wit", ReferenceStatus.ACCEPTED, "tool 1"),
        ReferenceVerdict("wit", ReferenceStatus.REJECTED, "tool 1", "no", "a.wit", 1),
    ]
    for place, verdict in ((0, verdicts[0]), (1, verdicts[1])):
        record(engine, location, part(whole, place, place + 1))
        with transaction(engine, location) as session:
            recorder = Recorder(SessionStatements(session))
            recorder.references(recorder.repository(NAME, "main"), "main", [(f"{place}", verdict)])
    record(engine, location, part(whole, 2))
    at = [facts(location, FIRST_DAY + timedelta(days=days)).repositories[0].references for days in (5, 15, 25, 35)]
    assert at == [(), (verdicts[0],), (verdicts[1],), ()]


def test_a_verdict_of_another_version_of_the_tool_replaces_the_one_before(engine: Engine, location: Location) -> None:
    record(engine, location, _one("a.wit", FileKind.WIT))
    for version, folders in (("tool 1", ("a", "b")), ("tool 2", ("b",))):
        verdicts = [ReferenceVerdict(folder, ReferenceStatus.ACCEPTED, version) for folder in folders]
        with transaction(engine, location) as session:
            recorder = Recorder(SessionStatements(session))
            repository = recorder.repository(NAME, "main")
            recorder.references(repository, "main", [(version, verdict) for verdict in verdicts])
        assert facts(location).repositories[0].references == tuple(verdicts)
        with closing(Reader.open(location)) as reader:
            assert known(reader).verdicts == {NAME: {version}}


def test_what_is_known_names_heads_branches_blobs_and_links(engine: Engine, location: Location) -> None:
    record(engine, location, _one("a.wit", FileKind.WIT))
    with closing(Reader.open(location)) as reader:
        state = known(reader)
        assert (state.branches, state.heads) == ({NAME: "main"}, {(NAME, "main"): REVISION})
        assert state.blobs == {(blob_of(1), FileKind.WIT): 1}
        assert (recorded(reader), links(reader, NAME)) == ((NAME,), ())
