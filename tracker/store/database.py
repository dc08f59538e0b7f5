"""Opens the database for writing: engine, transactions, and migrations, the only way a schema comes to be."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Engine, event, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, create_engine

from tracker.shipped import shipped
from tracker.store.errors import StoreError
from tracker.store.location import Location

_BUSY_MILLISECONDS = 60_000
"""How long a writer waits for another one to finish."""


def open_engine(location: Location) -> Engine:
    """Return an engine; for SQLite with write-ahead log, foreign keys and a busy timeout."""
    if location.file is None:
        try:
            return create_engine(location.url)
        except (SQLAlchemyError, ImportError) as error:
            raise StoreError(f"{location}: cannot be opened: {_one_line(error)}") from error
    if location.file.is_dir():
        raise StoreError(f"{location}: is a folder, not a database; name a file in it with --db")
    try:
        location.file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{location}: its folder cannot be made: {error.strerror}; name another with --db") from error
    engine = create_engine(URL.create("sqlite", database=str(location.file)))
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def upgrade(engine: Engine, location: Location) -> None:
    """Bring the schema to the newest migration, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            tables = inspect(connection).get_table_names()
            if tables and "alembic_version" not in tables:
                raise StoreError(f"{location}: is not a database of the tracker's; name another with --db")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except (SQLAlchemyError, CommandError) as error:
        raise StoreError(f"{location}: cannot be upgraded: {_one_line(error)}") from error


@contextmanager
def transaction(engine: Engine, location: Location) -> Iterator[Session]:
    """Yield a session whose work is committed as a whole, or not at all."""
    try:
        with Session(engine) as session, session.begin():
            yield session
    except SQLAlchemyError as error:
        raise StoreError(f"{location}: cannot be written: {_one_line(error)}") from error


def _on_connect(connection: Any, _record: Any) -> None:
    """Leave transactions to SQLAlchemy, not to the driver, whose own begin is too late for DDL and for readers."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: Any) -> None:
    """Take the write lock at once: two writers queue instead of failing half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _one_line(error: Exception) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())
