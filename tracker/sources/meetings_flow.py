"""Notes as what is said under each heading: sentences and tallies, in order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.frozen import frozen
from tracker.sources.meetings_counts import find_counts
from tracker.sources.meetings_lines import Kind, Line
from tracker.sources.meetings_tally import Count

_END = re.compile(r"(?<=[.!?…])(?<!e\.g\.)(?<!i\.e\.)(?<!vs\.)[\"'”)\]]*\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…]\W*\Z")
_GOES_ON = re.compile(r"[a-z(`]")
_WRAPS_AT = 60
_OUTCOME_HEADING = re.compile(
    r"\W*(?:the )?(?:(?:vote|poll|voting|final) )?(?:results?|outcome|tally|votes?|polls?|decisions?|conclusion"
    r"|consensus|count|q ?& ?a"
    r"|discussion|questions?|comments?)\W*\Z",
    re.IGNORECASE,
)


_NO_TOPIC = re.compile(r"\W*(?:attend|participants|present\b|roll|announce|notes\b|minutes\b|agenda)", re.IGNORECASE)


@frozen
class Sentence:
    """A sentence of the notes."""

    text: str
    lines: tuple[tuple[int, int], ...]
    """Where in the text which line of the source begins: offset and line."""
    names: tuple[str, ...] = ()
    """What is set in code type in its lines."""
    links: tuple[str, ...] = ()
    opens: bool = False
    """Whether it is the first of its line or paragraph."""
    quoted: bool = False

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.lines[0][1]

    def line_at(self, offset: int) -> int:
        """Return the line of the source on which a place in the text stands."""
        return [line for begin, line in self.lines if begin <= offset][-1]


@dataclass(slots=True)
class Section:
    """What is said under one heading."""

    heading: Line | None
    above: tuple[Line, ...] = ()
    """The headings that the heading itself stands under, nearest first."""
    said: list[Sentence | Count] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's words; empty when there is no heading."""
        return self.heading.text if self.heading else ""


def sections_of(lines: Sequence[Line]) -> list[Section]:
    """Return what is said under each heading; a heading such as `Result` belongs to the one before it."""
    counts: dict[int, list[Count]] = {}
    for count in find_counts(lines):
        counts.setdefault(count.first, []).append(count)
    sections = [Section(None)]
    index = 0
    while index < len(lines):
        line = lines[index]
        if found := counts.get(index):
            for count in found:
                sections[-1].said += _around(count, lines[count.first], lines[count.last])
            index = found[-1].last + 1
        elif line.kind is Kind.HEADING and not _belongs(line, sections[-1]):
            sections.append(Section(line, _above(sections, line)))
            index += 1
        else:
            end = _paragraph_end(lines, index, counts)
            sections[-1].said += _sentences(lines[index:end])
            index = end
    return sections


def _belongs(line: Line, before: Section) -> bool:
    """Say whether a heading only tells what comes next of the section before it."""
    own = before.heading is not None and not _NO_TOPIC.match(before.title)
    return own and bool(_OUTCOME_HEADING.match(line.text))


def _above(sections: Sequence[Section], line: Line) -> tuple[Line, ...]:
    headings: list[Line] = []
    level = line.depth
    for section in reversed(sections):
        if section.heading and section.heading.depth < level:
            headings.append(section.heading)
            level = section.heading.depth
    return tuple(headings)


def _paragraph_end(lines: Sequence[Line], index: int, counts: dict[int, list[Count]]) -> int:
    """Return where the paragraph that begins here ends: with the lines that an editor wrapped."""
    end = index + 1
    while end < len(lines) and end not in counts and _continues(lines[end - 1], lines[end]):
        end += 1
    return end


def _continues(before: Line, line: Line) -> bool:
    same = line.block == before.block and line.kind in {Kind.TEXT, Kind.CODE} and before.kind is not Kind.ROW
    if not same or line.speaker:
        return False
    if _ENDS_SENTENCE.search(before.text):
        return False
    return bool(_GOES_ON.match(line.text)) or len(before.text) >= _WRAPS_AT


def _sentences(lines: Sequence[Line]) -> Iterator[Sentence]:
    starts: list[tuple[int, int]] = []
    length = 0
    for line in lines:
        starts.append((length, line.number))
        length += len(line.text) + 1
    text = " ".join(line.text for line in lines)
    names = tuple(name for line in lines for name in line.names)
    links = tuple(link for line in lines for link in line.links)
    begin = 0
    for end in [*(found.start() for found in _END.finditer(text)), len(text)]:
        piece = text[begin:end].strip()
        at = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        if piece:
            inside = tuple((start - at, number) for start, number in starts if at < start < end)
            first = [number for start, number in starts if start <= at][-1]
            own = tuple(name for name in names if name and name in piece)
            yield Sentence(piece, ((0, first), *inside), own, links, begin == 0, lines[0].quoted)
        begin = end


def _around(count: Count, first: Line, last: Line) -> Iterator[Sentence | Count]:
    """Yield a tally with what stands before and behind it in its own lines."""
    for at, piece in enumerate(_END.split(count.before)):
        if piece.strip():
            yield Sentence(
                piece.strip(), ((0, first.number),), first.names, first.links, opens=at == 0, quoted=first.quoted
            )
    yield count
    if count.after:
        for piece in _END.split(count.after.strip(" ,;–—|")):
            if piece.strip():
                yield Sentence(piece.strip(), ((0, last.number),), last.names, last.links, quoted=last.quoted)
