"""Reads the ledger without SQLModel: every reading command does, to know what people attested."""

from collections.abc import Iterator
from typing import Any

from tracker.ledger import Ledger, LedgerError
from tracker.ledger.chain import Break, Stored, broken, entry_of
from tracker.store.errors import StoreError
from tracker.store.reader import Reader

_COLUMNS = """
    SELECT position, id, kind, recorded_at, recorded_by, payload, supersedes, origin, previous, hash FROM ledger_entry
"""
_ALL = f"{_COLUMNS} ORDER BY position"
_ONE = f"{_COLUMNS} WHERE position = :position"
_HEADS = "SELECT position, hash FROM ledger_head ORDER BY id"
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
}


def ledger_of(reader: Reader) -> Ledger:
    """Return the ledger as it is; `StoreError` when an entry is none, for then nothing in it can be believed."""
    try:
        ledger = Ledger(tuple(entry_of(Stored(*row)) for row in reader.rows(_ALL)))
        _ = ledger.statements
    except LedgerError as error:
        raise StoreError(f"the ledger: an entry {error}; `tracker db verify` says where") from error
    return ledger


def broken_at(reader: Reader) -> Break | None:
    """Return the first place at which the ledger is broken."""
    return broken(_rows(reader), reader.rows(_HEADS))


def _rows(reader: Reader) -> Iterator[Stored]:
    """Yield the entries one after the other; of one that cannot be read nothing but its place."""
    try:
        rows = reader.rows(_ALL)
    except StoreError:
        rows = [_row(reader, position) for (position,) in reader.rows("SELECT position FROM ledger_entry ORDER BY 1")]
    yield from (Stored(*row) for row in rows)


def _row(reader: Reader, position: int) -> tuple[Any, ...]:
    try:
        return reader.rows(_ONE, position=position)[0]
    except StoreError:
        return (position, *[None] * 9)


def missing_triggers(reader: Reader, dialect: str) -> tuple[str, ...]:
    """Return the names of the triggers that should guard the ledger and do not."""
    from tracker.store.ledger_triggers import NAMES  # noqa: PLC0415 -- SQLAlchemy: 0.3 s that only `verify` pays

    found = {name for (name,) in reader.rows(_TRIGGERS[dialect])}
    return tuple(sorted(NAMES[dialect] - found))
