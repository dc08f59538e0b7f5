"""What standard output is: how wide, and whether it takes colour."""

import os
import shutil
import sys

_WIDTH = 100
"""Columns when nobody looks."""
_NARROWEST = 40


def terminal() -> tuple[int, bool]:
    """Return the columns there are, and whether it is a terminal that wants colour."""
    looked_at = sys.stdout.isatty()
    width = shutil.get_terminal_size((_WIDTH, 24)).columns if looked_at else _columns()
    color = looked_at and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return max(width, _NARROWEST), color


def _columns() -> int:
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isdecimal() and given.isascii() else _WIDTH
