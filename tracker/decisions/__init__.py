"""Makes the record of decisions from all that tell of them: notes, reviewed entries and the ledger."""

from tracker.decisions.noted import NotesAt
from tracker.decisions.record import Disagreement, Record, Superseded, votes_of

__all__ = ["Disagreement", "NotesAt", "Record", "Superseded", "votes_of"]
