"""Tallies in notes: lines, rows and lists in which the answers of a poll were counted."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.frozen import frozen
from tracker.sources.meetings_lines import Kind, Line
from tracker.sources.meetings_options import Answer, Run, longest_run, number_of, option_of
from tracker.voting import Tally

_LEAD = re.compile(
    r"[-*•>\s]*(?:(?:(?:the|final|full|vote|voting|poll|results?|tally|tallies|count|counts|totals?|outcome"
    r"|votes|were|was"
    r"|is|are|recount|recounted|corrected|revised|updated|new|and|so|we|have|got|with)\b\s*)*[:=–—-]*\s*)?\Z",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:[.!]?\s*\Z|[-–—,;|]|(?:including|incl\b|plus|with|from|by|and)\b)", re.IGNORECASE)
_ENDING = re.compile(r"[^\w()\[\]]*\Z")
_REMARK = re.compile(r"\s*[(\[<].*[)\]>]\s*\Z")
_NAME = re.compile(r"@?[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|la|[A-Z]\.?)){0,3}\Z|@[\w-]+\Z")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b|/|\|)\s*")
_SCALE = re.compile(
    r"\b(?:scale|means?|points?|weights?|score|stands? for|legend|options? are|meaning)\b", re.IGNORECASE
)
_PERHAPS = re.compile(
    r"\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|none|SF|SA|strong|for|against|neutral|favou?r)",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"SF|SA\b|sf\b|[Ss]trong|[Aa]gainst|[Nn]eutral|[Oo]ppos|\d,? (?:F|N|A|no|NO|No)\b|\b[FNA][:=]|[Aa]bst|[Yy]es"
    r"|[Aa]yes?|\U0001f44d"
)
"""What a long line must hold to be worth reading word for word: `for` and a number stand in many."""
_LETTER = re.compile(r"\W*[FNAfna]\s*(?:[:=|–—-]|\Z)|\W*(?:yes|no|abst\w*)\b", re.IGNORECASE)
_LONG = 70
_FEW = 2
_LEGEND = 3


@frozen
class Count:
    """A tally, and where it stands."""

    first: int
    """The index of its first line among the lines of the notes."""
    last: int
    line: int
    """The first line of it in the source."""
    tally: Tally
    options: int
    """How many options have a number."""
    before: str = ""
    """What stands before it on its first line."""
    after: str = ""
    """What stands behind it on its last line."""
    doubt: str = ""
    """Why the numbers may not be what was counted; empty when they are plain."""
    titled: bool = False
    """Whether `before` is the title of the row or column of a table."""


class _Piece(NamedTuple):
    """A line that holds answers."""

    run: Run
    before: str
    after: str
    alone: bool
    """Whether the line says nothing else, so that answers of the lines around it may belong to the same tally."""


def lines_count(lines: Sequence[Line], index: int) -> tuple[Count | None, int]:
    """Return the tally that begins at a line, when one does, and the index of the next line to look at."""
    group = _Group(lines, index)
    count = group.count() if group.read() else None
    return (count, group.end) if count else (None, index + 1)


class _Group:
    """Lines that hold the answers of one poll."""

    def __init__(self, lines: Sequence[Line], index: int) -> None:
        self.lines = lines
        self.start = index
        self.end = index + 1
        self.numbers: dict[str, int | None] = {}
        self.answers: list[Answer] = []
        self.before = ""
        self.after = ""
        self.named = False

    def read(self) -> bool:
        """Read from the start; say whether there is anything."""
        first = _piece(self.lines[self.start])
        if first is None:
            return False
        self.before = first.before
        self._take(first, self.start)
        alone = first.alone
        while alone and (at := self._next()) is not None:
            piece = _piece(self.lines[at])
            if piece is None or piece.before or not piece.run.options.isdisjoint(self.numbers):
                break
            self._take(piece, at)
            alone = piece.alone
        return True

    def _take(self, piece: _Piece, at: int) -> None:
        self.answers += piece.run.answers
        self.numbers |= {answer.option: answer.number for answer in piece.run.answers}
        self.after = piece.after
        self.end = at + 1
        last = piece.run.answers[-1]
        if last.number is not None or not piece.alone:
            return
        if names := _names(piece.after):
            self.numbers[last.option], self.named, self.after = names, True, ""
        elif not piece.after:
            self._take_below(last.option, self.lines[at])

    def _take_below(self, option: str, line: Line) -> None:
        """Read a number on the line below its option, or the names in a list below it."""
        if self.end < len(self.lines) and (number := number_of(self.lines[self.end].text)) is not None:
            self.numbers[option] = number
            self.end += 1
            return
        names = 0
        while self.end < len(self.lines) and self.lines[self.end].depth > line.depth:
            counted = _names(self.lines[self.end].text)
            if not counted or self.lines[self.end].kind is Kind.HEADING:
                break
            names += counted
            self.end += 1
        if names:
            self.numbers[option], self.named = names, True

    def _next(self) -> int | None:
        """Return the next line that may belong to the tally: remarks and lines of an inner list are passed over."""
        depth = self.lines[self.start].depth
        for at in range(self.end, min(self.end + 6, len(self.lines))):
            line = self.lines[at]
            if line.kind is Kind.HEADING:
                return None
            inner = line.depth > depth and _piece(line) is None
            if not inner and not _REMARK.match(line.text):
                return at
        return None

    def count(self) -> Count | None:
        """Return the tally; `None` when this is none: a template, an explanation of the options, a single number."""
        counted = [number for number in self.numbers.values() if number is not None]
        if not any(counted) or self._explains():
            return None
        if len(counted) < _FEW and not self._lone():
            return None
        numbers = {option: number or 0 for option, number in self.numbers.items()}
        return Count(
            self.start, self.end - 1, self.lines[self.start].number, Tally(**numbers), len(counted), self.before,
            self.after, self._doubt(len(counted)),
        )  # fmt: skip

    def _lone(self) -> bool:
        """Say whether a single answer is a tally by itself: only what nobody would write otherwise."""
        first = self.answers[0]
        return first.option == "sf" and first.marked and first.number is not None and not self.before

    def _explains(self) -> bool:
        values = [answer.number for answer in self.answers if answer.number is not None]
        steps = {b - a for a, b in pairwise(values)}
        if len(values) < _LEGEND or steps not in ({1}, {-1}):
            return False
        scale = _SCALE.search(self.lines[self.start].text) or _SCALE.search(self.lines[max(self.start - 1, 0)].text)
        return bool(scale) or all(answer.leads for answer in self.answers)

    def _doubt(self, counted: int) -> str:
        if self.named:
            return "names stand beside an option instead of a number: the tracker counted them"
        if counted < _FEW:
            return "only one option has a number"
        if any(answer.summed for answer in self.answers):
            return "a number is written as a sum"
        if not all(answer.own for answer in self.answers):
            return "the answers are not the five options"
        return ""


def _piece(line: Line) -> _Piece | None:
    if line.kind is Kind.HEADING or not _perhaps(line.text):
        return None
    run = longest_run(line.text)
    if run is None:
        option = option_of(line.text)
        return None if option is None else _label_only(option, line.text)
    before, after = line.text[: run.begin], line.text[run.end :]
    alone = bool(_LEAD.match(before)) and _ends(run, after)
    if alone:
        return _Piece(run, "", "" if _ENDING.match(after) else after.strip(), alone=True)
    return (
        _Piece(run, before.strip(), after.strip(), alone=bool(_ENDING.match(after))) if _within(run, before) else None
    )


def _perhaps(text: str) -> bool:
    if len(text) > _LONG and not _TELLING.search(text):
        return False
    return bool(_PERHAPS.search(text) or _LETTER.match(text))


def _label_only(option: str, text: str) -> _Piece:
    answer = Answer(option, None, 0, len(text), marked=False)
    return _Piece(Run((answer,), 0, len(text)), "", "", alone=True)


def _ends(run: Run, after: str) -> bool:
    """Say whether what stands behind answers is a remark on them."""
    last = run.answers[-1]
    if _ENDING.match(after):
        return True
    if last.number is None:
        return len(run.answers) == 1 and last.marked and _names(after) > 0
    return bool(len(run.answers) == 1 and (_names(after) or (last.marked and _TAIL.match(after) and len(after) < 80)))  # noqa: PLR2004


def _within(run: Run, before: str) -> bool:
    """Say whether answers within a sentence are a tally."""
    if run.counted < _FEW:
        return (
            len(run.answers) == 1
            and run.answers[0].option == "sf"
            and run.answers[0].marked
            and before.rstrip()[-1:] in ":?."
        )
    strict = all(answer.marked for answer in run.answers) or bool(run.options & {"sf", "sa"})
    return strict or run.counted > _FEW or run.options >= {"f", "a"}


def _names(text: str) -> int:
    """Return how many names a list of names holds; 0 when it is no list of names."""
    bare = re.sub(r"\([^()]*\)", "", text).strip(" .:,;–—-|")
    parts = [part for part in _BETWEEN_NAMES.split(bare) if part]
    good = all(_NAME.match(part) and option_of(part) is None for part in parts)
    return len(parts) if parts and good else 0
