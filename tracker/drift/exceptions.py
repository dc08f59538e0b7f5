"""Disagreements that people declared to accept: `data/exceptions.toml`."""

import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from tracker.drift.findings import DeclaredException
from tracker.errors import TrackerError

_FILE = "data/exceptions.toml"
_TEXTS = ("rule", "subject", "reason", "who", "link")


class ExceptionsError(TrackerError):
    """The file of exceptions cannot be used."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{_FILE}: {reason}")


def load_exceptions(text: str, rules: Collection[str]) -> tuple[DeclaredException, ...]:
    """Read the file of exceptions; `ExceptionsError` in one line when it is not as it should be.

    `rules` are the ids there are.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExceptionsError(str(error)) from error
    if other := sorted(data.keys() - {"exception"}):
        raise ExceptionsError(f"{other[0]!r} is not known; it holds [[exception]] only")
    entries = data.get("exception", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise ExceptionsError("write every exception under [[exception]]")
    return tuple(_exception(number, each, rules) for number, each in enumerate(entries, 1))


def shipped_exceptions(rules: Collection[str]) -> tuple[DeclaredException, ...]:
    """Return the exceptions that travel with the program."""
    from tracker.shipped import shipped  # noqa: PLC0415 -- the only line here that touches a file

    return load_exceptions(shipped(_FILE).read_text(encoding="utf-8"), rules)


def _exception(number: int, entry: Mapping[str, Any], rules: Collection[str]) -> DeclaredException:
    where = f"exception {number}"
    if other := sorted(entry.keys() - {*_TEXTS, "from", "until"}):
        raise ExceptionsError(f"{where}: the key {other[0]!r} is not known")
    rule, subject, reason, who, link = (_text(where, entry, key) for key in _TEXTS)
    if rule not in rules:
        raise ExceptionsError(f"{where}: there is no rule {rule!r}")
    since = _day(where, entry, "from")
    until = _day(where, entry, "until") if "until" in entry else None
    if until is not None and until <= since:
        raise ExceptionsError(f"{where}: it ends on {until}, before it begins")
    return DeclaredException(rule, subject, reason, who, link, since, until)


def _text(where: str, entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ExceptionsError(f"{where}: {key} must be a text" if key in entry else f"{where}: {key} is missing")
    return " ".join(value.split())


def _day(where: str, entry: Mapping[str, Any], key: str) -> date:
    value = entry.get(key)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ExceptionsError(
            f"{where}: {key} must be a day, as 2026-01-31" if key in entry else f"{where}: {key} is missing"
        )
    return value
