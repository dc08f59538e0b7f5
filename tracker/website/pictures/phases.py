"""The phase history of all proposals as one timeline: a row for each, and a bar for each phase it was in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from markupsafe import Markup

from tracker.frozen import frozen
from tracker.happenings import Timeline
from tracker.lives import ChangeKind, PhaseChange
from tracker.website.pages import Key, PageLink, Picture
from tracker.website.pictures.axis import Axis
from tracker.website.pictures.drawing import drawing, element, framed, hint, words
from tracker.website.text import clip, counted, day

_NAME = "phase-history"
_WIDTH = 1000
_LABELS = 200
_ROW = 24
_BAR = 16
_TOP = 26
_LONGEST = 200
"""So many rows are drawn; the table has them all."""
_HIGHEST = 5
"""The highest phase that has a look of its own."""
_ROOM_FOR_NUMBER = 12


@frozen
class PhaseSpan:
    """A time that a proposal spent in one phase of the list."""

    phase: int
    since: date
    until: date | None
    """The day it left the phase; `None` while it is in it."""


@frozen
class PhaseRow:
    """The way of one proposal through the phases."""

    subject: str
    title: str
    path: str | None
    """The path of its page."""
    spans: tuple[PhaseSpan, ...]
    """Oldest first."""


def phase_rows(timelines: Iterable[Timeline], paths: Mapping[str, str]) -> tuple[PhaseRow, ...]:
    """Return the rows of the proposals among the timelines, in their order; `paths` holds the page of each subject."""
    return tuple(
        PhaseRow(each.subject, clip(each.title), paths.get(each.subject), tuple(_spans(each.changes)))
        for each in timelines
        if "/" not in each.subject and any(change.kind is not ChangeKind.RENAMED for change in each.changes)
    )


def phase_picture(rows: Sequence[PhaseRow], now: datetime, names: Mapping[int, str]) -> Picture | None:
    """Return the timeline as of a moment; `None` when there is nothing to draw."""
    today = now.astimezone(UTC).date()
    begun = [span.since for row in rows for span in row.spans]
    if not begun:
        return None
    shown = rows[:_LONGEST]
    title = "Phases of all proposals over time"
    left_out = f" The first {len(shown)} are drawn." if len(shown) < len(rows) else ""
    description = (
        f"{counted(len(rows), 'proposal')} from {day(min(begun))} to {day(today)}, one row each; "
        f"the number in a bar is the phase.{left_out}"
    )
    height = _TOP + _ROW * len(shown) + 6
    axis = Axis(min(begun), max(today, min(begun)), _LABELS, _WIDTH - 4)
    parts = (*axis.lines(2, height), *_drawn(shown, axis, today))
    phases = sorted({span.phase for row in rows for span in row.spans})
    return Picture(
        name=_NAME,
        title=title,
        description=description,
        svg=drawing(_NAME, title, description, (_WIDTH, height), parts),
        keys=tuple(Key(_look(each), names.get(each, f"Phase {each}"), str(each)) for each in phases),
        head=("Proposal", "Phases"),
        rows=tuple((PageLink(row.title, row.path), PageLink(_told(row), None)) for row in rows),
    )


def _spans(changes: Iterable[PhaseChange]) -> Iterator[PhaseSpan]:
    phase, since = None, None
    for change in changes:
        if change.kind is ChangeKind.RENAMED:
            continue
        on = change.date.astimezone(UTC).date()
        if phase is not None and since is not None:
            yield PhaseSpan(phase, since, on)
        gone = change.kind is ChangeKind.REMOVED or not isinstance(change.target, int)
        phase, since = (None, None) if gone else (int(change.target or 0), on)
    if phase is not None and since is not None:
        yield PhaseSpan(phase, since, None)


def _drawn(rows: Iterable[PhaseRow], axis: Axis, today: date) -> Iterator[Markup]:
    for place, row in enumerate(rows):
        top = _TOP + place * _ROW
        yield framed(row.title, 0, top, _LABELS - 10, _ROW - 2)
        for span in row.spans:
            left, right = axis.x(span.since), axis.x(span.until or today)
            width = max(right - left, 2.0)
            bar = element(
                "rect",
                kind=f"bar {_look(span.phase)}",
                x=left,
                y=top + 3,
                width=width,
                height=_BAR,
                rx=min(3, width / 2),
            )
            number = words(str(span.phase), left + 4, top + 15, f"number on-{_look(span.phase)}")
            inside = (hint(f"{row.title}: {_said(span)}"), bar, *([number] if width >= _ROOM_FOR_NUMBER else []))
            yield element("g", inside)


def _look(phase: int) -> str:
    return f"phase-{min(max(phase, 0), _HIGHEST)}"


def _told(row: PhaseRow) -> str:
    return "; ".join(_said(span) for span in row.spans)


def _said(span: PhaseSpan) -> str:
    if span.until is None:
        return f"phase {span.phase} since {day(span.since)}"
    return f"phase {span.phase} from {day(span.since)} to {day(span.until)}"
