"""Applies edits to the text of the proposal list, and says what changed as a unified diff that git takes."""

import difflib
import re
from collections.abc import Iterable, Sequence

from tracker.drift.findings import Edit, InsertRow, MoveRow, RemoveRow, ReplaceLink
from tracker.frozen import frozen
from tracker.titles import words

_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r"[\s|:>-]+")
_LINK = re.compile(r"\[(?:\\.|[^\]\\])*\](?P<target>\[[^\]]*\]|\([^)\s]*(?:\s[^)]*)?\))?")
_CHAMPION = re.compile(r"\bchampions?\b", re.IGNORECASE)
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


@frozen
class Patched:
    """The proposal list after some edits."""

    text: str
    problems: tuple[str, ...] = ()
    """The edits that could not be made, each in one line."""


def apply_edits(text: str, edits: Iterable[Edit]) -> Patched:
    """Return the list's text after every edit that fits it; one that does not is told and changes nothing."""
    lines = text.split("\n")
    inserted: dict[int, list[str]] = {}
    removed: set[int] = set()
    problems: list[str] = []
    links: list[ReplaceLink] = []
    for edit in dict.fromkeys(edits):
        match edit:
            case ReplaceLink():
                links.append(edit)
            case RemoveRow() | MoveRow() if not _names(lines, edit.line, edit.title):
                problems.append(f"line {edit.line} holds no row of {edit.title}")
            case RemoveRow():
                removed.add(edit.line)
            case InsertRow() | MoveRow():
                after = edit.after or _empty_table(lines, edit.phase) or 0
                row = _row(lines, after, edit) if isinstance(edit, InsertRow) else _moved(lines, after, edit)
                if row is None:
                    problems.append(f"there is no table of phase {edit.phase} that takes a row for {edit.title}")
                    continue
                inserted.setdefault(after, []).append(row)
                removed |= {edit.line} if isinstance(edit, MoveRow) else set()
    kept: list[str] = []
    for number, line in enumerate(lines, 1):
        kept += [] if number in removed else [_relinked(line, links)]
        kept += [_relinked(row, links) for row in inserted.get(number, [])]
    return Patched("\n".join(kept), tuple(problems))


def unified_diff(path: str, old: str, new: str) -> str:
    """Return what changed in a file as git writes it; empty when nothing did."""
    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Return lines as git counts them: only a line feed ends one."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _names(lines: Sequence[str], number: int, title: str) -> bool:
    """Return whether a line is a row that names a title."""
    if not 0 < number <= len(lines) or not _PIPE.search(lines[number - 1]):
        return False
    return _holds(words(lines[number - 1]), words(title))


def _holds(text: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Return whether words stand one after the other in a text."""
    return any(text[at : at + len(part)] == part for at in range(len(text)))


def _relinked(line: str, links: Iterable[ReplaceLink]) -> str:
    for link in links:
        line = re.sub(rf"(?<![\w/:.-]){re.escape(link.old)}(?![\w/#?-]|\.\w)", link.new.replace("\\", r"\\"), line)
    return line


# --- rows ---------------------------------------------------------------------------------------------------------


def _row(lines: Sequence[str], after: int, edit: InsertRow) -> str | None:
    """Return a new row as wide as the one it follows; `None` when that is none, or the parent's is not there."""
    if not 0 < after <= len(lines) or not _PIPE.search(lines[after - 1]):
        return None
    if not _names(lines, edit.parent_line, edit.parent_title):
        return None
    neighbour = lines[after - 1]
    ending = "\r" if neighbour.endswith("\r") else ""
    cells = _PIPE.split(neighbour.rstrip())
    outer = cells[0].strip() == ""
    first = 1 if outer else 0
    last = len(cells) - 1 if neighbour.rstrip().endswith("|") else len(cells)
    champions = _champion_column(lines, after, first)
    title = first if champions != first else first + 1
    said = {title: _linked_as(lines[edit.parent_line - 1], edit), champions: _escaped(", ".join(edit.champions))}
    filled = [*cells[:first]]
    filled += [_padded(said.get(index, ""), cells[index]) for index in range(first, last)]
    return "|".join([*filled, *cells[last:]]).rstrip() + ending


def _moved(lines: Sequence[str], after: int, edit: MoveRow) -> str | None:
    """Return a row as its new table takes it; `None` when there is none, or one of other columns."""
    if not 0 < after <= len(lines) or not _PIPE.search(lines[after - 1]):
        return None
    row, neighbour = lines[edit.line - 1], lines[after - 1]
    ending = "\r" if row.endswith("\r") else ""
    cells, widths = _PIPE.split(row.rstrip()), _PIPE.split(neighbour.rstrip())
    if len(cells) != len(widths):
        return None
    padded = [_padded(cell.strip(), like) for cell, like in zip(cells[1:-1], widths[1:-1], strict=True)]
    return "|".join([cells[0], *padded, cells[-1]]).rstrip() + ending


def _padded(text: str, like: str) -> str:
    return f" {text} ".ljust(len(like)) if text else " " * len(like)


def _champion_column(lines: Sequence[str], number: int, first: int) -> int:
    """Return which cell of a row's table holds the champions: by its header, else the second one."""
    for at in range(number - 1, 0, -1):
        if _is_delimiter(lines[at]):
            header = _PIPE.split(lines[at - 1].rstrip())
            return next((index for index, each in enumerate(header) if _CHAMPION.search(each)), first + 1)
        if not _PIPE.search(lines[at]):
            break
    return first + 1


def _is_delimiter(line: str) -> bool:
    return "-" in line and bool(_PIPE.search(line)) and _DELIMITER.fullmatch(line.strip()) is not None


def _linked_as(parent: str, edit: InsertRow) -> str:
    """Return a title that links to where the row of its parent links to, in the same way."""
    cells = (each for each in _PIPE.split(parent) if _holds(words(each), words(edit.parent_title)))
    link = _LINK.search(next(cells, ""))
    title = _escaped(edit.title)
    if link is None:
        return title
    target = link["target"]
    if target is None or target == "[]":
        # The text of the link is the name of its definition.
        target = link[0].removesuffix("[]")
    return f"[{title}]{target}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _empty_table(lines: Sequence[str], phase: int) -> int | None:
    """Return the line below the header of the table under a phase's heading; `None` when there is none."""
    heading = re.compile(rf"#{{1,6}}\s.*\bphase\s*{phase}\b", re.IGNORECASE)
    inside = False
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            inside = heading.match(line) is not None
        elif inside and _is_delimiter(line):
            return number
    return None
