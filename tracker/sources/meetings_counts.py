"""Finds the tallies of notes: in lines, in tables, in rows of options beside rows of numbers, in lists of voters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.sources.meetings_lines import Kind, Line
from tracker.sources.meetings_options import number_of, option_of
from tracker.sources.meetings_tally import Count, lines_count
from tracker.voting import Tally

_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;/|\s–—-]\s*\d{1,3}){2,5}(?![\d.:])")
_ROW = re.compile(r"\b(?:SF|SA|F|N|A)\b(?:\s*[,/|–—-]?\s*\b(?:SF|SA|F|N|A)\b){2,4}")
_ONLY_NUMBERS = re.compile(r"\W*\d{1,3}(?:\W+\d{1,3}){2,5}\W*\Z")
_FEW = 2


def find_counts(lines: Sequence[Line]) -> list[Count]:
    """Return the tallies among the lines of notes, in order."""
    found: list[Count] = []
    index = 0
    while index < len(lines):
        counts, index = _counts_at(lines, index)
        found += counts
    return found


def _counts_at(lines: Sequence[Line], index: int) -> tuple[list[Count], int]:
    line = lines[index]
    if line.kind is Kind.ROW:
        end = next((at for at in range(index, len(lines)) if lines[at].block != line.block), len(lines))
        return list(_of_table(lines, index, end)), end
    if line.speaker and option_of(line.text):
        return _of_ballots(lines, index)
    count, end = lines_count(lines, index)
    if count is None and (aligned := _aligned(lines, index)):
        return [aligned], aligned.last + 1
    return ([count] if count else []), end


def _of_ballots(lines: Sequence[Line], index: int) -> tuple[list[Count], int]:
    """Read lines in which each person's answer stands beside the name."""
    end = index
    options: list[str] = []
    while end < len(lines) and lines[end].speaker and (option := option_of(lines[end].text)):
        options.append(option)
        end += 1
    if len(options) <= _FEW:
        return [], index + 1
    tally = Tally(**{option: options.count(option) for option in options})
    doubt = "each person's answer is written beside the name: the tracker counted them"
    return [Count(index, end - 1, lines[index].number, tally, len(set(options)), doubt=doubt)], end


def _aligned(lines: Sequence[Line], index: int) -> Count | None:
    """Read options in a row with their numbers in a row beside or below them: `SF/F/N: 3/2/0`."""
    line = lines[index]
    if line.kind is Kind.HEADING or not re.search(r"\bSF\b", line.text):
        return None
    run = _ROW.search(line.text)
    options = [option for label in re.findall(r"[SFNA]+", run[0]) if (option := option_of(label))] if run else []
    if run is None or len(set(options)) < len(options):
        return None
    beside = _NUMBERS.search(line.text, run.end()) or _NUMBERS.search(line.text[: run.start()])
    below = lines[index + 1] if index + 1 < len(lines) else None
    last = index
    numbers = re.findall(r"\d+", beside[0]) if beside else []
    if not numbers and below and _ONLY_NUMBERS.match(below.text):
        numbers, last = re.findall(r"\d+", below.text), index + 1
    if len(numbers) != len(options) or not any(int(number) for number in numbers):
        return None
    counted = {option: int(number) for option, number in zip(options, numbers, strict=True)}
    after = line.text[max(run.end(), beside.end() if beside and beside.start() > run.end() else 0) :].strip(" )].,;")
    return Count(index, last, line.number, Tally(**counted), len(counted), "", after if last == index else "")


def _of_table(lines: Sequence[Line], start: int, end: int) -> Iterator[Count]:
    rows = lines[start:end]
    grid = [list(row.cells) for row in rows]
    turned = [list(column) for column in zip(*grid, strict=False)]
    if (labels := _label_row(grid)) is not None:
        for at, count in _under(grid, labels):
            first = labels if at == labels + 1 else at
            yield replace(count, first=start + first, last=start + at, line=rows[first].number)
    elif (labels := _label_row(turned)) is not None:
        labelled = [at for at, cell in enumerate(turned[labels]) if option_of(cell)]
        first, last = labelled[0], labelled[-1]
        for _, count in _under(turned, labels):
            yield replace(count, first=start + first, last=start + last, line=rows[first].number)
    else:
        plain = [replace(row, kind=Kind.TEXT) for row in rows]
        for count in find_counts(plain):
            yield replace(count, first=count.first + start, last=count.last + start)


def _label_row(grid: Sequence[Sequence[str]]) -> int | None:
    for at, row in enumerate(grid):
        options = [option for cell in row if (option := option_of(cell))]
        if len(options) >= _FEW and len(set(options)) == len(options):
            return at
    return None


def _under(grid: Sequence[Sequence[str]], labels: int) -> Iterator[tuple[int, Count]]:
    """Yield each row of numbers under a row of options, with its place; what else stands in it is about that poll."""
    options = {at: option for at, cell in enumerate(grid[labels]) if (option := option_of(cell))}
    for at in range(labels + 1, len(grid)):
        row = grid[at]
        numbers = {option: number_of(row[column]) for column, option in options.items() if row[column].strip()}
        counted = {option: number for option, number in numbers.items() if number is not None}
        if len(counted) >= _FEW and any(counted.values()):
            before = " ".join(cell for column, cell in enumerate(row) if column < min(options) and cell)
            after = ". ".join(cell for column, cell in enumerate(row) if column > max(options) and cell)
            yield at, Count(0, 0, 0, Tally(**counted), len(counted), before, after, titled=bool(before))
