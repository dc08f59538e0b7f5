"""Writes text from outside into Markdown, so that it shows as it is."""

import re
from urllib.parse import quote

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>&|#~])")
_CODE = re.compile(r"(`[^`]+`|(?<![\w`])@[\w-]+(?:\([^()`]*\))?)")
"""What stands between backticks, and what GitHub would take for somebody's account: `@unstable`."""
_BREAKS_LINK = re.compile(r"[\s()<>\[\]\\|`\"]")
_WEB = ("https://", "http://")


def text(outside: str) -> str:
    """Return text from outside so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(outside.split()))


def code(outside: str) -> str:
    """Return text for a code span inside a table cell."""
    return " ".join(outside.split()).replace("`", "'").replace("|", "\\|")


def prose(outside: str) -> str:
    """Return text from outside as it is; code stays code, and gates become it: a comment must call nobody."""
    pieces = _CODE.split(" ".join(outside.split()))
    return "".join(_coded(each) if number % 2 else _kept(each) for number, each in enumerate(pieces))


def link(words: str, url: str | None) -> str:
    """Return Markdown that leads to an address of the web; the words alone where there is none."""
    if url is None or not url.startswith(_WEB):
        return words
    return f"[{words}]({_BREAKS_LINK.sub(lambda match: quote(match[0], safe=''), url)})"


def _coded(piece: str) -> str:
    """Return a piece as code; nothing between backticks is none, and would open another."""
    inner = code(piece.strip("`"))
    return f"`{inner}`" if inner else text(piece)


def _kept(piece: str) -> str:
    """Return a piece of a text, with the spaces around it."""
    before, after = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    return f"{before}{text(piece)}{after}" if piece.strip() else piece
