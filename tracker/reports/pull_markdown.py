"""What a pull request does, as Markdown for one comment on it: within GitHub's limit, whatever the pull request."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from tracker.changes import ApiChange
from tracker.lint.findings import Finding
from tracker.permalink import permalink
from tracker.pull_report.values import FeatureChange, GateChange, ProcessStep, PullReport
from tracker.reports.changes_groups import SIGNS, judged
from tracker.reports.escaping import code, link, prose
from tracker.reports.plain import plain
from tracker.reports.pull_words import (
    AREA_TITLES,
    COMPANION_SIGNS,
    TURN_SIGNS,
    counted,
    dry_run_title,
    feature_words,
    hosted,
    item_words,
    step_title,
    verdict,
    whence,
    worst_first,
)

MARKER = "<!-- wasi-tracker: what this pull request does -->"
"""The first line: by it, and its author, the comment is found again."""
LIMIT = 65_536
"""How many characters GitHub takes in a comment."""
_CODE_SPAN = re.compile(r"(`[^`]*`)")
_ADDRESS = re.compile(r"(?<!\\):(?=//)|(?<=www)\.", re.IGNORECASE)
"""What makes GitHub take a word for an address."""
_SHORT = 300
"""How much of one text from outside is shown."""
_SHARES = (1000, 300, 100, 40, 15, 5, 1, 0)
"""How many rows a section may have, tried one after the other until the comment is short enough."""


def pull_as_markdown(report: PullReport) -> str:
    """Return the verdict and, folded, what it is made of; what is left out for want of room is counted."""
    told = plain(report)
    for most in _SHARES:
        text = "\n".join(_lines(told, most)).rstrip("\n") + "\n"
        # GitHub counts characters; where it counted bytes or UTF-16, the text must fit as well.
        if len(text.encode()) <= LIMIT:
            break
    return text


def _lines(report: PullReport, most: int) -> Iterator[str]:
    yield from (MARKER, f"### {_text(report.name)}: {_text(verdict(report))}", "")
    yield f"{_text(report.title)}. {_text(whence(report))[:1].upper()}{_text(whence(report))[1:]}."
    yield ""
    if said := hosted(report):
        yield from (f"{_text(said)}.", "")
    if report.unmet:
        missing = _some(report.unmet, most, lambda each: f"* ✗ **{_code(each.id)}**: {_text(each.text)}")
        yield from ("**Must come with it:**", "", *missing, "")
    yield from _section("Gates", len(report.features), _features(report, most))
    yield from _api(report, most)
    yield from _findings(report, most)
    yield from _section("Process", len(report.steps), _some(report.steps, most, _step))
    yield from _dry_run(report, most)
    skipped = _some(report.skipped, most, lambda each: f"* {_code(each.source)}: {_text(each.reason)}")
    yield from _section("Could not be judged", len(report.skipped), skipped)


def _section(title: str, number: int, lines: Iterable[str], *, unfolded: bool = False) -> Iterator[str]:
    """Yield a section that can be folded; nothing when it holds nothing."""
    if number:
        told = f"<summary>{html.escape(title)}: {number}</summary>"
        yield from ("<details open>" if unfolded else "<details>", told, "", *lines, "", "</details>", "")


_Value = TypeVar("_Value")


def _some(values: Sequence[_Value], most: int, row: Callable[[_Value], str]) -> Iterator[str]:
    """Yield the rows of at most so many values, and how many more there are."""
    yield from map(row, values[:most])
    if len(values) > most:
        yield from ("", f"… and {len(values) - most} more.")


# --- sections ---------------------------------------------------------------------------------------------------------


def _features(report: PullReport, most: int) -> Iterator[str]:
    return _some(report.features, most, lambda each: "\n".join(_feature(report, each, most)))


def _feature(report: PullReport, change: FeatureChange, most: int) -> Iterator[str]:
    def row(each: GateChange) -> str:
        return f"| {_text(item_words(each))} | {_code(each.path)} | {_place(report, each.file, each.line)} |"

    yield from (f"**{_code(change.feature)}** {_text(feature_words(change))}", "")
    yield from ("| | item | where |", "| - | - | - |") if most else ()
    yield from (*_some(change.items, most, row), "")


def _api(report: PullReport, most: int) -> Iterator[str]:
    comparison = report.api.comparison
    changes = worst_first(comparison.changes)
    verdicts = _some(comparison.verdicts, most, lambda each: f"* {_text(judged(each))}")
    head = ["| | change | item | what | where |", "| - | - | - | - | - |"] if most else []
    breaks = any(not each.compatible for each in changes)
    lines = (*verdicts, "", *head, *_some(changes, most, lambda each: _change(report, each)))
    yield from _section("API changes", len(changes), lines, unfolded=breaks)
    problems = (*report.api.old.problems, *report.api.new.problems)
    told = _some(problems, most, lambda each: f"* {_text(str(each))}")
    yield from _section("Not everything could be read", len(problems), told)


def _change(report: PullReport, change: ApiChange) -> str:
    place = change.new or change.old
    where = _place(report, place.file, place.line, old=change.new is None) if place else ""
    return f"| {SIGNS[change.effect]} | {change.kind} | {_code(change.item)} | {_text(change.message)} | {where} |"


def _findings(report: PullReport, most: int) -> Iterator[str]:
    def row(each: Finding) -> str:
        place = _place(report, each.place.file, each.place.line)
        return f"| {each.severity} | {_code(each.rule)} | {_text(each.message)} | {place} |"

    head = ["| | rule | what | where |", "| - | - | - | - |"] if most else []
    lines = (*head, *_some(report.findings, most, row))
    yield from _section("Findings on changed lines", len(report.findings), lines, unfolded=True)
    if report.elsewhere:
        yield from (f"{counted(report.elsewhere, 'finding')} on lines that it does not change.", "")


def _step(step: ProcessStep) -> str:
    lines = [f"* {_code(step.subject)}, {step_title(step.number)}: {_text(step.text)}"]
    for each in step.companions:
        where = "" if each.url is None else f" ({link('where', each.url)})"
        lines.append(f"  * {COMPANION_SIGNS[each.status]} {_code(each.id)}: {_text(each.text)}{where}")
    return "\n".join(lines)


def _dry_run(report: PullReport, most: int) -> Iterator[str]:
    run = report.dry_run
    title = dry_run_title(report)
    why = _text(run.reason or "nothing")
    if not run.consequences:
        yield from (f"{_text(title)}. {why[:1].upper()}{why[1:]}.", "")
        if run.conflicts:
            yield from (*_some(run.conflicts, most, lambda each: f"* {_code(each)}"), "")
        return
    lines: list[str] = [f"{why[:1].upper()}{why[1:]}.", ""] if run.reason else []
    for area, name in AREA_TITLES.items():
        own = [each for each in run.consequences if each.area is area]
        rows = _some(own, most, lambda each: f"* **{TURN_SIGNS[each.turn]}** {_text(each.text)}")
        lines += [f"**{name}**", "", *rows, ""] if own else []
    yield from _section(title, len(run.consequences), lines[:-1])


# --- texts from outside -----------------------------------------------------------------------------------------------


def _place(report: PullReport, file: str, line: int, *, old: bool = False) -> str:
    words = _code(f"{file}:{line}")
    if "/" not in report.repository:
        return words
    return link(words, permalink(report.repository, report.base if old else report.head, file, line))


def _text(outside: str) -> str:
    """Return text from outside as it is, with nothing that leads anywhere or calls anybody."""
    pieces = _CODE_SPAN.split(prose(_short(outside)))
    return "".join(each if number % 2 else _ADDRESS.sub(r"\\\g<0>", each) for number, each in enumerate(pieces))


def _code(outside: str) -> str:
    return f"`{code(_short(outside))}`" if outside.strip() else ""


def _short(outside: str) -> str:
    line = " ".join(outside.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
