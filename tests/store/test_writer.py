"""A file is opened and recorded in without SQLAlchemy, to the very same end.

`migrations/sqlite.sql` follows from the declared tables: after a change, `TRACKER_WRITE_SCHEMA=1 pytest
tests/store/test_writer.py` writes it anew.
"""

import multiprocessing
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlmodel import SQLModel

from tests.store.drawn import FIRST_DAY, NAME, blob_of
from tests.store.made_hosting import ISSUE, PULL, REACH, RELEASE, RENAMED
from tracker.chronicle import BranchHistory, FileChange, Outcome, RepositoryHistory, Step, TagMark
from tracker.facts import (
    ClaimedChampion,
    Commit,
    Document,
    FileKind,
    Filling,
    GateKind,
    ListProblem,
    ListRow,
    ProposalList,
    ReferenceStatus,
    ReferenceVerdict,
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
from tracker.hosting import HostedList
from tracker.published import Publication, PublicationState
from tracker.readings import BlobFacts
from tracker.shipped import shipped
from tracker.store import blob_rows, export, sqlite
from tracker.store.errors import StoreError
from tracker.store.hosting import HostingRecorder
from tracker.store.location import Location
from tracker.store.publications import record_publications
from tracker.store.reader import Reader, exists
from tracker.store.recorder import Recorder
from tracker.store.schema import SCHEMA
from tracker.store.sqlite import SCRIPT
from tracker.store.statements import Statements, Values, inserting
from tracker.store.writer import Writer
from tracker.voting import AgendaItem, Confidence, MeetingNotes, Method, NotedDecision, NoteSection

ROOT = Path(__file__).parents[2]
WRITES = bool(os.environ.get("TRACKER_WRITE_SCHEMA"))
"""Noted before the environment is scrubbed."""


def _declared(file: Path) -> str:
    """Return a script that makes what a database holds: tables, then indexes, then triggers."""
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
        others = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL ORDER BY type, name"
        ).fetchall()
    made = [re.sub(r" +$", "", sql.strip().replace("\t", "  "), flags=re.MULTILINE) for (sql,) in (*tables, *others)]
    version = f"INSERT INTO alembic_version VALUES ('{SCHEMA}')"  # noqa: S608 -- our own version
    return "".join(f"{statement};\n" for statement in (*made, version))


def test_the_script_makes_the_declared_tables_with_their_triggers(engine: Engine, location: Location) -> None:
    del engine
    assert location.file is not None
    expected = _declared(location.file)
    if WRITES:
        (ROOT / SCRIPT).write_text(expected, encoding="utf-8")
    assert shipped(SCRIPT).read_text(encoding="utf-8") == expected


def test_a_new_database_needs_no_sqlalchemy_and_is_of_the_newest_schema(location: Location) -> None:
    program = """if True:
        import sys
        from pathlib import Path
        from tracker.store.location import Location
        from tracker.store.recorder import Recorder
        from tracker.store.writer import Writer
        with Writer.open(Location.of_file(Path(sys.argv[1]))) as writer, writer.transaction() as statements:
            Recorder(statements).repository("a/b", "main")
        print(*sorted({name.split(".")[0] for name in sys.modules} & {"sqlmodel", "sqlalchemy", "alembic"}))
    """
    command = [sys.executable, "-c", program, str(location.file)]
    assert subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout == "\n"
    with Reader.open(location) as reader:
        assert reader.rows("SELECT name, default_branch FROM repository") == [("a/b", "main")]


