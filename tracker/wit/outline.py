"""Reads a file without building what stands inside its items: all that its facts need, in less time and memory.

It finds the same faults as the whole parser. In its tree, types are all the same, and records, variants and functions
have no fields, cases or parameters.
"""

from collections.abc import Callable
from typing import TypeVar

from tracker.wit import lexer
from tracker.wit.collection import no_collection
from tracker.wit.parser import Parsed, Parser
from tracker.wit.syntax import Case, Field, Parameter
from tracker.wit.type_parser import MAXIMUM_DEPTH, PRIMITIVES
from tracker.wit.type_syntax import Identifier, Primitive, Type

_Member = TypeVar("_Member")

_SIMPLE = PRIMITIVES | {lexer.IDENTIFIER}
"""The types that are one token without a fault."""
_NAMED = frozenset({lexer.IDENTIFIER})
_NONE: frozenset[str] = frozenset()
_INNER = {
    **dict.fromkeys(("list", "option", "tuple", "future", "stream"), _SIMPLE),
    **dict.fromkeys(("own", "borrow"), _NAMED),
    "result": _SIMPLE | {"_"},
}
"""What may stand alone between angle brackets."""
_DEEPEST = MAXIMUM_DEPTH - 1
_NAMES_END = frozenset({",", "}"})
_ANY = Primitive("", 0, 0)
_FIELD = Field(Identifier("", 0, 0), _ANY)
_CASE = Case(Identifier("", 0, 0), None)


class OutlineParser(Parser):
    """Reads over what stands inside items."""

    def _parse_type(self, depth: int = 0) -> Type:
        kinds, at = self._kinds, self._at
        if depth < _DEEPEST:
            if kinds[at] in _SIMPLE:
                self._at = at + 1
                return _ANY
            if kinds[at + 1] == "<" and kinds[at + 2] in _INNER.get(kinds[at], _NONE):
                # `list<u8>`, `result<_, string>` and their like are read in one look.
                end = at + 5 if kinds[at] == "result" and kinds[at + 3] == "," and kinds[at + 4] in _SIMPLE else at + 3
                if kinds[end] == ">" and kinds[end - 1] != "_":
                    self._at = end + 1
                    return _ANY
        return super()._parse_type(depth)

    def _skip_name_and_colon(self) -> None:
        at = self._at
        if self._kinds[at] == lexer.IDENTIFIER and self._kinds[at + 1] == ":":
            self._at = at + 2
        else:
            self._parse_identifier()
            self._expect(":")

    def _parse_parameters(self) -> tuple[Parameter, ...]:
        self._expect("(")
        opened = self._at - 1
        while self._kinds[self._at] != ")":
            self._skip_name_and_colon()
            self._parse_type()
            if not self._match(","):
                break
        self._expect(")", self._starts[opened])
        return ()

    def _parse_members(self, parse: Callable[[], _Member]) -> tuple[_Member, ...]:
        # What `use` and `include` name is read too, so that the faults are the same.
        super()._parse_members(parse)
        return ()

    def _parse_field(self) -> Field:
        self._skip_name_and_colon()
        self._parse_type()
        return _FIELD

    def _parse_case(self) -> Case:
        at = self._at
        if self._kinds[at] == lexer.IDENTIFIER and self._kinds[at + 1] in _NAMES_END:
            self._at = at + 1
            return _CASE
        return super()._parse_case()


def parse_outline(text: str) -> Parsed:
    """Return the outline of a WIT text and what is wrong with it."""
    with no_collection():
        parser = OutlineParser(text)
        tree = parser.parse()
        return Parsed(text, tree, tuple(parser.diagnostics))
