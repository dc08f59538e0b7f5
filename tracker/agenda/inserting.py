"""Puts items into the text of a meeting's agenda, where proposals and discussions stand; every other line stays."""

import re
from collections.abc import Iterator, Sequence

from tracker.frozen import frozen

_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*")
_AGENDA = re.compile(r"\W*(?:(?:meeting |draft |proposed )?agenda(?: items?| topics?)?|topics)\W*", re.IGNORECASE)
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<end>[.)]))(?P<gap>[ \t]+)(?P<said>\S.*)")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|:\s*\Z")
_PLACE_WORDS = frozenset(
    {"proposal", "proposals", "discussion", "discussions", "topic", "topics", "vote", "votes", "presentations"}
)
_FILLING_WORDS = frozenset({"and", "or", "the", "open", "new", "other", "items", "for", "of", "presentation"})
_INVITES = re.compile(
    r"[\W_]*(?:(?:submit|sumbit|open|send|file|add|create) (?:an? )?(?:pr|pull request)\b|add your\b|your item here)",
    re.IGNORECASE,
)
_TAB = 4


@frozen
class Inserted:
    """An agenda with the items, or why it has none."""

    text: str
    problem: str | None = None
    """Why nobody can tell where they belong, in one line."""


@frozen
class _Item:
    """An item of a list in the agenda."""

    line: int
    """Its index, from 0."""
    end: int
    """The index after its last line that is not empty, with what is set in below it."""
    indent: str
    marker: str
    gap: str
    said: str

    @property
    def column(self) -> int:
        """How far it is set in."""
        return len(self.indent.expandtabs(_TAB))

    @property
    def content(self) -> int:
        """The column in which its text begins."""
        return self.column + len(self.marker) + len(self.gap)

    @property
    def number(self) -> int | None:
        """Its number, where the list has numbers."""
        return int(self.marker[:-1]) if self.marker[-1] in ".)" else None


@frozen
class _Place:
    """Where items are put in, and how they look there."""

    at: int
    """The index of the line they come before."""
    indent: str
    gap: str
    bullet: str
    """`-`, `*` or `+`; of a list with numbers `.` or `)`."""
    first: int | None
    """The number of the first; `None` of a list without numbers."""
    counts: bool = False
    """Whether numbers go up."""
    loose: bool = False
    """Whether an empty line stands between items."""

    def line(self, offset: int, item: str) -> str:
        """Return an item as a line."""
        number = "" if self.first is None else str(self.first + (offset if self.counts else 0))
        return f"{self.indent}{number}{self.bullet}{self.gap}{item}"


def insert_items(text: str, items: Sequence[str]) -> Inserted:
    """Return an agenda with items after what stands under proposals and discussions, in the manner of that list."""
    lines = text.split("\n")
    if not items:
        return Inserted(text)
    found = _place(lines)
    if isinstance(found, str):
        return Inserted(text, found)
    ending = "\r" if lines[max(found.at - 1, 0)].endswith("\r") else ""
    new: list[str] = []
    for offset, item in enumerate(items):
        new += [ending] if found.loose else []
        new.append(found.line(offset, " ".join(item.split())) + ending)
    return Inserted("\n".join([*lines[: found.at], *new, *lines[found.at :]]))


def _place(lines: Sequence[str]) -> "_Place | str":
    """Return where items belong; or why nobody can tell, in one line."""
    agendas = [each for each in _sections(lines) if _AGENDA.fullmatch(each[2])]
    if not agendas:
        return "no heading says that it is the agenda"
    if len(agendas) > 1:
        numbers = " and ".join(str(each[0] + 1) for each in agendas)
        return f"several headings say that they are the agenda: lines {numbers}"
    start, level, _ = agendas[0]
    own = [each for each in _sections(lines) if each[0] > start]
    end = next((each[0] for each in own if each[1] <= level), len(lines))
    below = [each[0] for each in own if each[0] < end]
    items = _items(lines, start + 1, below[0] if below else end)
    named = [each for each in _outermost(items) if _is_place(each.said)]
    if len(named) == 1:
        return _below(lines, items, named[0])
    headed = [each for each in own if each[0] < end and _is_place(each[2])]
    if not named and len(headed) == 1:
        return _under_heading(lines, headed[0][0], next((each for each in below if each > headed[0][0]), end))
    if len(named) + len(headed) > 1:
        return "several items of the agenda are about proposals and discussions"
    return "no item of the agenda is about proposals and discussions"


