"""Holds each vote to the rules of its day: how early it was announced, when its notes came, whether it is final.

The hour of a meeting is not read, so what happens between the earliest and the latest hour at which it may have begun
is neither kept nor broken.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from tracker.ballots.agendas import Agendas
from tracker.ballots.meetings import Meeting
from tracker.ballots.standing import Finality, Kept, Noted, VoteStanding
from tracker.frozen import frozen
from tracker.process import Process, RuleId
from tracker.voting import AgendaItem, Method, NotesSpan, Vote

Objected = Collection[tuple[str, date]]
"""Subject and day of every decision to which a formal objection is recorded."""


@frozen
class _Around:
    """What is known around the votes."""

    meetings: Mapping[date, Meeting]
    agendas: Agendas
    process: Process
    objected: Objected
    at: datetime
    """The moment as of which is told."""


def vote_standings(
    votes: Iterable[Vote],
    meetings: Mapping[date, Meeting],
    agendas: Agendas,
    process: Process,
    at: datetime,
    objected: Objected = (),
) -> tuple[VoteStanding, ...]:
    """Return how each vote stands to the rules of its day, as of the moment `at`, in the order of the votes."""
    around = _Around(meetings, agendas, process, objected, at)
    return tuple(_standing(vote, around) for vote in votes)


def _standing(vote: Vote, around: _Around) -> VoteStanding:
    meeting = around.meetings.get(vote.date)
    announced = _announced(vote, meeting, around.agendas) if meeting else None
    published = _published(meeting) if meeting else None
    open_until = _open_until(vote, published, around.process)
    return VoteStanding(
        vote=vote,
        announced=announced,
        notice=meeting.begins - announced.at if meeting and announced else None,
        notice_rule=_noticed(vote, meeting, announced, RuleId.ANNOUNCED, around),
        notice_aim=_noticed(vote, meeting, announced, RuleId.ANNOUNCED_AIM, around),
        published=published,
        published_late=_late(vote, meeting, published, around),
        finality=_finality(vote, meeting, open_until, around),
        open_until=open_until,
    )


# --- the announcement ---------------------------------------------------------------------------------------------


def _announced(vote: Vote, meeting: Meeting, agendas: Agendas) -> Noted | None:
    for span in meeting.versions:
        item = agendas.asks_for(vote, span.notes)
        if item is not None:
            return _noted(span, item)
    return None


def _noted(span: NotesSpan, item: AgendaItem | None = None) -> Noted:
    line = item.line if item else None
    return Noted(span.first.at, span.branch.repository, span.first.revision, span.path, line)


def _noticed(vote: Vote, meeting: Meeting | None, announced: Noted | None, identifier: RuleId, around: _Around) -> Kept:
    """Return whether a vote was announced in time by one of the rules."""
    rule = around.process.vote_rule(identifier, vote.date)
    if rule is None or not _formal(vote) or vote.target_phase in rule.exempt_phases:
        return Kept.EXEMPT
    if meeting is None:
        return Kept.UNKNOWN
    before = [span for span in meeting.versions if span.first.at <= meeting.begins_by and span.notes.agenda]
    if announced is not None and before:
        return _in_time(announced.at, meeting, rule.limit)
    unsure = any(around.agendas.may_ask_for(vote, span.notes) for span in before)
    return Kept.BROKEN if before and not unsure else Kept.UNKNOWN


def _formal(vote: Vote) -> bool:
    """Return whether a vote is a point of formal consensus: an advance, or a poll that decides."""
    return vote.target_phase is not None or vote.method is Method.POLL


def _in_time(announced: datetime, meeting: Meeting, limit: timedelta) -> Kept:
    if announced <= meeting.begins - limit:
        return Kept.KEPT
    return Kept.BROKEN if announced > meeting.begins_by - limit else Kept.UNKNOWN


# --- the notes ----------------------------------------------------------------------------------------------------


def _published(meeting: Meeting) -> Noted | None:
    """Return the first version with notes; what stood there before the day of the meeting can be none."""
    first = datetime.combine(meeting.day, time(), meeting.begins.tzinfo)
    held = (span for span in meeting.versions if span.notes.held and (span.end is None or span.end.at > first))
    return next(map(_noted, held), None)


def _late(vote: Vote, meeting: Meeting | None, published: Noted | None, around: _Around) -> bool | None:
    rule = around.process.vote_rule(RuleId.NOTES_PUBLISHED, vote.date)
    if rule is None or meeting is None:
        return None
    due = meeting.over + rule.limit
    if published is not None:
        return published.at > due
    return True if around.at > due else None


def _open_until(vote: Vote, published: Noted | None, process: Process) -> datetime | None:
    rule = process.vote_rule(RuleId.OBJECTION_PERIOD, vote.date)
    return published.at + rule.limit if rule and published else None


def _finality(vote: Vote, meeting: Meeting | None, open_until: datetime | None, around: _Around) -> Finality:
    if (vote.subject, vote.date) in around.objected:
        return Finality.CONTESTED
    if meeting is None:
        return Finality.UNKNOWN
    if open_until is None or around.at < open_until:
        return Finality.PROVISIONAL
    return Finality.FINAL
