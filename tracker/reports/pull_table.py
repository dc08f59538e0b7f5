"""What a pull request does, for a terminal."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.pull_report.values import CompanionStatus, ProcessStep, PullReport
from tracker.reports.changes_groups import SIGNS, judged
from tracker.reports.console import Link, rendered
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

_STYLES = {CompanionStatus.MET: "green", CompanionStatus.UNMET: "bold red", CompanionStatus.UNKNOWN: "yellow"}
_MOST = 20
"""How many of a kind are shown; the others are counted, and JSON has them all."""


def pull_as_table(report: PullReport, width: int, *, color: bool) -> str:
    """Return the report, wrapped to `width` columns."""
    return rendered(_parts(plain(report)), width, color=color)


def _parts(report: PullReport) -> Iterator[RenderableType]:
    yield Text.assemble((report.name, "bold"), f" · {report.title}")
    yield Text(verdict(report), style="bold")
    yield Text(f"By {report.author}, {whence(report)}", style="dim")
    if told := hosted(report):
        yield Text(told, style="dim")
    if report.url:
        yield Link(report.url, style="dim")
    yield from _features(report)
    yield from _api(report)
    yield from _findings(report)
    if report.steps:
        yield _title("Process")
        for step in report.steps:
            yield from _step(step)
    yield from _dry_run(report)
    for each in report.skipped:
        yield Text(f"{each.source}: could not be judged: {each.reason}", style="yellow")


def _title(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _features(report: PullReport) -> Iterator[RenderableType]:
    if report.features:
        yield _title("Gates")
    for change in report.features:
        yield Text.assemble((change.feature, "bold"), f" {feature_words(change)}")
        for item in change.items[:_MOST]:
            yield _indented(f"{item_words(item)}: {item.path} ({item.kind}), {item.file}:{item.line}")
        yield from _left_out(len(change.items))


def _api(report: PullReport) -> Iterator[RenderableType]:
    comparison = report.api.comparison
    if comparison.changes:
        yield _title("API")
        for each in comparison.verdicts:
            yield Text(judged(each))
    for change in worst_first(comparison.changes)[:_MOST]:
        place = change.new or change.old
        told = f"{SIGNS[change.effect]} {change.kind}  {change.item}"
        yield Text(told)
        yield _indented(f"{change.message}{f', {place}' if place else ''}")
    yield from _left_out(len(comparison.changes))
    for problem in (*report.api.old.problems, *report.api.new.problems)[:_MOST]:
        yield Text(f"not read: {problem}", style="yellow")


def _findings(report: PullReport) -> Iterator[RenderableType]:
    if report.findings or report.elsewhere:
        yield _title("Findings")
    for each in report.findings[:_MOST]:
        yield Text(f"{each.severity} {each.rule}: {each.message}")
        yield _indented(f"{each.place.file}:{each.place.line}; {each.help}")
    yield from _left_out(len(report.findings))
    if report.elsewhere:
        yield Text(f"{counted(report.elsewhere, 'finding')} on lines that it does not change", style="dim")


def _step(step: ProcessStep) -> Iterator[RenderableType]:
    yield Text.assemble((step.subject, "bold"), f" · {step_title(step.number)}: {step.text}")
    for each in step.companions:
        sign = (COMPANION_SIGNS[each.status], _STYLES[each.status])
        yield Padding(Text.assemble(sign, f" {each.id}: {each.text}"), (0, 0, 0, 3))
        if each.url:
            yield Link(f"     {each.url}", style="dim")


def _dry_run(report: PullReport) -> Iterator[RenderableType]:
    run = report.dry_run
    yield _title(dry_run_title(report))
    if run.reason:
        yield Text(f"{run.reason[:1].upper()}{run.reason[1:]}.")
    for path in run.conflicts[:_MOST]:
        yield _indented(path)
    yield from _left_out(len(run.conflicts))
    if not run.consequences and not run.reason:
        yield Text("Nothing.")
    for area, group in groupby(run.consequences, key=lambda each: each.area):
        found = [*group]
        yield Text(AREA_TITLES[area])
        for each in found[:_MOST]:
            yield _indented(f"{TURN_SIGNS[each.turn]} {each.text}")
        yield from _left_out(len(found))


def _left_out(number: int) -> Iterator[RenderableType]:
    if number > _MOST:
        yield _indented(f"… and {number - _MOST} more")


def _indented(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 3))
