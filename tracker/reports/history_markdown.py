"""Timelines as Markdown: a list a subject, oldest first."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tracker.happenings import Timeline
from tracker.lives import LifeEvent, PhaseChange
from tracker.reports.escaping import code, text
from tracker.reports.history_json import day


def history_as_markdown(timelines: Iterable[Timeline], as_of: datetime) -> str:
    """Return a section for each subject."""
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = ["# History", "", f"As of {moment}.", ""]
    for each in timelines:
        lines += [f"## {text(each.title)} (`{code(each.subject)}`)", "", *_lines(each), ""]
    return "\n".join(lines)


def timeline_lines(timeline: Timeline) -> list[str]:
    """Return what happened to one subject, a point each."""
    return [*_lines(timeline)]


def _lines(timeline: Timeline) -> Iterator[str]:
    changes = [(day(change.date), _change(timeline, change)) for change in timeline.changes]
    events = [(day(event.date), line) for event, line in _events(timeline)]
    if "/" not in timeline.subject:
        # Votes on a proposal stand between the changes of the list that they led to.
        changes, events = sorted([*events, *changes], key=lambda each: each[0]), []
    yield from (line for _, line in (*changes, *events))


def _change(timeline: Timeline, change: PhaseChange) -> str:
    commit = f"`{change.revision[:7]}` {text(change.summary)}".rstrip()
    by = f"{text(change.author)}, " if change.author else ""
    return f"* {day(change.date)}: {text(timeline.said(change))} ({by}[{commit}]({change.url}))"


def _events(timeline: Timeline) -> Iterator[tuple[LifeEvent, str]]:
    for event in timeline.further_events():
        link = f"[{_place(event)}]({event.url})" if event.url else ""
        by = ", ".join(each for each in (text(event.who or ""), link) if each)
        yield event, f"* {day(event.date)}: {text(event.summary)}{f' ({by})' if by else ''}"


def _place(event: LifeEvent) -> str:
    """Return where an event can be seen, in a word or two."""
    return f"`{event.revision[:7]}`" if event.revision else text(event.repository or "source")
