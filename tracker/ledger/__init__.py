"""What people record through the tool, as values: entries, their kinds, the chain that holds them, and what they say.

Pure: `tracker.store.ledger` keeps the entries, the command line writes them.
"""

from tracker.ledger.book import Attested, Conflict, Ledger
from tracker.ledger.chain import EMPTY, Head, appended, broken
from tracker.ledger.entries import Draft, Entry, EntryKind
from tracker.ledger.errors import LedgerError
from tracker.ledger.payloads import (
    Attestation,
    Concern,
    Correction,
    Objection,
    Payload,
    RecordedVote,
    Rejection,
    Resolution,
)

__all__ = [
    "EMPTY",
    "Attestation",
    "Attested",
    "Concern",
    "Conflict",
    "Correction",
    "Draft",
    "Entry",
    "EntryKind",
    "Head",
    "Ledger",
    "LedgerError",
    "Objection",
    "Payload",
    "RecordedVote",
    "Rejection",
    "Resolution",
    "appended",
    "broken",
]
