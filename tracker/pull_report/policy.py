"""Says whether a pull request fails, by what one asked to fail on."""

from collections.abc import Collection
from enum import StrEnum

from tracker.lint.findings import Severity
from tracker.pull_report.values import PullReport


class FailOn(StrEnum):
    """What makes the command exit with 1."""

    BREAKING = "breaking"
    """Something stable breaks and the package's version is not raised far enough for that."""
    FINDING = "finding"
    """A rule for WIT finds anything on a changed line; by default errors alone fail."""
    PROCESS = "process"
    """Something is not there that must come with the pull request."""
    NEVER = "never"
    """Nothing fails."""


def failures(report: PullReport, asked: Collection[FailOn] | None = None) -> tuple[str, ...]:
    """Return why a pull request fails, in a few words each; by default for what breaks, and for errors."""
    if asked is not None and FailOn.NEVER in asked:
        return ()
    every = asked or ()
    found = []
    if not every or FailOn.BREAKING in every:
        found += _breaking(report)
    if not every or FailOn.FINDING in every:
        judged = [each for each in report.findings if every or each.severity is Severity.ERROR]
        noun = "finding" if every else "error"
        found += [_counted(len(judged), noun, "on changed lines")] if judged else []
    if FailOn.PROCESS in every and report.unmet:
        found.append(_counted(len(report.unmet), "thing", "must come with it and is not there"))
    return tuple(found)


def _breaking(report: PullReport) -> list[str]:
    allowed = {each.package for each in report.api.comparison.verdicts if each.sufficient}
    breaking = [
        each
        for each in report.api.comparison.changes
        if not each.compatible and each.item.partition("/")[0].partition("#")[0] not in allowed
    ]
    return [_counted(len(breaking), "change", "to what is stable")] if breaking else []


def _counted(number: int, noun: str, what: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'} {what}"
