"""Prints: data on standard output, words to the user on standard error."""

import sys

_quiet = False
_words = 0
"""How many lines were written to the user."""


def be_quiet() -> None:
    """Print no more words to the user that are not about a failure."""
    global _quiet  # noqa: PLW0603 -- set once, from the one option that every command shares
    _quiet = True


def tell(line: str) -> None:
    """Write one line to the user, on standard error."""
    global _words  # noqa: PLW0603 -- see `words`
    _words += 1
    if not _quiet:
        sys.stderr.write(f"tracker: {line}\n")


def warn(line: str) -> None:
    """Write one line that the user must see, on standard error."""
    global _words  # noqa: PLW0603 -- see `words`
    _words += 1
    sys.stderr.write(f"tracker: {line}\n")


def words() -> int:
    """Return how many lines there were for the user so far, also those that `--quiet` left out."""
    return _words


def put(text: str) -> None:
    """Write data to standard output."""
    sys.stdout.write(text)
