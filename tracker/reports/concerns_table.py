"""Open concerns for a terminal."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.reports.console import Link, rendered
from tracker.standing import OpenConcern


def concerns_as_table(concerns: Iterable[OpenConcern], as_of: datetime, width: int, *, color: bool) -> str:
    """Return the concerns below each other, in the order in which they were raised."""
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    listed = list(concerns)
    parts: list[RenderableType] = [Text(f"As of {moment}: {len(listed)} open", style="dim")]
    for each in listed:
        parts += [Text(""), Text(each.subject, style="bold"), *concern_parts(each)]
    return rendered(parts, width, color=color)


def concern_parts(concern: OpenConcern) -> Iterator[RenderableType]:
    """Yield a concern, who raised it when, and where it is discussed."""
    yield Padding(Text(concern.text), (0, 0, 0, 2))
    yield Padding(Text(f"{concern.by}, {concern.raised}, {concern.id[:12]}", style="dim"), (0, 0, 0, 2))
    if concern.link:
        yield Link(f"  {concern.link}", style="dim")
