"""Reads the database without SQLModel: `tracker status` must answer before SQLModel has been imported.

SQLite is read with the standard library's `sqlite3`, PostgreSQL through SQLAlchemy. Both take the same statements, with
parameters written `:name`; tests hold the statements to the tables.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tracker.store.errors import StoreError
from tracker.store.location import Location
from tracker.store.schema import SCHEMA

Row = tuple[Any, ...]
_FOREIGN = ("no such table", "is not a database", "does not exist")
"""What a file or server that holds no database of ours answers, as against one that cannot be read right now."""

_NOTHING = "there is no database; `tracker sync` makes one"


class Reader:
    """An open database, for reading."""

    def __init__(self, query: Callable[[str, dict[str, Any]], list[Row]], close: Callable[[], None]) -> None:
        self._query = query
        self._close = close

    @classmethod
    def open(cls, location: Location) -> "Reader":
        """Open the database and check its schema; `StoreError` when it is not there or not of this version."""
        reader = _open_sqlite(location) if location.file is not None else _open_sqlalchemy(location)
        try:
            _check_schema(reader, location)
        except BaseException:
            reader.close()
            raise
        return reader

    def rows(self, statement: str, **parameters: Any) -> list[Row]:
        """Return the rows of a `SELECT`."""
        return self._query(statement, parameters)

    def close(self) -> None:
        """Close the connection."""
        self._close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self.close()


def exists(location: Location) -> bool:
    """Return whether there is a database of the tracker's: a file that is not empty, a server with our tables.

    A file without a table is left where a process was killed that was making one.
    """
    if location.file is not None:
        return _is_filled(location.file) and not _is_without_tables(location.file)
    with _open_sqlalchemy(location) as reader:
        return bool(reader.rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'alembic_version'"))


def settle(file: Path) -> None:
    """Let SQLite take in what it wrote beside a database, unless somebody has it open; what is none stays as it is."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(str(file))) as connection:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _is_filled(file: Path | None) -> bool:
    try:
        return file is not None and file.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise StoreError(f"{file}: cannot be read: {error.strerror}; name another with --db") from error


def _is_without_tables(file: Path) -> bool:
    """Return whether a file is a database without anything in it; what cannot be told is not."""
    try:
        with closing(sqlite3.connect(str(file), timeout=30)) as connection:
            return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
    except sqlite3.Error:
        return False


def _open_sqlite(location: Location) -> Reader:
    # Whether there is a table in it is looked at only when none is found: it takes as long as most statements.
    if not _is_filled(location.file):
        raise StoreError(f"{location}: {_NOTHING}")
    if location.file is not None and location.file.is_dir():
        raise StoreError(f"{location}: is a folder, not a database; name a file in it with --db")
    try:
        # One transaction for all statements: a sync may record something between two of them.
        connection = sqlite3.connect(str(location.file), timeout=30, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
    except sqlite3.Error as error:
        raise StoreError(f"{location}: cannot be opened: {error}") from error

    def query(statement: str, parameters: dict[str, Any]) -> list[Row]:
        try:
            return connection.execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{location}: cannot be read: {error}") from error

    return Reader(query, connection.close)


def _open_sqlalchemy(location: Location) -> Reader:
    from sqlalchemy import create_engine, text  # noqa: PLC0415 -- 0.3 s that only users of a server pay
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    try:
        engine = create_engine(location.url, isolation_level="REPEATABLE READ")
        connection = engine.connect()
    except (SQLAlchemyError, ImportError) as error:
        raise StoreError(f"{location}: cannot be opened: {' '.join(str(error).split())}") from error

    def query(statement: str, parameters: dict[str, Any]) -> list[Row]:
        try:
            return [tuple(row) for row in connection.execute(text(statement), parameters)]
        except SQLAlchemyError as error:
            raise StoreError(f"{location}: cannot be read: {' '.join(str(error).split())}") from error

    def close() -> None:
        connection.close()
        engine.dispose()

    return Reader(query, close)


def _check_schema(reader: Reader, location: Location) -> None:
    try:
        rows = reader.rows("SELECT version_num FROM alembic_version")
    except StoreError as error:
        if not any(sign in str(error) for sign in _FOREIGN):
            raise
        if location.file is not None and _is_without_tables(location.file):
            raise StoreError(f"{location}: {_NOTHING}") from error
        raise StoreError(f"{location}: is not a database of the tracker's; name another with --db") from error
    found = rows[0][0] if rows else "none"
    if found < SCHEMA or not rows:
        raise StoreError(f"{location}: has schema {found}, this tracker reads {SCHEMA}; run `tracker db upgrade`")
    if found > SCHEMA:
        raise StoreError(
            f"{location}: was written by a newer tracker (schema {found}, this one reads {SCHEMA}); update"
        )
