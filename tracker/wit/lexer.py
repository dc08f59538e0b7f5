"""Splits WIT text into tokens: one pattern whose group names are the token kinds, and one for the trivia between them.

`scan` is the fast way, for the parser: tokens without trivia, as parallel columns. `scan_gates` is faster still where
there are many gates: each that is spelled as usual is one token. `tokenize` is the complete way: every character of the
text, in order, so that joining the tokens gives the text back. The tokens are those of the reference implementation
(`wit-parser`'s `ast/lex.rs`), whatever the text.
"""

import re
from array import array
from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from tracker.wit.names import is_well_formed, version_fault

IDENTIFIER: Final = "identifier"
"""A well-formed name that is no keyword."""
MALFORMED: Final = "malformed identifier"
ESCAPED: Final = "escaped identifier"
"""`%name`, well formed or not; `%` alone when nothing that can begin a name follows."""
INTEGER: Final = "integer"
STRING: Final = "string literal"
"""A closed string literal. Whether its escapes are well formed is the parser's question."""
UNCLOSED_STRING: Final = "unclosed string literal"
UNCLOSED_COMMENT: Final = "unclosed block comment"
UNEXPECTED: Final = "unexpected character"
END: Final = "end of file"
GATE: Final = "gate"
"""A whole gate without a fault in its usual spelling, `@since(version = 1.0.0)`: only `scan_gates` finds these."""

SPACE: Final = "white space"
LINE_COMMENT: Final = "line comment"
BLOCK_COMMENT: Final = "block comment"
BYTE_ORDER_MARK: Final = "byte order mark"

TRIVIA: Final = frozenset({SPACE, LINE_COMMENT, BLOCK_COMMENT, BYTE_ORDER_MARK})
"""The kinds that mean nothing to the grammar."""
NAMES: Final = frozenset({IDENTIFIER, MALFORMED, ESCAPED})
"""The kinds that can stand where the grammar wants a name."""

_RESERVED = """
    use type func u8 u16 u32 u64 s8 s16 s32 s64 f32 f64 char resource own borrow record flags variant enum bool string
    option result future stream error-context list map _ as from static interface tuple world import export package
    constructor include with async
"""
KEYWORDS: Final = {word: word for word in _RESERVED.split()}
"""The reserved words. A keyword's kind is its own text, as is a punctuation mark's."""
_MARKS = {mark: mark for mark in ("->", *"{}()<>;:,.@=/+*-")} | {"": END}

_BOM = "\ufeff"
_KIND = re.compile(
    r"(?P<identifier>[^\W\d][\w-]*+)"
    r"|(?P<nested>/\*)"
    r"|(?P<mark>->|[{}()<>;:,.@=/+*-])"
    r"|(?P<integer>[0-9]++)"
    r"|(?P<escaped>%(?:(?:[^\W\d]|-)[\w-]*+)?+)"
    r'|(?P<string>"(?:[^"\\]++|\\.)*+")'
    r'|(?P<unclosed>"(?:[^"\\]++|\\.)*+\\?)'
    r"|(?P<unexpected>.)",
    re.DOTALL,
)
_KINDS = {
    "integer": INTEGER,
    "escaped": ESCAPED,
    "string": STRING,
    "unclosed": UNCLOSED_STRING,
    "unexpected": UNEXPECTED,
}
_NESTED = "/*"

# A block comment without another one in it, which is every one in practice; nested ones are measured by hand.
_TRIVIA = re.compile(
    r"(?P<space>(?:[ \t\n]|\r\n)++)"
    r"|(?P<line>//[^\n]*+\n?)"
    r"|(?P<block>/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/)"
    rf"|(?P<nested>/\*)|(?P<mark>{_BOM})"
)
_PLAIN_TRIVIA = re.compile(r"(?:[ \t\n]++|\r\n|//[^\n]*+\n?|/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/|\ufeff)*+")
_TRIVIA_KINDS = {"space": SPACE, "line": LINE_COMMENT, "block": BLOCK_COMMENT, "mark": BYTE_ORDER_MARK}

# Splitting with two groups, trivia and token, gives a flat list without a step of Python per token. The spellings that
# real files are made of come first.
_LEADING = r"((?:[ \n]++|//[^\n]*+\n?|\t|\r\n|/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/)*+)"
_TOKEN = r"[a-zA-Z_][a-zA-Z0-9_-]*+(?![\w-])|" + re.sub(r"\?P<\w+>", "?:", _KIND.pattern) + r"|\Z"
_SPLIT = re.compile(f"{_LEADING}({_TOKEN})", re.DOTALL)
_USUAL_GATE = r"@(?:(?:since|deprecated)\(version|unstable\(feature) = [\w.-]++\)"
_SPLIT_GATES = re.compile(f"{_LEADING}({_USUAL_GATE}|{_TOKEN})", re.DOTALL)
_GROUPS, _PAIR = 3, 2
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_HIDING = re.compile(r'//[^\n]*+|"(?:[^"\\]++|\\.)*+"?|/\*', re.DOTALL)
_NOT_LINE_FEED = re.compile(r"[^\n]")


class Token(NamedTuple):
    """A piece of the text: offsets count characters."""

    kind: str
    """One of this module's kinds; a keyword's or a punctuation mark's own text."""
    start: int
    end: int


