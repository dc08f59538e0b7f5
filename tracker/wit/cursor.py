"""Walks over the tokens of a text: what the parts of the parser share."""

from typing import NoReturn

from tracker.wit import lexer
from tracker.wit.diagnostics import Diagnostic, LineTable
from tracker.wit.names import identifier_fault, version_fault
from tracker.wit.syntax import Accessor
from tracker.wit.type_syntax import Identifier, PackageName, Path, Version

MAXIMUM_DIAGNOSTICS = 100
"""How many faults of one file are told."""

_UNNAMED = {
    lexer.IDENTIFIER: "an identifier",
    lexer.MALFORMED: "an identifier",
    lexer.ESCAPED: "an identifier",
    lexer.INTEGER: "an integer",
    lexer.STRING: "a string literal",
    lexer.END: "the end of the file",
}
_VERSION_PARTS = frozenset({lexer.IDENTIFIER, lexer.MALFORMED, lexer.INTEGER, "-"})
_NUMBERS = [lexer.INTEGER, ".", lexer.INTEGER, ".", lexer.INTEGER]
"""The tokens that every version begins with."""
_VERSION_MARKS = frozenset("-+")
_LOOKAHEAD = 3
_NAME_EXPECTED = "an identifier"


class SyntaxFault(Exception):  # noqa: N818 - it never leaves the parser: the parts of the parser end an item with it
    """What ends the reading of an item."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def describe(kind: str) -> str:
    """Return how a token is named to people."""
    if kind in _UNNAMED:
        return _UNNAMED[kind]
    return f"the keyword `{kind}`" if kind in lexer.KEYWORDS else f"`{kind}`"


class Cursor:
    """A position in the tokens of a text, and the faults found so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kinds, self._texts, self._starts, self._ends = self._scan(text)
        # Looking ahead past the end finds the end again.
        self._kinds += [lexer.END] * _LOOKAHEAD
        self._at = 0
        self._lines_made: LineTable | None = None
        self.diagnostics: list[Diagnostic] = []

    def _scan(self, text: str) -> lexer.Scan:
        return lexer.scan(text)

    @property
    def lines(self) -> LineTable:
        """The lines of the text, measured when first asked for."""
        if self._lines_made is None:
            self._lines_made = LineTable(self._text)
        return self._lines_made

    # --- faults -------------------------------------------------------------------------------------------------------

    def _fault(self, message: str, start: int, end: int, hint: str | None = None) -> SyntaxFault:
        """Return a fault at a place, to be raised."""
        return SyntaxFault(Diagnostic(message, start, end, self.lines.position(start), hint=hint))

    def _fail(self, expected: str, hint: str | None = None, opened: int | None = None) -> NoReturn:
        """Say that `expected` was wanted where the cursor is; `opened` is the offset of a bracket still open."""
        kind, start, end = self._kinds[self._at], self._starts[self._at], self._ends[self._at]
        lexical = self._lexical_message(kind, start)
        if lexical is not None:
            raise self._fault(lexical, start, end)
        found = describe(kind)
        if kind in lexer.NAMES:
            found = f"`{self._texts[self._at]}`"
        raise SyntaxFault(
            Diagnostic(
                f"expected {expected}, found {found}",
                start,
                end,
                self.lines.position(start),
                found=found,
                expected=expected,
                hint=hint,
                opened=None if opened is None else self.lines.position(opened),
            )
        )

    def _lexical_message(self, kind: str, start: int) -> str | None:
        """Return what is wrong with a token that no grammar could accept."""
        if kind == lexer.UNEXPECTED:
            return f"unexpected character {self._text[start]!r}"
        if kind == lexer.UNCLOSED_COMMENT:
            return "this block comment is never closed"
        if kind == lexer.UNCLOSED_STRING:
            return "this string is never closed"
        return None

    def _report(self, diagnostic: Diagnostic) -> None:
        """Keep a fault, unless there are plenty."""
        if len(self.diagnostics) < MAXIMUM_DIAGNOSTICS:
            self.diagnostics.append(diagnostic)

    # --- tokens -------------------------------------------------------------------------------------------------------

    def _match(self, kind: str) -> bool:
        """Step over a token of this kind, if it is next."""
        if self._kinds[self._at] == kind:
            self._at += 1
            return True
        return False

    def _expect(self, kind: str, opened: int | None = None) -> int:
        """Step over a token of this kind and return where it ends."""
        at = self._at
        if self._kinds[at] != kind:
            self._fail(f"`{kind}`", opened=opened)
        self._at = at + 1
        return self._ends[at]

    def _match_accessor(self) -> Accessor | None:
        """Step over `get` or `set`, if one of them and a `(` are next."""
        at = self._at
        if self._kinds[at] != lexer.IDENTIFIER or self._kinds[at + 1] != "(":
            return None
        word = self._texts[at]
        if word not in ("get", "set"):
            return None
        self._at = at + 1
        return Accessor(word)

    def _parse_identifier(self) -> Identifier:
        """Read a name."""
        at = self._at
        kind, name = self._kinds[at], self._texts[at]
        if kind != lexer.IDENTIFIER:
            if kind not in lexer.NAMES:
                hint = f"write `%{kind}` to use a keyword as a name" if kind in lexer.KEYWORDS else None
                self._fail(_NAME_EXPECTED, hint)
            name = name.removeprefix("%")
            fault = identifier_fault(name)
            if fault is not None:
                raise self._fault(fault, self._starts[at], self._ends[at])
        self._at = at + 1
        return Identifier(name, self._starts[at], self._ends[at])

    def _parse_version(self) -> Version:
        """Read a semantic version."""
        begun = self._at
        start = self._starts[begun]
        if self._kinds[self._at : self._at + len(_NUMBERS)] == _NUMBERS:
            self._at += len(_NUMBERS)
        else:
            while self._match(_NUMBERS[self._at - begun]):
                pass
            self._fail("a version such as `1.0.0`")
        end = self._ends[self._at - 1]
        if self._kinds[self._at] in _VERSION_MARKS:
            end = self._parse_version_parts("-", end)
            end = self._parse_version_parts("+", end)
        text = self._text[start:end]
        fault = version_fault(text)
        if fault is not None:
            raise self._fault(fault, start, end)
        return Version(text, start, end)

    def _parse_version_parts(self, mark: str, end: int) -> int:
        """Step over a prerelease or build metadata, if it is next, and return where the version ends.

        A period that is not followed by another part is not the version's: `use a:b/c@1.0.0-rc.{d}`.
        """
        kinds = self._kinds
        if not self._match(mark):
            return end
        while True:
            at = self._at + 1 if kinds[self._at] == "." else self._at
            if kinds[at] not in _VERSION_PARTS:
                return end
            end = self._ends[at]
            self._at = at + 1

    def _parse_optional_version(self) -> Version | None:
        """Read `@` and a version, if they are next."""
        return self._parse_version() if self._match("@") else None

    def _parse_package_name(self) -> PackageName:
        """Read `namespace:name` with or without a version."""
        namespace = self._parse_identifier()
        self._expect(":")
        name = self._parse_identifier()
        version = self._parse_optional_version()
        return PackageName(namespace, name, version, namespace.start, self._ends[self._at - 1])

    def _parse_path(self) -> Path:
        """Read the name of an interface or world."""
        first = self._parse_identifier()
        if not self._match(":"):
            return Path(None, first, first.start, first.end)
        package = self._parse_identifier()
        self._expect("/")
        name = self._parse_identifier()
        version = self._parse_optional_version()
        owner = PackageName(first, package, version, first.start, package.end)
        return Path(owner, name, first.start, self._ends[self._at - 1])
