"""Releases and a calendar made by hand: line 0.1 was left for line 0.2, whose train leaves on first Tuesdays."""

from datetime import UTC, date, datetime

from tracker.chronicle import line_of
from tracker.facts import RepositoryName
from tracker.process.calendar import Calendar, PlannedRelease, Train
from tracker.released import GateCounts, Release

HUB = RepositoryName("Own/hub")
SOURCE = "https://example.org/train"
CALENDAR = Calendar(
    trains=(
        Train("0.1", (2, 4, 6, 8, 10, 12), 3, 1, date(2029, 1, 1), "https://example.org/old", until=date(2029, 9, 1)),
        Train(
            "0.2", (2, 4, 6, 8, 10, 12), 1, 1, date(2029, 9, 1), SOURCE,
            planned=(PlannedRelease("0.2.5", date(2030, 8, 13)),),
        ),
    )
)  # fmt: skip


def released(version: str, day: str) -> Release:
    """Return a release of the registry's train."""
    at = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC)
    return Release(version, line_of(version) or "", HUB, at, "-" in version, (), None, (), GateCounts())


RELEASES = (
    released("0.1.0", "2029-02-01"),
    released("0.1.1", "2029-04-05"),
    released("0.2.0-rc.1", "2029-10-02"),
    released("0.2.0", "2029-12-04"),
    released("0.2.1", "2030-02-05"),
    released("0.2.2", "2030-03-28"),
)
"""The last one came five days before the first Tuesday of April."""


def noon(day: str) -> datetime:
    """Return noon of a day."""
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