EVERYTHING: dict[FileKind, BlobFacts] = {
    FileKind.WIT: WitFile(
        packages=(WitPackage("wasi", "demo", None, 1),),
        gates=(WitGate("i", "interface", GateKind.UNSTABLE, "f", None, 1, 2),),
        dependencies=(WitDependency("wasi", "io", None, 2),),
        problems=(WitProblem(1, 1, "odd"),),
    ),
    FileKind.README: Document(
        sections=(Section(next(iter(Topic)), 2, 1, next(iter(Filling)), 3, False),),
        champions=(ClaimedChampion("Ada", 4),),
    ),
    FileKind.PROPOSAL_LIST: ProposalList((ListRow(1, "Demo", None, ("Ada",), "", 1),), (ListProblem(1, "odd"),)),
    FileKind.NOTES: MeetingNotes(
        agenda=(AgendaItem("Demo", 1, 0, (), (), False, None),),
        sections=(NoteSection("Demo", 2, 1),),
        decisions=(
            NotedDecision(
                line=3,
                question="?",
                method=next(iter(Method)),
                tally=None,
                outcome=next(iter(Outcome)),
                outcome_line=None,
                phase=None,
                named=(),
                confidence=next(iter(Confidence)),
            ),
        ),
    ),
}
"""A blob of each kind that says something for each table."""
ODD = Skipped("a.wit", "odd")


class _Listening:
    """Statements that are noted as they are run."""

    def __init__(self, statements: Statements) -> None:
        self.rows = statements.rows
        self.run = statements.run
        self._run_many = statements.run_many
        self.inserted: dict[str, set[str]] = {}
        """Table -> the columns that were inserted."""

    def run_many(self, statement: str, rows: Sequence[Values]) -> None:
        """Note what is inserted."""
        if (match := re.match(r'INSERT INTO "(\w+)" \((.*?)\)', statement)) is not None:
            self.inserted[match[1]] = set(re.findall(r'"(\w+)"', match[2]))
        self._run_many(statement, rows)


def _record_hosted(recorder: HostingRecorder) -> None:
    recorder.pulls([PULL])
    recorder.issues([ISSUE])
    recorder.releases(NAME, [RELEASE])
    recorder.renamed(RENAMED)
    recorder.reach(NAME, HostedList.PULLS, REACH)
    recorder.asked(NAME, FIRST_DAY)


def test_everything_that_is_declared_is_recorded(location: Location) -> None:
    with Writer.open(location) as writer, writer.transaction() as statements:
        listening = _Listening(statements)
        recorder = Recorder(listening)
        recorder.blobs(1, {(blob_of(1), kind): said for kind, said in EVERYTHING.items()})
        key = recorder.repository(NAME, "main")
        changes = (FileChange("a.wit", FileKind.WIT, blob_of(1)),)
        step = Step(Commit(Revision("1" * 40), FIRST_DAY, "Ada", "x"), FIRST_DAY, changes)
        tag = TagMark("v1", step.commit.revision, FIRST_DAY, "main")
        branches = (BranchHistory("main", None, (step,)),)
        recorder.followed(key, RepositoryHistory(branches, (tag,), frozenset({"main"})))
        recorder.references(key, "main", [("digest", ReferenceVerdict("wit", ReferenceStatus.ACCEPTED, "tool 1"))])
        recorder.problems(NAME, [ODD])
        record_publications(listening, [Publication("a:b", "1.0.0", "h/b:1.0.0", PublicationState.NO_TAG, FIRST_DAY)])
        _record_hosted(HostingRecorder(listening))
    declared = {
        table.name: {column.name for column in table.columns} - {"id"}
        for table in SQLModel.metadata.sorted_tables
        if not table.name.startswith("ledger_")
    }
    assert listening.inserted | {"meta": {"key", "value"}} == declared


def test_what_hangs_on_a_blob_is_known_to_whoever_forgets_or_exports_it() -> None:
    hanging = {
        table.name
        for table in SQLModel.metadata.sorted_tables
        if any(key.column.table.name == "blob" and key.ondelete == "CASCADE" for key in table.foreign_keys)
    }
    assert ({*blob_rows.OF_BLOB}, {table.__tablename__ for table in export.OF_BLOB}) == (hanging, hanging)


def test_a_file_is_written_with_patience_and_foreign_keys(location: Location) -> None:
    assert location.file is not None
    Writer.open(location).close()
    with closing(sqlite.connect(location.file)) as connection:
        settings = {
            pragma: connection.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 60_000, "synchronous": 1}


