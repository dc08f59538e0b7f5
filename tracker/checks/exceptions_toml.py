"""Reads `data/exceptions.toml`: what its entries have in common, and those about entry requirements.

Those about rules of `tracker drift` are read there, in `tracker.drift.exceptions`.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from tracker.checks.excepted import CriterionException
from tracker.errors import TrackerError
from tracker.frozen import frozen
from tracker.process import Process
from tracker.shipped import shipped

FILE = "data/exceptions.toml"
"""Where the shipped exceptions are."""

_COMMON = ("subject", "reason", "who", "link")
_ABOUT = {"rule", "criterion", "phase"}
"""The keys that say what an entry is an exception of."""


class ExceptionsError(TrackerError):
    """The file of exceptions cannot be used."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{FILE}: {reason}")


@frozen
class ExceptionEntry:
    """One entry of the file: what it is about is still to be read."""

    number: int
    """From 1."""
    values: Mapping[str, Any]
    """Everything it says."""
    subject: str
    reason: str
    who: str
    link: str
    since: date
    until: date | None

    def text(self, key: str) -> str:
        """Return the text of a key; `ExceptionsError` without one."""
        return _text(f"exception {self.number}", self.values, key)

    def fail(self, reason: str) -> ExceptionsError:
        """Return the error that something is wrong with it."""
        return ExceptionsError(f"exception {self.number}: {reason}")


def read_entries(text: str) -> Iterator[ExceptionEntry]:
    """Yield the entries of the file; `ExceptionsError` in one line for what is not as it should be."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExceptionsError(str(error)) from error
    if other := sorted(data.keys() - {"exception"}):
        raise ExceptionsError(f"{other[0]!r} is not known; it holds [[exception]] only")
    entries = data.get("exception", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise ExceptionsError("write every exception under [[exception]]")
    for number, each in enumerate(entries, 1):
        yield _entry(number, each)


def load_criterion_exceptions(text: str, asked: Collection[tuple[str, int]]) -> tuple[CriterionException, ...]:
    """Return the exceptions of entry requirements; `ExceptionsError` in one line for one that is none.

    `asked` are the criteria there are, each with a phase that asks it.
    """
    return tuple(_exception(each, asked) for each in read_entries(text) if "criterion" in each.values)


def shipped_criterion_exceptions(process: Process) -> tuple[CriterionException, ...]:
    """Return the exceptions of entry requirements that travel with the program."""
    asked = {(each.criterion.id, each.criterion.phase) for each in process.requirements}
    return load_criterion_exceptions(shipped(FILE).read_text(encoding="utf-8"), asked)


def _exception(entry: ExceptionEntry, asked: Collection[tuple[str, int]]) -> CriterionException:
    criterion, phase = entry.text("criterion"), entry.values.get("phase")
    if type(phase) is not int:
        raise entry.fail("phase must be a whole number" if "phase" in entry.values else "phase is missing")
    if (criterion, phase) not in asked:
        raise entry.fail(f"phase {phase} has no criterion {criterion!r}")
    return CriterionException(
        criterion, phase, entry.subject, entry.reason, entry.who, entry.link, entry.since, entry.until
    )


def _entry(number: int, values: Mapping[str, Any]) -> ExceptionEntry:
    where = f"exception {number}"
    if other := sorted(values.keys() - {*_COMMON, *_ABOUT, "from", "until"}):
        raise ExceptionsError(f"{where}: the key {other[0]!r} is not known")
    if "rule" in values and values.keys() & {"criterion", "phase"}:
        raise ExceptionsError(f"{where}: give either a rule, or a criterion and its phase")
    if "phase" in values and "criterion" not in values:
        raise ExceptionsError(f"{where}: criterion is missing")
    if not values.keys() & {"rule", "criterion"}:
        raise ExceptionsError(f"{where}: rule is missing, or a criterion and its phase")
    subject, reason, who, link = (_text(where, values, key) for key in _COMMON)
    since = _day(where, values, "from")
    until = _day(where, values, "until") if "until" in values else None
    if until is not None and until <= since:
        raise ExceptionsError(f"{where}: it ends on {until}, before it begins")
    return ExceptionEntry(number, values, subject, reason, who, link, since, until)


def _text(where: str, values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ExceptionsError(f"{where}: {key} must be a text" if key in values else f"{where}: {key} is missing")
    return " ".join(value.split())


def _day(where: str, values: Mapping[str, Any], key: str) -> date:
    value = values.get(key)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ExceptionsError(
            f"{where}: {key} must be a day, as 2026-01-31" if key in values else f"{where}: {key} is missing"
        )
    return value
