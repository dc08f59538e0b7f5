"""Splits WIT text into tokens: one pattern whose group names are the token kinds, and a trivia pattern for the rest.

`scan` is the fast way, for the parser: tokens without trivia, as parallel columns. `tokenize` is the complete way:
every character of the text, in order, so that joining the tokens gives the text back. The tokens are those of the
reference implementation (`wit-parser`'s `ast/lex.rs`), whatever the text.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

IDENTIFIER: Final = "identifier"
"""A name that is no keyword. Whether it is well formed is the parser's question."""
ESCAPED: Final = "escaped identifier"
"""`%name`; `%` alone when nothing that can begin a name follows."""
INTEGER: Final = "integer"
STRING: Final = "string literal"
"""A closed string literal. Whether its escapes are well formed is the parser's question."""
UNCLOSED_STRING: Final = "unclosed string literal"
UNCLOSED_COMMENT: Final = "unclosed block comment"
UNEXPECTED: Final = "unexpected character"
END: Final = "end of file"

SPACE: Final = "white space"
LINE_COMMENT: Final = "line comment"
BLOCK_COMMENT: Final = "block comment"
BYTE_ORDER_MARK: Final = "byte order mark"

TRIVIA: Final = frozenset({SPACE, LINE_COMMENT, BLOCK_COMMENT, BYTE_ORDER_MARK})
"""The kinds that mean nothing to the grammar."""

_RESERVED = """
    use type func u8 u16 u32 u64 s8 s16 s32 s64 f32 f64 char resource own borrow record flags variant enum bool string
    option result future stream error-context list map _ as from static interface tuple world import export package
    constructor include with async
"""
KEYWORDS: Final = {word: word for word in _RESERVED.split()}
"""The reserved words. A keyword's kind is its own text, as is a punctuation mark's."""

_BOM = "\ufeff"
_SPACE = r"(?:[ \t\n]|\r\n)++"
_LINE_COMMENT = r"//[^\n]*+\n?"
# A block comment without another one in it, which is every one in practice; nested ones are measured by hand.
_FLAT_COMMENT = r"/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/"

_TOKEN = re.compile(
    rf"(?:{_SPACE}|{_LINE_COMMENT}|{_FLAT_COMMENT})*+"
    r"(?:(?P<word>[^\W\d][\w-]*+)"
    r"|(?P<nested>/\*)"
    r"|(?P<punctuation>->|[{}()<>;:,.@=/+*-])"
    r"|(?P<integer>[0-9]++)"
    r"|(?P<escaped>%(?:(?:[^\W\d]|-)[\w-]*+)?+)"
    r'|(?P<string>"(?:[^"\\]++|\\.)*+")'
    r'|(?P<unclosed>"(?:[^"\\]++|\\.)*+\\?)'
    r"|(?P<unexpected>.)"
    r"|(?P<end>\Z))",
    re.DOTALL,
)
_KINDS = {
    "integer": INTEGER,
    "escaped": ESCAPED,
    "string": STRING,
    "unclosed": UNCLOSED_STRING,
    "unexpected": UNEXPECTED,
}
_TRIVIA = re.compile(
    rf"(?P<space>{_SPACE})|(?P<line>{_LINE_COMMENT})|(?P<block>{_FLAT_COMMENT})|(?P<nested>/\*)|(?P<mark>{_BOM})",
)
_TRIVIA_KINDS = {"space": SPACE, "line": LINE_COMMENT, "block": BLOCK_COMMENT, "nested": BLOCK_COMMENT}
_COMMENT_EDGE = re.compile(r"/\*|\*/")


class Token(NamedTuple):
    """A piece of the text: offsets count characters."""

    kind: str
    """One of this module's kinds; a keyword's or a punctuation mark's own text."""
    start: int
    end: int


class Scan(NamedTuple):
    """The tokens of a text without trivia, one entry per token in each column; the last one is `END`."""

    kinds: list[str]
    starts: list[int]
    ends: list[int]


def scan(text: str) -> Scan:
    """Return the significant tokens of `text`."""
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    columns = Scan(kinds, starts, ends)
    position = 1 if text.startswith(_BOM) else 0
    while position >= 0:
        position = _scan_from(text, position, columns)
    return columns


def _scan_from(text: str, position: int, columns: Scan) -> int:
    """Append tokens up to the end (then return -1) or past a nested comment (then return where to go on)."""
    add_kind, add_start, add_end = columns.kinds.append, columns.starts.append, columns.ends.append
    keyword = KEYWORDS.get
    for match in _TOKEN.finditer(text, position):
        group = match.lastgroup
        if group == "word":
            word = match[group]
            add_kind(keyword(word, IDENTIFIER))
        elif group == "punctuation":
            add_kind(match[group])
        elif group == "nested":
            start = match.start(group)
            end = _comment_end(text, start)
            if end >= 0:
                return end
            add_kind(UNCLOSED_COMMENT)
            add_start(start)
            add_end(len(text))
            return len(text)
        elif group == "end" or group is None:
            break
        else:
            add_kind(_KINDS[group])
        add_start(match.start(group))
        add_end(match.end())
    add_kind(END)
    add_start(len(text))
    add_end(len(text))
    return -1


def _comment_end(text: str, start: int) -> int:
    """Return where the block comment at `start` ends, with those nested in it, or -1 when it is never closed."""
    depth = 0
    for match in _COMMENT_EDGE.finditer(text, start):
        depth += 1 if match[0] == "/*" else -1
        if depth == 0:
            return match.end()
    return -1


def tokenize(text: str) -> Iterator[Token]:
    """Yield every piece of `text`, trivia included, such that the pieces joined are the text."""
    position = 0
    for token in map(Token._make, zip(*scan(text), strict=True)):
        yield from trivia(text, position, token.start)
        if token.kind != END:
            yield token
        position = token.end


def trivia(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the white space and comments between two neighbouring tokens."""
    while start < end:
        match = _TRIVIA.match(text, start, end)
        if match is None:
            raise AssertionError(f"not between two tokens: {start} to {end}")
        group = match.lastgroup
        stop = _comment_end(text, start) if group == "nested" else match.end()
        yield Token(BYTE_ORDER_MARK if group == "mark" else _TRIVIA_KINDS[str(group)], start, stop)
        start = stop


def after_trivia(text: str, offset: int) -> int:
    """Return where the first token at or after `offset` begins, when `offset` is the end of a token."""
    while (match := _TRIVIA.match(text, offset)) is not None:
        end = _comment_end(text, offset) if match.lastgroup == "nested" else match.end()
        if end < 0:
            break
        offset = end
    return offset
