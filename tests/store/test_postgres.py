"""The same facts are kept on a PostgreSQL server."""

import importlib.util
import multiprocessing
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from tests.builders import RepositoryBuilder
from tests.store.drawn import FIRST_DAY, KINDS, NAME, blob_of, empty_database, facts, record
from tests.store.ledger_cases import concern
from tests.store.made_hosting import ISSUE, PULL, REACH, RELEASE, RENAMED
from tests.store.told import LISTS, TEA, day, tell
from tests.store.told import record as record_all
from tracker.chronicle import BranchHistory, BranchKind, FileChange, Step
from tracker.facts import Commit, Revision, Skipped
from tracker.hosting import HostedList
from tracker.published import Publication, PublicationFault, PublicationFinding, PublicationState
from tracker.store.chronicles import chronicle_at, tagged_at
from tracker.store.database import open_engine, transaction, upgrade
from tracker.store.errors import StoreError
from tracker.store.export import export_facts, import_facts
from tracker.store.hosting import HostingRecorder, hosted, reaches
from tracker.store.ledger import merge
from tracker.store.ledger_reading import broken_at, ledger_of, missing_triggers
from tracker.store.location import Location
from tracker.store.publications import publications, record_publications
from tracker.store.reader import Reader, exists
from tracker.store.recorder import Recorder
from tracker.store.statements import SessionStatements
from tracker.store.writer import Writer

STEPS = tuple(
    Step(Commit(Revision(f"{place}" * 40), FIRST_DAY, "Zoë", "x"), FIRST_DAY, changes)
    for place, changes in enumerate(
        (
            tuple(FileChange(path, kind, blob_of(1)) for path, kind in KINDS.items()),
            (FileChange("a.wit", KINDS["a.wit"], None), FileChange("README.md", KINDS["README.md"], blob_of(2))),
        )
    )
)


def _do_without(reason: str) -> NoReturn:
    """Skip, except where nothing may be skipped unseen."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _binaries() -> Path | None:
    """Return the folder of the server's programs: on PATH, or where Debian keeps them."""
    found = shutil.which("initdb")
    return Path(found).parent if found else max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@pytest.fixture(scope="module")
