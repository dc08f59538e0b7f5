"""Opens a file for writing with the standard library, and makes a new database in it: SQLModel takes 0.8 s to import.

The tables are declared in `tracker.store.tables`; the script that makes them follows from there, and a test holds it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.shipped import shipped
from tracker.store.errors import StoreError
from tracker.store.location import Location

SCRIPT = "migrations/sqlite.sql"
"""What makes a new database: every table, index and trigger, and the schema's version."""
PRAGMAS = (
    "PRAGMA busy_timeout = 60000",  # Milliseconds that a writer waits for another one to finish.
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)
"""What every connection that writes sets first."""
BEGIN = "BEGIN IMMEDIATE"
"""Takes the write lock at once: two writers queue instead of failing half-way."""


def prepare_file(file: Path, location: Location) -> None:
    """Make the folder of a database; `StoreError` when the file is a folder itself, or its folder cannot be made."""
    if file.is_dir():
        raise StoreError(f"{location}: is a folder, not a database; name a file in it with --db")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{location}: its folder cannot be made: {error.strerror}; name another with --db") from error


def connect(file: Path) -> sqlite3.Connection:
    """Return a connection that leaves transactions to its caller."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is done meanwhile as a whole, or nothing of it."""
    connection.execute(BEGIN)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Of itself SQLite ends a transaction when the disk is full, for one.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def schema_of(connection: sqlite3.Connection, location: Location) -> str | None:
    """Return the version of the schema, after a database without tables was given the newest one.

    To be asked in a transaction. `None` where none is told; `StoreError` when the database is another program's.
    """
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    tables = {name for (name,) in found}
    if tables and "alembic_version" not in tables:
        raise StoreError(f"{location}: is not a database of the tracker's; name another with --db")
    if not tables:
        for statement in statements(shipped(SCRIPT).read_text(encoding="utf-8")):
            connection.execute(statement)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; that of a trigger has statements in it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
