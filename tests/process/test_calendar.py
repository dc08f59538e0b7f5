"""Rules of the calendar give days, and what was announced takes the place of a rule's day."""

from calendar import THURSDAY, TUESDAY, day_name
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.process.calendar import Calendar, Departure, MeetingRhythm, PlannedRelease, Train
from tracker.process.calendar_toml import load_calendar, shipped_calendar
from tracker.process.errors import ProcessError

OLD = Train("0.1", (2, 8), THURSDAY, 1, date(2030, 1, 1), "https://example.org/old", date(2031, 1, 1))
NEW = Train(
    "0.1",
    (2, 8),
    TUESDAY,
    2,
    date(2031, 1, 1),
    "https://example.org/new",
    planned=(PlannedRelease("0.1.4", date(2031, 8, 14)),),
)
RHYTHM = MeetingRhythm(14, date(2030, 1, 3), date(2030, 1, 3), "https://example.org/meetings")

TEXT = """\
[[release_train]]
line = "0.1"
months = [8, 2]
weekday = "tuesday"
week = 2
in_effect = 2031-01-01
source = "https://example.org/new"
planned = [{ version = "0.1.4", date = 2031-08-14 }]

[[meeting_rhythm]]
days = 14
anchor = 2030-01-03
in_effect = 2030-01-03
source = "https://example.org/meetings"
"""


def due(calendar: Calendar, day: date, number: int = 3) -> list[Departure]:
    """Return the next releases after a day."""
    return list(islice(calendar.departures(day), number))


def test_the_rule_of_the_day_gives_the_next_releases_even_past_its_own_end() -> None:
    calendar = Calendar((OLD, NEW))
    assert due(calendar, date(2030, 2, 7)) == [
        Departure("0.1", date(2030, 8, 1), None),
        Departure("0.1", date(2031, 2, 6), None),
        Departure("0.1", date(2031, 8, 7), None),
    ]


def test_an_announced_day_takes_the_place_of_the_rules_in_its_month() -> None:
    assert due(Calendar((OLD, NEW)), date(2031, 1, 1)) == [
        Departure("0.1", date(2031, 2, 11), None),
        Departure("0.1", date(2031, 8, 14), "0.1.4"),
        Departure("0.1", date(2032, 2, 10), None),
    ]


def test_before_any_rule_nothing_is_due() -> None:
    assert due(Calendar((OLD, NEW)), date(2029, 12, 31)) == []


def test_releases_of_several_lines_come_in_order() -> None:
    other = Train("0.2", (2,), THURSDAY, 1, date(2031, 1, 1), "https://example.org/other")
    assert [(each.line, each.date) for each in due(Calendar((NEW, other)), date(2031, 1, 1))] == [
        ("0.2", date(2031, 2, 6)),
        ("0.1", date(2031, 2, 11)),
        ("0.1", date(2031, 8, 14)),
    ]


def test_meetings_are_counted_from_the_last_that_is_known() -> None:
    assert list(islice(RHYTHM.from_day(date(2030, 1, 4)), 2)) == [date(2030, 1, 17), date(2030, 1, 31)]
    moved = [date(2030, 1, 17), date(2030, 2, 7)]
    assert list(islice(RHYTHM.from_day(date(2030, 2, 8), moved), 2)) == [date(2030, 2, 21), date(2030, 3, 7)]
    assert Calendar((), (RHYTHM,)).rhythm(date(2030, 1, 2)) is None


@given(day=st.dates(date(2030, 1, 3), date(2200, 1, 1)))
def test_every_day_has_a_meeting_within_the_rhythm_and_a_release_after_it(day: date) -> None:
    first, second = islice(RHYTHM.from_day(day), 2)
    assert timedelta() <= first - day < timedelta(days=14)
    assert second - first == timedelta(days=14)
    trained = min(day, date(2030, 12, 31))
    assert all(each.date > trained and each.date.weekday() == THURSDAY for each in due(Calendar((OLD,)), trained))


