"""Reads the calendar in the description of the process: the first wrong key is named."""

from calendar import day_name
from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.process.calendar import Calendar, MeetingRhythm, PlannedRelease, Train
from tracker.process.errors import ProcessError
from tracker.process.tables import document_of, required, tables
from tracker.shipped import shipped

_WEEKDAYS = [name.lower() for name in day_name]
_WEEKS = range(1, 5)
_MONTHS = range(1, 13)
_TRAIN_KEYS = {"line", "months", "weekday", "week", "in_effect", "until", "source", "planned"}
_RHYTHM_KEYS = {"days", "anchor", "in_effect", "until", "source"}


def shipped_calendar() -> Calendar:
    """Return the calendar that travels with the program."""
    return load_calendar(shipped("data/process.toml").read_text(encoding="utf-8"))


def load_calendar(text: str) -> Calendar:
    """Return the calendar that the TOML text describes; what else it describes is left alone."""
    document = document_of(text)
    trains = [_train(name, table) for name, table in tables(document, "release_train", _TRAIN_KEYS)]
    rhythms = [_rhythm(name, table) for name, table in tables(document, "meeting_rhythm", _RHYTHM_KEYS)]
    return Calendar(tuple(trains), tuple(rhythms))


def _train(name: str, table: Mapping[str, Any]) -> Train:
    weekday = required(name, table, "weekday", str)
    if weekday not in _WEEKDAYS:
        raise ProcessError(f"{name}.weekday", f"must be one of {', '.join(_WEEKDAYS)}")
    week = required(name, table, "week", int)
    if week not in _WEEKS:
        raise ProcessError(f"{name}.week", "must be 1 to 4: not every month has a fifth")
    return Train(
        required(name, table, "line", str),
        _months(name, table),
        _WEEKDAYS.index(weekday),
        week,
        required(name, table, "in_effect", date),
        required(name, table, "source", str),
        _until(name, table),
        _planned(name, table),
    )


def _months(name: str, table: Mapping[str, Any]) -> tuple[int, ...]:
    found = table.get("months")
    if not isinstance(found, list) or not found or not all(type(each) is int and each in _MONTHS for each in found):
        raise ProcessError(f"{name}.months", "must be a list of months, 1 to 12")
    return tuple(sorted(set(found)))


def _planned(name: str, table: Mapping[str, Any]) -> tuple[PlannedRelease, ...]:
    found = table.get("planned", [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ProcessError(f"{name}.planned", "must be a list of { version, date }")
    planned = []
    for number, each in enumerate(found, start=1):
        place = f"{name}.planned[{number}]"
        for unknown in sorted(each.keys() - {"version", "date"}):
            raise ProcessError(f"{place}.{unknown}", "is not a known key")
        planned.append(PlannedRelease(required(place, each, "version", str), required(place, each, "date", date)))
    return tuple(sorted(planned, key=lambda each: each.date))


def _rhythm(name: str, table: Mapping[str, Any]) -> MeetingRhythm:
    return MeetingRhythm(
        required(name, table, "days", int),
        required(name, table, "anchor", date),
        required(name, table, "in_effect", date),
        required(name, table, "source", str),
        _until(name, table),
    )


def _until(name: str, table: Mapping[str, Any]) -> date | None:
    if "until" not in table:
        return None
    until = required(name, table, "until", date)
    if until <= required(name, table, "in_effect", date):
        raise ProcessError(f"{name}.until", "must be later than in_effect")
    return until
