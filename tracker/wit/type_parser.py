"""Reads types."""

from collections.abc import Callable
from typing import ClassVar

from tracker.wit import lexer
from tracker.wit.cursor import Cursor
from tracker.wit.names import list_length
from tracker.wit.syntax import Parameter
from tracker.wit.type_syntax import (
    Future,
    Handle,
    List,
    Map,
    Named,
    Option,
    Primitive,
    Result,
    Stream,
    Tuple,
    Type,
)

MAXIMUM_DEPTH = 100
"""How deep types may be nested (the reference implementation's limit)."""

PRIMITIVES = frozenset(
    {"bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string", "error-context"}
)
"""The types that are keywords."""


class TypeParser(Cursor):
    """The part of the parser that reads types."""

    def _parse_type(self, depth: int = 0) -> Type:
        """Read a type that stands `depth` levels inside another."""
        at = self._at
        kind, start, end = self._kinds[at], self._starts[at], self._ends[at]
        if depth >= MAXIMUM_DEPTH:
            raise self._fault("types are nested too deep", start, end)
        if kind in PRIMITIVES:
            self._at = at + 1
            return Primitive(kind, start, end)
        if kind == lexer.IDENTIFIER:
            self._at = at + 1
            return Named(self._texts[at], start, end)
        if kind in lexer.NAMES:
            name = self._parse_identifier()
            return Named(name.name, start, end)
        parse = self._GENERIC.get(kind)
        if parse is None:
            hint = "`-> (...)` is no longer WIT: return a tuple or record" if kind == "(" else None
            self._fail("a type", hint)
        self._at = at + 1
        return parse(self, start, depth + 1)

    def _close(self, opened: int) -> int:
        """Step over the `>` that closes the angle bracket at `opened` and return where it ends."""
        return self._expect(">", opened)

    def _open(self) -> int:
        """Step over a `<` and return where it stands."""
        self._expect("<")
        return self._starts[self._at - 1]

    def _parse_list(self, start: int, depth: int) -> Type:
        opened = self._open()
        element = self._parse_type(depth)
        length = self._parse_length() if self._match(",") else None
        return List(element, length, start, self._close(opened))

    def _parse_length(self) -> int:
        at = self._at
        if not self._match(lexer.INTEGER):
            self._fail("the list's length")
        length = list_length(self._texts[at])
        if length is None:
            raise self._fault("a list's length must fit in 32 bits", self._starts[at], self._ends[at])
        return length

    def _parse_map(self, start: int, depth: int) -> Type:
        opened = self._open()
        key = self._parse_type(depth)
        self._expect(",")
        value = self._parse_type(depth)
        return Map(key, value, start, self._close(opened))

    def _parse_option(self, start: int, depth: int) -> Type:
        opened = self._open()
        payload = self._parse_type(depth)
        return Option(payload, start, self._close(opened))

    def _parse_result(self, start: int, depth: int) -> Type:
        if self._kinds[self._at] != "<":
            return Result(None, None, start, self._ends[self._at - 1])
        opened = self._open()
        if self._match("_"):
            self._expect(",")
            error = self._parse_type(depth)
            return Result(None, error, start, self._close(opened))
        ok = self._parse_type(depth)
        failure = self._parse_type(depth) if self._match(",") else None
        return Result(ok, failure, start, self._close(opened))

    def _parse_tuple(self, start: int, depth: int) -> Type:
        opened = self._open()
        elements = []
        while self._kinds[self._at] != ">":
            elements.append(self._parse_type(depth))
            if not self._match(","):
                break
        return Tuple(tuple(elements), start, self._close(opened))

    def _parse_optional_payload(self, depth: int) -> Type | None:
        if self._kinds[self._at] != "<":
            return None
        opened = self._open()
        payload = self._parse_type(depth)
        self._close(opened)
        return payload

    def _parse_future(self, start: int, depth: int) -> Type:
        payload = self._parse_optional_payload(depth)
        return Future(payload, start, self._ends[self._at - 1])

    def _parse_stream(self, start: int, depth: int) -> Type:
        payload = self._parse_optional_payload(depth)
        return Stream(payload, start, self._ends[self._at - 1])

    def _parse_own(self, start: int, _depth: int) -> Type:
        opened = self._open()
        resource = self._parse_identifier()
        return Handle(True, resource, start, self._close(opened))

    def _parse_borrow(self, start: int, _depth: int) -> Type:
        opened = self._open()
        resource = self._parse_identifier()
        return Handle(False, resource, start, self._close(opened))

    def _parse_parameters(self) -> tuple[Parameter, ...]:
        """Read `(name: type, ...)`."""
        self._expect("(")
        opened = self._starts[self._at - 1]
        parameters = []
        while self._kinds[self._at] != ")":
            name = self._parse_identifier()
            self._expect(":")
            parameters.append(Parameter(name, self._parse_type()))
            if not self._match(","):
                break
        self._expect(")", opened)
        return tuple(parameters)

    _GENERIC: ClassVar[dict[str, "Callable[[TypeParser, int, int], Type]"]] = {
        "list": _parse_list,
        "map": _parse_map,
        "option": _parse_option,
        "result": _parse_result,
        "tuple": _parse_tuple,
        "future": _parse_future,
        "stream": _parse_stream,
        "own": _parse_own,
        "borrow": _parse_borrow,
    }
