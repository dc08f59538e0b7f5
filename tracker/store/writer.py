"""Opens the database for recording, at the newest schema: a file without SQLAlchemy, a server through it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.store import sqlite
from tracker.store.errors import StoreError
from tracker.store.location import Location
from tracker.store.schema import SCHEMA
from tracker.store.statements import FileStatements, SessionStatements, Statements


class Writer:
    """An open database, for recording; leave it as a context to close it."""

    def __init__(
        self, transaction: Callable[[], AbstractContextManager[Statements]], close: Callable[[], None]
    ) -> None:
        self.transaction = transaction
        """Gives a context whose statements are committed as a whole, or not at all; `StoreError` when they cannot."""
        self.close = close

    @classmethod
    def open(cls, location: Location) -> "Writer":
        """Open a database, or make one, and bring its schema to the newest version; `StoreError` when that fails."""
        return _on_server(location) if location.file is None else _in_file(location.file, location)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self.close()


def _in_file(file: Path, location: Location) -> Writer:
    connection = _current(file, location)

    @contextmanager
    def transaction() -> Iterator[Statements]:
        try:
            with sqlite.transaction(connection):
                yield FileStatements(connection)
        except sqlite3.Error as error:
            raise StoreError(f"{location}: cannot be written: {error}") from error

    return Writer(transaction, connection.close)


def _current(file: Path, location: Location) -> sqlite3.Connection:
    """Return a connection to a database of the newest schema."""
    sqlite.prepare_file(file, location)
    try:
        connection = sqlite.connect(file)
        try:
            with sqlite.transaction(connection):
                found = sqlite.schema_of(connection, location)
            if found != SCHEMA:
                _migrate(location)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise StoreError(f"{location}: cannot be upgraded: {error}") from error
    return connection


def _migrate(location: Location) -> None:
    from tracker.store.database import open_engine, upgrade  # noqa: PLC0415 -- SQLModel and Alembic: 1.2 s

    engine = open_engine(location)
    try:
        upgrade(engine, location)
    finally:
        engine.dispose()


def _on_server(location: Location) -> Writer:
    from tracker.store import database  # noqa: PLC0415 -- as above

    engine = database.open_engine(location)
    database.upgrade(engine, location)

    @contextmanager
    def transaction() -> Iterator[Statements]:
        with database.transaction(engine, location) as session:
            yield SessionStatements(session)

    return Writer(transaction, engine.dispose)
