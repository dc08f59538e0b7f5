"""Copies an SQLite database while others may be using it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.store.errors import StoreError
from tracker.store.location import Location


def back_up(location: Location, file: Path) -> None:
    """Copy the database to a file that does not exist yet; `StoreError` when that cannot be done."""
    if location.file is None:
        raise StoreError(f"{location}: is on a server; use the server's own tool (pg_dump) to copy it")
    if not location.file.is_file():
        raise StoreError(f"{location}: there is no database to copy")
    if file.exists():
        raise StoreError(f"{file}: exists already; name a file that does not")
    try:
        with closing(sqlite3.connect(location.file)) as source, closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise StoreError(f"{file}: cannot be written: {error}") from error
