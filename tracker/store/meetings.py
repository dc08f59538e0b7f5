"""Reads what the notes of meetings said over time."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from tracker.chronicle import Branch, BranchKind, Outcome, Point
from tracker.facts import FileKind, RepositoryName, Revision
from tracker.frozen import frozen
from tracker.store.blob_facts import by_key, texts
from tracker.store.branches import Branches
from tracker.store.moments import from_text, to_text
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

_TALLY = tuple(each.name for each in fields(Tally))
_END_OF_TIME = "9999-12-31T23:59:59Z"
_SPANS = f"""
    SELECT span.branch_id, span.path, span.from_position, span.until_position, blob.id, blob.problem, notes.cancelled,
      notes.attendees, notes.announcements
    FROM span JOIN blob ON blob.id = span.blob_id LEFT JOIN notes ON notes.blob_id = blob.id
    JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
    WHERE span.kind = '{FileKind.NOTES}' AND branch.kind = '{BranchKind.DEFAULT}'
      AND repository.name = :repository AND span.from_at <= :at
    ORDER BY span.path, span.from_position
"""  # noqa: S608 -- constants
_STANDING = f"""
    FROM span JOIN branch ON branch.id = span.branch_id JOIN repository ON repository.id = branch.repository_id
    JOIN "commit" AS c ON c.branch_id = span.branch_id AND c.position = span.from_position
    JOIN blob ON blob.id = span.blob_id LEFT JOIN notes ON notes.blob_id = blob.id
    WHERE span.kind = '{FileKind.NOTES}' AND branch.kind = '{BranchKind.DEFAULT}' AND repository.name = :repository
      AND span.from_at <= :at AND (span.until_at IS NULL OR span.until_at > :at)
"""
"""The versions that hold at the moment `:at`."""
_NEWEST = f"""
    SELECT branch.name, span.path, c.position, c.revision, c.at, c.author, c.summary, blob.id, blob.problem,
      notes.cancelled, notes.attendees, notes.announcements
    {_STANDING} ORDER BY span.path
"""
_OF_NEWEST = f"WHERE blob_id IN (SELECT blob.id {_STANDING})"
_ITEMS = "SELECT blob_id, text, line, depth, presenters, links, asks_vote, phase FROM agenda_item {of} ORDER BY id"
_SECTIONS = "SELECT blob_id, title, line, level FROM note_section {of} ORDER BY id"
_DECISIONS = """
    SELECT blob_id, sf, f, n, a, sa, abstained, line, question, method, outcome, outcome_line, phase, named, confidence,
      reason
    FROM noted_decision {of} ORDER BY id
"""


def notes_at(
    reader: Reader, repository: RepositoryName | None, moment: datetime | None = None, branches: Branches | None = None
) -> tuple[NotesSpan, ...]:
    """Return every version of every meeting's file up to `moment`, by path, oldest first.

    `repository` holds them; the date of a meeting is the one its path names. `branches` are those of the moment, where
    they were read before.
    """
    if repository is None:
        return ()
    branches = branches or Branches.read(reader, moment)
    said = _Said.read(reader, "")
    found: list[NotesSpan] = []
    for row in reader.rows(_SPANS, repository=repository, at=branches.until):
        place = branches.place(row)
        if place is None:
            continue
        found.append(NotesSpan(**branches.span(place), notes=said.notes(place.path, *row[4:])))
    return tuple(found)


def newest_notes_at(
    reader: Reader, repository: RepositoryName | None, moment: datetime | None = None
) -> tuple[NotesSpan, ...]:
    """Return the version of every meeting's file that holds at `moment`, by path.

    It answers the same as the standing ones of `notes_at`, and reads nothing else.
    """
    if repository is None:
        return ()
    at = to_text(moment) if moment else _END_OF_TIME
    said = _Said.read(reader, _OF_NEWEST, repository=repository, at=at)
    return tuple(
        NotesSpan(
            branch=Branch(repository, branch, BranchKind.DEFAULT),
            path=path,
            first=Point(position, Revision(revision), from_text(date), author, summary),
            last=None,
            end=None,
            notes=said.notes(path, *blob),
        )
        for branch, path, position, revision, date, author, summary, *blob in reader.rows(
            _NEWEST, repository=repository, at=at
        )
    )


@frozen
class _Said:
    """What blobs say, by their keys."""

    items: Mapping[int, list[AgendaItem]]
    sections: Mapping[int, list[NoteSection]]
    decisions: Mapping[int, list[NotedDecision]]

    @classmethod
    def read(cls, reader: Reader, of: str, **values: str) -> "_Said":
        """Read what all blobs say, or those `of` some."""
        items, sections, decisions = (
            reader.rows(each.format(of=of), **values) for each in (_ITEMS, _SECTIONS, _DECISIONS)
        )
        return cls(
            by_key((row[0], _item(*row[1:])) for row in items),
            by_key((row[0], NoteSection(*row[1:])) for row in sections),
            by_key((row[0], _decision(row[1:7], *row[7:])) for row in decisions),
        )

    def notes(
        self, path: str, blob: int, problem: str | None, cancelled: int | None, attendees: Any, announcements: Any
    ) -> MeetingNotes:
        """Return what one blob says."""
        return MeetingNotes(
            date=day_of(path),
            cancelled=bool(cancelled),
            attendees=texts(attendees),
            announcements=texts(announcements),
            agenda=tuple(self.items[blob]),
            sections=tuple(self.sections[blob]),
            decisions=tuple(self.decisions[blob]),
            problem=problem,
        )


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
    return AgendaItem(text, line, depth, texts(presenters), texts(links), bool(asks_vote), phase)


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
    counted: Mapping[str, Any] = dict(zip(_TALLY, tally, strict=True))
    return NotedDecision(
        line=line,
        question=question,
        method=Method(method),
        tally=None if counted["sf"] is None else Tally(**counted),
        outcome=Outcome(outcome),
        outcome_line=outcome_line,
        phase=phase,
        named=texts(named),
        confidence=Confidence(confidence),
        reason=reason,
    )
