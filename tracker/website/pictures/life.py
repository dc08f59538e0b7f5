"""The life of an amendment: what happened to it on each release line, along time."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from markupsafe import Markup

from tracker.lives import AmendmentLife, EventKind, LifeEvent
from tracker.website.pages import Key, PageLink, Picture
from tracker.website.pictures.axis import Axis
from tracker.website.pictures.drawing import drawing, element, framed, hint, words
from tracker.website.text import clip, counted, day

_NAME = "life"
_WIDTH = 760
_LABELS = 110
_ROW = 40
_TOP = 24
_MARKER = 10
_APART = 23
_MOST = 24
"""So many events of one line are drawn; the table has them all."""
_ALL_LINES = "All lines"
_LETTERS = {
    EventKind.PROPOSED: "P",
    EventKind.TRACKED: "T",
    EventKind.UNTRACKED: "U",
    EventKind.LANDED: "L",
    EventKind.QUEUED: "Q",
    EventKind.VOTED: "V",
    EventKind.REJECTED: "X",
    EventKind.DEFERRED: "D",
    EventKind.STABILIZED: "S",
    EventKind.RELEASED: "R",
    EventKind.WITHDRAWN: "W",
    EventKind.MOVED: "M",
    EventKind.RENAMED: "N",
}
_AHEAD = frozenset({EventKind.VOTED, EventKind.STABILIZED, EventKind.RELEASED})
_BACK = frozenset({EventKind.REJECTED, EventKind.WITHDRAWN, EventKind.UNTRACKED})


def life_picture(life: AmendmentLife, now: datetime) -> Picture | None:
    """Return what happened to an amendment as of a moment; `None` when nothing did."""
    if not life.events:
        return None
    lanes = _lanes(life.events)
    begun = _day(life.events[0])
    axis = Axis(begun, max(now.astimezone(UTC).date(), begun), _LABELS + _MARKER + 4, _WIDTH - _MARKER - 4)
    height = _TOP + _ROW * len(lanes)
    title = f"What happened to {clip(life.title)}"
    description = f"{counted(len(life.events), 'event')} since {day(begun)}, one row for each release line."
    kinds = [kind for kind in _LETTERS if any(event.state is kind for event in life.events)]
    parts = (*axis.lines(2, height), *_drawn(lanes, axis))
    return Picture(
        name=_NAME,
        title=title,
        description=description,
        svg=drawing(_NAME, title, description, (_WIDTH, height), parts),
        keys=tuple(Key(_look(kind), str(kind), _LETTERS[kind]) for kind in kinds),
        head=("Day", "Line", "What happened"),
        rows=tuple(_row(event) for event in life.events),
    )


def _lanes(events: Sequence[LifeEvent]) -> tuple[tuple[str, tuple[LifeEvent, ...]], ...]:
    lines = sorted({event.line for event in events}, key=lambda line: (line is not None, line or ""))
    return tuple(
        (
            _ALL_LINES if line is None else f"Line {line}",
            tuple(event for event in events if event.line == line),
        )
        for line in lines
    )


def _drawn(lanes: Sequence[tuple[str, tuple[LifeEvent, ...]]], axis: Axis) -> Iterator[Markup]:
    for place, (name, events) in enumerate(lanes):
        middle = _TOP + place * _ROW + _ROW / 2
        yield framed(name, 0, middle - 12, _LABELS - 6, 22)
        yield element("line", kind="lane", x1=_LABELS, x2=_WIDTH, y1=middle, y2=middle)
        shown = events[-_MOST:]
        for event, x in zip(shown, _spread([axis.x(_day(event)) for event in shown], axis), strict=True):
            look = _look(event.state)
            yield element(
                "g",
                (
                    hint(f"{day(_day(event))}: {event.summary}"),
                    element("circle", kind=f"bar {look}", cx=x, cy=middle, r=_MARKER),
                    words(_LETTERS[event.state], x, middle + 4.5, f"number centred on-{look}"),
                ),
            )


def _spread(wanted: Sequence[float], axis: Axis) -> list[float]:
    """Return where markers stand: as near to where they belong as they can without hiding one another."""
    apart = min(_APART, (axis.right - axis.left) / max(len(wanted) - 1, 1))
    placed: list[float] = []
    for x in wanted:
        placed.append(max(x, placed[-1] + apart) if placed else x)
    for place in range(len(placed) - 1, -1, -1):
        most = axis.right if place == len(placed) - 1 else placed[place + 1] - apart
        placed[place] = min(placed[place], most)
    return placed


def _look(kind: EventKind) -> str:
    if kind in _AHEAD:
        return "event-ahead"
    return "event-back" if kind in _BACK else "event"


def _row(event: LifeEvent) -> tuple[PageLink, ...]:
    line = _ALL_LINES if event.line is None else event.line
    return PageLink(day(_day(event)), None), PageLink(line, None), PageLink(clip(event.summary, 400), None)


def _day(event: LifeEvent) -> date:
    return event.date.astimezone(UTC).date()
