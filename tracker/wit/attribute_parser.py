"""Reads gates and other attributes."""

from typing import Final

from tracker.facts import GateKind
from tracker.wit import lexer
from tracker.wit.names import string_value
from tracker.wit.type_parser import TypeParser
from tracker.wit.type_syntax import Attribute, ExternalId, Gate, Identifier, Version

_NO_ATTRIBUTES: Final[tuple[Attribute, ...]] = ()
_GATES = {str(kind): kind for kind in GateKind}
_GATE_HEAD = ["(", lexer.IDENTIFIER, "="]
_ARGUMENTS = {GateKind.SINCE: "version", GateKind.UNSTABLE: "feature", GateKind.DEPRECATED: "version"}


class AttributeParser(TypeParser):
    """The part of the parser that reads attributes."""

    def _parse_attributes(self) -> tuple[Attribute, ...]:
        """Read the attributes that stand before an item."""
        if self._kinds[self._at] != "@":
            return _NO_ATTRIBUTES
        attributes: list[Attribute] = []
        while self._kinds[self._at] == "@":
            start = self._starts[self._at]
            self._at += 1
            attributes.append(self._parse_plain_gate(start) or self._parse_attribute(start))
        return tuple(attributes)

    def _parse_plain_gate(self, start: int) -> Gate | None:
        """Read a gate without a fault, as almost all are, in one look; what is not one is read step by step."""
        at = self._at
        if self._kinds[at + 1 : at + 4] != _GATE_HEAD:
            return None
        kind = _GATES.get(self._texts[at])
        if kind is None or self._texts[at + 2] != _ARGUMENTS[kind]:
            return None
        self._at = at + 4
        if kind is GateKind.UNSTABLE:
            return Gate(kind, self._parse_identifier(), None, start, self._expect(")", self._starts[at + 1]))
        return Gate(kind, None, self._parse_version(), start, self._expect(")", self._starts[at + 1]))

    def _parse_attribute(self, start: int) -> Attribute:
        word = self._parse_identifier()
        if word.name == "external-id":
            return self._parse_external_id(start)
        kind = _GATES.get(word.name)
        if kind is None:
            known = "`@since`, `@unstable`, `@deprecated` and `@external-id` are known"
            raise self._fault(f"unknown attribute `@{word.name}`", word.start, word.end, known)
        return self._parse_gate(kind, start)

    def _parse_gate(self, kind: GateKind, start: int) -> Gate:
        self._expect("(")
        opened = self._starts[self._at - 1]
        expected = _ARGUMENTS[kind]
        argument = self._parse_identifier()
        if argument.name != expected:
            message = f"`@{kind}` takes `{expected}`, not `{argument.name}`"
            raise self._fault(message, argument.start, argument.end)
        self._expect("=")
        feature: Identifier | None = None
        version: Version | None = None
        if expected == "feature":
            feature = self._parse_identifier()
        else:
            version = self._parse_version()
        return Gate(kind, feature, version, start, self._expect(")", opened))

    def _parse_external_id(self, start: int) -> ExternalId:
        self._expect("(")
        opened = self._starts[self._at - 1]
        at = self._at
        if not self._match(lexer.STRING):
            self._fail("a string literal")
        literal = self._starts[at]
        value = string_value(self._texts[at])
        if isinstance(value, tuple):
            offset, message = value
            raise self._fault(message, literal + offset, literal + offset + 1)
        return ExternalId(value, start, self._expect(")", opened))
