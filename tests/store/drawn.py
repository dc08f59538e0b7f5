"""Draws facts for property tests: every field takes every value that its type allows."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import SQLModel, select

from tracker.chronicle import BranchHistory, FileChange, Outcome, Step
from tracker.facts import (
    BlobId,
    ClaimedChampion,
    ClaimedPhase,
    Commit,
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
from tracker.readings import BlobFacts
from tracker.store.database import open_engine, transaction, upgrade
from tracker.store.location import Location
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.store.recorder import Recorder
from tracker.store.writer import Writer
from tracker.voting import AgendaItem, Confidence, MeetingNotes, Method, NotedDecision, NoteSection, Tally

NAME = RepositoryName("Owner/wasi-demo")
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
"""Any text a file can hold: NUL makes a file binary."""
LINE = st.integers(0, 2**31 - 1)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)
VERSION = st.none() | st.from_regex(r"[0-9]\.[0-9]\.[0-9](-rc\.[0-9])?", fullmatch=True)
PACKAGE = st.builds(WitPackage, NAMES, NAMES, VERSION, LINE)
NESTED = st.builds(WitPackage, NAMES, NAMES, VERSION, st.just(0))
"""The line of a gate's nested package is not kept."""
GATE = st.builds(
    WitGate,
    TEXT,
    TEXT,
    st.sampled_from(GateKind),
    st.none() | TEXT,
    st.none() | TEXT,
    LINE,
    LINE,
    st.booleans(),
    st.none() | NESTED,
)


def _some(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=3).map(tuple)


WIT = st.builds(
    WitFile,
    _some(PACKAGE),
    _some(GATE),
    _some(st.builds(WitDependency, NAMES, NAMES, VERSION, LINE)),
    LINE,
    LINE,
    _some(st.builds(WitProblem, LINE, LINE, TEXT)),
)
SECTION = st.builds(
    Section, st.sampled_from(Topic), st.integers(0, 6), LINE, st.sampled_from(Filling), LINE, st.booleans()
)
DOCUMENT = st.builds(
    Document,
    _some(SECTION),
    st.none() | st.builds(ClaimedPhase, LINE, LINE),
    _some(st.builds(ClaimedChampion, TEXT, LINE)),
    st.none() | TEXT,
)
PROPOSALS = st.builds(
    ProposalList,
    _some(st.builds(ListRow, st.integers(0, 5), TEXT, st.none() | TEXT, _some(TEXT), TEXT, LINE)),
    _some(st.builds(ListProblem, LINE, TEXT)),
)
_NUMBER = st.integers(0, 30)
NOTED_DECISION = st.builds(
    NotedDecision,
    line=LINE,
    question=TEXT,
    method=st.sampled_from(Method),
    tally=st.none() | st.builds(Tally, _NUMBER, _NUMBER, _NUMBER, _NUMBER, _NUMBER, st.none() | _NUMBER),
    outcome=st.sampled_from(Outcome),
    outcome_line=st.none() | LINE,
    phase=st.none() | st.integers(0, 5),
    named=_some(TEXT),
    confidence=st.sampled_from(Confidence),
    reason=TEXT,
)
NOTES = st.builds(
    MeetingNotes,
    date=st.none(),
    cancelled=st.booleans(),
    attendees=_some(TEXT),
    announcements=_some(TEXT),
    agenda=_some(
        st.builds(
            AgendaItem, TEXT, LINE, _NUMBER, _some(TEXT), _some(TEXT), st.booleans(), st.none() | st.integers(0, 5)
        )
    ),
    sections=_some(st.builds(NoteSection, TEXT, LINE, st.integers(1, 6))),
    decisions=_some(NOTED_DECISION),
    problem=st.none() | TEXT,
)
DECLARATION = st.builds(WitFile, _some(PACKAGE))
SAYS: dict[FileKind, st.SearchStrategy[BlobFacts]] = {
    FileKind.WIT: WIT,
    FileKind.VENDORED: DECLARATION,
    FileKind.README: DOCUMENT,
    FileKind.PROPOSAL_LIST: PROPOSALS,
    FileKind.NOTES: NOTES,
}
SKIPPED = st.builds(Skipped, TEXT, TEXT, st.booleans())
VERDICT = st.builds(
    ReferenceVerdict, TEXT, st.sampled_from(ReferenceStatus), TEXT, TEXT, st.none() | TEXT, st.none() | LINE
)

