"""Writes what a person said to the ledger, and finds the entry that it corrects."""

from typing import TypeVar

from tracker.cli.asking import InputError, now
from tracker.cli.output import put, tell
from tracker.ledger import Draft, Entry, EntryKind, Ledger, Payload
from tracker.ledger.forms import written
from tracker.store.location import Location

SHORTEST = 6
"""Characters of an id that must be given: fewer may be somebody's name for something else."""
_Said = TypeVar("_Said")


def write(database: str | None, kind: EntryKind, by: str, payload: Payload, supersedes: str | None = None) -> Entry:
    """Record an entry and print its id."""
    from tracker.store.ledger import record  # noqa: PLC0415 -- SQLModel: 0.7 s that only recording pays

    entry = record(Location.find(database), Draft(kind, now(), by, written(payload), supersedes))
    put(f"{entry.id}\n")
    tell(f"recorded as entry {entry.position}; the ledger's head is {entry.hash}")
    return entry


def correctable(ledger: Ledger, start: str, what: type[_Said]) -> tuple[Entry, _Said]:
    """Return the entry that an id names, or the beginning of one, and what it says; it must be of a form, and stand."""
    found = ledger.find(start) if len(start) >= SHORTEST else ()
    if len(found) != 1:
        several = f"{len(found)} entries begin so" if found else "the ledger has no such entry"
        raise InputError(f"{start}: {several}; `tracker db ledger export` has them all")
    said = next(each for each in ledger.statements if each.entry.id == found[0].id).says
    if not isinstance(said, what):
        raise InputError(f"{start}: entry {found[0].position} is a {found[0].draft.kind}, not what this corrects")
    later = [entry for entry in ledger.entries if entry.draft.supersedes == found[0].id]
    if later:
        raise InputError(f"{start}: was corrected already by {later[-1].id[:12]}; correct that one")
    return found[0], said
