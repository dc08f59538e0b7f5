"""Reads what the notes of meetings said over time."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tracker.chronicle import BranchKind, Outcome
from tracker.facts import FileKind, RepositoryName
from tracker.store.blob_facts import by_key
from tracker.store.branches import Branches
from tracker.store.reader import Reader
from tracker.voting import (
    AgendaItem,
    Confidence,
    MeetingNotes,
    Method,
    NotedDecision,
    NoteSection,
    NotesSpan,
    Tally,
)

_SPANS = f"""
    SELECT span.branch_id, span.path, span.from_position, span.until_position, blob.id, blob.problem, notes.cancelled,
      notes.attendees, notes.announcements
    FROM span JOIN blob ON blob.id = span.blob_id LEFT JOIN notes ON notes.blob_id = blob.id
    JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
    WHERE span.kind = '{FileKind.NOTES}' AND branch.kind = '{BranchKind.DEFAULT}'
      AND repository.name = :repository AND span.from_at <= :at
    ORDER BY span.path, span.from_position
"""  # noqa: S608 -- constants
_ITEMS = "SELECT blob_id, text, line, depth, presenters, links, asks_vote, phase FROM agenda_item ORDER BY id"
_SECTIONS = "SELECT blob_id, title, line, level FROM note_section ORDER BY id"
_DECISIONS = """
    SELECT blob_id, sf, f, n, a, sa, abstained, line, question, method, outcome, outcome_line, phase, named, confidence,
      reason
    FROM noted_decision ORDER BY id
"""


def notes_at(
    reader: Reader, repository: RepositoryName | None, moment: datetime | None = None
) -> tuple[NotesSpan, ...]:
    """Return every version of every meeting's file up to `moment`, by path, oldest first.

    `repository` holds them; the date of a meeting is the one its path names.
    """
    if repository is None:
        return ()
    branches = Branches.read(reader, moment)
    items = by_key((row[0], _item(*row[1:])) for row in reader.rows(_ITEMS))
    sections = by_key((row[0], NoteSection(*row[1:])) for row in reader.rows(_SECTIONS))
    decisions = by_key((row[0], _decision(row[1:7], *row[7:])) for row in reader.rows(_DECISIONS))
    found: list[NotesSpan] = []
    for row in reader.rows(_SPANS, repository=repository, at=branches.until):
        place = branches.place(row)
        if place is None:
            continue
        blob, problem, cancelled, attendees, announcements = row[4:]
        notes = MeetingNotes(
            date=day_of(place.path),
            cancelled=bool(cancelled),
            attendees=_texts(attendees),
            announcements=_texts(announcements),
            agenda=tuple(items[blob]),
            sections=tuple(sections[blob]),
            decisions=tuple(decisions[blob]),
            problem=problem,
        )
        found.append(NotesSpan(**branches.span(place), notes=notes))
    return tuple(found)


def day_of(path: str) -> date | None:
    """Return the day of the meeting that a file is of: `wasi/2024/WASI-05-16.md`; `None` when its path names none."""
    *_, year, name = ["", "", *path.split("/")]
    *_, month, day = ["", "", *name.removesuffix(".md").split("-")]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _item(
    text: str, line: int, depth: int, presenters: Any, links: Any, asks_vote: int, phase: int | None
) -> AgendaItem:
    return AgendaItem(text, line, depth, _texts(presenters), _texts(links), bool(asks_vote), phase)


def _decision(
    tally: tuple[int | None, ...],
    line: int,
    question: str,
    method: str,
    outcome: str,
    outcome_line: int | None,
    phase: int | None,
    named: Any,
    confidence: str,
    reason: str,
) -> NotedDecision:
    counted: Mapping[str, Any] = dict(zip(Tally.__slots__, tally, strict=True))
    return NotedDecision(
        line=line,
        question=question,
        method=Method(method),
        tally=None if counted["sf"] is None else Tally(**counted),
        outcome=Outcome(outcome),
        outcome_line=outcome_line,
        phase=phase,
        named=_texts(named),
        confidence=Confidence(confidence),
        reason=reason,
    )


def _texts(value: Any) -> tuple[str, ...]:
    """Return a list that the database keeps as JSON."""
    if value is None:
        return ()
    return tuple(json.loads(value) if isinstance(value, str) else value)
