"""The tables of the proposal list: their columns, found by name, and their rows, however many cells those have."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from tracker.facts import ListProblem, ListRow
from tracker.frozen import frozen
from tracker.sources.champions import champion_names
from tracker.sources.markdown import first_line, plain_text
from tracker.sources.registry_headings import LAST_PHASE, phases_named
from tracker.sources.registry_titles import read_title

_PROPOSAL = re.compile(r"\b(?:proposals?|title|name|api|feature|amendment)\b", re.IGNORECASE)
_CHAMPION = re.compile(r"\bchampions?\b", re.IGNORECASE)
_VERSION = re.compile(r"\b(?:versions?|releases?)\b", re.IGNORECASE)
_PHASE = re.compile(r"\bphase\b", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_LINE_END = re.compile(r"\r\n|\r|\n")


class Cell(NamedTuple):
    """One cell of a row."""

    tokens: Sequence[Token]
    """What stands in it, as inline tokens."""

    @property
    def raw(self) -> str:
        """Its plain text, with its line breaks."""
        return plain_text(self.tokens)

    @property
    def text(self) -> str:
        """Its plain text in one line."""
        return " ".join(self.raw.split())


class Row(NamedTuple):
    """One row of a table."""

    cells: tuple[Cell, ...]
    """As many as the table has columns: missing ones are empty."""
    parts: tuple[str, ...]
    """The cells as they are written, also those that are too many."""
    line: int
    is_row: bool
    """Whether the line has a `|`: Markdown takes any line directly below a table into it."""

    @property
    def says_nothing(self) -> bool:
        """Whether all its cells are empty."""
        return not any(part.strip() for part in self.parts)


class Table(NamedTuple):
    """One table."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int
    end: int
    """The index of the first token behind it."""


@frozen
class Columns:
    """Which column of a table holds what; `None` for what it does not have."""

    width: int
    title: int
    champions: int | None
    versions: int | None
    phase: int | None
    named: bool
    """Whether the header names a column of proposals."""
    blank: bool
    """Whether the header says nothing at all: then the columns are known by their usual order."""

    @classmethod
    def of(cls, header: Sequence[str]) -> "Columns":
        """Find the columns by their names, and by their usual order where the header says nothing."""
        champions = _position(header, _CHAMPION)
        versions = _position(header, _VERSION)
        phase = _position(header, _PHASE)
        title = _position(header, _PROPOSAL, besides=(champions, versions, phase))
        blank = not any(name.strip() for name in header)
        if blank:
            champions = 1 if len(header) > 1 else None
            versions = 2 if len(header) > 2 else None  # noqa: PLR2004  the third column
        taken = {champions, versions, phase}
        first = next((index for index in range(len(header)) if index not in taken), 0)
        return cls(len(header), first if title is None else title, champions, versions, phase, title is not None, blank)

    @property
    def recognised(self) -> bool:
        """Whether this can be a table of proposals."""
        return self.named or self.champions is not None or self.blank

    @property
    def lists_proposals(self) -> bool:
        """Whether this is a table of proposals wherever it stands."""
        return self.named and self.champions is not None


def _position(header: Sequence[str], name: re.Pattern[str], besides: tuple[int | None, ...] = ()) -> int | None:
    return next((index for index, text in enumerate(header) if index not in besides and name.search(text)), None)


def tables(tokens: Sequence[Token], text: str) -> dict[int, Table]:
    """Return the tables of a document by the index of their first token."""
    lines = _LINE_END.split(text)
    found: dict[int, Table] = {}
    begin = 0
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            begin = index
        elif token.type == "table_close":
            header, *rows = _rows(tokens[begin:index], lines)
            names = tuple(cell.text for cell in header.cells)
            found[begin] = Table(names, tuple(rows), first_line(tokens[begin]), index + 1)
    return found


def _rows(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Row]:
    begin = 0
    cells: list[Cell] = []
    for index, token in enumerate(tokens):
        match token.type:
            case "tr_open":
                begin, cells = index, []
            case "inline":
                cells.append(Cell(token.children or ()))
            case "tr_close":
                line = first_line(tokens[begin])
                source = lines[line - 1]
                yield Row(tuple(cells), _split(source), line, is_row=bool(_PIPE.search(source)))
            case _:
                pass


def _split(line: str) -> tuple[str, ...]:
    """Split a line at the pipes that are not escaped, as a table's rows are split."""
    parts = _PIPE.split(line.strip(" \t>"))
    if parts and not parts[0].strip():
        parts.pop(0)
    if parts and not parts[-1].strip():
        parts.pop()
    return tuple(parts)


def read_row(row: Row, columns: Columns, phase: int | None) -> tuple[list[ListRow], list[ListProblem]]:
    """Return what a row says, as one `ListRow` or none, and what of it could not be read."""
    problems: list[ListProblem] = []

    def cell(index: int | None) -> Cell:
        return Cell(()) if index is None else row.cells[index]

    def problem(message: str) -> None:
        problems.append(ListProblem(row.line, message))

    if not row.is_row:
        problem("the line below the table has no | and is no row: leave an empty line before it")
        return [], problems
    if row.says_nothing:
        return [], problems
    champions = champion_names(cell(columns.champions).raw)
    title = read_title(cell(columns.title).tokens)
    if title.names_nothing and not champions:
        return [], problems
    if not title.text:
        problem("a row without a title was not read")
        return [], problems
    number = phase if phase is not None else _phase(cell(columns.phase).text)
    if number is None:
        problem(f"the row {title.text!r} names no phase from 0 to {LAST_PHASE}")
        return [], problems
    if title.problem:
        problem(title.problem)
    if any(extra.strip() for extra in row.parts[columns.width :]):
        problem(f"the row {title.text!r} has {len(row.parts)} cells, and the table {columns.width} columns")
    return [
        ListRow(number, title.text, title.url, champions, cell(columns.versions).text, row.line),
    ], problems


def _phase(text: str) -> int | None:
    numbers = phases_named(text) or phases_named(f"phase {text}")
    return numbers[0] if len(numbers) == 1 and numbers[0] <= LAST_PHASE else None
