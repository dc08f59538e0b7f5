"""Bytes are text, or one line says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.text import decode_text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("", None)),
        ("é\n".encode(), ("é\n", None)),
        (b"\xef\xbb\xbf# A\n", ("# A\n", None)),
        (b"a\nb\nc\xe9d", (None, "not UTF-8: byte 0xE9 at line 3")),
        (b"a\r\nb\r\xff", (None, "not UTF-8: byte 0xFF at line 3")),
        (b"\xed\xa0\x80", (None, "not UTF-8: byte 0xED at line 1")),
        (b"a\n\0b", (None, "not text: byte 0x00 at line 2")),
        ("a".encode("utf-16"), (None, "not text: byte 0x00 at line 1")),
    ],
)
def test_bytes_are_text_or_a_reason(data: bytes, expected: tuple[str | None, str | None]) -> None:
    assert decode_text(data) == expected


@given(st.binary())
def test_any_bytes_give_text_or_one_line(data: bytes) -> None:
    text, problem = decode_text(data)
    assert (text is None) != (problem is None)
    assert problem is None or "\n" not in problem
