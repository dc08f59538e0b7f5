"""Reads what interfaces are made of: types, resources, functions and `use`."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, TypeVar

from tracker.wit import lexer
from tracker.wit.attribute_parser import AttributeParser
from tracker.wit.cursor import SyntaxFault
from tracker.wit.diagnostics import Diagnostic
from tracker.wit.syntax import (
    Alias,
    Case,
    Enum,
    Field,
    Flags,
    Function,
    FunctionKind,
    InterfaceItem,
    Record,
    Resource,
    TypeDeclaration,
    TypeDefinition,
    Use,
    Variant,
)
from tracker.wit.type_syntax import Attribute, Identifier

_Item = TypeVar("_Item")
_Member = TypeVar("_Member")

_BLOCK_STARTERS = frozenset({"interface", "world", "package"})


class DefinitionParser(AttributeParser):
    """The part of the parser that reads the items of interfaces and resources."""

    # --- blocks and recovery ------------------------------------------------------------------------------------------

    def _parse_block(self, parse: Callable[[int], _Item], expected: str) -> tuple[_Item, ...]:
        """Read `{`, items and `}`; `parse` is given where the trivia before an item begins.

        An item with a fault is left out, and reading goes on after it.
        """
        self._expect("{")
        opened = self._starts[self._at - 1]
        items: list[_Item] = []
        kinds = self._kinds
        while kinds[self._at] != "}":
            first = self._at
            try:
                if kinds[first] == lexer.END:
                    self._fail(expected, opened=opened)
                items.append(parse(self._ends[first - 1]))
            except SyntaxFault as fault:
                self._report_in_block(fault.diagnostic, first, opened)
                if not self._recover(first, fault.diagnostic):
                    return tuple(items)
        self._at += 1
        return tuple(items)

    def _report_in_block(self, diagnostic: Diagnostic, first: int, opened: int) -> None:
        """Report a fault in a block, once even where several blocks end; a block not closed says where it opened."""
        if self._meets_outer_item(first, diagnostic):
            diagnostic = replace(diagnostic, opened=self.lines.position(opened))
        if not self.diagnostics or self.diagnostics[-1].start != diagnostic.start:
            self._report(diagnostic)

    def _meets_outer_item(self, first: int, diagnostic: Diagnostic) -> bool:
        """Whether what could not be read can only stand outside this block: a `}` was forgotten."""
        unexpected = self._kinds[self._at] in _BLOCK_STARTERS and diagnostic.expected is not None
        return unexpected and (self._at == first or self._kinds[first] == "@")

    def _recover(self, first: int, diagnostic: Diagnostic) -> bool:
        """Go on after the faulty item that begins with token `first`; return whether its block goes on too."""
        kinds = self._kinds
        if diagnostic.expected == "`;`" and self._begins_line(self._at) and kinds[self._at] != lexer.END:
            return True
        if self._meets_outer_item(first, diagnostic):
            self._at = first
            return False
        self._at = self._after_item(first)
        return kinds[self._at] != lexer.END

    def _after_item(self, first: int) -> int:
        """Return the token after the `;` or `}` that ends the faulty item that begins with token `first`."""
        kinds, failed = self._kinds, self._at
        depth = 0
        at = first
        while (kind := kinds[at]) != lexer.END:
            if kind == "{":
                depth += 1
            elif kind == "}":
                depth -= 1
                if depth < 0:
                    return at
            at += 1
            if at > failed and depth == 0 and kind in (";", "}"):
                return at
        return at

    def _begins_line(self, at: int) -> bool:
        """Whether a line feed stands between a token and the one before it."""
        return "\n" in self._text[self._ends[at - 1] : self._starts[at]]

    # --- lists --------------------------------------------------------------------------------------------------------

    def _parse_members(self, parse: Callable[[], _Member]) -> tuple[_Member, ...]:
        """Read `{`, members separated by commas (one may trail) and `}`."""
        self._expect("{")
        opened = self._starts[self._at - 1]
        members = []
        kinds = self._kinds
        while kinds[self._at] != "}":
            members.append(parse())
            if not self._match(","):
                break
        self._expect("}", opened)
        return tuple(members)

    def _parse_fields(self) -> tuple[Field, ...]:
        return self._parse_members(self._parse_field)

    def _parse_cases(self) -> tuple[Case, ...]:
        return self._parse_members(self._parse_case)

    def _parse_names(self) -> tuple[Identifier, ...]:
        return self._parse_members(self._parse_identifier)

    def _parse_field(self) -> Field:
        name = self._parse_identifier()
        self._expect(":")
        return Field(name, self._parse_type())

    def _parse_case(self) -> Case:
        name = self._parse_identifier()
        if not self._match("("):
            return Case(name, None)
        opened = self._starts[self._at - 1]
        payload = self._parse_type()
        self._expect(")", opened)
        return Case(name, payload)

    def _parse_alias(self) -> Alias:
        name = self._parse_identifier()
        return Alias(name, self._parse_identifier() if self._match("as") else None)

    # --- items --------------------------------------------------------------------------------------------------------

    def _parse_interface_item(self, lead: int) -> InterfaceItem:
        start = self._starts[self._at]
        attributes = self._parse_attributes()
        kind = self._kinds[self._at]
        if kind in lexer.NAMES:
            return self._parse_function(attributes, lead, start)
        parse = self._DEFINITIONS.get(kind)
        if parse is None:
            self._fail("a type, a resource, a function or `use`")
        return parse(self, attributes, lead, start)

    def _parse_function(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Function:
        name = self._parse_identifier()
        self._expect(":")
        return self._parse_statement(name, FunctionKind.FREE, attributes, lead, start)

    def _parse_statement(
        self, name: Identifier, kind: FunctionKind, attributes: tuple[Attribute, ...], lead: int, start: int
    ) -> Function:
        """Read what stands after `name:`, with its `;`."""
        function = self._parse_function_type(name, kind, attributes, lead, start)
        self._expect(";")
        return function

    def _parse_function_type(
        self, name: Identifier, kind: FunctionKind, attributes: tuple[Attribute, ...], lead: int, start: int
    ) -> Function:
        """Read `async func(...) -> ...`, or an accessor, up to but without the `;`."""
        asynchronous = self._match("async")
        accessor = None if asynchronous else self._match_accessor()
        if accessor is None:
            self._expect("func")
        word = self._starts[self._at - 1]
        parameters = self._parse_parameters()
        result = self._parse_type() if self._match("->") else None
        end = self._ends[self._at]
        return Function(attributes, lead, start, end, name, kind, parameters, result, asynchronous, accessor, word)

    def _parse_declaration(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> TypeDeclaration:
        self._at += 1
        name = self._parse_identifier()
        self._expect("=")
        declared = self._parse_type()
        return TypeDeclaration(attributes, lead, start, self._expect(";"), name, declared)

    def _parse_record(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Record:
        self._at += 1
        name = self._parse_identifier()
        fields = self._parse_fields()
        return Record(attributes, lead, start, self._ends[self._at - 1], name, fields)

    def _parse_variant(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Variant:
        self._at += 1
        name = self._parse_identifier()
        cases = self._parse_cases()
        return Variant(attributes, lead, start, self._ends[self._at - 1], name, cases)

    def _parse_enum(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Enum:
        self._at += 1
        name = self._parse_identifier()
        cases = self._parse_names()
        return Enum(attributes, lead, start, self._ends[self._at - 1], name, cases)

    def _parse_flags(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Flags:
        self._at += 1
        name = self._parse_identifier()
        flags = self._parse_names()
        return Flags(attributes, lead, start, self._ends[self._at - 1], name, flags)

    def _parse_use(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Use:
        self._at += 1
        path = self._parse_path()
        self._expect(".")
        names = self._parse_members(self._parse_alias)
        return Use(attributes, lead, start, self._expect(";"), path, names)

    # --- resources ----------------------------------------------------------------------------------------------------

    def _parse_resource(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Resource:
        self._at += 1
        name = self._parse_identifier()
        functions: tuple[Function, ...] = ()
        if self._kinds[self._at] == "{":
            functions = self._parse_block(self._parse_resource_function, "`constructor`, a name or `}`")
        else:
            self._expect(";")
        return Resource(attributes, lead, start, self._ends[self._at - 1], name, functions)

    def _parse_resource_function(self, lead: int) -> Function:
        start = self._starts[self._at]
        attributes = self._parse_attributes()
        kind = self._kinds[self._at]
        if kind == "constructor":
            return self._parse_constructor(attributes, lead, start)
        if kind not in lexer.NAMES:
            self._fail("`constructor` or a function's name")
        name = self._parse_identifier()
        self._expect(":")
        role = FunctionKind.STATIC if self._match("static") else FunctionKind.METHOD
        return self._parse_statement(name, role, attributes, lead, start)

    def _parse_constructor(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Function:
        at = self._at
        name = Identifier("constructor", self._starts[at], self._ends[at])
        self._at = at + 1
        parameters = self._parse_parameters()
        result = self._parse_type() if self._match("->") else None
        end = self._expect(";")
        kind = FunctionKind.CONSTRUCTOR
        return Function(attributes, lead, start, end, name, kind, parameters, result, False, None, name.start)

    _DEFINITIONS: ClassVar[
        dict[str, "Callable[[DefinitionParser, tuple[Attribute, ...], int, int], TypeDefinition | Use]"]
    ] = {
        "type": _parse_declaration,
        "record": _parse_record,
        "variant": _parse_variant,
        "enum": _parse_enum,
        "flags": _parse_flags,
        "resource": _parse_resource,
        "use": _parse_use,
    }
    """How each keyword's item is read; worlds share these."""
