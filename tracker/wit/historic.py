"""Reads the WIT of years past, well enough to find its items and gates.

Before 2024 WIT had no semicolons; before 2023 it had `default` worlds and interfaces, paths with periods, `union`,
`expected` and named results, and files of items without an interface; it was also written inside Markdown. None of that
is WIT today, and `tracker.wit.parser` says so; this module finds out what such a file says nevertheless. It reads over
types: the items in its tree have no fields, cases or parameters.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from tracker.wit import lexer
from tracker.wit.attribute_parser import AttributeParser
from tracker.wit.cursor import SyntaxFault
from tracker.wit.parser import Parsed
from tracker.wit.syntax import (
    Enum,
    Extern,
    File,
    Flags,
    Function,
    FunctionKind,
    Include,
    InlineInterface,
    Interface,
    InterfaceItem,
    NamedPath,
    Record,
    Resource,
    TopLevelItem,
    TopLevelUse,
    TypeDeclaration,
    Use,
    Variant,
    World,
    WorldItem,
)
from tracker.wit.type_syntax import Attribute, Identifier, PackageName, Path, Primitive, Version

_FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^\s`]*)[^\n]*$", re.MULTILINE)
_NOT_LINE_FEED = re.compile(r"[^\n]")
_NAMESPACED = re.compile(
    r"(?P<namespace>[\w-]+):(?P<package>[\w-]+)(?:[/.](?P<name>[\w-]+))?(?:@(?P<version>[0-9][0-9A-Za-z.+-]*))?"
)
_OPENING, _CLOSING = frozenset("({<"), frozenset(")}>")
_UNFINISHED = frozenset({"->", ",", ":", "=", ".", "/", "@", "func", "static", "async", "from"})
"""What a line may end with when the item goes on in the next one."""
_TYPES: dict[str, type[Record] | type[Variant] | type[Enum] | type[Flags]] = {
    "record": Record,
    "variant": Variant,
    "enum": Enum,
    "flags": Flags,
}
_NOTHING = Primitive("", 0, 0)

_Read = TypeVar("_Read")


def parse_historic(text: str) -> Parsed:
    """Return what a text of an older dialect says; items that make no sense in any dialect are diagnostics."""
    parser = HistoricParser(outside_fences_blank(text))
    tree = parser.parse()
    return Parsed(text, tree, tuple(parser.diagnostics))


def outside_fences_blank(text: str) -> str:
    """Return a Markdown text with everything blank but its code blocks of WIT; other texts as they are.

    Where no block says that it is WIT, those count that say nothing.
    """
    blocks: list[tuple[str, int, int]] = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence["mark"].startswith(opened["mark"]) and not fence["info"]:
            blocks.append((opened["info"].lower(), opened.end(), fence.start()))
            opened = None
    wanted = "wit" if any(info == "wit" for info, _start, _end in blocks) else ""
    kept = [(start, end) for info, start, end in blocks if info == wanted]
    if not kept:
        return text
    pieces: list[str] = []
    position = 0
    for start, end in kept:
        pieces += _NOT_LINE_FEED.sub(" ", text[position:start]), text[start:end]
        position = end
    return "".join([*pieces, _NOT_LINE_FEED.sub(" ", text[position:])])


class HistoricParser(AttributeParser):
    """Finds the items of a file by their first words and brackets."""

    def parse(self) -> File:
        """Read the whole text."""
        package: PackageName | None = None
        items: list[TopLevelItem] = []
        while self._kinds[self._at] != lexer.END:
            first = self._at
            lead = self._ends[first - 1] if first else 0
            if self._kinds[first] == "package" and not items and package is None:
                package = self._attempt(lambda _lead: self._parse_package(), lead)
                continue
            item = self._attempt(self._parse_top_level, lead)
            if item is not None:
                items.append(item)
            self._at = max(self._at, first + 1)
        return File(package, 0, tuple(items))

    def _attempt(self, parse: Callable[[int], _Read], lead: int) -> _Read | None:
        """Read an item; report one that cannot be read, and go on after it."""
        first = self._at
        try:
            return parse(lead)
        except SyntaxFault as fault:
            self._report(fault.diagnostic)
            self._at = max(self._at, self._item_end(first))
            return None

    # --- words --------------------------------------------------------------------------------------------------------

    def _name(self) -> Identifier:
        """Read a name, whatever its letters; today's keywords were names once."""
        at = self._at
        if self._kinds[at] not in lexer.NAMES | {lexer.STRING} and self._kinds[at] not in lexer.KEYWORDS:
            self._fail("a name")
        self._at = at + 1
        return Identifier(self._texts[at].removeprefix("%").strip('"'), self._starts[at], self._ends[at])

    def _match_word(self, word: str) -> bool:
        if self._texts[self._at] == word:
            self._at += 1
            return True
        return False

    def _item_end(self, at: int) -> int:
        """Return the token after the item that the token `at` is in."""
        depth = 0
        while (kind := self._kinds[at]) != lexer.END:
            if kind in _CLOSING:
                depth -= 1
                if depth < 0:
                    return at
            elif kind in _OPENING:
                depth += 1
            at += 1
            if depth == 0 and (kind in (";", "}") or self._is_new_line(at, kind)):
                return at
        return at

    def _is_new_line(self, at: int, before: str) -> bool:
        """Whether a new item can begin at a token because a new line does."""
        if before in _UNFINISHED or self._kinds[at] in ("->", ",", "{", "(", ".", "=", ":", "from"):
            return False
        return "\n" in self._text[self._ends[at - 1] : self._starts[at]]

    def _path_until(self, *stops: str) -> Path:
        """Read a path of any age, up to one of some tokens or the end of the line."""
        start = at = self._at
        while self._kinds[at] not in (*stops, ";", "{", "}", lexer.END):
            if at > start and self._is_new_line(at, self._kinds[at - 1]):
                break
            if self._kinds[at] == "." and self._kinds[at + 1] == "{":
                break
            at += 1
        if at == start:
            self._fail("a path")
        self._at = at
        text = "".join(text.removeprefix("%") for text in self._texts[start:at])
        return _to_path(text, self._starts[start], self._ends[at - 1])

    # --- files --------------------------------------------------------------------------------------------------------

    def _parse_package(self) -> PackageName | None:
        """Read a package's name; one from before packages had namespaces identifies nothing."""
        self._at += 1
        path = self._path_until("interface", "world", "use", "default")
        self._match(";")
        return path.package

    def _parse_top_level(self, lead: int) -> TopLevelItem | None:
        start = self._starts[self._at]
        attributes = self._parse_attributes()
        self._match_word("default")
        kind = self._kinds[self._at]
        if kind == "use":
            return self._parse_top_level_use(attributes, lead, start)
        if kind == "interface":
            self._at += 1
            name = self._name()
            items: tuple[InterfaceItem, ...] = _there(self._parse_block(self._parse_interface_item))
            return Interface(attributes, lead, start, self._ends[self._at - 1], name, items)
        if kind == "world":
            self._at += 1
            name = self._name()
            members: tuple[WorldItem, ...] = _there(self._parse_block(self._parse_world_item))
            return World(attributes, lead, start, self._ends[self._at - 1], name, members)
        if kind == ";":
            self._at += 1
            return None
        # A file could be an interface itself: its items are read, and belong to nothing that has a name.
        self._parse_interface_item(lead)
        return None

    def _parse_top_level_use(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> TopLevelUse:
        word = self._starts[self._at]
        use = self._parse_use(attributes, lead, start)
        return TopLevelUse(attributes, lead, start, use.end, use.path, None, word)

    def _parse_block(self, parse: Callable[[int], _Read]) -> list[_Read]:
        """Read `{`, items and `}`."""
        if not self._match("{"):
            self._fail("`{`")
        opened = self._starts[self._at - 1]
        items: list[_Read] = []
        while self._kinds[self._at] not in ("}", lexer.END):
            first = self._at
            item = self._attempt(parse, self._ends[first - 1])
            if item is not None:
                items.append(item)
            if self._at == first and self._kinds[first] != "}":
                self._at += 1
        self._expect("}", opened)
        return items

    # --- items --------------------------------------------------------------------------------------------------------

    def _parse_interface_item(self, lead: int) -> InterfaceItem | None:
        start = self._starts[self._at]
        attributes = self._parse_attributes()
        self._match_word("default")
        kind, word = self._kinds[self._at], self._texts[self._at]
        if kind == ";":
            self._at += 1
            return None
        if kind == "use":
            return self._parse_use(attributes, lead, start)
        if kind == "resource":
            return self._parse_resource(attributes, lead, start)
        if kind == "type" or kind in _TYPES or (word == "union" and self._kinds[self._at + 1] != ":"):
            self._at += 1
            name = self._name()
            self._at = self._item_end(self._at)
            if kind == "type":
                return TypeDeclaration(attributes, lead, start, self._ends[self._at - 1], name, _NOTHING)
            return _TYPES.get(kind, Variant)(attributes, lead, start, self._ends[self._at - 1], name, ())
        return self._parse_function(attributes, lead, start, FunctionKind.FREE)

    def _parse_function(self, attributes: tuple[Attribute, ...], lead: int, start: int, kind: FunctionKind) -> Function:
        word = self._starts[self._at]
        static = kind is not FunctionKind.FREE and self._match("static")
        name = self._name()
        if name.name == "constructor" and kind is not FunctionKind.FREE and self._kinds[self._at] == "(":
            kind = FunctionKind.CONSTRUCTOR
        elif not self._match(":"):
            self._fail("`:`")
        if static or self._match("static"):
            kind = FunctionKind.STATIC
        asynchronous = self._kinds[self._at] == "async"
        accessor = self._match_accessor()
        self._at = self._item_end(self._at)
        end = self._ends[self._at - 1]
        return Function(attributes, lead, start, end, name, kind, (), None, asynchronous, accessor, word)

    def _parse_resource(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Resource:
        self._at += 1
        name = self._name()
        functions: tuple[Function, ...] = ()
        if self._kinds[self._at] == "{":
            functions = _there(self._parse_block(self._parse_method))
        self._match(";")
        return Resource(attributes, lead, start, self._ends[self._at - 1], name, functions)

    def _parse_method(self, lead: int) -> Function | None:
        start = self._starts[self._at]
        attributes = self._parse_attributes()
        if self._match(";"):
            return None
        return self._parse_function(attributes, lead, start, FunctionKind.METHOD)

    def _parse_use(self, attributes: tuple[Attribute, ...], lead: int, start: int) -> Use:
        """Read `use path.{...}`, or `use { ... } from path` as it once was."""
        self._at += 1
        if self._kinds[self._at] in ("{", "*"):
            while self._kinds[self._at] not in ("from", ";", lexer.END):
                self._at += 1
            self._expect("from")
            path = self._path_until()
        else:
            path = self._path_until("as")
        if self._kinds[self._at] in (".", "as", ";"):
            self._at = self._item_end(self._at)
        return Use(attributes, lead, start, self._ends[self._at - 1], path, ())

    # --- worlds -------------------------------------------------------------------------------------------------------

    def _parse_world_item(self, lead: int) -> WorldItem | None:
        first, start = self._at, self._starts[self._at]
        attributes = self._parse_attributes()
        self._match_word("default")
        kind = self._kinds[self._at]
        if kind in ("import", "export"):
            self._at += 1
            value = self._parse_extern(lead)
            self._match(";")
            return Extern(attributes, lead, start, self._ends[self._at - 1], kind == "export", value)
        if kind == "include":
            self._at += 1
            path = self._path_until("with")
            self._at = self._item_end(self._at) if self._kinds[self._at] in ("with", ";") else self._at
            return Include(attributes, lead, start, self._ends[self._at - 1], path, ())
        self._at = first
        item = self._parse_interface_item(lead)
        if isinstance(item, Function):
            raise self._fault("a world has no functions of its own", item.start, item.end)
        return item

    def _parse_extern(self, lead: int) -> Path | NamedPath | InlineInterface | Function:
        at = self._at
        if self._kinds[at + 1] != ":" or self._kinds[at + 3] == "/":
            return self._path_until()
        name = self._name()
        self._at += 1
        if self._match("interface"):
            return InlineInterface(name, _there(self._parse_block(self._parse_interface_item)))
        accessor = self._match_accessor()
        if accessor is not None or self._kinds[self._at] in ("func", "async"):
            self._at = self._item_end(self._at)
            end = self._ends[self._at - 1]
            return Function((), lead, name.start, end, name, FunctionKind.FREE, (), None, False, accessor, name.start)
        return NamedPath(name, self._path_until())


def _there(items: Sequence[_Read | None]) -> tuple[_Read, ...]:
    """Return the items that could be read."""
    return tuple(item for item in items if item is not None)


def _to_path(text: str, start: int, end: int) -> Path:
    """Return the path that a text spells, in whatever dialect."""
    match = _NAMESPACED.fullmatch(text)
    if match is None:
        return Path(None, Identifier(text, start, end), start, end)
    version = None if match["version"] is None else Version(match["version"], start, end)
    namespace, package = Identifier(match["namespace"], start, end), Identifier(match["package"], start, end)
    owner = PackageName(namespace, package, version, start, end)
    return Path(owner, Identifier(match["name"] or match["package"], start, end), start, end)
