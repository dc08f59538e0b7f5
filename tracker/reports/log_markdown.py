"""The log as Markdown: a table, newest first."""

from collections.abc import Iterable
from datetime import UTC, datetime

from tracker.happenings import Happening
from tracker.reports.escaping import code, text
from tracker.reports.history_json import day


def log_as_markdown(happenings: Iterable[Happening], as_of: datetime) -> str:
    """Return a table with a row for each thing that happened."""
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    head = ["| date | subject | what happened | by | where |", "| --- | --- | --- | --- | --- |"]
    return "\n".join(["# Log", "", f"As of {moment}.", "", *head, *map(_row, happenings), ""])


def _row(happening: Happening) -> str:
    name = f"`{code(happening.revision[:7])}`" if happening.revision else "source"
    where = f"[{name}]({happening.url})" if happening.url else ""
    cells = (
        day(happening.date),
        f"`{code(happening.subject)}`",
        text(happening.summary),
        text(happening.who or ""),
        where,
    )
    return f"| {' | '.join(cells)} |"
