"""The chain: what the next entry is, and where a chain is broken.

What a chain proves. Each entry's hash covers the entry and the hash before it, and the head names the last one: whoever
changes, removes, inserts or moves entries without making every later hash and the head anew is found. What a chain by
itself cannot prove is that nobody did make them all anew: whoever can write the file can compute SHA-256 as well. That
takes an anchor outside, a hash that was published before (in meeting notes, in a commit): `tracker db verify` prints
the newest one, and `--expect` holds the ledger to one that was published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tracker.frozen import frozen
from tracker.ledger.canonical import read
from tracker.ledger.entries import Draft, Entry, EntryKind, moment_of
from tracker.ledger.errors import LedgerError

GENESIS = "0" * 64
"""The hash before the first entry."""


@frozen
class Head:
    """The end of a chain."""

    position: int
    """Of the last entry; 0 when there is none."""
    hash: str
    """Of the last entry."""


EMPTY = Head(0, GENESIS)
"""The end of a ledger without entries."""


@frozen
class Stored:
    """An entry exactly as a database or a file has it, whatever that is (`tracker.ledger.Entry`)."""

    position: Any
    id: Any
    kind: Any
    recorded_at: Any
    """A moment, as text."""
    by: Any
    payload: Any
    """Canonical JSON, as text."""
    supersedes: Any
    origin: Any
    previous: Any
    hash: Any


@frozen
class Break:
    """The first place at which a chain does not hold."""

    position: int
    """Where, from 1."""
    message: str
    """What is wrong there, in one line."""


def appended(head: Head, draft: Draft, origin: str | None = None) -> Entry:
    """Return the entry that comes after a head."""
    bare = Entry(head.position + 1, draft.id, draft, origin, head.hash, "")
    return replace(bare, hash=bare.computed_hash())


def head_of(entries: Sequence[Entry]) -> Head:
    """Return the end of a chain of entries."""
    return Head(entries[-1].position, entries[-1].hash) if entries else EMPTY


def entry_of(stored: Stored) -> Entry:
    """Return an entry as it is stored; `LedgerError` when it is none. Hashes are not looked at."""
    texts = (stored.id, stored.kind, stored.recorded_at, stored.by, stored.payload, stored.previous, stored.hash)
    perhaps = (stored.supersedes, stored.origin)
    if not all(isinstance(each, str) for each in texts) or not all(each is None or _is_text(each) for each in perhaps):
        raise LedgerError("holds something that is no text")
    if isinstance(stored.position, bool) or not isinstance(stored.position, int):
        raise LedgerError("has a position that is no number")
    if stored.kind not in [*EntryKind]:
        raise LedgerError(f"is of the kind {stored.kind!r}, which this version does not know")
    draft = Draft(
        EntryKind(stored.kind), moment_of(stored.recorded_at), stored.by, read(stored.payload), stored.supersedes
    )
    return Entry(stored.position, stored.id, draft, stored.origin, stored.previous, stored.hash)


def broken(rows: Iterable[Stored], heads: Sequence[tuple[Any, Any]]) -> Break | None:
    """Return the first place at which a chain is broken; `heads` is what the database has for its end.

    A ledger in which nothing was ever recorded has no head.
    """
    head = EMPTY
    ids: dict[str, int] = {}
    for row in rows:
        place = head.position + 1
        message = fault(row, head, ids)
        if message is not None:
            return Break(place, message)
        ids[row.id] = place
        head = Head(place, row.hash)
    return _wrong_head(head, heads)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def fault(row: Stored, head: Head, ids: dict[str, int]) -> str | None:
    """Return what is wrong with the entry that comes after a head; `None` when nothing is."""
    place = head.position + 1
    if row.position != place:
        return f"entry {place} is missing: after entry {head.position} comes entry {row.position}"
    try:
        entry = entry_of(row)
        _check_hashes(entry)
    except LedgerError as error:
        return f"entry {place} was changed: it {error}"
    if entry.previous != head.hash:
        return f"entry {place} does not follow entry {head.position}: that one was changed, removed or replaced"
    return f"entry {place} is entry {ids[entry.id]} once more" if entry.id in ids else None


def _check_hashes(entry: Entry) -> None:
    """Raise `LedgerError` unless an entry's hashes are those of what it says."""
    if entry.computed_hash() != entry.hash:
        raise LedgerError("says something else than its hash was made of")
    if entry.draft.id != entry.id:
        raise LedgerError("says something else than its id was made of")


def _wrong_head(last: Head, heads: Sequence[tuple[Any, Any]]) -> Break | None:
    """Return what is wrong with the recorded end of a chain whose entries hold together."""
    expected = [(last.position, last.hash)] if last.position else []
    found = [tuple(each) for each in heads]
    if found == expected:
        return None
    if len(found) != 1:
        wrong = "the ledger's head is missing" if not found else "the ledger has several heads"
        return Break(last.position, wrong)
    position, digest = found[0]
    if isinstance(position, int) and position > last.position:
        missing = last.position + 1
        return Break(missing, f"entry {missing} is missing: the ledger had {position} entries")
    if isinstance(position, int) and position < last.position and position >= 0:
        return Break(position + 1, f"entry {position + 1} was not recorded: the ledger had {position} entries")
    return Break(last.position, f"the ledger's head was changed: it says {digest}, entry {last.position} {last.hash}")
