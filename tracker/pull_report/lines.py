"""Tells which lines of a file a pull request changes, and which findings are on them."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from tracker.lint.findings import Finding

_MOST = 4_000_000
"""Lines on one side times lines on the other that are compared; where there are more, all of them count as changed."""


def changed_lines(old: str, new: str) -> frozenset[int]:
    """Return the lines of a new text that are not in the old one, and each line before which others were taken out."""
    before, after = old.splitlines(), new.splitlines()
    start = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    if not right:
        return frozenset({start + 1} if left and after else ())
    if not left or len(left) * len(right) > _MOST:
        return frozenset(range(start + 1, start + len(right) + 1))
    return frozenset(start + line for line in _between(left, right))


def _between(left: list[str], right: list[str]) -> set[int]:
    lines: set[int] = set()
    for kind, _, _, first, last in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "delete":
            lines.add(first + 1)
        elif kind != "equal":
            lines.update(range(first + 1, last + 1))
    return lines


def on_changed_lines(
    findings: Iterable[Finding], changed: Mapping[str, frozenset[int]]
) -> tuple[tuple[Finding, ...], int]:
    """Return the findings on changed lines, and how many are on others; `changed` has a file's lines by its path."""
    every = tuple(findings)
    found = tuple(each for each in every if _touches(each, changed.get(each.place.file, frozenset())))
    return found, len(every) - len(found)


def _touches(finding: Finding, lines: frozenset[int]) -> bool:
    place = finding.place
    return any(place.line <= line <= max(place.line, place.end_line) for line in lines)
