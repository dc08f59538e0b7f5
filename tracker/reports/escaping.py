"""Writes text from outside into Markdown, so that it shows as it is."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>&|#~])")


def text(outside: str) -> str:
    """Return text from outside so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(outside.split()))


def code(outside: str) -> str:
    """Return text for a code span inside a table cell."""
    return " ".join(outside.split()).replace("`", "'").replace("|", "\\|")
