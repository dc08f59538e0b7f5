"""A small past made by hand: a lamp that advanced and was renamed, and the life of its amendment."""

from datetime import UTC, datetime

from tests.reports.made_standing import HUB
from tracker.facts import Revision
from tracker.happenings import Timeline
from tracker.lives import ChangeKind, EventKind, LifeEvent, PhaseChange

FIRST, SECOND, THIRD = Revision("1" * 40), Revision("2" * 40), Revision("3" * 40)
AS_OF = datetime(2026, 8, 20, 12, 30, tzinfo=UTC)


def on(month: int, day: int = 1, hour: int = 12) -> datetime:
    """Return a moment of 2024."""
    return datetime(2024, month, day, hour, tzinfo=UTC)


def url(revision: str, line: int | None = None) -> str:
    """Return the address of the list."""
    return f"https://github.com/{HUB}/blob/{revision}/docs/List.md" + (f"#L{line}" if line else "")


CHANGES = (
    PhaseChange(on(1), "lamp", ChangeKind.ENTERED, None, 1, FIRST, "Lantern", url(FIRST, 7), "Bo B", "`it` <now>"),
    PhaseChange(on(2), "lamp", ChangeKind.RENAMED, "Lantern", "Lamp", SECOND, "Lamp", url(SECOND, 7), "Ada", "Move on"),
    PhaseChange(on(2), "lamp", ChangeKind.ADVANCED, 1, 3, SECOND, "Lamp", url(SECOND, 7), "Ada", "Move on"),
)
DIM_CHANGES = (
    PhaseChange(on(3), "lamp/lamp-dim", ChangeKind.ENTERED, None, 2, THIRD, "Lamp: Dim", url(THIRD, 9), "Ada", "Track"),
    PhaseChange(
        on(5), "lamp/lamp-dim", ChangeKind.REMOVED, 2, None, FIRST, "Lamp: Dim", url(FIRST), "Ada", "Drop | it"
    ),
)
EVENTS = (
    LifeEvent(on(3), EventKind.TRACKED, None, HUB, THIRD, "has a row of its own", url(THIRD, 9), "Ada"),
    LifeEvent(on(4), EventKind.LANDED, "0.3", HUB, SECOND, "landed with 1 gate", f"https://github.com/{HUB}/a", "Bo"),
    LifeEvent(on(4, 2), EventKind.VOTED, None, None, None, "voted to phase 3", "https://example.org/notes", None),
    LifeEvent(on(4, 3), EventKind.DEFERRED, None, None, None, "put off", None, None),
)
LAMP_PAST = Timeline("lamp", "Lamp", CHANGES)
DIM_PAST = Timeline("lamp/lamp-dim", "Lamp: Dim", DIM_CHANGES, EVENTS)
PAST = (LAMP_PAST, DIM_PAST)
