"""The proposal list over time: its rows at each commit that changed it."""

from collections.abc import Iterator

from tracker.aliases import Aliases
from tracker.chronicle import BranchKind, Chronicle, Point
from tracker.frozen import frozen
from tracker.subjects import Row, amending_rows, rows_of


@frozen
class ListState:
    """The rows of the proposal list from one commit on."""

    point: Point
    """The commit that made it so."""
    path: str
    """The file that holds it."""
    rows: tuple[Row, ...]
    """Highest phase first."""
    amending: dict[Row, Row]
    """Rows that name an amendment, each with its parent's row."""


def list_states(chronicle: Chronicle, aliases: Aliases) -> tuple[ListState, ...]:
    """Return the list's states, oldest first; while the list was away its last rows count."""
    return tuple(_states(chronicle, aliases))


def _states(chronicle: Chronicle, aliases: Aliases) -> Iterator[ListState]:
    spans = [
        span
        for span in chronicle.lists
        if span.branch.repository == aliases.registry
        and span.branch.kind is BranchKind.DEFAULT
        and span.path in aliases.lists
    ]
    read = sorted({branch.repository for branch in chronicle.heads})
    points = {point.position: point for span in spans for point in (span.first, span.end) if point is not None}
    for position, point in sorted(points.items()):
        rows, _ = rows_of([(each.path, each.content) for each in spans if each.holds_at(position)], aliases, read)
        if rows:
            yield ListState(point, rows[0].path, rows, amending_rows(rows))
