"""Records entries of the ledger.

An entry is recorded under the database's write lock: it is chained to the one that is last at that moment, so that any
number of processes can record at once and nothing is lost.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select, text
from sqlmodel import Session, col

from tracker.ledger import EMPTY, Draft, Entry, Head, Ledger, appended
from tracker.ledger.canonical import canonical
from tracker.ledger.chain import Stored, broken, entry_of
from tracker.ledger.merging import merged
from tracker.store.database import open_engine, transaction, upgrade
from tracker.store.errors import StoreError
from tracker.store.ledger_tables import LedgerEntryRow, LedgerHeadRow
from tracker.store.location import Location

_LOCK = "LOCK TABLE ledger_entry IN SHARE ROW EXCLUSIVE MODE"
"""PostgreSQL: readers go on, writers wait. SQLite's transactions take the write lock when they begin."""
_TICK = timedelta(microseconds=1)


def record(location: Location, draft: Draft) -> Entry:
    """Add an entry to the ledger, and return it; the database is made or brought to this schema first.

    Of two entries that say the same at the same moment the later one is recorded a microsecond later: they are two.
    `StoreError` when it corrects an entry that is not there.
    """
    with _writing(location) as session:
        if draft.supersedes is not None and not _has(session, draft.supersedes):
            raise StoreError(f"{location}: the ledger has no entry {draft.supersedes}")
        while _has(session, draft.id):
            draft = replace(draft, recorded_at=draft.recorded_at + _TICK)
        entry = appended(_head(session), draft)
        _add(session, [entry])
    return entry


def merge(location: Location, other: tuple[Entry, ...]) -> tuple[Ledger, tuple[Entry, ...]]:
    """Add the entries of another ledger that this one lacks, all or none; return the ledger and what was added.

    `StoreError` when this ledger is broken: then nothing is added to it.
    """
    with _writing(location) as session:
        own = _entries(session, location)
        added = merged(own, other)
        _add(session, added)
    return Ledger((*own, *added)), added


@contextmanager
def _writing(location: Location) -> Iterator[Session]:
    """Yield a session that alone writes to the ledger, until its end."""
    engine = open_engine(location)
    if location.file is not None:
        # What a person recorded must be there after a power cut, too; facts can be read again.
        event.listen(engine, "connect", _on_connect)
    try:
        upgrade(engine, location)
        with transaction(engine, location) as session:
            if location.file is None:
                session.execute(text(_LOCK))
            yield session
    finally:
        engine.dispose()


def _on_connect(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = FULL")


def _has(session: Session, identifier: str) -> bool:
    found = session.execute(select(col(LedgerEntryRow.position)).where(col(LedgerEntryRow.id) == identifier))
    return found.first() is not None


def _head(session: Session) -> Head:
    found = session.execute(select(col(LedgerHeadRow.position), col(LedgerHeadRow.hash))).first()
    return EMPTY if found is None else Head(*found)


def _entries(session: Session, location: Location) -> tuple[Entry, ...]:
    """Return every entry; `StoreError` when the chain is broken."""
    rows = session.execute(select(LedgerEntryRow).order_by(col(LedgerEntryRow.position))).scalars()
    stored = [Stored(*(getattr(row, name) for name in LedgerEntryRow.model_fields)) for row in rows]
    heads = session.execute(select(col(LedgerHeadRow.position), col(LedgerHeadRow.hash))).all()
    wrong = broken(stored, [(position, digest) for position, digest in heads])
    if wrong is not None:
        raise StoreError(f"{location}: the ledger is broken, nothing was added to it: {wrong.message}")
    return tuple(map(entry_of, stored))


def _add(session: Session, entries: Iterable[Entry]) -> None:
    for entry in entries:
        said = entry.as_object()
        said |= {"recorded_by": said.pop("by"), "payload": canonical(said["payload"])}
        session.add(LedgerEntryRow(**said))
        session.flush()
