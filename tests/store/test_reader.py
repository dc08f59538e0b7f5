"""A database is found, and opened for reading or refused in one line."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.drawn import NAME
from tracker.facts import Skipped
from tracker.store.database import transaction
from tracker.store.errors import StoreError
from tracker.store.location import Location
from tracker.store.reader import Reader, exists
from tracker.store.recorder import Recorder
from tracker.store.schema import SCHEMA
from tracker.store.statements import SessionStatements


def _refused(location: Location) -> str:
    with pytest.raises(StoreError) as caught:
        Reader.open(location)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{location}: ")


def test_where_there_is_no_database_the_next_step_is_a_sync(location: Location) -> None:
    assert not exists(location)
    assert _refused(location) == "there is no database; `tracker sync` makes one"
    assert location.file is not None
    assert not location.file.exists()
    location.file.write_bytes(b"")
    assert _refused(location) == "there is no database; `tracker sync` makes one"
    assert _refused(Location.of_file(location.file / "below")) == "there is no database; `tracker sync` makes one"


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert _refused(Location.of_file(tmp_path)) == "is a folder, not a database; name a file in it with --db"


@pytest.mark.parametrize("content", [b"text", b"SQLite format 3\0", b"\0" * 5000])
def test_a_file_that_is_no_database_is_refused(content: bytes, location: Location) -> None:
    assert location.file is not None
    location.file.write_bytes(content)
    assert _refused(location) == "is not a database of the tracker's; name another with --db"
    assert location.file.read_bytes() == content


def test_another_programs_database_is_refused(location: Location) -> None:
    with closing(sqlite3.connect(str(location.file))) as other:
        other.execute("CREATE TABLE recipe (name)")
    assert _refused(location) == "is not a database of the tracker's; name another with --db"


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0000", f"has schema 0000, this tracker reads {SCHEMA}; run `tracker db upgrade`"),
        (None, f"has schema none, this tracker reads {SCHEMA}; run `tracker db upgrade`"),
        ("9999", f"was written by a newer tracker (schema 9999, this one reads {SCHEMA}); update"),
    ],
)
def test_another_schema_is_refused(version: str | None, expected: str, engine: Engine, location: Location) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
        if version:
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{version}')")  # noqa: S608 -- a constant
    assert _refused(location) == expected


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(engine: Engine, location: Location) -> None:
    statement = "SELECT source FROM problem"
    with Reader.open(location) as reader:
        assert reader.rows(statement) == []
        with transaction(engine, location) as session:
            Recorder(SessionStatements(session)).problems(NAME, [Skipped("a", "b")])
        assert reader.rows(statement) == []
    with Reader.open(location) as reader:
        assert reader.rows(statement) == [("a",)]


def test_a_reader_writes_nothing_and_says_what_it_cannot_read(engine: Engine, location: Location) -> None:
    with engine.begin(), Reader.open(location) as reader:
        with pytest.raises(StoreError, match="cannot be read: attempt to write a readonly database"):
            reader.rows("DELETE FROM meta")
        with pytest.raises(StoreError, match="cannot be read: no such table: nowhere"):
            reader.rows("SELECT 1 FROM nowhere")


# --- where it is ------------------------------------------------------------------------------------------------------


def test_the_option_comes_before_the_environment_and_that_before_the_platforms_folder(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    assert Location.find(None).file == home / "data" / "wasi-tracker" / "tracker.db"
    monkeypatch.setenv("TRACKER_DATABASE_URL", "sqlite:////environment.db")
    assert Location.find(None).file == Path("/environment.db")
    assert Location.find("/option.db").file == Path("/option.db")


@pytest.mark.parametrize("option", ["some.db", "sqlite:///some.db"])
def test_a_relative_file_is_below_the_working_folder(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Location.find(option) == Location.of_file(tmp_path / "some.db")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_is_named_without_its_password(scheme: str) -> None:
    location = Location.find(f"{scheme}://me:secret@server:5432/db?password=secret")
    assert (location.file, str(location)) == (None, "postgresql+psycopg://server:5432/db")
    assert location.url == "postgresql+psycopg://me:secret@server:5432/db?password=secret"


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(StoreError, match="mysql://: not a database the tracker knows"):
        Location.find("mysql://me:secret@server/db")
