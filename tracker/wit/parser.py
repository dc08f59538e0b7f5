"""Reads WIT text into a syntax tree: a recovering recursive-descent parser for what the reference implementation reads.

It accepts and rejects what `wit-parser` 1.262 does, up to what needs names resolved (that is `tracker.wit.validity`).
Whatever the text, it returns a tree and the faults it found; the first of them is the one the reference stops at.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar

from tracker.frozen import frozen
from tracker.wit import lexer
from tracker.wit.collection import no_collection
from tracker.wit.cursor import SyntaxFault
from tracker.wit.definition_parser import DefinitionParser
from tracker.wit.diagnostics import Diagnostic
from tracker.wit.syntax import (
    Alias,
    Extern,
    File,
    Function,
    FunctionKind,
    Include,
    InlineInterface,
    Interface,
    NamedPath,
    NestedPackage,
    TopLevelItem,
    TopLevelUse,
    World,
    WorldItem,
)
from tracker.wit.type_syntax import Attribute, Identifier, PackageName, Path

MAXIMUM_PACKAGE_DEPTH = 100
"""How deep packages may be nested before the reference implementation gives up (it allows one level in the end)."""

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u0149\u0673\u0f77\u0f79\u17a3\u17a4\u17b4\u17b5]"
)
_FORBIDDEN_BYTES = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
"""The forbidden characters of ASCII; deleting bytes is the fastest search there is."""


@frozen
class Parsed:
    """What came of reading a text."""

    text: str
    tree: File
    diagnostics: tuple[Diagnostic, ...]
    """What the reference implementation would reject, in the order it was met."""


class Parser(DefinitionParser):
    """Reads one file."""

    def parse(self) -> File:
        """Read the whole text."""
        self._check_characters()
        package: PackageName | None = None
        try:
            package = self._parse_declaration_of_package()
        except SyntaxFault as fault:
            self._report(fault.diagnostic)
            self._recover(0, fault.diagnostic)
        lead = 0
        items: list[TopLevelItem] = []
        while self._kinds[self._at] != lexer.END:
            first = self._at
            lead = self._ends[first - 1] if first else 0
            try:
                items.append(self._parse_top_level(lead, 0))
            except SyntaxFault as fault:
                self._report(fault.diagnostic)
                self._recover_top_level(first, fault.diagnostic)
        return File(package, 0, tuple(items))

    def _check_characters(self) -> None:
        """Report the first character that may stand nowhere in a file, not even in a comment."""
        if self._text.isascii() and len(self._text.encode().translate(None, _FORBIDDEN_BYTES)) == len(self._text):
            return
        match = _FORBIDDEN.search(self._text)
        if match is not None:
            message = f"the character U+{ord(match[0]):04X} is not allowed in WIT"
            hint = "control, bidirectional and deprecated characters can make a text look like another one"
            self._report(self._fault(message, match.start(), match.end(), hint).diagnostic)

    def _recover_top_level(self, first: int, diagnostic: Diagnostic) -> None:
        """Go on after a faulty item; a `}` that closes nothing is stepped over."""
        self._recover(first, diagnostic)
        if self._at == first:
            self._at += 1

    def _parse_declaration_of_package(self) -> PackageName | None:
        """Read `package name;`, if the file begins with it (and not with a nested package)."""
        if not self._match("package"):
            return None
        name = self._parse_package_name()
        if self._match(";"):
            return name
        if self._kinds[self._at] != "{":
            self._fail("`;` or `{`")
        self._at = 0
        return None

    def _parse_top_level(self, lead: int, depth: int) -> TopLevelItem:
        start = self._starts[self._at]
        attributes = self._parse_attributes()
        kind = self._kinds[self._at]
        if kind == "package":
            return self._parse_nested_package(attributes, lead, start, depth)
        parse_item = self._TOP_LEVEL.get(kind)
        if parse_item is None:
            self._fail("`interface`, `world`, `use` or `package`")
        return parse_item(self, attributes, lead, start)

    def _parse_interface(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Interface:
        self._at += 1
        name = self._parse_identifier()
        items = self._parse_block(self._parse_interface_item, "an item or `}`")
        return Interface(attributes, lead, start, self._ends[self._at - 1], name, items)

    def _parse_world(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> World:
        self._at += 1
        name = self._parse_identifier()
        items = self._parse_block(self._parse_world_item, "an item or `}`")
        return World(attributes, lead, start, self._ends[self._at - 1], name, items)

    def _parse_top_level_use(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> TopLevelUse:
        word = self._starts[self._at]
        self._at += 1
        path = self._parse_path()
        other = self._parse_identifier() if self._match("as") else None
        return TopLevelUse(attributes, lead, start, self._expect(";"), path, other, word)

    def _parse_nested_package(
        self, attributes: tuple[Attribute, ...], lead: int, start: int, depth: int
    ) -> NestedPackage:
        at = self._at
        if attributes:
            raise self._fault("a package cannot have attributes", self._starts[at], self._ends[at])
        if depth >= MAXIMUM_PACKAGE_DEPTH:
            raise self._fault("packages are nested too deep", self._starts[at], self._ends[at])
        self._at = at + 1
        name = self._parse_package_name()
        items = self._parse_block(lambda inner: self._parse_top_level(inner, depth + 1), "an item or `}`")
        return NestedPackage(attributes, lead, start, self._ends[self._at - 1], name, items)

    # --- worlds -------------------------------------------------------------------------------------------------------

    def _parse_world_item(self, lead: int) -> WorldItem:
        start = self._starts[self._at]
        attributes = self._parse_attributes()
        kind = self._kinds[self._at]
        parse = self._WORLD_ITEMS.get(kind)
        if parse is not None:
            return parse(self, attributes, lead, start)
        define = self._DEFINITIONS.get(kind)
        if define is None:
            hint = None
            if kind in lexer.NAMES:
                hint = "a world's functions are imported or exported: `import name: func();`"
            self._fail("`import`, `export`, `include`, `use` or a type", hint)
        return define(self, attributes, lead, start)

    def _parse_extern(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Extern:
        exported = self._kinds[self._at] == "export"
        self._at += 1
        value = self._parse_extern_value(lead)
        return Extern(attributes, lead, start, self._ends[self._at - 1], exported, value)

    def _parse_extern_value(self, lead: int) -> Path | NamedPath | InlineInterface | Function:
        """Read what is imported or exported, with the `;` when it needs one."""
        value: Path | NamedPath | Function
        if self._kinds[self._at + 1] != ":" or self._is_package_path():
            value = self._parse_path()
        else:
            name = self._parse_identifier()
            self._at += 1
            if self._match("interface"):
                return InlineInterface(name, self._parse_block(self._parse_interface_item, "an item or `}`"))
            value = self._parse_named(name, lead)
        self._expect(";")
        return value

    def _is_package_path(self) -> bool:
        """Whether the tokens are `namespace:package/`, and not a name, a colon and what the name stands for."""
        kinds, at = self._kinds, self._at
        return kinds[at + 2] in lexer.NAMES and kinds[at + 3] == "/"

    def _parse_named(self, name: Identifier, lead: int) -> NamedPath | Function:
        """Read what stands after `name:`: a function or the path of an interface."""
        first = self._at
        if self._kinds[first] in ("func", "async") or self._match_accessor() is not None:
            self._at = first
            return self._parse_function_type(name, FunctionKind.FREE, (), lead, name.start)
        return NamedPath(name, self._parse_path())

    def _parse_include(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Include:
        self._at += 1
        path = self._parse_path()
        names: tuple[Alias, ...] = ()
        if self._match("with"):
            names = self._parse_members(self._parse_renaming)
        else:
            self._expect(";")
        return Include(attributes, lead, start, self._ends[self._at - 1], path, names)

    def _parse_renaming(self) -> Alias:
        name = self._parse_identifier()
        self._expect("as")
        return Alias(name, self._parse_identifier())

    _WORLD_ITEMS: ClassVar[dict[str, "Callable[[Parser, tuple[Attribute, ...], int, int], Extern | Include]"]] = {
        "import": _parse_extern,
        "export": _parse_extern,
        "include": _parse_include,
    }
    _TOP_LEVEL: ClassVar[
        dict[str, "Callable[[Parser, tuple[Attribute, ...], int, int], Interface | World | TopLevelUse]"]
    ] = {
        "interface": _parse_interface,
        "world": _parse_world,
        "use": _parse_top_level_use,
    }


def parse(text: str) -> Parsed:
    """Return the tree of a WIT text and what is wrong with it."""
    with no_collection():
        parser = Parser(text)
        tree = parser.parse()
        return Parsed(text, tree, tuple(parser.diagnostics))


@lru_cache(maxsize=1024)
def parse_once(text: str) -> Parsed:
    """Return the same as `parse`, kept for who asks next: most files are the same in a release and the one before."""
    return parse(text)
