"""The lexer loses nothing, and finds the tokens of the reference implementation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wit.drawn import packages
from tracker.wit import lexer
from tracker.wit.lexer import Token, scan, tokenize

_ALPHABET = [
    *("/*", "*/", "//", "/", "*", "\n", "\r", "\r\n", "\t", " ", '"', "\\", "%", "-", ">", "->", "a", "A", "_", "9"),
    *("\ufeff", "é", "\u0301", "٣", "\x00", "\u202e", "{", "}", "@", "@since", "use", "list", "a-b", "1.0.0", "\ud800"),
]
_PIECES = st.lists(st.sampled_from(_ALPHABET))
_TEXTS = st.one_of(st.text(), _PIECES.map("".join))


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, text[token.start : token.end]) for token in tokenize(text)]


@given(text=_TEXTS)
def test_the_tokens_of_any_text_give_it_back(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tokenize(text)) == text


@settings(max_examples=25)
@given(text=packages())
def test_the_tokens_of_a_package_give_it_back(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tokenize(text)) == text


@given(text=_TEXTS)
def test_scanning_gives_the_tokens_without_trivia_and_the_end(text: str) -> None:
    columns = scan(text)
    tokens = [Token(*found) for found in zip(columns.kinds, columns.starts, columns.ends, strict=True)]
    wanted = [token for token in tokenize(text) if token.kind not in lexer.TRIVIA]
    assert tokens == [*wanted, Token(lexer.END, len(text), len(text))]
    assert columns.texts == [text[token.start : token.end] for token in tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a-b", [(lexer.IDENTIFIER, "a-b")]),
        ("A-b9", [(lexer.IDENTIFIER, "A-b9")]),
        ("a--b", [(lexer.MALFORMED, "a--b")]),
        ("aB", [(lexer.MALFORMED, "aB")]),
        ("a_b", [(lexer.MALFORMED, "a_b")]),
        ("é", [(lexer.MALFORMED, "é")]),
        ("_", [("_", "_")]),
        ("error-context", [("error-context", "error-context")]),
        ("%list", [(lexer.ESCAPED, "%list")]),
        ("%", [(lexer.ESCAPED, "%")]),
        ("%9", [(lexer.ESCAPED, "%"), (lexer.INTEGER, "9")]),
        ("9a", [(lexer.INTEGER, "9"), (lexer.IDENTIFIER, "a")]),
        ("a->b", [(lexer.MALFORMED, "a-"), (">", ">"), (lexer.IDENTIFIER, "b")]),
        ("-->", [("-", "-"), ("->", "->")]),
        ("//x\r\n", [(lexer.LINE_COMMENT, "//x\r\n")]),
        ("/**/", [(lexer.BLOCK_COMMENT, "/**/")]),
        ("/*/", [(lexer.UNCLOSED_COMMENT, "/*/")]),
        ("/* /* */ */a", [(lexer.BLOCK_COMMENT, "/* /* */ */"), (lexer.IDENTIFIER, "a")]),
        ("a /* /* */", [(lexer.IDENTIFIER, "a"), (lexer.SPACE, " "), (lexer.UNCLOSED_COMMENT, "/* /* */")]),
        ('"/* /*"', [(lexer.STRING, '"/* /*"')]),
        ('/* /* */ */ "/*"', [(lexer.BLOCK_COMMENT, "/* /* */ */"), (lexer.SPACE, " "), (lexer.STRING, '"/*"')]),
        ('"a\\"b"', [(lexer.STRING, '"a\\"b"')]),
        ('"a', [(lexer.UNCLOSED_STRING, '"a')]),
        ("\r", [(lexer.UNEXPECTED, "\r")]),
        ("\ufeffa", [(lexer.BYTE_ORDER_MARK, "\ufeff"), (lexer.IDENTIFIER, "a")]),
        ("a\ufeff", [(lexer.IDENTIFIER, "a"), (lexer.UNEXPECTED, "\ufeff")]),
        ("٣", [(lexer.UNEXPECTED, "٣")]),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert _kinds(text) == expected


def test_a_hundred_thousand_nested_comments_are_one() -> None:
    text = "/*" * 100_000 + "*/" * 100_000
    assert list(tokenize(text)) == [Token(lexer.BLOCK_COMMENT, 0, len(text))]


def test_many_nested_comments_are_skipped_in_one_pass() -> None:
    text = "a /* /* */ */ " * 20_000
    assert scan(text).kinds == [lexer.IDENTIFIER] * 20_000 + [lexer.END]


def test_the_next_token_is_found_after_any_trivia() -> None:
    text = "a /* /* */ */ // b\n\tc"
    assert lexer.after_trivia(text, 1) == text.index("c")
