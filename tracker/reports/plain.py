"""Makes every text in a value fit to be shown to a person: on one line, without characters that steer a terminal."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

_Value = TypeVar("_Value")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
"""Control and formatting characters: with them a text can recolour a terminal, or read otherwise than it is."""
_STANDS_IN = "\ufffd"


def plain(value: _Value) -> _Value:
    """Return a frozen value with every text in it, however deep, fit to be shown."""
    return cast("_Value", _plain(value))


def plain_text(outside: str) -> str:
    """Return a text on one line, with a stand-in for each character that nobody would see."""
    line = " ".join(outside.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(_STANDS_IN if unicodedata.category(each) in _UNSEEN else each for each in line)


def _plain(value: Any) -> Any:
    if type(value) is str:
        return plain_text(value)
    if type(value) is tuple:
        return tuple(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: getattr(value, each.name) for each in fields(value)}
        changed = {name: new for name, old in told.items() if (new := _plain(old)) != old}
        return replace(value, **changed) if changed else value
    return value