class Scan(NamedTuple):
    """The tokens of a text without trivia, one entry per token in each column; the last one is `END`."""

    kinds: list[str]
    texts: list[str]
    starts: "array[int]"
    ends: "array[int]"


class _KindOfText(dict[str, str]):
    """The kind of each token text met so far."""

    def __missing__(self, text: str) -> str:
        if text[0] == "@":
            return self.setdefault(text, GATE if _is_sound(text) else UNEXPECTED)
        match = _KIND.match(text)
        group = "unexpected" if match is None else str(match.lastgroup)
        if group == "identifier":
            kind = IDENTIFIER if is_well_formed(text) else MALFORMED
        else:
            kind = _KINDS.get(group, _NESTED)
        self[text] = kind
        return kind


def argument(gate: str) -> str:
    """Return the version or feature of a gate in its usual spelling."""
    return gate[gate.index("=") + len("= ") : -1]


def _is_sound(gate: str) -> bool:
    """Whether nothing is wrong with a gate that is spelled as usual."""
    name = argument(gate)
    if gate.startswith("@unstable"):
        return name not in KEYWORDS and is_well_formed(name)
    return version_fault(name) is None


def scan(text: str) -> Scan:
    """Return the significant tokens of `text`."""
    return _scan_with(_SPLIT, text)


def scan_gates(text: str) -> Scan:
    """Return the significant tokens of `text`, with each gate in its usual spelling as one.

    Such a gate with a fault is one token too, of kind `UNEXPECTED`: `scan` tells what is wrong with it.
    """
    return _scan_with(_SPLIT_GATES, text)


def _scan_with(pattern: "re.Pattern[str]", text: str) -> Scan:
    columns, nested = _scan(pattern, text)
    if not nested:
        return columns
    visible, unclosed = _without_comments(text)
    columns, _nested = _scan(pattern, visible)
    if unclosed is not None:
        columns.kinds.insert(-1, UNCLOSED_COMMENT)
        columns.texts.insert(-1, text[unclosed:])
        columns.starts[-1:] = array("L", [unclosed, len(text)])
        columns.ends[-1:] = array("L", [len(text), len(text)])
    return columns


def _scan(pattern: "re.Pattern[str]", text: str) -> tuple[Scan, bool]:
    """Return the tokens of a text, and whether there is a block comment in it that the pattern cannot close."""
    parts = pattern.split(text[1:] if text.startswith(_BOM) else text)
    offset = 1 if text.startswith(_BOM) else 0
    # What stands between two matches is nothing: trivia and tokens are left, in turn.
    del parts[::_GROUPS]
    if len(parts) > _PAIR and not parts[-_PAIR - 1]:
        # After trivia at the very end, the pattern finds the end twice.
        del parts[-_PAIR:]
    edges = array("L", accumulate(map(len, parts), initial=offset))
    texts = parts[1::_PAIR]
    del parts
    kind_of = _KindOfText(KEYWORDS)
    kind_of.update(_MARKS)
    kinds = list(map(kind_of.__getitem__, texts))
    starts, ends = edges[1::_PAIR], edges[_PAIR::_PAIR]
    return Scan(kinds, texts, starts, ends), _NESTED in kind_of


def _without_comments(text: str) -> tuple[str, int | None]:
    """Return a text whose block comments are blank, cut where one is never closed; return that place too."""
    pieces: list[str] = []
    position = 0
    while (match := _HIDING.search(text, position)) is not None:
        start, end = match.span()
        if match[0] == _NESTED:
            end = _comment_end(text, start)
            if end < 0:
                return "".join([*pieces, text[position:start]]), start
            pieces += text[position:start], _NOT_LINE_FEED.sub(" ", text[start:end])
        else:
            pieces.append(text[position:end])
        position = end
    return "".join([*pieces, text[position:]]), None


def _comment_end(text: str, start: int) -> int:
    """Return where the block comment at `start` ends, with those nested in it, or -1 when it is never closed."""
    depth = 0
    for match in _COMMENT_EDGE.finditer(text, start):
        depth += 1 if match[0] == _NESTED else -1
        if depth == 0:
            return match.end()
    return -1


def tokenize(text: str) -> Iterator[Token]:
    """Yield every piece of `text`, trivia included, such that the pieces joined are the text."""
    position = 0
    columns = scan(text)
    for kind, start, end in zip(columns.kinds, columns.starts, columns.ends, strict=True):
        yield from trivia(text, position, start)
        if kind != END:
            yield Token(kind, start, end)
        position = end


def trivia(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the white space and comments between two neighbouring tokens."""
    while start < end:
        match = _TRIVIA.match(text, start, end)
        if match is None:
            raise AssertionError(f"not between two tokens: {start} to {end}")
        group = str(match.lastgroup)
        stop = _comment_end(text, start) if group == "nested" else match.end()
        yield Token(_TRIVIA_KINDS.get(group, BLOCK_COMMENT), start, stop)
        start = stop


def after_trivia(text: str, offset: int) -> int:
    """Return where the first token at or after `offset` begins, when `offset` is the end of a token."""
    while (match := _PLAIN_TRIVIA.match(text, offset)) is not None:
        offset = match.end()
        end = _comment_end(text, offset) if text.startswith(_NESTED, offset) else -1
        if end < 0:
            return offset
        offset = end
    return offset
