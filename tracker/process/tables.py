"""Reads tables of a TOML text key by key; the first wrong key is named."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from tracker.process.errors import ProcessError

_Value = TypeVar("_Value", str, int, date)
_WORDS = {str: "text", int: "a whole number, not less than 1", date: "a date such as 2024-08-01"}


@lru_cache(maxsize=4)
def document_of(text: str) -> Mapping[str, Any]:
    """Return what a TOML text says; `ProcessError` when it is none.

    Each part of the description of the process is read from the same text by a module of its own.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcessError("", f"is not TOML: {error}") from error


def tables(document: Mapping[str, Any], key: str, known: set[str]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the tables written as `[[key]]`, each with the name under which its keys are reported."""
    found = document.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ProcessError(key, f"must be written as [[{key}]] tables")
    named = [(f"{key}[{number}]", one) for number, one in enumerate(found, start=1)]
    for name, one in named:
        _check_keys(name, one, known)
    return named


def table(document: Mapping[str, Any], key: str, known: set[str]) -> Mapping[str, Any] | None:
    """Return the one table written as `[key]`; `None` when there is none."""
    found = document.get(key)
    if found is None:
        return None
    if not isinstance(found, dict):
        raise ProcessError(key, f"must be written as one [{key}] table")
    _check_keys(key, found, known)
    return found


def required(name: str, table: Mapping[str, Any], key: str, kind: type[_Value]) -> _Value:
    """Return a key's value, which must be there and of its kind."""
    value = table.get(key)
    if value is None:
        raise ProcessError(f"{name}.{key}", "is missing")
    # TOML's booleans are ints and its date-times are dates to Python.
    if isinstance(value, bool | datetime) or not isinstance(value, kind) or value == "" or (kind is int and value < 1):  # type: ignore[operator]
        raise ProcessError(f"{name}.{key}", f"must be {_WORDS[kind]}")
    return value


def _check_keys(name: str, one: Mapping[str, Any], known: set[str]) -> None:
    for unknown in sorted(one.keys() - known):
        raise ProcessError(f"{name}.{unknown}", "is not a known key")
