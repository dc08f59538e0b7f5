"""When the subgroup meets and when releases are due: rules over time as pure values, and the days that follow of them.

A day that only a rule gives is planned: no file of an agenda, and no announcement, says it yet.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from heapq import merge
from itertools import islice

from tracker.frozen import frozen

_WEEK = 7
_MONTHS = 12
_LONGEST_PATCH = 4
"""Patch numbers of so many digits are no release of these trains: dates would run out first."""


@frozen
class PlannedRelease:
    """A release whose day was announced, whether or not the rule would give it."""

    version: str
    date: date


@frozen
class Train:
    """A rule that says on which days the releases of one line are due, for as long as it counts."""

    line: str
    """`0.2`"""
    months: tuple[int, ...]
    """1 to 12, in order."""
    weekday: int
    """0 for Monday."""
    week: int
    """1 when it is the first such weekday of the month."""
    in_effect: date
    """The first day it counts."""
    source: str
    """A link to where it was agreed, or to the releases it was read from."""
    until: date | None = None
    """The first day it no longer counts; `None` while it stands."""
    planned: tuple[PlannedRelease, ...] = ()
    """The days that were announced, in order: each takes the place of the rule's in its month."""

    def counts_on(self, day: date) -> bool:
        """Return whether it counts on a day."""
        return self.in_effect <= day and (self.until is None or day < self.until)

    def after(self, day: date) -> "Iterator[Departure]":
        """Yield the releases that are due after a day, in order, as if the rule never ended."""
        for year, month in _months(min(day, date.max - timedelta(days=400))):
            if month in self.months:
                due = self._due(year, month)
                if due.date > day and self.in_effect <= due.date:
                    yield due

    def _due(self, year: int, month: int) -> "Departure":
        first = date(year, month, 1)
        by_rule = first + timedelta(days=(self.weekday - first.weekday()) % _WEEK + (self.week - 1) * _WEEK)
        announced = [each for each in self.planned if (each.date.year, each.date.month) == (year, month)]
        if announced:
            return Departure(self.line, announced[0].date, announced[0].version)
        return Departure(self.line, by_rule, None)


@frozen
class Departure:
    """A release that is due."""

    line: str
    """`0.3`"""
    date: date
    version: str | None
    """The version, where it was announced; `None` where only the rule gives the day."""


@frozen
class MeetingRhythm:
    """Every how many days the subgroup meets."""

    days: int
    anchor: date
    """A day on which it met by this rhythm."""
    in_effect: date
    """The first day it counts."""
    source: str
    """A link to the meetings it was read from."""
    until: date | None = None
    """The first day it no longer counts; `None` while it stands."""

    def counts_on(self, day: date) -> bool:
        """Return whether it counts on a day."""
        return self.in_effect <= day and (self.until is None or day < self.until)

    def from_day(self, day: date, known: Iterable[date] = ()) -> Iterator[date]:
        """Yield the days of meetings from a day on, as if the rhythm never ended.

        They are counted from the last meeting that is `known`, else from the anchor.
        """
        start = max(known, default=self.anchor)
        meeting = day + timedelta(days=(start - day).days % self.days)
        while True:
            yield meeting
            if meeting > date.max - timedelta(days=self.days):
                return
            meeting += timedelta(days=self.days)


@frozen
class Calendar:
    """When releases are due and meetings take place, over time."""

    trains: tuple[Train, ...] = ()
    """In the order of the file."""
    rhythms: tuple[MeetingRhythm, ...] = ()
    """In the order of the file."""

    def rhythm(self, day: date) -> MeetingRhythm | None:
        """Return the rhythm of a day; `None` when nobody said."""
        return next((each for each in self.rhythms if each.counts_on(day)), None)

    def day_of(self, version: str) -> date | None:
        """Return the day on which a version is due; `None` when nothing tells.

        It is the announced one, else that of the rule, counted on from the last version that was announced.
        """
        for train in self.trains:
            for announced in reversed(train.planned):
                ahead = _patches_between(announced.version, version)
                if ahead == 0:
                    return announced.date
                if ahead > 0:
                    due = next(islice(train.after(announced.date), ahead - 1, None), None)
                    return due.date if due else None
        return None

    def departures(self, day: date) -> Iterator[Departure]:
        """Yield the releases that are due after a day, soonest first, by the rules that count on it.

        What was agreed later nobody knew on that day; so a rule's end does not matter to what it gave.
        """
        yield from merge(*(each.after(day) for each in self.trains if each.counts_on(day)), key=_due)


def _patches_between(one: str, other: str) -> int:
    """Return how many patches the other version is ahead; -1 when it is not on the same line, or behind."""
    line, _, patch = one.rpartition(".")
    other_line, _, other_patch = other.rpartition(".")
    if line != other_line or not (patch.isdecimal() and other_patch.isdecimal() and len(other_patch) < _LONGEST_PATCH):
        return -1
    return max(int(other_patch) - int(patch), -1)


def _due(departure: Departure) -> tuple[date, str]:
    return departure.date, departure.line


def _months(day: date) -> Iterator[tuple[int, int]]:
    """Yield year and month from that of a day on."""
    year, month = day.year, day.month
    while year < date.max.year:
        yield year, month
        year, month = (year + 1, 1) if month == _MONTHS else (year, month + 1)
