"""Reads a file without building what stands inside its items: all that its facts need, in less time and memory.

It accepts what the whole parser accepts, and leaves to it what has a fault. Two things make it fast: a gate in its
usual spelling is one token, and the kinds of the tokens are kept as a string too, one character each, so that one match
of a pattern steps over a whole signature or body. What no pattern knows is read by the whole parser's own steps.

In its tree, types are all the same, and records, variants and functions have no fields, cases or parameters.
"""

import re
from typing import Final, NoReturn

from tracker.facts import GateKind
from tracker.wit import lexer
from tracker.wit.collection import no_collection
from tracker.wit.diagnostics import Diagnostic
from tracker.wit.parser import Parsed, Parser
from tracker.wit.syntax import Case, Field, Function, FunctionKind, Parameter
from tracker.wit.type_parser import MAXIMUM_DEPTH, PRIMITIVES
from tracker.wit.type_syntax import Attribute, Gate, Identifier, Primitive, Type, Version

_ANY: Final = Primitive("", 0, 0)
_ARROW = "~"
_CODES: Final = {
    **dict.fromkeys(PRIMITIVES, "p"),
    **{mark: mark for mark in "{}()<>;:,"},
    lexer.IDENTIFIER: "n",
    lexer.GATE: "g",
    "list": "l",
    "option": "l",
    "stream": "s",
    "future": "s",
    "result": "r",
    "tuple": "t",
    "own": "o",
    "borrow": "o",
    "_": "_",
    "func": "f",
    "async": "a",
    "->": _ARROW,
}
"""The character of each kind of token that a pattern knows; all others have the same one."""
_OTHER = "?"


class _CodeOfKind(dict[str, str]):
    def __missing__(self, kind: str) -> str:
        return _OTHER


_CODE_OF_KIND = _CodeOfKind(_CODES)


def _types(depth: int) -> str:
    """Return a pattern for types nested at most so deep."""
    if depth == 0:
        return "[np]"
    inner = _types(depth - 1)
    return (
        rf"(?:[np]|[ls]<{inner}>|[rs](?!<)|o<n>|t<(?:{inner}(?:,|(?=>)))*+>"
        rf"|r<(?:_(?=,)|{inner})(?:,{inner})?+>)"
    )


# Deeper ones are left to the whole parser's steps; they are rare, and the patterns grow fourfold with each level.
_TYPE = _types(2)
_ONE_TYPE = re.compile(_TYPE)
_NESTED_AT_MOST = 2
_STATEMENT = re.compile(rf"a?+f\((?:n:{_TYPE}(?:,|(?=\))))*+\)(?:{_ARROW}{_TYPE})?+;")
_FIELDS = re.compile(rf"\{{(?:n:{_TYPE}(?:,|(?=\}})))*+\}}")
_CASES = re.compile(rf"\{{(?:n(?:\({_TYPE}\))?+(?:,|(?=\}})))*+\}}")
_NAMES = re.compile(r"\{(?:n(?:,|(?=\})))*+\}")


class _FaultFound(Exception):  # noqa: N818 - it never leaves this module
    """Ends the outline of a text that has a fault."""


class OutlineParser(Parser):
    """Reads over what stands inside items, of a text without a fault."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._codes = "".join(map(_CODE_OF_KIND.__getitem__, self._kinds))

    def _scan(self, text: str) -> lexer.Scan:
        return lexer.scan_gates(text)

    def _report(self, diagnostic: Diagnostic) -> NoReturn:
        raise _FaultFound(diagnostic)

    def _skip(self, pattern: "re.Pattern[str]") -> bool:
        """Step over the tokens that a pattern knows, if they are next."""
        match = pattern.match(self._codes, self._at)
        if match is None:
            return False
        self._at = match.end()
        return True

    def _parse_type(self, depth: int = 0) -> Type:
        if depth < MAXIMUM_DEPTH - _NESTED_AT_MOST and self._skip(_ONE_TYPE):
            return _ANY
        return super()._parse_type(depth)

    def _parse_attributes(self) -> tuple[Attribute, ...]:
        attributes: list[Attribute] = []
        kinds = self._kinds
        while True:
            if kinds[self._at] == lexer.GATE:
                attributes.append(self._gate(self._at))
                self._at += 1
            elif kinds[self._at] == "@":
                attributes += super()._parse_attributes()
            else:
                return tuple(attributes)

    def _gate(self, at: int) -> Gate:
        text, start, end = self._texts[at], self._starts[at], self._ends[at]
        name = lexer.argument(text)
        if text.startswith("@unstable"):
            return Gate(GateKind.UNSTABLE, Identifier(name, end - len(name) - 1, end - 1), None, start, end)
        kind = GateKind.SINCE if text.startswith("@since") else GateKind.DEPRECATED
        return Gate(kind, None, Version(name, end - len(name) - 1, end - 1), start, end)

    def _parse_statement(
        self, name: Identifier, kind: FunctionKind, attributes: tuple[Attribute, ...], lead: int, start: int
    ) -> Function:
        at = self._at
        if not self._skip(_STATEMENT):
            return super()._parse_statement(name, kind, attributes, lead, start)
        asynchronous = self._codes[at] == "a"
        word = self._starts[at + asynchronous]
        end = self._ends[self._at - 1]
        return Function(attributes, lead, start, end, name, kind, (), None, asynchronous, None, word)

    def _parse_parameters(self) -> tuple[Parameter, ...]:
        super()._parse_parameters()
        return ()

    def _parse_fields(self) -> tuple[Field, ...]:
        if not self._skip(_FIELDS):
            super()._parse_fields()
        return ()

    def _parse_cases(self) -> tuple[Case, ...]:
        if not self._skip(_CASES):
            super()._parse_cases()
        return ()

    def _parse_names(self) -> tuple[Identifier, ...]:
        if not self._skip(_NAMES):
            super()._parse_names()
        return ()


def parse_outline(text: str) -> Parsed:
    """Return the outline of a WIT text; what is wrong with it, and then its whole tree."""
    with no_collection():
        try:
            return Parsed(text, OutlineParser(text).parse(), ())
        except _FaultFound:
            parser = Parser(text)
            return Parsed(text, parser.parse(), tuple(parser.diagnostics))
