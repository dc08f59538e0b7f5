"""The log for a terminal: what happened to all subjects, newest first, day by day."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tracker.happenings import Happening
from tracker.reports.console import rendered
from tracker.reports.history_json import day

_WIDEST = 40
"""Columns that a subject's name has at most."""


def log_as_table(happenings: Sequence[Happening], as_of: datetime, width: int, *, color: bool) -> str:
    """Return a line for each thing that happened; a day is named once."""
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    parts: list[RenderableType] = [Text(f"As of {moment}, newest first", style="dim"), Text("")]
    table = Table(box=None, expand=True, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(width=10, no_wrap=True)
    table.add_column(
        width=min(_WIDEST, max((len(each.subject) for each in happenings), default=0)), overflow="fold", style="bold"
    )
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=1, overflow="fold", style="dim")
    shown = ""
    for each in happenings:
        today = day(each.date)
        table.add_row(
            Text("" if today == shown else today), Text(each.subject), Text(each.summary), Text(each.who or "")
        )
        shown = today
    parts.append(table if happenings else Text("nothing happened"))
    return rendered(parts, width, color=color)
