"""Reads the calendar in the description of the process: the first wrong key is named."""

import tomllib
from calendar import day_name
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from tracker.process.calendar import Calendar, MeetingRhythm, PlannedRelease, Train
from tracker.process.errors import ProcessError
from tracker.shipped import shipped

_Value = TypeVar("_Value", str, int, date)
_WORDS = {str: "text", int: "a whole number, not less than 1", date: "a date such as 2024-08-01"}
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
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcessError("", f"is not TOML: {error}") from error
    trains = [_train(name, table) for name, table in _tables(document, "release_train", _TRAIN_KEYS)]
    rhythms = [_rhythm(name, table) for name, table in _tables(document, "meeting_rhythm", _RHYTHM_KEYS)]
    return Calendar(tuple(trains), tuple(rhythms))


def _tables(document: Mapping[str, Any], key: str, known: set[str]) -> list[tuple[str, Mapping[str, Any]]]:
    found = document.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ProcessError(key, f"must be written as [[{key}]] tables")
    named = [(f"{key}[{number}]", one) for number, one in enumerate(found, start=1)]
    for name, one in named:
        for unknown in sorted(one.keys() - known):
            raise ProcessError(f"{name}.{unknown}", "is not a known key")
    return named


def _train(name: str, table: Mapping[str, Any]) -> Train:
    weekday = _required(name, table, "weekday", str)
    if weekday not in _WEEKDAYS:
        raise ProcessError(f"{name}.weekday", f"must be one of {', '.join(_WEEKDAYS)}")
    week = _required(name, table, "week", int)
    if week not in _WEEKS:
        raise ProcessError(f"{name}.week", "must be 1 to 4: not every month has a fifth")
    return Train(
        _required(name, table, "line", str),
        _months(name, table),
        _WEEKDAYS.index(weekday),
        week,
        _required(name, table, "in_effect", date),
        _required(name, table, "source", str),
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
        planned.append(PlannedRelease(_required(place, each, "version", str), _required(place, each, "date", date)))
    return tuple(sorted(planned, key=lambda each: each.date))


def _rhythm(name: str, table: Mapping[str, Any]) -> MeetingRhythm:
    return MeetingRhythm(
        _required(name, table, "days", int),
        _required(name, table, "anchor", date),
        _required(name, table, "in_effect", date),
        _required(name, table, "source", str),
        _until(name, table),
    )


def _until(name: str, table: Mapping[str, Any]) -> date | None:
    if "until" not in table:
        return None
    until = _required(name, table, "until", date)
    if until <= _required(name, table, "in_effect", date):
        raise ProcessError(f"{name}.until", "must be later than in_effect")
    return until


def _required(name: str, table: Mapping[str, Any], key: str, kind: type[_Value]) -> _Value:
    value = table.get(key)
    if value is None:
        raise ProcessError(f"{name}.{key}", "is missing")
    # TOML's booleans are ints and its date-times are dates to Python.
    if isinstance(value, bool | datetime) or not isinstance(value, kind) or value == "" or (kind is int and value < 1):  # type: ignore[operator]
        raise ProcessError(f"{name}.{key}", f"must be {_WORDS[kind]}")
    return value
