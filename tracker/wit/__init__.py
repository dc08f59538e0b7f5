"""The WIT language: lexer, parser, gates, and the facts one file states; no I/O but in `tracker.wit.reference`."""

from tracker.wit.gates import ItemKind
from tracker.wit.parser import Parsed, parse
from tracker.wit.reading import PARSER_VERSION, Dialect, read_wit

__all__ = ["PARSER_VERSION", "Dialect", "ItemKind", "Parsed", "parse", "read_wit"]
