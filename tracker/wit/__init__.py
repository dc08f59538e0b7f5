"""The WIT language: lexer, parser, gates, and the facts one file states; no I/O but in `tracker.wit.reference`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.wit.gates import ItemKind
    from tracker.wit.parser import Parsed, parse
    from tracker.wit.reading import Dialect, read_wit
    from tracker.wit.version import PARSER_VERSION

__all__ = ["PARSER_VERSION", "Dialect", "ItemKind", "Parsed", "parse", "read_wit"]

_HOMES = {
    "PARSER_VERSION": "version",
    "Dialect": "reading",
    "ItemKind": "gates",
    "Parsed": "parser",
    "parse": "parser",
    "read_wit": "reading",
}
"""Public name -> the module that has it. It is imported when it is asked for: the parser takes 0.1 s."""


def __getattr__(name: str) -> Any:
    """Return a public name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
