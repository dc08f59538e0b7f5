"""Timelines for a terminal: what happened to each subject, oldest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.happenings import Timeline
from tracker.reports.console import rendered
from tracker.reports.history_json import day

_BLOB = re.compile(r"https://github\.com/[^/]+/[^/]+/blob/[^/]+/")
"""What stands before a file's path in its address: the line below has no room for it."""
_REVISION = 7
"""How much of a commit's id is shown."""


def history_as_table(timelines: Sequence[Timeline], as_of: datetime, width: int, *, color: bool) -> str:
    """Return a timeline for each subject."""
    changes = sum(len(each.changes) for each in timelines)
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    counted = f"{changes} {'change' if changes == 1 else 'changes'} of the proposal list"
    parts: list[RenderableType] = [Text(f"As of {moment}: {counted}", style="dim")]
    for each in timelines:
        parts += [Text(f"\n{each.subject} · {each.title}", style="bold"), *timeline_parts(each)]
    if not timelines:
        parts.append(Text("nothing happened"))
    return rendered(parts, width, color=color)


def timeline_parts(timeline: Timeline) -> Iterator[RenderableType]:
    """Yield what a timeline is made of: a line a change, then a line an event; votes on a proposal stand between."""
    rows = [
        (day(each.date), timeline.said(each), each.author, f"{each.revision[:_REVISION]} {each.summary}")
        for each in timeline.changes
    ]
    events = [
        (day(each.date), each.summary, each.who or "", _where(each.repository, each.revision, each.url))
        for each in timeline.further_events()
    ]
    amends = "/" in timeline.subject
    together = rows if amends else sorted([*events, *rows], key=lambda row: row[0])
    if together:
        yield _table(together)
    if amends and events:
        yield Text("  its life behind the feature", style="dim")
        yield _table(events)


def _where(repository: str | None, revision: str | None, url: str | None) -> str:
    if repository and revision:
        return f"{repository}@{revision[:_REVISION]}"
    return _BLOB.sub("", url) if url else ""


def _table(rows: Iterable[tuple[str, str, str, str]]) -> RenderableType:
    table = Table(box=None, expand=True, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(width=10, no_wrap=True)
    table.add_column(ratio=4, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=4, overflow="fold", style="dim")
    for row in rows:
        table.add_row(*map(Text, row))
    return Padding(table, (0, 0, 0, 2))
