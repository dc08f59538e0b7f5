"""The schema comes from migrations alone, and writers queue."""

import multiprocessing
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect
from sqlmodel import SQLModel

from tests.store.drawn import NAME, count, dump
from tracker.facts import Skipped
from tracker.shipped import shipped
from tracker.store.database import migrate, open_engine, transaction, upgrade
from tracker.store.errors import StoreError
from tracker.store.location import Location
from tracker.store.reader import Reader, exists
from tracker.store.recorder import Recorder
from tracker.store.schema import SCHEMA
from tracker.store.statements import SessionStatements
from tracker.store.tables import Meta, Problem, Repository


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    return config


def _described(connection: Connection) -> dict[str, object]:
    """Return what a database says of its tables, in no order."""
    found = inspect(connection)
    return {
        table: (
            sorted((each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(table)),
            sorted(str(each) for each in found.get_indexes(table)),
            sorted(str(each["column_names"]) for each in found.get_unique_constraints(table)),
            sorted(str(sorted(each.items(), key=str)) for each in found.get_foreign_keys(table)),
            found.get_pk_constraint(table)["constrained_columns"],
        )
        for table in found.get_table_names()
    }


def test_migrations_and_a_new_database_make_exactly_the_declared_tables(engine: Engine, tmp_path: Path) -> None:
    location = Location.of_file(tmp_path / "migrated.db")
    migrated = open_engine(location)
    with migrated.begin() as connection, engine.begin() as new:
        migrate(connection, location)
        for each in (connection, new):
            assert compare_metadata(MigrationContext.configure(each), SQLModel.metadata) == []
        assert _described(connection) == _described(new)
    migrated.dispose()


def test_the_schema_is_the_newest_migration(engine: Engine) -> None:
    assert ScriptDirectory.from_config(_config()).get_heads() == [SCHEMA]
    with engine.begin() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == SCHEMA


def test_an_upgrade_can_be_taken_back_and_repeated(engine: Engine, location: Location) -> None:
    config = _config()
    before = dump(engine, location)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    for _ in range(2):
        upgrade(engine, location)
    assert dump(engine, location) == before


def test_an_upgrade_that_fails_changes_nothing(location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    script = ScriptDirectory.from_config(_config()).get_revision(SCHEMA).module
    engine = open_engine(location)

    def half_way() -> None:
        script.op.create_table("half", script.sa.Column("id", script.sa.Integer()))
        raise script.sa.exc.OperationalError("statement", {}, Exception("disk full"))

    load = ScriptDirectory.from_config

    def broken(config: Config) -> ScriptDirectory:
        scripts = load(config)
        monkeypatch.setattr(scripts.get_revision(SCHEMA).module, "upgrade", half_way)
        return scripts

    monkeypatch.setattr(ScriptDirectory, "from_config", broken)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    with pytest.raises(StoreError, match=r"tracker\.db: cannot be upgraded: disk full"):
        upgrade(engine, location)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?.db", "a#b.db", "größe.db", "a;b&c=d.db"])
def test_a_database_lies_in_the_file_that_was_named(name: str, tmp_path: Path) -> None:
    location = Location.of_file(tmp_path / "new folder" / name)
    engine = open_engine(location)
    upgrade(engine, location)
    engine.dispose()
    assert [path.name for path in (tmp_path / "new folder").iterdir()] == [name]


def test_a_connection_has_write_ahead_log_foreign_keys_and_patience(engine: Engine) -> None:
    settings = {}
    with engine.begin() as connection:
        for pragma in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous"):
            settings[pragma] = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 60_000, "synchronous": 1}


def test_a_transaction_is_kept_as_a_whole_or_not_at_all(engine: Engine, location: Location) -> None:
    def write_twice() -> None:
        with transaction(engine, location) as session:
            session.add(Meta(key="a", value="b"))
            session.flush()
            session.add_all([Repository(name="a/b"), Repository(name="a/b")])

    with pytest.raises(StoreError, match=r"cannot be written: UNIQUE constraint failed: repository\.name"):
        write_twice()
    assert (count(engine, location, Meta), count(engine, location, Repository)) == (0, 0)


def _write_many(location: Location, writer: int) -> None:
    engine = open_engine(location)
    upgrade(engine, location)
    for number in range(5):
        with transaction(engine, location) as session:
            recorder = Recorder(SessionStatements(session))
            recorder.repository(NAME, f"branch-{writer}")
            recorder.problems(type(NAME)(f"{writer}/{number}"), [Skipped("a", "b")])
    engine.dispose()


def test_threads_that_write_at_once_queue(location: Location) -> None:
    threads = [threading.Thread(target=_write_many, args=(location, writer)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine = open_engine(location)
    assert (count(engine, location, Problem), count(engine, location, Repository)) == (20, 1)
    engine.dispose()


def test_processes_that_make_and_write_one_database_at_once_queue(location: Location) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_write_many, args=(location, writer)) for writer in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    engine = open_engine(location)
    assert count(engine, location, Problem) == 15
    engine.dispose()


# --- what is no database of ours --------------------------------------------------------------------------------------


def _refused(location: Location) -> str:
    with pytest.raises(StoreError) as caught:
        upgrade(open_engine(location), location)
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


def test_a_newer_database_is_left_alone(engine: Engine, location: Location) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert _refused(location).startswith("cannot be upgraded: Can't locate revision identified by '9999'")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert _refused(Location.of_file(tmp_path)) == "is a folder, not a database; name a file in it with --db"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    expected = "its folder cannot be made: Not a directory; name another with --db"
    assert _refused(Location.of_file(tmp_path / "file" / "below" / "tracker.db")) == expected


# --- what a process that was killed left ------------------------------------------------------------------------------


def test_a_database_that_was_being_made_when_its_maker_was_killed_is_made_anew(location: Location) -> None:
    engine = open_engine(location)
    with engine.connect():
        pass
    engine.dispose()
    assert location.file is not None
    assert location.file.stat().st_size > 0
    assert not exists(location)
    with pytest.raises(StoreError, match=r"tracker\.db: there is no database; `tracker sync` makes one"):
        Reader.open(location)
    engine = open_engine(location)
    upgrade(engine, location)
    engine.dispose()
    assert exists(location)
