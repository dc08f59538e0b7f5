"""The rules for names, versions and strings that hold beyond their tokens, as the reference implementation has them."""

import re
from functools import lru_cache

_PART = re.compile(r"[a-z0-9]+|[A-Z0-9]+")
_VERSION = re.compile(
    r"(?P<major>0|[1-9][0-9]*)\.(?P<minor>0|[1-9][0-9]*)\.(?P<patch>0|[1-9][0-9]*)"
    r"(?:-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
_PLAIN = re.compile(r"[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+")
_LARGEST_NUMBER = 2**64 - 1
_LARGEST_LENGTH = 2**32 - 1
_ESCAPE = re.compile(r"\\(?:[\"'tnr\\]|u\{(?P<code>[0-9A-Fa-f](?:[0-9A-Fa-f]|_+(?=[0-9A-Fa-f]))*)\}|[0-9A-Fa-f]{2})")
_SIMPLE_ESCAPES = {'"': b'"', "'": b"'", "t": b"\t", "n": b"\n", "r": b"\r", "\\": b"\\"}
_LAST_SCALAR = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def is_well_formed(name: str) -> bool:
    """Whether a name (given without `%`) is well formed."""
    return _PLAIN.fullmatch(name) is not None or identifier_fault(name) is None


def identifier_fault(name: str) -> str | None:
    """Return what is wrong with a name (given without `%`), or `None` when it is well formed.

    Parts are separated by single hyphens; each is all lower case or all upper case ASCII with digits, and the first one
    begins with a letter.
    """
    parts = name.split("-")
    if not all(parts):
        return "an identifier must have characters between its hyphens"
    if not (parts[0][0].isascii() and parts[0][0].isalpha()):
        return f"an identifier must begin with a letter, not with {parts[0][0]!r}"
    for part in parts:
        if not _PART.fullmatch(part):
            return f"{part!r} is not all lower case or all upper case letters and digits"
    return None


@lru_cache(maxsize=256)
def version_fault(text: str) -> str | None:
    """Return what is wrong with a semantic version, or `None` when it is well formed."""
    match = _VERSION.fullmatch(text)
    if match is None:
        return f"{text!r} is not a semantic version"
    # Numbers of thousands of digits are not worth converting (and `int` refuses to).
    if any(len(number) > len(str(_LARGEST_NUMBER)) or int(number) > _LARGEST_NUMBER for number in match.groups()):
        return f"a number in {text!r} is too large"
    return None


@lru_cache(maxsize=4096)
def version_key(text: str) -> tuple[object, ...]:
    """Return what orders well-formed versions as the reference implementation does, build metadata included."""
    core, _, build = text.partition("+")
    core, _, prerelease = core.partition("-")
    numbers = tuple(int(number) for number in core.split("."))
    # A version with a prerelease comes before the one without.
    return numbers, not prerelease, _identifier_keys(prerelease), _identifier_keys(build)


def _identifier_keys(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what orders the parts of a prerelease or build metadata: numbers before words."""
    if not text:
        return ()
    return tuple(
        (0, len(part.lstrip("0")), part.lstrip("0")) if part.isdigit() else (1, 0, part) for part in text.split(".")
    )


def list_length(digits: str) -> int | None:
    """Return the length of a fixed-length list, or `None` when it is too large for 32 bits."""
    significant = digits.lstrip("0") or "0"
    if len(significant) > len(str(_LARGEST_LENGTH)):
        return None
    length = int(significant)
    return length if length <= _LARGEST_LENGTH else None


def string_value(literal: str) -> str | tuple[int, str]:
    """Return what a string literal (with its quotes) stands for, or the offset of a fault in it and what is wrong."""
    content = bytearray()
    at, end = 1, len(literal) - 1
    while at < end:
        character = literal[at]
        if character != "\\":
            if character < " " or character == "\x7f":
                return at, f"a string cannot hold {character!r}"
            content += character.encode("utf-8", "surrogatepass")
            at += 1
            continue
        match = _ESCAPE.match(literal, at, end)
        value = None if match is None else _escaped(match)
        if match is None or value is None:
            return at, "this is not an escape sequence"
        content += value
        at = match.end()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return 0, "the string is not valid UTF-8"


def _escaped(match: re.Match[str]) -> bytes | None:
    """Return the bytes an escape sequence stands for, or `None` when it is no Unicode scalar value."""
    if match["code"] is not None:
        digits = match["code"].replace("_", "").lstrip("0") or "0"
        if len(digits) > len("10FFFF"):
            return None
        code = int(digits, 16)
        return None if code > _LAST_SCALAR or code in _SURROGATES else chr(code).encode()
    body = match[0][1:]
    return _SIMPLE_ESCAPES[body] if body in _SIMPLE_ESCAPES else bytes([int(body, 16)])
