"""Findings for a person: the message, the line of the source with what is meant underlined, and what helps."""

import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tracker.lint.findings import Finding, Place, Severity

_TAB = 4
_CODES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}
_CUT = "…"


class Excerpt(NamedTuple):
    """A line of the source as it is shown, and the columns that are underlined."""

    text: str
    start: int
    width: int


def findings_as_text(findings: Iterable[Finding], texts: Mapping[str, str], width: int, *, color: bool) -> str:
    """Return the findings, a blank line after each; `texts` are the files' contents by path."""
    sources = {path: text.split("\n") for path, text in texts.items()}
    return "".join(_finding(each, sources.get(each.place.file, []), width, color=color) + "\n" for each in findings)


def _finding(finding: Finding, source: list[str], width: int, *, color: bool) -> str:
    place = finding.place
    number = str(place.line)
    margin = " " * len(number)
    head = _wrapped(f"{finding.severity}[{finding.rule}]: ", finding.message, "  ", width)
    mark = f"{finding.severity}[{finding.rule}]"
    code = _CODES[finding.severity]
    lines = [_colored(mark, code, color=color) + head.removeprefix(mark), f"{margin}--> {_visible(_at(place))}"]
    if place.line <= len(source):
        excerpt = excerpt_of(source[place.line - 1], place, width - len(margin) - 3)
        carets = _colored("^" * excerpt.width, code, color=color)
        lines += [f"{margin} |", f"{number} | {excerpt.text}".rstrip(), f"{margin} | {' ' * excerpt.start}{carets}"]
    for each in finding.related:
        lines.append(_wrapped(f"{margin} = ", f"{_at(each.place)}: {each.message}", f"{margin}   ", width))
    lines.append(_wrapped(f"{margin} = ", f"help: {finding.help}", f"{margin}   ", width))
    return "\n".join(lines) + "\n"


def _at(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


def _colored(text: str, code: str, *, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def _wrapped(first: str, text: str, later: str, width: int) -> str:
    return textwrap.fill(
        _visible(text),
        max(width, 20),
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def excerpt_of(line: str, place: Place, width: int) -> Excerpt:
    """Return a line of the source with tabs as spaces, cut to `width` columns around what is underlined."""
    line = line.rstrip("\r")
    first = place.column - 1
    last = place.end_column - 1 if place.end_line == place.line else len(line)
    before, marked, after = (_visible(part) for part in (line[:first], line[first:last], line[last:]))
    start = _columns(before)
    marked_width = max(_columns(marked), 1)
    shown = before + marked + after
    if _columns(shown) <= width:
        return Excerpt(shown, start, marked_width)
    context = before[-max(width // 4, 1) :]
    if start + marked_width > width - 1 and context != before:
        # What is meant lies outside: begin a little before it.
        shown, start = _CUT + context + marked + after, 1 + _columns(context)
    shown = _cut(shown, width)
    return Excerpt(shown, start, max(min(marked_width, _columns(shown) - start), 1))


def _cut(text: str, width: int) -> str:
    if _columns(text) <= width:
        return text
    text = text[: width * 2]
    while _columns(text) > width - 1:
        text = text[:-1]
    return text + _CUT


def _visible(text: str) -> str:
    """Return text that a terminal only shows: tabs as spaces, and no control or formatting character."""
    text = text.replace("\t", " " * _TAB)
    return "".join("\ufffd" if unicodedata.category(each) in {"Cc", "Cf", "Cs"} else each for each in text)


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_columns_of(each) for each in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
