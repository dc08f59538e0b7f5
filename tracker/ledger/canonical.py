"""Canonical JSON: one text for one value, so that a digest of the text is a digest of the value."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from tracker.ledger.errors import LedgerError

Object = Mapping[str, Any]


def canonical(value: Object) -> str:
    """Return the only text of a value: keys sorted, no white space, text as it is.

    `LedgerError` for what has no such text in every language and database: numbers with a fraction, keys that are not
    text, characters that are none (half a surrogate pair).
    """
    _check(value)
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        text.encode()
    except UnicodeEncodeError as error:
        raise LedgerError("holds half a character") from error
    return text


def read(text: str) -> dict[str, Any]:
    """Return the object of a canonical text; `LedgerError` for any other text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LedgerError("is no JSON") from error
    if not isinstance(value, dict):
        raise LedgerError("is no JSON object")
    if canonical(value) != text:
        raise LedgerError("is not written canonically")
    return value


def digest(value: Object) -> str:
    """Return the SHA-256 of a value's canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _check(value: object, depth: int = 0) -> None:
    """Raise `LedgerError` unless a value is made of what canonical JSON has."""
    if depth > _DEEPEST:
        raise LedgerError("is nested too deeply")
    match value:
        case None | bool() | int() | str():
            return
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise LedgerError("has a key that is no text")
            for each in value.values():
                _check(each, depth + 1)
        case list() | tuple():
            for each in value:
                _check(each, depth + 1)
        case _:
            raise LedgerError(f"holds {value!r}, which has no canonical form")


_DEEPEST = 8
