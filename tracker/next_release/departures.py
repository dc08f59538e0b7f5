"""Counts versions on from the last release of a line, one for each departure of its train."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from itertools import islice

from tracker.process.calendar import Calendar, Departure
from tracker.released import Release
from tracker.releases import parse_version

_MOST = 600
"""How many departures ahead are counted: a century of them."""
_EARLY = timedelta(days=14)
"""How long before its day a release may come and still be the one of that day."""


def departures_after(last: Release, calendar: Calendar, today: date) -> Iterator[tuple[str, date]]:
    """Yield version and day of each release that follows the last one of a line, by the trains that count on a day.

    An announced version counts as it was announced; what comes after it is counted on from there. The departure of the
    month in which the last release came, or of the days right after it, was that release.
    """
    number, day = parse_version(last.version), last.date.astimezone(UTC).date()
    train = next((each for each in calendar.trains if each.line == last.line and each.counts_on(today)), None)
    if train is None or number is None:
        return
    for due in islice(train.after(day), _MOST):
        if (due.date.year, due.date.month) != (day.year, day.month) and due.date - day > _EARLY:
            number = parse_version(due.version) or number.bump_patch()
            yield str(number), due.date


def announced(version: str, calendar: Calendar, today: date) -> date | None:
    """Return the day that was announced for a version; `None` when none was."""
    begun = (each for each in calendar.trains if each.in_effect <= today)
    return next((one.date for each in begun for one in each.planned if one.version == version), None)


def next_departure(last: dict[str, Release], calendar: Calendar, today: date, released: set[str]) -> Departure | None:
    """Return the next release that any train brings after a day, with its version; `None` when there is none.

    `last` has the last release of each line; `released` are the versions that are out already.
    """
    return next(iter(next_departures(last, calendar, today, released)), None)


def next_departures(last: dict[str, Release], calendar: Calendar, today: date, released: set[str]) -> list[Departure]:
    """Return the next release of each line that a train brings after a day, with its version, soonest first."""
    found: list[Departure] = []
    for line in {each.line for each in calendar.trains}:
        ahead = (each for each in _next_of(line, last, calendar, today) if each.version not in released)
        found += islice(ahead, 1)
    return sorted(found, key=lambda each: (each.date, each.line))


def _next_of(line: str, last: dict[str, Release], calendar: Calendar, today: date) -> Iterator[Departure]:
    """Yield the next releases of a line: the second one counts where the first is out before its day."""
    if line in last:
        counted = ((version, day) for version, day in departures_after(last[line], calendar, today) if day > today)
        yield from (Departure(line, day, version) for version, day in islice(counted, 2))
        return
    if not any(each.line == line and each.counts_on(today) for each in calendar.trains):
        # Else it would be looked for among the departures of the others, up to the end of time.
        return
    named = (each for each in calendar.departures(today) if each.line == line)
    yield from (each for each in islice(named, 2) if each.version is not None)