KINDS = {
    "a.wit": FileKind.WIT,
    "wit/b.wit": FileKind.WIT,
    "größe/c.wit": FileKind.WIT,
    "wit/deps/d/d.wit": FileKind.VENDORED,
    "README.md": FileKind.README,
    "docs/Proposals.md": FileKind.PROPOSAL_LIST,
    "wasi/2024/WASI-05-16.md": FileKind.NOTES,
}


def content(kind: FileKind, number: int) -> BlobFacts:
    """Return facts that tell a number."""
    match kind:
        case FileKind.WIT:
            gate = WitGate("i", "interface", GateKind.UNSTABLE, f"f{number}", None, 1, 2)
            return WitFile((WitPackage("wasi", "demo", None, 1),), (gate,), (), number, 0)
        case FileKind.VENDORED:
            return WitFile((WitPackage("wasi", "copy", f"0.{number}.0", 1),))
        case FileKind.README:
            return Document(claimed_phase=ClaimedPhase(number, 1))
        case FileKind.PROPOSAL_LIST:
            return ProposalList((ListRow(number, "Demo", None, ("Ada",), "", 1),))
        case FileKind.NOTES:
            return MeetingNotes(attendees=(f"Ada {number}",))


def blob_of(number: int) -> BlobId:
    """Return the blob that holds `content(kind, number)`, whatever it is read as."""
    return BlobId(f"{number:040x}")


@st.composite
def histories(draw: st.DrawFn, *, tag: str = "") -> BranchHistory:
    """Draw a whole branch: each commit changes some of a few paths, a day or nothing after the one before."""
    standing: dict[str, int] = {}
    steps: list[Step] = []
    at = FIRST_DAY
    for place in range(draw(st.integers(1, 7))):
        at += timedelta(days=draw(st.integers(0, 2)))
        changes: list[FileChange] = []
        for path in draw(st.sets(st.sampled_from(sorted(KINDS)))):
            number = draw(st.integers(0, 4))
            removed = number == 0
            if removed and path not in standing:
                continue
            changes.append(FileChange(path, KINDS[path], None if removed else blob_of(number)))
            if removed:
                del standing[path]
            else:
                standing[path] = number
        revision = Revision(f"{tag}{place:x}".rjust(40, "0"))
        steps.append(Step(Commit(revision, at, "Ada", "Change"), at, tuple(sorted(changes, key=lambda c: c.path))))
    return BranchHistory("main", None, tuple(steps))


def part(history: BranchHistory, start: int, end: int | None = None) -> BranchHistory:
    """Return a part of a history, as a later sync would read it."""
    since = history.steps[start - 1].commit.revision if start else None
    return replace(history, since=since, steps=history.steps[start:end])


def record(engine: Engine, location: Location, *histories: BranchHistory, name: RepositoryName = NAME) -> None:
    """Record histories one after the other, each in its own transaction, as syncs do."""
    del engine
    for history in histories:
        changes = [change for step in history.steps for change in step.changes if change.blob is not None]
        blobs = {
            (change.blob, change.kind): content(change.kind, int(change.blob, 16)) for change in changes if change.blob
        }
        with Writer.open(location) as writer, writer.transaction() as statements:
            recorder = Recorder(statements)
            recorder.blobs(1, blobs)
            recorder.history(recorder.repository(name, history.branch), history)


def facts(location: Location, moment: datetime | None = None) -> Facts:
    """Read the facts as of a moment."""
    with closing(Reader.open(location)) as reader:
        return facts_at(reader, moment)


def dump(engine: Engine, location: Location) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with transaction(engine, location) as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(table.select())), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


def count(engine: Engine, location: Location, table: type[SQLModel]) -> int:
    """Return how many rows a table holds."""
    with transaction(engine, location) as session:
        return len(session.exec(select(table)).all())


@contextmanager
def empty_database() -> Iterator[tuple[Engine, Location]]:
    """Yield a new database; the schema is made once and copied, since a property needs many."""
    with TemporaryDirectory() as folder:
        location = Location.of_file(Path(folder, "tracker.db"))
        Path(folder, "tracker.db").write_bytes(_schema())
        engine = open_engine(location)
        yield engine, location
        engine.dispose()


@cache
def _schema() -> bytes:
    with TemporaryDirectory() as folder:
        location = Location.of_file(Path(folder, "tracker.db"))
        engine = open_engine(location)
        upgrade(engine, location)
        engine.dispose()
        return Path(folder, "tracker.db").read_bytes()
