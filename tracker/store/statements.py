"""What recording needs of a database: statements, alike for SQLite and PostgreSQL.

Parameters are written `:name`. Tables and columns are always quoted: some are called what SQL calls its own words.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Row = tuple[Any, ...]
Values = Mapping[str, Any]
"""Column -> value."""


class Statements(Protocol):
    """An open transaction."""

    def rows(self, statement: str, **parameters: Any) -> list[Row]:
        """Return the rows of a `SELECT`."""

    def run(self, statement: str, **parameters: Any) -> None:
        """Run a statement that returns nothing."""

    def run_many(self, statement: str, rows: Sequence[Values]) -> None:
        """Run a statement once for each row."""


class FileStatements:
    """A transaction of the standard library's `sqlite3`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, **parameters: Any) -> list[Row]:
        """Return the rows of a `SELECT`."""
        return self._connection.execute(statement, parameters).fetchall()

    def run(self, statement: str, **parameters: Any) -> None:
        """Run a statement that returns nothing."""
        self._connection.execute(statement, parameters)

    def run_many(self, statement: str, rows: Sequence[Values]) -> None:
        """Run a statement once for each row."""
        self._connection.executemany(statement, rows)


class SessionStatements:
    """A transaction of SQLAlchemy's."""

    def __init__(self, session: "Session") -> None:
        from sqlalchemy import text  # noqa: PLC0415 -- 0.3 s that only users of a server pay

        self._session = session
        self._text = text

    def rows(self, statement: str, **parameters: Any) -> list[Row]:
        """Return the rows of a `SELECT`."""
        return [tuple(row) for row in self._session.execute(self._text(statement), parameters)]

    def run(self, statement: str, **parameters: Any) -> None:
        """Run a statement that returns nothing."""
        self._session.execute(self._text(statement), parameters)

    def run_many(self, statement: str, rows: Sequence[Values]) -> None:
        """Run a statement once for each row."""
        self._session.execute(self._text(statement), rows)


def inserting(table: str, columns: Iterable[str]) -> str:
    """Return the statement that inserts a row."""
    names = list(columns)
    places = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, names))}) VALUES ({places})"  # noqa: S608 -- our names


def updating(table: str, columns: Iterable[str]) -> str:
    """Return the statement that updates a row by its `id`."""
    new = ", ".join(f"{quoted(name)} = :{name}" for name in columns if name != "id")
    return f'UPDATE {quoted(table)} SET {new} WHERE "id" = :id'  # noqa: S608 -- our names


def quoted(name: str) -> str:
    """Return a name as SQL takes it whatever it is."""
    return f'"{name}"'
