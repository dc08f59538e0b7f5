"""What commands read of the rules around votes and of the champions' rhythm."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from weakref import finalize

from tracker.aliases import Aliases
from tracker.ballots.agendas import Agendas
from tracker.ballots.keeping import vote_standings
from tracker.ballots.meetings import Meeting
from tracker.ballots.rhythm import last_activity, last_presented
from tracker.ballots.standing import VoteStanding
from tracker.chronicle import Chronicle, Decision
from tracker.decisions.names import known_names
from tracker.decisions.record import Record
from tracker.facts import RepositoryName, Revision
from tracker.ledger import Ledger
from tracker.process import Process
from tracker.readiness import Assessment, assess, results_for
from tracker.standing import Activity, CriterionResult, Presented
from tracker.store.location import Location
from tracker.store.publications import publications
from tracker.store.queries import BlobsRead, facts_at
from tracker.store.reader import Reader
from tracker.store.touched import last_touched
from tracker.voting import Vote, VoteSourceKind

if TYPE_CHECKING:
    from tracker.drift.interface import Judge

_BEGINS = time(16, tzinfo=UTC)
"""The hour of the day by whose facts a vote is judged: that at which meetings begin at the earliest."""


def agendas_of(assessment: Assessment, former: Mapping[str, str]) -> Agendas:
    """Return what tells which subjects the items of agendas name."""
    return Agendas(known_names(assessment.subjects, former))


def decided(record: Record, chronicle: Chronicle, meetings: RepositoryName | None) -> Chronicle:
    """Return a chronicle with what was decided, each decision with a permalink to the notes of that moment."""
    head = _head(chronicle, meetings)
    found = tuple(_pinned(each, meetings, head) for each in record.decisions())
    return replace(chronicle, decisions=found or None)


def _head(chronicle: Chronicle, repository: RepositoryName | None) -> Revision | None:
    heads = ((branch, point) for branch, point in chronicle.heads.items() if branch.repository == repository)
    return next((point.revision for branch, point in heads if branch.kind == "default"), None)


def _pinned(decision: Decision, meetings: RepositoryName | None, head: Revision | None) -> Decision:
    url = _pinned_url(decision.url, meetings, head)
    return decision if url == decision.url else replace(decision, url=url)


def _pinned_url(url: str | None, meetings: RepositoryName | None, head: Revision | None) -> str | None:
    """Return a link to the main branch of the meetings as one to the commit that was read."""
    prefix = f"https://github.com/{meetings}/blob/main/"
    if url is None or head is None or not url.startswith(prefix):
        return url
    return f"https://github.com/{meetings}/blob/{head}/{url.removeprefix(prefix)}"


def ballots_of(
    record: Record,
    meetings: Mapping[date, Meeting],
    agendas: Agendas,
    process: Process,
    chronicle: Chronicle,
    ledger: Ledger,
    repository: RepositoryName | None,
) -> tuple[VoteStanding, ...]:
    """Return how every vote on record stands to the rules around it."""
    at = chronicle.at
    objected = {
        (each.subject, each.decided) for _, each in ledger.objections(at) if each.date <= at.astimezone(UTC).date()
    }
    return vote_standings(pinned_votes(record.votes, chronicle, repository), meetings, agendas, process, at, objected)


def pinned_votes(votes: Iterable[Vote], chronicle: Chronicle, repository: RepositoryName | None) -> tuple[Vote, ...]:
    """Return votes with permalinks to the notes of that moment; `repository` holds the notes."""
    head = _head(chronicle, repository)
    sources = ((each, replace(each.source, url=_pinned_url(each.source.url, repository, head))) for each in votes)
    return tuple(replace(each, source=source) for each, source in sources)


def recorded_years(record: Record, meetings: Mapping[date, Meeting]) -> frozenset[int]:
    """Return the years of whose meetings there are notes or decisions that a person read in them."""
    held = {day.year for day, meeting in meetings.items() if meeting.newest is not None and meeting.newest.held}
    return frozenset(held | {each.date.year for each in record.votes if each.source.kind is VoteSourceKind.REVIEWED})


def rhythm_of(
    assessment: Assessment,
    chronicle: Chronicle,
    meetings: Mapping[date, Meeting],
    agendas: Agendas,
    database: str | None,
    moment: datetime | None,
) -> tuple[Mapping[str, Presented] | None, Mapping[str, Activity], timedelta | None]:
    """Return when subjects were last presented and worked on, and how long ago makes one quiet: for `with_rhythm`."""
    aliases: Aliases = assessment.aliases
    with closing(Reader.open(Location.find(database))) as reader:
        touched = last_touched(reader, aliases.registry, aliases.proposals, moment)
    presented = last_presented(meetings, agendas, chronicle.at) if meetings else None
    active = last_activity(chronicle, assessment.subjects, aliases, touched)
    return presented, active, assessment.process.quiet_after(assessment.today)


def judge_of(database: str | None, ledger: Ledger, assessment: Assessment) -> "Judge":
    """Return what judges a subject by the facts and the rules of a day; each day is read once, and each file."""
    files: BlobsRead = {}

    @cache
    def opened() -> Reader:
        return Reader.open(Location.find(database))

    @cache
    def then(moment: datetime) -> Assessment:
        # One transaction for all days: nothing that was read is another file's by then.
        facts, published = facts_at(opened(), moment, files), publications(opened(), moment)
        found = assess(facts, assessment.process, assessment.aliases, ledger.attested(moment), published)
        return replace(found, exceptions=assessment.exceptions)

    def judged(subject: str, phase: int, day: datetime) -> tuple[CriterionResult, ...] | None:
        results = results_for(then(datetime.combine(day.date(), _BEGINS)), subject, phase)
        return results or None

    def close() -> None:
        if opened.cache_info().currsize:
            opened().close()

    finalize(judged, close)
    return judged
