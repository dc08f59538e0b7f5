"""Meetings made by hand: versions of their files, one commit after the other."""

from datetime import UTC, date, datetime

from tracker.ballots.agendas import Agendas
from tracker.ballots.meetings import Meeting, meetings_of
from tracker.chronicle import Branch, BranchKind, Outcome, Point
from tracker.decisions.names import known_names
from tracker.facts import RepositoryName, Revision
from tracker.subjects import Subjects
from tracker.voting import (
    AgendaItem,
    Confidence,
    MeetingNotes,
    Method,
    NotesSpan,
    SubjectKind,
    Vote,
    VoteSource,
    VoteSourceKind,
)

MEETINGS = RepositoryName("Own/meetings")
DAY = date(2026, 3, 5)
"""A day of a meeting."""


def at(text: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def path_of(day: date) -> str:
    """Return the file of a meeting."""
    return f"group/{day:%Y}/GROUP-{day:%m-%d}.md"


def item(text: str, line: int = 7, *, asks: bool = False, phase: int | None = None, depth: int = 1) -> AgendaItem:
    """Return an item of an agenda."""
    return AgendaItem(text, line, depth, asks_vote=asks, phase=phase)


def notes(*agenda: AgendaItem, day: date = DAY, held: bool = False, cancelled: bool = False) -> MeetingNotes:
    """Return what a version says; `held` adds somebody who attended."""
    return MeetingNotes(day, cancelled, ("Ada Author",) if held else (), agenda=tuple(agenda))


def versions(*told: tuple[str, MeetingNotes]) -> tuple[NotesSpan, ...]:
    """Return the versions of one file, each with the moment of its commit."""
    points = [
        Point(number, Revision(f"{number:040x}"), at(moment), "Ada Author", "Change the agenda")
        for number, (moment, _) in enumerate(told, 1)
    ]
    ends = [*points[1:], None]
    branch = Branch(MEETINGS, "main", BranchKind.DEFAULT)
    return tuple(
        NotesSpan(branch, path_of(each.date or DAY), point, point if end else None, end, each)
        for (_, each), point, end in zip(told, points, ends, strict=True)
    )


def meetings(*spans: NotesSpan) -> dict[date, Meeting]:
    """Return the meetings of some versions."""
    return {**meetings_of(spans)}


def agendas(subjects: Subjects) -> Agendas:
    """Return what tells the subjects of agendas."""
    return Agendas(known_names(subjects, {}))


def vote(
    subject: str = "lamp",
    phase: int | None = 2,
    *,
    day: date = DAY,
    method: Method = Method.POLL,
    outcome: Outcome = Outcome.PASSED,
    kind: SubjectKind = SubjectKind.PROPOSAL,
) -> Vote:
    """Return a vote that a person read in the notes."""
    source = VoteSource(VoteSourceKind.REVIEWED, path_of(day), 40, None)
    return Vote(day, subject, kind, "Shall it advance?", phase, method, None, outcome, Confidence.HIGH, source)