def server() -> Iterator[Location]:
    """Start a server of its own below the folder for temporary files, and return where it is."""
    if importlib.util.find_spec("psycopg") is None:
        _do_without("psycopg is not installed: it comes with the extra `postgres`")
    binaries = _binaries()
    if binaries is None:
        _do_without("PostgreSQL is not installed: apt-get install postgresql, brew install postgresql")
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    if user == "postgres" and not any(each.pw_name == "postgres" for each in pwd.getpwall()):
        _do_without("PostgreSQL does not run as root, and there is no user postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
    shutil.chown(folder, user)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    commands = {
        "make": ["initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "me", "-E", "UTF8", "--locale=C.UTF-8"],
        "start": ["pg_ctl", "-D", f"{folder}/data", "-w", "-o", options, "-l", f"{folder}/log", "start"],
        "stop": ["pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop"],
    }

    def run(step: str) -> None:
        program, *arguments = commands[step]
        as_user = user if os.getuid() == 0 else None
        command = [str(binaries / program), *arguments]
        subprocess.run(
            command, check=True, user=as_user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    try:
        run("make")
        run("start")
        try:
            yield Location.find(f"postgresql://me@127.0.0.1:{port}/postgres")
        finally:
            run("stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(engine: Engine, location: Location) -> str:
    """Record some of everything, in two syncs, and return the export."""
    record(engine, location, BranchHistory("main", None, STEPS[:1]))
    record(engine, location, BranchHistory("main", STEPS[0].commit.revision, STEPS[1:]))
    with transaction(engine, location) as session:
        recorder = Recorder(SessionStatements(session))
        recorder.problems(NAME, [Skipped("größe", "why", True)])
        recorder.synced(FIRST_DAY)
        return export_facts(session, dated=True)


def test_a_server_keeps_the_same_facts_as_a_file(server: Location) -> None:
    assert not exists(server)
    with pytest.raises(StoreError, match="is not a database of the tracker's"):
        Reader.open(server)
    engine = open_engine(server)
    for _ in range(2):
        upgrade(engine, server)
    assert exists(server)
    with empty_database() as (file_engine, file), empty_database() as (copy_engine, copy):
        text = _fill(file_engine, file)
        assert _fill(engine, server) == text
        assert facts(server) == facts(file)
        with transaction(copy_engine, copy) as session:
            import_facts(session, text)
        assert facts(copy) == facts(server)
    record(engine, server, BranchHistory("main", None, STEPS[:1]))
    (repository,) = facts(server).repositories
    assert [path for path, _ in repository.wit] == ["a.wit", "größe/c.wit", "wit/b.wit"]
    engine.dispose()


MOVES = (
    ("wit", "main", 1),
    ("list", "Proposals.md", 2),
    ("pull", "", 1),
    ("tag", "topic-1", 1),
    ("world", "wasi-0.2", 2),
    ("tag", "wasi-0.2", 2),
    ("readme", "main", 2),
    ("pull", "", 1),
    ("merge", "", 1),
    ("list", "docs/Proposals.md", 2),
    ("world", "main", 1),
    ("wit", "wasi-0.2", 3),
)


def test_a_server_tells_the_same_chronicle_as_a_file(server: Location, repository: RepositoryBuilder) -> None:
    engine = create_engine(server.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE chronicles"))
    engine.dispose()
    other = Location.find(str(make_url(server.url).set(database="chronicles")))
    tell(repository, MOVES)
    with empty_database() as (_, file):
        for location in (file, other):
            record_all(location, repository)
        with closing(Reader.open(file)) as reader, closing(Reader.open(other)) as remote:
            for moment in (None, day(5), day(9)):
                expected = chronicle_at(reader, TEA, LISTS, moment)
                assert chronicle_at(remote, TEA, LISTS, moment) == expected
                assert tagged_at(remote, moment) == tagged_at(reader, moment)
            whole = chronicle_at(remote, TEA, LISTS)
            kinds = {span.branch.kind for span in whole.gates}
            assert kinds == {*BranchKind}
            assert (len(whole.lists), len(whole.tags), len(whole.pulls), len(whole.documents)) == (2, 2, 1, 1)


def test_a_server_keeps_what_registries_answered_as_a_file_does(server: Location) -> None:
    engine = create_engine(server.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE publications"))
    engine.dispose()
    other = Location.find(str(make_url(server.url).set(database="publications")))
    finding = PublicationFinding(PublicationFault.DIFFERENT_API, "a:b/größe", "why")
    there = Publication("a:b", "1.0.0", "h/b:1.0.0", PublicationState.PUBLISHED, day(2), "sha256:0", ("1.0.0",))
    compared = replace(there, compared=True, findings=(finding,), annotations=(("note", "größe"),))
    lost = replace(there, state=PublicationState.UNKNOWN, digest=None, tags=(), checked_at=day(4), problem="gone")
    with empty_database() as (_, file):
        for location in (file, other):
            with Writer.open(location) as writer:
                for answer in (compared, replace(compared, compared=False, checked_at=day(3)), lost):
                    with writer.transaction() as statements:
                        record_publications(statements, [answer])
        with closing(Reader.open(file)) as reader, closing(Reader.open(other)) as remote:
            for moment in (None, day(1), day(2), day(3)):
                assert publications(remote, moment) == publications(reader, moment)
            assert publications(remote, day(2)) == (compared,)


def _tell(location: Location) -> None:
    """Record what a host told, in two goes: the second says the same again, and changes something."""
    changed = replace(ISSUE, title="Größe", open=True, closed_at=None, labels=("é",))
    undecided = replace(PULL, number=4, draft=True, labels=(), reviewers=(), linked=(), decision=None)
    with Writer.open(location) as writer:
        for issue, pull in ((ISSUE, PULL), (changed, replace(PULL, decision=None))):
            with writer.transaction() as statements:
                recorder = HostingRecorder(statements)
                recorder.pulls([pull, undecided])
                recorder.issues([issue])
                recorder.releases(NAME, [RELEASE, replace(RELEASE, tag="v0", published_at=None)])
                recorder.renamed(RENAMED)
                recorder.reach(NAME, HostedList.PULLS, REACH)
                recorder.asked(NAME, day(9))


def test_a_server_keeps_what_a_host_told_as_a_file_does(server: Location) -> None:
    engine = create_engine(server.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE hosting"))
    engine.dispose()
    other = Location.find(str(make_url(server.url).set(database="hosting")))
    with empty_database() as (file_engine, file), empty_database() as (copy_engine, copy):
        for location in (file, other):
            _tell(location)
        with closing(Reader.open(file)) as reader, closing(Reader.open(other)) as remote:
            for moment in (None, day(2), day(4), day(8)):
                assert hosted(remote, moment) == hosted(reader, moment)
            assert reaches(remote) == reaches(reader) == {(NAME, HostedList.PULLS): REACH}
            told = hosted(remote)
            assert (told.pulls[0], len(told.pulls), told.renamed) == (PULL, 2, (RENAMED,))
        engine = open_engine(other)
        with transaction(engine, other) as session:
            exported = export_facts(session)
        engine.dispose()
        with transaction(file_engine, file) as session:
            assert export_facts(session) == exported
        with transaction(copy_engine, copy) as session:
            import_facts(session, exported)
            assert export_facts(session) == exported


def _record_some(location: Location, writer: int) -> None:
    for number in range(3):
        concern(location, f"number {number}", by=f"writer {writer}")


def test_a_server_keeps_the_ledger_append_only_and_whole(server: Location) -> None:
    engine = create_engine(server.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("ledger", "migrated"):
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    location, migrated = (
        Location.find(str(make_url(server.url).set(database=name))) for name in ("ledger", "migrated")
    )
    first = concern(location, "one")
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_record_some, args=(location, writer)) for writer in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    engine, other = open_engine(location), open_engine(migrated)
    for statement in (
        "UPDATE ledger_entry SET recorded_by = 'Bo'",
        "DELETE FROM ledger_entry WHERE position = 1",
        "TRUNCATE ledger_entry",
        "INSERT INTO ledger_entry SELECT 99, 'x', 'vote', '', '', '', NULL, NULL, (SELECT hash FROM ledger_head), 'x'",
        "INSERT INTO ledger_entry SELECT 14, 'x', 'vote', '', '', '', NULL, NULL, 'y', 'x'",
        "UPDATE ledger_head SET position = 1",
        "DELETE FROM ledger_head",
        "INSERT INTO ledger_head VALUES (2, 1, 'x')",
        "TRUNCATE ledger_head",
    ):
        with pytest.raises(SQLAlchemyError, match="the ledger"), engine.begin() as connection:
            connection.exec_driver_sql(statement)
    with Reader.open(location) as reader:
        assert (broken_at(reader), missing_triggers(reader, "postgresql")) == (None, ())
        entries = ledger_of(reader).entries
    assert (len(entries), entries[0]) == (13, first)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE ledger_entry SET recorded_by = 'Bo' WHERE position = 7")
    with Reader.open(location) as reader:
        wrong = broken_at(reader)
        assert (wrong and wrong.position, len(missing_triggers(reader, "postgresql"))) == (7, 4)
    with other.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    upgrade(other, migrated)
    with engine.begin() as connection, other.begin() as second:
        for statement in (_TRIGGERS, _FUNCTIONS):
            made = connection.exec_driver_sql(statement).all()
            assert (made, len(made) >= 4) == (second.exec_driver_sql(statement).all(), True)
    assert [each.id for each in merge(migrated, entries)[1]] == [each.id for each in entries]
    engine.dispose()
    other.dispose()


_TRIGGERS = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
_FUNCTIONS = "SELECT proname, prosrc FROM pg_proc WHERE starts_with(proname, 'ledger') ORDER BY 1"


def test_a_server_that_does_not_answer_is_told_in_one_line() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed: it comes with the extra `postgres`")
    location = Location.find("postgresql://me:secret@127.0.0.1:1/db")
    with pytest.raises(StoreError, match=r"^postgresql\+psycopg://127\.0\.0\.1:1/db: cannot be opened: [^\n]+$"):
        Reader.open(location)