def _sections(lines: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return each heading's index, level and title."""
    found = []
    for number, line in _shown(lines):
        if (heading := _HEADING.fullmatch(line.rstrip())) is not None:
            found.append((number, len(heading["level"]), heading["title"]))
    return found


def _shown(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither code nor a comment, with their indexes."""
    fenced = commented = False
    for number, line in enumerate(lines):
        if commented or (not fenced and line.lstrip().startswith("<!--")):
            commented = "-->" not in line
        elif _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, line.removesuffix("\r")


def _items(lines: Sequence[str], start: int, end: int) -> list[_Item]:
    """Return the items of the lists between two lines."""
    shown = [(number, line) for number, line in _shown(lines) if start <= number < end]
    begun = [(number, match) for number, line in shown if (match := _ITEM.fullmatch(line)) is not None]
    found: list[_Item] = []
    for number, match in begun:
        column = len(match["indent"].expandtabs(_TAB))
        later = (at for at, other in begun if at > number and len(other["indent"].expandtabs(_TAB)) <= column)
        last = next(later, end)
        while not lines[last - 1].strip():
            last -= 1
        last = min(last, _left(lines, number, last, column))
        found.append(_Item(number, last, match["indent"], match["marker"], match["gap"], match["said"]))
    return found


def _left(lines: Sequence[str], number: int, last: int, column: int) -> int:
    """Return the index of the first line that an item ends before: one after an empty line that is not set in."""
    for at in range(number + 1, last):
        indent = len(lines[at].expandtabs(_TAB)) - len(lines[at].expandtabs(_TAB).lstrip())
        if lines[at].strip() and not lines[at - 1].strip() and indent <= column:
            while not lines[at - 1].strip():
                at -= 1  # noqa: PLW2901 -- the loop ends here
            return at
    return last


def _outermost(items: Sequence[_Item]) -> list[_Item]:
    least = min((each.column for each in items), default=0)
    return [each for each in items if each.column == least]


def _is_place(said: str) -> bool:
    """Return whether a title says nothing but that proposals or discussions follow."""
    words = re.findall(r"\w+", _ASIDE.sub(" ", said).casefold().replace("_", " "))
    return bool(_PLACE_WORDS & {*words}) and {*words} <= _PLACE_WORDS | _FILLING_WORDS


# --- how items look ---------------------------------------------------------------------------------------------------


def _below(lines: Sequence[str], items: Sequence[_Item], parent: _Item) -> _Place:
    """Return the place below an item, after what stands there."""
    inside = [each for each in items if parent.line < each.line < parent.end and each.column > parent.column]
    if inside:
        return _after(lines, _outermost(inside))
    other = next((each for each in items if each.column > parent.column), None)
    if other is not None:
        return _Place(parent.end, other.indent, other.gap, other.marker[-1], None if other.number is None else 1)
    first = None if parent.number is None else 1
    return _Place(parent.end, " " * max(parent.content, _TAB), " ", parent.marker[-1], first)


def _under_heading(lines: Sequence[str], heading: int, end: int) -> "_Place | str":
    items = _outermost(_items(lines, heading + 1, end))
    if not items:
        return "nothing stands under the agenda's heading of proposals and discussions: how items look there is open"
    return _after(lines, items)


def _after(lines: Sequence[str], siblings: Sequence[_Item]) -> _Place:
    """Return the place after items, before those at the end that invite others to add theirs."""
    real = len(siblings)
    while real and _INVITES.match(siblings[real - 1].said):
        real -= 1
    numbers = [each.number for each in siblings if each.number is not None]
    # `1.` before each item counts by itself, as Markdown has it.
    counts = len(numbers) > 1 and numbers[1] != numbers[0]
    loose = any(not lines[each.line - 1].strip() for each in siblings[1:])
    last = siblings[real - 1] if real else siblings[0]
    first = last.number
    if real and first is not None and counts:
        first += 1
    at = last.end if real else last.line
    return _Place(at, last.indent, last.gap, last.marker[-1], first, counts, loose)
