"""The command that prepares a vote: `packet`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Annotated

import typer

from tracker.agenda.coming import coming_meetings
from tracker.agenda.planning import Schedule
from tracker.agenda.values import Meeting
from tracker.checks.readme import Block, blocks, proposal_document
from tracker.cli.agenda import dependencies_of, titles_of
from tracker.cli.asking import InputError
from tracker.cli.options import At, Database, FormatOption, Subject
from tracker.cli.output import put
from tracker.cli.packet_patches import Candidate, FollowUps
from tracker.cli.past import Past
from tracker.cli.terminal import terminal
from tracker.cli.vote_options import parse_day
from tracker.cli.voted_texts import Texts, about_texts
from tracker.decisions.names import known_names
from tracker.errors import TrackerError
from tracker.facts import Filling, Topic
from tracker.next_release.packet import (
    Appointment,
    Packet,
    Portability,
    TextSince,
    exact_question,
    stated_implementations,
)
from tracker.permalink import evidence
from tracker.process.calendar import Calendar
from tracker.process.calendar_toml import shipped_calendar
from tracker.process.rules import RuleId
from tracker.reports import Format
from tracker.standing import AmendmentStanding, AmendmentState, Readiness
from tracker.subjects import Proposal
from tracker.voted import PinnedText
from tracker.wit.surface import Surface

_RELEASES = 2
"""How many releases ahead are looked at."""
_AHEAD = timedelta(days=60)
"""How far ahead meetings are looked at, at least."""
_OVER = {
    AmendmentState.VOTED: "the vote to stabilize it passed already",
    AmendmentState.STABILIZED: "it is stable already",
    AmendmentState.RELEASED: "it is released already",
    AmendmentState.WITHDRAWN: "it was withdrawn",
}
"""Why there is no vote on an amendment."""


class NoVoteError(TrackerError):
    """A subject on which no vote can be prepared."""


def packet(
    subject: Subject,
    meeting: Annotated[
        date | None,
        typer.Option(
            "--meeting", metavar="DATE", parser=parse_day, help="The meeting that the vote is for.", show_default=False
        ),
    ] = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Put on one page all that a vote needs: question, evidence, differences, dates, and the patches that follow."""
    put(_rendered(packet_of(Past.read(database, at), subject, meeting), output))


def packet_of(past: Past, name: str, meeting: date | None = None) -> Packet:
    """Return what a vote on a subject needs; `NoVoteError` where there is none to come."""
    found = past.choose([name])
    if len(found) > 1:
        raise InputError(f"{name} stands for several subjects: {', '.join(each.id for each in found)}; name one")
    subject, assessment = found[0], past.assessment
    phase, target = _phases(subject)
    amends = isinstance(subject, AmendmentStanding)
    every = (*assessment.subjects.proposals, *assessment.subjects.unlisted)
    parent = subject.parent if isinstance(subject, AmendmentStanding) else subject.id
    proposal = next(each for each in every if each.id == parent)
    feature = subject.feature if isinstance(subject, AmendmentStanding) else None
    follow_ups = FollowUps(past, subject, proposal, target)
    schedule = _schedule(past, meeting)
    appointment = _appointment(schedule, subject.id, target, meeting)
    return Packet(
        as_of=assessment.facts.at,
        subject=subject.id,
        title=subject.title,
        question=exact_question(subject.title, phase, target, feature, _gated_in(subject)),
        phase=phase,
        target=target,
        readiness=subject.readiness or Readiness.UNDETERMINED,
        champions=subject.champions,
        url=_url(subject),
        criteria=tuple(each for each in subject.criteria if amends or each.phase == target),
        titles=titles_of(assessment),
        text=_text(past, subject, follow_ups),
        portability=_portability(past, proposal),
        dependencies=dependencies_of(assessment).get(parent, ()),
        concerns=tuple(each for each in past.standing.concerns if each.subject == subject.id),
        implementations=stated_implementations(assessment.attestations, subject.id),
        appointment=appointment,
        earliest=_first(schedule, RuleId.ANNOUNCED, target),
        deadlines=tuple(schedule.deadlines(target)),
        follow_ups=follow_ups.all(),
    )


def _phases(subject: Candidate) -> tuple[int, int]:
    """Return the phase of a subject and the one to be voted on."""
    if isinstance(subject, AmendmentStanding) and subject.state in _OVER:
        raise NoVoteError(f"{subject.id}: no vote is to come: {_OVER[subject.state]}; `tracker history {subject.id}`")
    if subject.phase is None:
        raise NoVoteError(f"{subject.id}: no vote is to come: the proposal list does not have it")
    if subject.next_phase is None:
        raise NoVoteError(f"{subject.id}: no vote is to come: no phase after {subject.phase} is defined")
    return subject.phase, subject.next_phase


def _gated_in(subject: Candidate) -> tuple[str, ...]:
    """Return the packages that hold something of an amendment."""
    if not isinstance(subject, AmendmentStanding):
        return ()
    return tuple(dict.fromkeys(each.path.partition("/")[0] for each in subject.items))


