"""Ledgers in databases, and how somebody may tamper with one behind the tool's back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tracker.ledger import Concern, Draft, Entry, EntryKind
from tracker.ledger.forms import written
from tracker.store.ledger import record
from tracker.store.location import Location

COLUMNS = (
    *("position", "id", "kind", "recorded_at", "recorded_by", "payload"),
    *("supersedes", "origin", "previous", "hash"),
)
MOMENT = datetime(2026, 6, 12, 9, 30, tzinfo=UTC)


def concern(location: Location, text: str, by: str = "Ada", supersedes: str | None = None) -> Entry:
    """Record a concern."""
    return record(location, Draft(EntryKind.CONCERN, MOMENT, by, written(Concern("lamp", text)), supersedes))


def tamper(file: Path, random: Random) -> str:
    """Change one row of a ledger, without its triggers; return what was done."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        rows = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM ledger_entry ORDER BY position").fetchall()  # noqa: S608
        way = random.choice((_edit, _edit, _edit, _remove, _insert, _reorder, _head))
        return way(connection, rows, random)


Rows = list[tuple[object, ...]]
Way = Callable[[sqlite3.Connection, Rows, Random], str]


def _edit(connection: sqlite3.Connection, rows: Rows, random: Random) -> str:
    """Change one value of one row: a little, to nothing, to that of another row, or to another type."""
    row = random.choice(rows)
    column = random.randrange(len(COLUMNS))
    old = row[column]
    new = random.choice([each for each in _values(old, column, rows, random) if each != old])
    connection.execute(f"UPDATE OR IGNORE ledger_entry SET {COLUMNS[column]} = ? WHERE position = ?", (new, row[0]))  # noqa: S608
    changed = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM ledger_entry ORDER BY position").fetchall()  # noqa: S608
    return f"edited {COLUMNS[column]} of {row[0]} to {new!r}" if changed != rows else ""


def _values(old: object, column: int, rows: Rows, random: Random) -> list[object]:
    if column == 0:
        return [random.randint(-3, 99), len(rows) + 1, 0]
    text = old if isinstance(old, str) else ""
    place = random.randrange(len(text) + 1)
    some = random.choice('abcdef0123456789 Zé\t{}",:')
    return [
        text[:place] + some + text[place:],
        text[:place] + text[place + 1 :] if place < len(text) else f"{text} ",
        text.upper() if text.upper() != text else f" {text}",
        text.encode() or b"x",
        random.choice(rows)[column],
        f"{text}\n",
        "",
    ]


def _remove(connection: sqlite3.Connection, rows: Rows, random: Random) -> str:
    row = random.choice([rows[0], rows[-1], *rows])
    connection.execute("DELETE FROM ledger_entry WHERE position = ?", (row[0],))
    return f"removed {row[0]}"


def _insert(connection: sqlite3.Connection, rows: Rows, random: Random) -> str:
    """Insert a row like another one: at the end, before the first, or between two, where the later ones make room."""
    place = random.randint(0, len(rows) + 1)
    connection.execute("UPDATE ledger_entry SET position = -position - 1 WHERE position >= ?", (place,))
    connection.execute("UPDATE ledger_entry SET position = -position WHERE position < 0")
    like = list(random.choice(rows))
    like[0] = place
    for column in (1, 9):
        like[column] = f"{random.getrandbits(256):064x}"
    marks = ", ".join("?" * len(COLUMNS))
    connection.execute(f"INSERT INTO ledger_entry ({', '.join(COLUMNS)}) VALUES ({marks})", like)  # noqa: S608
    return f"inserted {place}"


def _reorder(connection: sqlite3.Connection, rows: Rows, random: Random) -> str:
    if len(rows) == 1:
        return _remove(connection, rows, random)
    one, other = random.sample([row[0] for row in rows], 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        connection.execute("UPDATE ledger_entry SET position = ? WHERE position = ?", (new, old))
    return f"reordered {one} and {other}"


def _head(connection: sqlite3.Connection, rows: Rows, random: Random) -> str:
    statement = random.choice(
        (
            "DELETE FROM ledger_head",
            "UPDATE ledger_head SET position = position - 1",
            "UPDATE ledger_head SET position = position + 1",
            "UPDATE ledger_head SET hash = 'x'",
            "INSERT INTO ledger_head (id, position, hash) SELECT 2, position, hash FROM ledger_head",
        )
    )
    connection.execute(statement)
    return f"{statement} of {len(rows)}"
