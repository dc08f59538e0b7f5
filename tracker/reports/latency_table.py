"""Durations for a terminal: the medians first, then what waits longest."""

from collections.abc import Iterable, Sequence
from datetime import UTC

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tracker.durations import Latency, StepMedian, StepTime, Wait
from tracker.reports.console import rendered
from tracker.reports.latency_groups import at_least, days, extreme, label, notes, untold

_NARROW = 80
"""Below so many columns only the days stand in columns of their own."""


def latency_as_table(latency: Latency, width: int, *, color: bool, each_step: bool = False) -> str:
    """Return the medians and what is open; with `each_step` every step of every subject as well."""
    narrow = width < _NARROW
    moment = latency.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    parts: list[RenderableType] = [
        Text(f"As of {moment}: {len(latency.steps)} steps taken, {len(latency.waiting)} open; in days", style="dim"),
        Text("\nHow long steps took", style="bold"),
        _medians(latency.medians, narrow=narrow),
    ]
    parts += [Text(line, style="yellow") for line in untold(latency.unknown)]
    if each_step:
        parts += [Text("\nEach step", style="bold"), _steps(latency.steps)]
    if latency.waiting:
        parts += [Text("\nWhat waits longest", style="bold"), _waiting(latency.waiting, narrow=narrow)]
    said = notes(latency.medians, latency.steps if each_step else (), latency.waiting)
    parts += [Text(f"\n{' '.join(said)}", style="dim")] if said else []
    return rendered(parts, width, color=color)


def _medians(medians: Iterable[StepMedian], *, narrow: bool) -> Table:
    table = _table()
    table.add_column("step", overflow="fold", ratio=1 if narrow else None)
    table.add_column("count", justify="right", no_wrap=True)
    table.add_column("median", justify="right", no_wrap=True)
    if not narrow:
        table.add_column("shortest", ratio=1, overflow="fold")
        table.add_column("longest", ratio=1, overflow="fold")
    for each in medians:
        ends = [] if narrow else [extreme(each.shortest), extreme(each.longest)]
        _add(table, label(each.step), str(each.count), days(each.median_days), *ends)
    return table


def _steps(steps: Iterable[StepTime]) -> Table:
    table = _table()
    table.add_column("days", justify="right", no_wrap=True)
    table.add_column("subject", overflow="fold")
    table.add_column("step", ratio=1, overflow="fold")
    table.add_column("from", width=10, no_wrap=True)
    table.add_column("to", width=10, no_wrap=True)
    for each in steps:
        _add(table, at_least(each), each.subject, label(each.step), each.began.isoformat(), each.ended.isoformat())
    return table


def _waiting(waiting: Sequence[Wait], *, narrow: bool) -> Table:
    table = _table()
    table.add_column("days", justify="right", no_wrap=True)
    table.add_column("subject", ratio=4, overflow="fold")
    if not narrow:
        table.add_column("since", width=10, no_wrap=True)
    table.add_column("waits for", ratio=5, overflow="fold")
    if not narrow:
        table.add_column("next", ratio=5, overflow="fold")
    for each in waiting:
        cells = [each.waits_for] if narrow else [each.since.isoformat(), each.waits_for, each.step]
        _add(table, at_least(each), each.subject, *cells)
    return table


def _table() -> Table:
    return Table(box=None, expand=True, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(Text(cell) for cell in cells))
