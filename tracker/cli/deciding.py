"""What commands about decisions read: notes of meetings, reviewed decisions and the ledger, as one record."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.cli.session import trusted
from tracker.decisions.noted import NotesAt
from tracker.decisions.record import Record, votes_of
from tracker.facts import RepositoryName
from tracker.ledger import Ledger
from tracker.readiness import Assessment
from tracker.store.location import Location
from tracker.store.meetings import newest_notes_at, notes_at
from tracker.store.reader import Reader
from tracker.votes import shipped_votes
from tracker.voting import NotesSpan, Vote, VoteSourceKind

if TYPE_CHECKING:
    from tracker.store.branches import Branches


def read_ledger(database: str | None) -> Ledger:
    """Return what people recorded, whenever they did."""
    with closing(Reader.open(Location.find(database))) as reader:
        # Whoever reads the facts was told already when it is broken.
        return trusted(reader, quiet=True)


def read_notes(
    database: str | None,
    moment: datetime | None,
    meetings: RepositoryName | None,
    branches: "Branches | None" = None,
) -> tuple[NotesSpan, ...]:
    """Return every version of every meeting's file up to a moment; `branches` are those then, where they are known."""
    with closing(Reader.open(Location.find(database))) as reader:
        return notes_at(reader, meetings, moment, branches)


def read_newest_notes(
    database: str | None, moment: datetime | None, meetings: RepositoryName | None
) -> tuple[NotesSpan, ...]:
    """Return the version of every meeting's file that holds at a moment."""
    with closing(Reader.open(Location.find(database))) as reader:
        return newest_notes_at(reader, meetings, moment)


def record_of(
    assessment: Assessment,
    former: Mapping[str, str],
    notes: Iterable[NotesSpan],
    ledger: Ledger,
    moment: datetime | None,
) -> Record:
    """Return what was decided up to a moment; what a person decided about a reading of notes takes its place."""
    aliases = assessment.aliases
    until = moment.date() if moment else None
    standing = {
        span.path: NotesAt(span.notes, span.branch.repository, span.first.revision) for span in notes if span.standing
    }
    reviewed = [vote for vote in shipped_votes() if until is None or vote.date <= until]
    recorded = ledger.votes(aliases.meetings, until)
    record = votes_of(standing, reviewed, recorded, assessment.subjects, former)
    judged = ledger.judged()
    return replace(
        record,
        votes=tuple(vote for vote in record.votes if not _judged(vote, judged)),
        review=tuple(vote for vote in record.review if not _judged(vote, judged)),
    )


def _judged(vote: Vote, judged: frozenset[tuple[str, int, str]]) -> bool:
    source = vote.source
    return source.kind is VoteSourceKind.NOTES and (source.path, source.line, vote.subject) in judged
