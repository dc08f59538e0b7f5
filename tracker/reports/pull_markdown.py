"""What a pull request does, as Markdown for one comment on it: within GitHub's limit, whatever the pull request."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.changes import ApiChange
from tracker.permalink import permalink
from tracker.pull_report.values import FeatureChange, ProcessStep, PullReport
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
    unmet = [f"* ✗ **{_code(each.id)}**: {_text(each.text)}" for each in report.unmet]
    if unmet:
        yield from ("**Must come with it:**", "", *_some(unmet, most), "")
    yield from _section("Gates", len(report.features), _features(report, most))
    yield from _api(report, most)
    yield from _findings(report, most)
    yield from _section("Process", len(report.steps), _steps(report.steps, most))
    yield from _dry_run(report, most)
    skipped = [f"* {_code(each.source)}: {_text(each.reason)}" for each in report.skipped]
    yield from _section("Could not be judged", len(skipped), _some(skipped, most))


def _section(title: str, number: int, lines: Iterable[str], *, unfolded: bool = False) -> Iterator[str]:
    """Yield a section that can be folded; nothing when it holds nothing."""
    if number:
        told = f"<summary>{html.escape(title)}: {number}</summary>"
        yield from ("<details open>" if unfolded else "<details>", told, "", *lines, "", "</details>", "")


def _some(rows: Sequence[str], most: int) -> Iterator[str]:
    """Yield at most so many rows, and how many more there are."""
    yield from rows[:most]
    if len(rows) > most:
        yield from ("", f"… and {len(rows) - most} more.")


# --- sections ---------------------------------------------------------------------------------------------------------


def _features(report: PullReport, most: int) -> Iterator[str]:
    for change in report.features[:most]:
        yield from _feature(report, change, most)
    if len(report.features) > most:
        yield f"… and {len(report.features) - most} more."


def _feature(report: PullReport, change: FeatureChange, most: int) -> Iterator[str]:
    yield from (f"**{_code(change.feature)}** {_text(feature_words(change))}", "")
    yield from ("| | item | where |", "| - | - | - |") if most else ()
    rows = [
        f"| {_text(item_words(each))} | {_code(each.path)} | {_place(report, each.file, each.line)} |"
        for each in change.items
    ]
    yield from (*_some(rows, most), "")


def _api(report: PullReport, most: int) -> Iterator[str]:
    comparison = report.api.comparison
    changes = worst_first(comparison.changes)
    rows = [_change(report, each) for each in changes]
    verdicts = [f"* {_text(judged(each))}" for each in comparison.verdicts]
    head = ["| | change | item | what | where |", "| - | - | - | - | - |"] if most else []
    breaks = any(not each.compatible for each in changes)
    lines = (*_some(verdicts, most), "", *head, *_some(rows, most))
    yield from _section("API changes", len(changes), lines, unfolded=breaks)
    problems = [f"* {_text(str(each))}" for each in (*report.api.old.problems, *report.api.new.problems)]
    yield from _section("Not everything could be read", len(problems), _some(problems, most))


def _change(report: PullReport, change: ApiChange) -> str:
    place = change.new or change.old
    where = _place(report, place.file, place.line, old=change.new is None) if place else ""
    return f"| {SIGNS[change.effect]} | {change.kind} | {_code(change.item)} | {_text(change.message)} | {where} |"


def _findings(report: PullReport, most: int) -> Iterator[str]:
    rows = [
        f"| {each.severity} | {_code(each.rule)} | {_text(each.message)} "
        f"| {_place(report, each.place.file, each.place.line)} |"
        for each in report.findings
    ]
    head = ["| | rule | what | where |", "| - | - | - | - |"] if most else []
    yield from _section("Findings on changed lines", len(rows), (*head, *_some(rows, most)), unfolded=True)
    if report.elsewhere:
        yield from (f"{counted(report.elsewhere, 'finding')} on lines that it does not change.", "")


def _steps(steps: Sequence[ProcessStep], most: int) -> Iterator[str]:
    for step in steps[:most]:
        yield f"* {_code(step.subject)}, {step_title(step.number)}: {_text(step.text)}"
        for each in step.companions:
            told = f"{COMPANION_SIGNS[each.status]} {_code(each.id)}: {_text(each.text)}"
            yield f"  * {told}" if each.url is None else f"  * {told} ({link('where', each.url)})"
    if len(steps) > most:
        yield from ("", f"… and {len(steps) - most} more.")


def _dry_run(report: PullReport, most: int) -> Iterator[str]:
    run = report.dry_run
    title = dry_run_title(report)
    if not run.consequences:
        why = run.reason or "nothing"
        yield from (f"{_text(title)}. {_text(why)[:1].upper()}{_text(why)[1:]}.", "")
        if run.conflicts:
            yield from (*_some([f"* {_code(each)}" for each in run.conflicts], most), "")
        return
    lines: list[str] = [f"{_text(run.reason)}.", ""] if run.reason else []
    for area, name in AREA_TITLES.items():
        rows = [f"* {TURN_SIGNS[each.turn]} {_text(each.text)}" for each in run.consequences if each.area is area]
        lines += [f"**{name}**", "", *_some(rows, most), ""] if rows else []
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