def _url(subject: Candidate) -> str | None:
    if subject.repository is None:
        return None
    # Whatever the default branch is called.
    folder = f"/tree/HEAD/{subject.path}" if subject.path else ""
    return f"https://github.com/{subject.repository}{folder}"


# --- dates ------------------------------------------------------------------------------------------------------------


def _schedule(past: Past, meeting: date | None) -> Schedule:
    assessment, calendar = past.assessment, shipped_calendar()
    releases = tuple(islice(calendar.departures(assessment.today), _RELEASES))
    return Schedule(
        assessment.today,
        _meetings(past, calendar, [*(each.date for each in releases), meeting]),
        releases,
        assessment.process,
    )


def _meetings(past: Past, calendar: Calendar, days: Sequence[date | None]) -> tuple[Meeting, ...]:
    assessment = past.assessment
    today = assessment.today
    last = max([today + _AHEAD, *(each for each in days if each is not None)])
    names = known_names(assessment.subjects, past.phases.former_names())
    return coming_meetings(past.notes, calendar, assessment.aliases.notes, (today, last), names)


def _first(schedule: Schedule, rule: RuleId, target: int) -> date | None:
    """Return the first meeting for which there is time enough to keep a rule of notice."""
    days = (each.date for each in schedule.meetings)
    return next((day for day in days if schedule.notice(rule, day, target) >= schedule.today), None)


def _appointment(schedule: Schedule, subject: str, target: int, wanted: date | None) -> Appointment | None:
    """Return the meeting that was asked for, else that whose agenda asks for the vote, else the first one in time."""
    asked = {each.date for each in schedule.meetings if _asks(each, subject)}
    aimed = schedule.earliest(target) or _first(schedule, RuleId.ANNOUNCED, target)
    day = wanted or min(asked, default=aimed)
    found = next((each for each in schedule.meetings if each.date == day), None)
    if found is None:
        if wanted is None:
            return None
        near = sorted(schedule.meetings, key=lambda each: abs(each.date - wanted))[:2]
        hint = f"; the nearest: {', '.join(str(each.date) for each in near)}" if near else ""
        raise InputError(f"--meeting: none to come is on {wanted}{hint}")
    rule = schedule.notice(RuleId.ANNOUNCED, found.date, target)
    return Appointment(
        meeting=found.date,
        path=found.path,
        url=found.url,
        aim=schedule.notice(RuleId.ANNOUNCED_AIM, found.date, target),
        rule=rule,
        valid=rule >= schedule.today or found.date in asked,
        asked=found.date in asked,
    )


def _asks(meeting: Meeting, subject: str) -> bool:
    return any(subject in each.subjects and each.item.asks_vote for each in meeting.matters)


# --- texts ------------------------------------------------------------------------------------------------------------


def _text(past: Past, subject: Candidate, follow_ups: FollowUps) -> TextSince:
    """Return what changed since the last vote on a subject, else all that it says."""
    texts, problem = Texts(past), ""
    passed = about_texts(each for each in past.record.votes if each.subject == subject.id and each.on_record)
    if passed:
        told = texts.of(passed[-1:])[0]
        if told.then is not None and told.now is not None:
            return TextSince(told.vote, told.then, told.now, told.changes, problem=told.problem)
        problem = told.problem
    try:
        now, surface = _current(texts, follow_ups)
    except TrackerError as error:
        return TextSince(None, None, None, problem=problem or str(error))
    # The gate that an amendment loses by the vote is what the vote is about, and says nothing more.
    plain = (replace(each, gates=tuple(gate for gate in each.gates if gate != "@amendment")) for each in surface.items)
    return TextSince(None, None, now, whole=tuple(map(str, plain)), problem=problem)


def _current(texts: Texts, follow_ups: FollowUps) -> tuple[PinnedText, Surface]:
    """Return what a subject says now; of an amendment that its home has no more, what another line's branch has."""
    try:
        return texts.current(follow_ups.subject.id)
    except TrackerError:
        found = follow_ups.text()
        if found is None:
            raise
        return found


def _portability(past: Past, proposal: Proposal) -> Portability | None:
    """Return the section on portability criteria: the one that says something, else the first."""
    subject = past.assessment.subject(proposal)
    found = proposal_document(subject)
    if found is None or subject.repository is None or subject.revision is None:
        return None
    path, document = found
    sections = [each for each in blocks(document) if each.head.topic is Topic.PORTABILITY]
    if not sections:
        return None
    block = next((each for each in sections if each.written), sections[0])
    place = evidence(subject.repository, subject.revision, path, block.head.line)
    return Portability(place, _filling(block), block.words)


def _filling(block: Block) -> Filling:
    if block.written:
        return Filling.CONTENT
    return Filling.FILLER if block.placeholder is not None else Filling.EMPTY


def _rendered(found: Packet, output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.packet_json import packet_as_json  # noqa: PLC0415 -- only the format asked for

            return packet_as_json(found)
        case Format.MARKDOWN:
            from tracker.reports.packet_markdown import packet_as_markdown  # noqa: PLC0415 -- as above

            return packet_as_markdown(found)
        case Format.TABLE:
            from tracker.reports.packet_table import packet_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return packet_as_table(found, width, color=color)
