"""Writes a ledger as JSON lines, reads it back, and says which of its entries another ledger lacks."""

from dataclasses import fields

from tracker.ledger.canonical import canonical, read
from tracker.ledger.chain import EMPTY, Head, Stored, appended, entry_of, fault, head_of
from tracker.ledger.entries import Entry
from tracker.ledger.errors import LedgerError
from tracker.ledger.forms import read as read_payload

_FIELDS = frozenset(each.name for each in fields(Stored))


def exported(entries: tuple[Entry, ...]) -> str:
    """Return a ledger as JSON lines: one entry a line, canonical."""
    return "".join(f"{entry.as_line()}\n" for entry in entries)


def imported(text: str) -> tuple[Entry, ...]:
    """Return the entries of an export; `LedgerError` names the first line that is not as it was written.

    Ends of lines may have been changed on the way; nothing else may.
    """
    entries: list[Entry] = []
    head = EMPTY
    known: dict[str, int] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, 1):
        try:
            entry = _entry(line.removesuffix("\r"), head, known)
        except LedgerError as error:
            raise LedgerError(f"line {number}: {error}") from error
        known[entry.id] = number
        head = Head(entry.position, entry.hash)
        entries.append(entry)
    return tuple(entries)


def merged(own: tuple[Entry, ...], other: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries to append to one ledger so that it has all that another has, each with its origin noted."""
    known = {entry.id for entry in own}
    head, added = head_of(own), list[Entry]()
    for entry in other:
        if entry.id not in known:
            added.append(appended(head, entry.draft, origin=entry.hash))
            head = head_of(added)
    return tuple(added)


def _entry(line: str, head: Head, known: dict[str, int]) -> Entry:
    """Return the entry of the line that comes after a head."""
    said = read(line)
    if said.keys() != _FIELDS or not isinstance(said["payload"], dict):
        raise LedgerError("is no entry of a ledger")
    row = Stored(**{**said, "payload": canonical(said["payload"])})
    wrong = fault(row, head, known)
    if wrong is not None:
        raise LedgerError(wrong)
    entry = entry_of(row)
    try:
        read_payload(entry.draft)
    except LedgerError as error:
        raise LedgerError(f"entry {entry.position} {error}") from error
    if entry.draft.supersedes is not None and entry.draft.supersedes not in known:
        raise LedgerError(f"entry {entry.position} corrects an entry that no line before it has")
    return entry