def test_a_transaction_is_kept_as_a_whole_or_not_at_all(location: Location) -> None:
    def write_twice(writer: Writer) -> None:
        with writer.transaction() as statements:
            statements.run("INSERT INTO meta VALUES ('a', 'b')")
            statements.run_many(inserting("repository", ["name"]), [{"name": "a/b"}, {"name": "a/b"}])

    with Writer.open(location) as writer:
        with pytest.raises(StoreError, match=r"cannot be written: UNIQUE constraint failed: repository\.name"):
            write_twice(writer)
        with writer.transaction() as statements:
            assert statements.rows("SELECT key FROM meta UNION SELECT name FROM repository") == []


def test_a_full_disk_is_told_and_nothing_is_kept(location: Location) -> None:
    def fill(writer: Writer) -> None:
        with writer.transaction() as statements:
            ((pages,),) = statements.rows("PRAGMA page_count")
            statements.rows(f"PRAGMA max_page_count = {pages}")
            statements.run_many(
                inserting("meta", ["key", "value"]), [{"key": n, "value": "x" * 999} for n in range(99)]
            )

    with Writer.open(location) as writer:
        with pytest.raises(StoreError, match=r"tracker\.db: cannot be written: database or disk is full$"):
            fill(writer)
        with writer.transaction() as statements:
            assert statements.rows("SELECT key FROM meta") == []


def _write_many(location: Location, writer: int) -> None:
    with Writer.open(location) as opened:
        for number in range(5):
            with opened.transaction() as statements:
                recorder = Recorder(statements)
                recorder.repository(NAME, f"branch-{writer}")
                recorder.problems(type(NAME)(f"{writer}/{number}"), [ODD])


def test_processes_that_make_and_write_one_database_at_once_queue(location: Location) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_write_many, args=(location, writer)) for writer in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with Reader.open(location) as reader:
        assert reader.rows("SELECT count(*) FROM problem") == [(15,)]


def test_an_older_database_is_brought_to_the_newest_schema(engine: Engine, location: Location) -> None:
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    Writer.open(location).close()
    with Reader.open(location) as reader:
        assert reader.rows("SELECT version_num FROM alembic_version") == [(SCHEMA,)]


# --- what is no database of ours --------------------------------------------------------------------------------------


def _refused(location: Location) -> str:
    with pytest.raises(StoreError) as caught:
        Writer.open(location)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{location}: ")


def test_a_file_that_is_no_database_is_left_alone(location: Location) -> None:
    assert location.file is not None
    location.file.write_text("a letter to a friend\n" * 100)
    assert _refused(location) == "cannot be upgraded: file is not a database"
    assert location.file.read_text() == "a letter to a friend\n" * 100


def test_another_programs_database_is_left_alone(location: Location) -> None:
    with closing(sqlite3.connect(str(location.file))) as other:
        other.execute("CREATE TABLE recipe (name)")
    assert _refused(location) == "is not a database of the tracker's; name another with --db"
    with closing(sqlite3.connect(str(location.file))) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipe",)]


def test_a_newer_database_is_left_alone(location: Location) -> None:
    Writer.open(location).close()
    with closing(sqlite3.connect(str(location.file))) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    assert _refused(location).startswith("cannot be upgraded: Can't locate revision identified by '9999'")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert _refused(Location.of_file(tmp_path)) == "is a folder, not a database; name a file in it with --db"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    expected = "its folder cannot be made: Not a directory; name another with --db"
    assert _refused(Location.of_file(tmp_path / "file" / "below" / "tracker.db")) == expected


def test_a_database_that_was_being_made_when_its_maker_was_killed_is_made_anew(location: Location) -> None:
    assert location.file is not None
    sqlite.connect(location.file).close()
    assert not exists(location)
    Writer.open(location).close()
    assert exists(location)