def test_the_last_days_there_are_do_no_harm() -> None:
    assert list(RHYTHM.from_day(date(9999, 12, 1)))[-1] <= date.max
    assert len(due(Calendar((NEW,)), date(9999, 12, 31))) <= 3


def test_a_calendar_is_read_as_it_is_written() -> None:
    assert load_calendar(TEXT) == Calendar((NEW,), (RHYTHM,))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('line = "0.1"\n', "", "release_train[1].line: is missing"),
        ("months = [8, 2]", "months = [13]", "release_train[1].months: must be a list of months, 1 to 12"),
        ("months = [8, 2]", "months = []", "release_train[1].months: must be a list of months, 1 to 12"),
        ('"tuesday"', '"dienstag"', f"release_train[1].weekday: must be one of {', '.join(map(str.lower, day_name))}"),
        ("week = 2", "week = 5", "release_train[1].week: must be 1 to 4: not every month has a fifth"),
        ("week = 2", "week = 2\nwhen = 1", "release_train[1].when: is not a known key"),
        ("week = 2", "week = 2\nuntil = 2031-01-01", "release_train[1].until: must be later than in_effect"),
        ("date = 2031-08-14", 'date = "soon"', "release_train[1].planned[1].date: must be a date such as 2024-08-01"),
        ('version = "0.1.4"', "size = 1", "release_train[1].planned[1].size: is not a known key"),
        ("planned = [", "planned = 1 # [", "release_train[1].planned: must be a list of { version, date }"),
        ("days = 14", "days = 0", "meeting_rhythm[1].days: must be a whole number, not less than 1"),
        ("days = 14", "days = true", "meeting_rhythm[1].days: must be a whole number, not less than 1"),
        ("[[meeting_rhythm]]", "[meeting_rhythm]", "meeting_rhythm: must be written as [[meeting_rhythm]] tables"),
        ("days = 14", "days = ", "is not TOML: Invalid value (at line 11, column 8)"),
    ],
)  # fmt: skip
def test_the_first_wrong_key_is_named(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    with pytest.raises(ProcessError) as raised:
        load_calendar(TEXT.replace(old, new))
    assert str(raised.value) == f"process.toml: {problem}"


def test_the_shipped_calendar_gives_the_days_of_the_releases_there_were_and_are_planned() -> None:
    calendar = shipped_calendar()
    assert [each.date for each in due(calendar, date(2024, 7, 1), 5)] == [
        date(2024, 8, 1),
        date(2024, 10, 3),
        date(2024, 12, 5),
        date(2025, 2, 6),
        date(2025, 4, 3),
    ]
    assert [each.date for each in due(calendar, date(2025, 10, 1), 5)] == [
        date(2025, 10, 7),
        date(2025, 12, 2),
        date(2026, 2, 3),
        date(2026, 4, 7),
        date(2026, 6, 2),
    ]
    assert due(calendar, date(2026, 8, 3), 4) == [
        Departure("0.3", date(2026, 8, 4), "0.3.1"),
        Departure("0.3", date(2026, 10, 6), "0.3.2"),
        Departure("0.3", date(2026, 12, 1), "0.3.3"),
        Departure("0.3", date(2027, 2, 2), None),
    ]
    rhythm = calendar.rhythm(date(2026, 8, 20))
    assert rhythm is not None
    assert next(rhythm.from_day(date(2026, 8, 7))) == date(2026, 8, 20)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0.1.4", date(2031, 8, 14)),
        ("0.1.5", date(2032, 2, 10)),
        ("0.1.7", date(2033, 2, 8)),
        ("0.1.3", None),
        ("0.2.4", None),
        ("0.1.5-rc-1", None),
        ("0.1.99999999", None),
        ("next", None),
    ],
)
def test_a_version_is_due_as_announced_or_counted_on_from_what_was(version: str, expected: date | None) -> None:
    assert Calendar((OLD, NEW)).day_of(version) == expected
    assert Calendar((OLD,)).day_of(version) is None
