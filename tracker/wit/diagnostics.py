"""What is wrong with a piece of WIT, as a value: where, what was found, what was expected, and what helps."""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from tracker.frozen import frozen


class Position(NamedTuple):
    """A place in a text, for people: both count from 1, columns in characters."""

    line: int
    column: int


class LineTable:
    """Finds the line and column of an offset; lines end at a line feed, as in the reference implementation."""

    def __init__(self, text: str) -> None:
        ends = accumulate(map(len, text.split("\n")))
        self._starts = [0, *(end + number for number, end in enumerate(ends, 1))]
        # The last line has no line feed after it.
        self._starts.pop()

    def line(self, offset: int) -> int:
        """Return the line of `offset`, from 1."""
        return bisect_right(self._starts, offset)

    def position(self, offset: int) -> Position:
        """Return the line and column of `offset`."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def start(self, line: int) -> int:
        """Return the offset at which `line` (from 1) begins."""
        return self._starts[line - 1]


@frozen
class Diagnostic:
    """One thing the reference implementation would reject."""

    message: str
    """What is wrong, in one line."""
    start: int
    """The offset of the first character at fault."""
    end: int
    """The offset after the last one; equal to `start` at the end of the text."""
    position: Position
    """Where `start` is."""
    found: str | None = None
    """What stands there, when something else was expected."""
    expected: str | None = None
    """What would have been accepted there."""
    hint: str | None = None
    """What may help."""
    opened: Position | None = None
    """Where the bracket was opened that is not closed here."""

    def __str__(self) -> str:
        """Return the message with its hint, and the opening bracket, in one line."""
        text = self.message
        if self.opened is not None:
            text += f" (the bracket opened at {self.opened.line}:{self.opened.column} is not closed)"
        return text if self.hint is None else f"{text}; {self.hint}"
