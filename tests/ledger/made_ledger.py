"""An invented ledger: votes, attestations, concerns, and a correction of each kind."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tracker.chronicle import Outcome
from tracker.ledger import (
    EMPTY,
    Attestation,
    Concern,
    Correction,
    Draft,
    Entry,
    EntryKind,
    Objection,
    Payload,
    RecordedVote,
    Rejection,
    Resolution,
    appended,
)
from tracker.ledger.chain import head_of
from tracker.ledger.forms import written
from tracker.voting import Method, SubjectKind, Tally

FIRST = datetime(2026, 6, 12, 9, 30, tzinfo=UTC)
"""When the first entry is recorded; each further one a day later."""
NOTES = "wasi/2026/WASI-06-11.md"
VOTE = RecordedVote(
    date=date(2026, 6, 11),
    subject="lamp",
    subject_kind=SubjectKind.PROPOSAL,
    question="Should lamp advance to phase 2?",
    phase=2,
    method=Method.POLL,
    tally=Tally(10, 2, 0, 1, 0, abstained=3),
    outcome=Outcome.PASSED,
    path=NOTES,
    line=41,
)
ATTESTATION = Attestation(date(2026, 6, 14), "lamp", "portability-plan", 3, "Two hosts pass.", "https://example.org/1")
CONCERN = Concern("lamp", "Größe is not bounded.", "https://example.org/2")
OBJECTION = Objection(date(2026, 6, 11), date(2026, 6, 15), "lamp", "The tally was read wrongly.")
REJECTION = Rejection(NOTES, 77, "loom", "Who takes notes?", "It is about the notes.")


def chain(*said: tuple[EntryKind, Payload, int | None], by: str = "Ada Author") -> tuple[Entry, ...]:
    """Return a ledger that says these things in order, each with the place of the entry it corrects."""
    entries: list[Entry] = []
    for day, (kind, payload, corrected) in enumerate(said):
        supersedes = None if corrected is None else entries[corrected].id
        draft = Draft(kind, FIRST + timedelta(days=day), by, written(payload), supersedes)
        entries.append(appended(head_of(entries) if entries else EMPTY, draft))
    return tuple(entries)


def whole() -> tuple[Entry, ...]:
    """Return a ledger with an entry of every kind."""
    entries = chain(
        (EntryKind.VOTE, VOTE, None),
        (EntryKind.CONCERN, CONCERN, None),
        (EntryKind.ATTESTATION, ATTESTATION, None),
        (EntryKind.OBJECTION, OBJECTION, None),
        (EntryKind.CORRECTION, Correction(replace(VOTE, outcome=Outcome.FAILED, tally=None)), 0),
        (EntryKind.WAIVER, replace(ATTESTATION, criterion="dependencies", link=None), None),
        (EntryKind.CORRECTION, Correction(REJECTION), None),
    )
    resolved = Draft(
        EntryKind.CONCERN_RESOLVED, FIRST + timedelta(days=20), "Bo", written(Resolution(entries[1].id, "Bounded."))
    )
    return (*entries, appended(head_of(entries), resolved))
