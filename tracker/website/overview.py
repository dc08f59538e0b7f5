"""Composes the overview: what comes next, what is up for a vote, what changed, and how much there is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from tracker.agenda.values import Agenda, Candidate
from tracker.facts import GateKind, RepositoryName
from tracker.happenings import Happening, happenings
from tracker.next_release.ballot import Ballot
from tracker.process.calendar import Departure
from tracker.standing import Readiness
from tracker.website.context import Context, Subject, present_gates
from tracker.website.findings import SEVERITIES
from tracker.website.marks import verdict_mark
from tracker.website.pages import Link, PageLink, When
from tracker.website.pages.overview import (
    Change,
    DriftCount,
    Figure,
    MeetingAhead,
    OverviewPage,
    ReleaseAhead,
    VoteAhead,
)
from tracker.website.records import Records, records, registry
from tracker.website.sitemap import OVERVIEW, PROPOSALS
from tracker.website.text import clip, counted, moment, when

_CHANGES = 15
_VOTES = 8
_MATTERS = 6


def overview_pages(around: Context) -> Iterator[OverviewPage]:
    """Yield the overview."""
    standing, content = around.standing, around.content
    known = records(around)
    said = (
        f"{counted(len(standing.proposals), 'WASI proposal')} and {counted(len(standing.amendments), 'amendment')}: "
        f"phases, entry criteria and next steps as of {moment(standing.as_of).day}."
    )
    votes = _votes(around, content.agenda)
    yield OverviewPage(
        frame=around.frame(OVERVIEW, "Where WASI proposals stand", said, "overview"),
        repositories=len(standing.revisions),
        notices=len(standing.notices),
        releases=_releases(around, known),
        meeting=_meeting(around, known, content.agenda),
        votes=votes[:_VOTES],
        further_votes=max(len(votes) - _VOTES, 0),
        planned=content.agenda is not None,
        figures=_figures(around),
        steps=around.steps(None),
        drift=_drift(around),
        compared=content.drift is not None,
        changes=_changes(around),
    )


# --- what comes next --------------------------------------------------------------------------------------------------


def _releases(around: Context, known: Records) -> tuple[ReleaseAhead, ...]:
    """Return the releases that are due: those that were judged, and those that the calendar gives."""
    ballots = around.content.ballots
    due = around.content.agenda.releases if around.content.agenda else ()
    judged = [_judged(around, known, each) for each in ballots if each.schedule.actual is None]
    told = {(each.line, each.schedule.planned) for each in ballots}
    rest = [_expected(around, each) for each in due if (each.line, each.date) not in told]
    return tuple(sorted((*judged, *rest), key=lambda each: each.due.iso if each.due else "9999"))


def _judged(around: Context, known: Records, ballot: Ballot) -> ReleaseAhead:
    schedule = ballot.schedule
    return ReleaseAhead(
        name=PageLink(f"WASI {clip(ballot.version)}", known.ballots.get(ballot.version)),
        due=_when(around, schedule.planned),
        how="announced" if schedule.announced else "by the rule of the train",
        verdict=verdict_mark(ballot.verdict),
        reason=ballot.reason,
        deadline=_when(around, schedule.agenda_deadline),
        aim=_when(around, schedule.agenda_aim),
    )


def _expected(around: Context, departure: Departure) -> ReleaseAhead:
    found = (
        deadline
        for each in (around.content.agenda.candidates if around.content.agenda else ())
        for deadline in each.deadlines
        if deadline.release == departure
    )
    deadline = next(found, None)
    return ReleaseAhead(
        name=PageLink(clip(f"WASI {departure.version}" if departure.version else f"WASI {departure.line}.x"), None),
        due=when(departure.date, around.today),
        how="announced" if departure.version else "by the rule of the train",
        verdict=None,
        reason="",
        deadline=None if deadline is None else when(deadline.rule, around.today),
        aim=None if deadline is None else when(deadline.aim, around.today),
    )


def _meeting(around: Context, known: Records, agenda: Agenda | None) -> MeetingAhead | None:
    if agenda is None or not agenda.meetings:
        return None
    first = agenda.meetings[0]
    return MeetingAhead(
        when=when(first.date, around.today),
        path=known.meetings.get(first.date),
        planned=first.planned,
        matters=tuple(clip(each.item.text) for each in first.shown[:_MATTERS]),
    )


def _when(around: Context, day: date | None) -> When | None:
    return None if day is None else when(day, around.today)


# --- what is up for a vote --------------------------------------------------------------------------------------------


def _votes(around: Context, agenda: Agenda | None) -> tuple[VoteAhead, ...]:
    """Return what can be voted on: what agendas ask for first, then what has the fewest questions left."""
    if agenda is None:
        return ()
    listed = sorted(agenda.candidates, key=lambda each: (not each.asked, len(each.open), -each.target))
    return tuple(_vote(around, agenda, each) for each in listed)


def _vote(around: Context, agenda: Agenda, candidate: Candidate) -> VoteAhead:
    return VoteAhead(
        subject=around.places.link(candidate.title, candidate.id),
        id=clip(candidate.id),
        phase=candidate.target,
        verdict=verdict_mark(candidate.readiness),
        open=tuple(clip(agenda.title(each)) for each in candidate.open),
        asked=tuple(when(each, around.today) for each in candidate.asked),
        earliest=_when(around, candidate.earliest),
    )


# --- how much there is ------------------------------------------------------------------------------------------------


def _figures(around: Context) -> tuple[Figure, ...]:
    standing = around.standing
    subjects: Iterable[Subject] = (*standing.proposals, *standing.amendments)
    verdicts = Counter(each.readiness for each in subjects)
    features = {
        gate.feature
        for proposal in (*standing.proposals, *standing.unlisted)
        for gate in present_gates(around, proposal)
        if gate.kind is GateKind.UNSTABLE and gate.feature
    }
    words = {Readiness.READY: "ready for a vote", Readiness.BLOCKED: "blocked", Readiness.UNDETERMINED: "undetermined"}
    return (
        Figure(len(standing.proposals), "proposals", None, PROPOSALS),
        Figure(len(standing.amendments), "amendments", None, PROPOSALS),
        Figure(len(features), "unstable features", None, PROPOSALS),
        *(
            Figure(verdicts[each], word, verdict_mark(each), f"{PROPOSALS}?verdict={each}#table")
            for each, word in words.items()
        ),
    )


def _drift(around: Context) -> tuple[DriftCount, ...]:
    found = around.content.drift
    counts = Counter(each.severity for each in (found.open if found else ()))
    return tuple(DriftCount(counts[severity], mark) for severity, mark in SEVERITIES.items())


# --- what changed -----------------------------------------------------------------------------------------------------


def _changes(around: Context) -> tuple[Change, ...]:
    registered = RepositoryName(registry(around.content) or "")
    return tuple(_change(around, each) for each in islice(happenings(around.content.timelines, registered), _CHANGES))


def _change(around: Context, happening: Happening) -> Change:
    link = around.places.link(happening.title, happening.subject)
    if link.path is None:
        # An amendment that is a part of its proposal now has no page of its own.
        link = around.places.link(happening.title, happening.subject.partition("/")[0])
    return Change(
        when=when(happening.date, around.today),
        topic=str(happening.topic),
        subject=link,
        summary=happening.summary,
        place=None if happening.url is None else Link("source", happening.url),
    )
