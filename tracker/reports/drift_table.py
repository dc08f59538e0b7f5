"""Where sources disagree, for a terminal: by severity and rule, with what each side says and where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.drift.findings import CouldNotCheck, Drift, DriftFinding, Severity
from tracker.reports.console import Link, rendered

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold"}
_IN = 2
"""Columns a level is set in."""


def drift_as_table(drift: Drift, width: int, *, color: bool) -> str:
    """Return the findings, wrapped to `width` columns."""
    return rendered(_parts(drift), width, color=color)


def headline(drift: Drift) -> str:
    """Return how much was found, in one line."""
    counts = Counter(each.severity for each in drift.open)
    said = [f"{counts[each]} {each}{'' if counts[each] == 1 else 's'}" for each in Severity if counts[each]]
    if excepted := len(drift.findings) - len(drift.open):
        said.append(f"{excepted} excepted")
    if unchecked := len({each.rule for each in drift.could_not_check}):
        said.append(f"{unchecked} rule{'' if unchecked == 1 else 's'} could not be checked in full")
    return ", ".join(said) or "the sources agree"


def aged(drift: Drift, finding: DriftFinding) -> str:
    """Return for how long a finding has stood; empty when it cannot be told."""
    days = drift.days(finding)
    if days is None or finding.since is None:
        return ""
    return f"{days} day{'' if days == 1 else 's'}, since {finding.since.astimezone(UTC):%Y-%m-%d}"


def reasons(unchecked: Iterable[CouldNotCheck]) -> dict[str, list[str]]:
    """Return what could not be checked by its reason: rules that say the same share a line."""
    found: dict[str, list[str]] = {}
    for each in unchecked:
        found.setdefault(each.reason, []).append(each.rule)
    return found


def _parts(drift: Drift) -> Iterator[RenderableType]:
    yield Text(f"As of {drift.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {headline(drift)}", style="dim")
    for (severity, rule), group in groupby(drift.findings, key=lambda each: (each.severity, each.rule)):
        yield Text.assemble("\n", (f"{severity}", _STYLES[severity]), f" · {rule}")
        for finding in group:
            yield from _finding(drift, finding)
    if drift.could_not_check:
        yield Text("\nCould not be checked", style="bold")
        for reason, rules in reasons(drift.could_not_check).items():
            yield _in(1, Text(f"{', '.join(rules)}: {reason}"))


def _finding(drift: Drift, finding: DriftFinding) -> Iterator[RenderableType]:
    age = aged(drift, finding)
    mark = " · excepted" if finding.excepted else ""
    yield _in(1, Text.assemble((finding.subject, "bold"), f" · {age}" if age else "", mark))
    yield _in(2, Text(finding.message))
    if finding.excepted is not None:
        accepted = finding.excepted
        yield _in(2, Text(f"Accepted by {accepted.who} from {accepted.since}: {accepted.reason}"))
        yield Link(f"{' ' * _IN * 3}{accepted.link}", style="dim")
    elif finding.fix is not None:
        yield _in(2, Text(f"Fix: {finding.fix}"))
    for place in finding.evidence:
        yield _in(3, Text(place.says, style="dim"))
        yield Link(f"{' ' * _IN * 3}{place.url}", style="dim")


def _in(levels: int, text: Text) -> Padding:
    return Padding(text, (0, 0, 0, _IN * levels))
