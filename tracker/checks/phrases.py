"""The small words of a reason: plurals and lists, so that every check says them alike."""

from collections.abc import Sequence


def count(number: int, noun: str) -> str:
    """Return `1 world` or `3 worlds`; the noun's plural takes an s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return `a`, `a and b`, or `a, b and c`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def at(path: str, line: int | None) -> str:
    """Return `path:line`, or the path alone."""
    return path if line is None else f"{path}:{line}"
