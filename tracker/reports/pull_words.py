"""What is said of a pull request in every form: the words that a terminal and Markdown share."""

from collections.abc import Sequence

from tracker.changes import ApiChange, Effect
from tracker.hosting import pull_details
from tracker.lint.findings import Severity
from tracker.pull_report.values import (
    Area,
    CompanionStatus,
    FeatureChange,
    FeatureEffect,
    GateChange,
    PullReport,
    Turn,
)

COMPANION_SIGNS = {CompanionStatus.MET: "✓", CompanionStatus.UNMET: "✗", CompanionStatus.UNKNOWN: "?"}
"""One sign a status, as for requirements."""
TURN_SIGNS = {Turn.APPEARS: "+", Turn.GOES: "−", Turn.CHANGES: "→"}
"""One sign for what comes, goes, or becomes another."""
AREA_TITLES = {Area.STATUS: "tracker status", Area.DRIFT: "tracker drift", Area.BALLOT: "the next ballot"}
"""What is compared, as a reader calls it."""
_EFFECTS = {
    FeatureEffect.ADDED: "comes behind a gate",
    FeatureEffect.STABILIZED: "is stabilized",
    FeatureEffect.QUEUED: "is queued for the next release",
    FeatureEffect.CHANGED: "changes behind its gate",
    FeatureEffect.RENAMED: "takes the place of",
    FeatureEffect.REMOVED: "is removed",
}


def verdict(report: PullReport) -> str:
    """Return what a pull request comes to, in one line without a full stop."""
    return "; ".join(each for each in (_gates(report), _api(report), _findings(report), _process(report)) if each)


def _gates(report: PullReport) -> str:
    told = []
    for effect in FeatureEffect:
        names = list(dict.fromkeys(each.feature for each in report.features if each.effect is effect))
        if names:
            shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")  # noqa: PLR2004
            told.append(f"{effect}: {shown}")
    return ", ".join(told) or "no gate changes"


def _api(report: PullReport) -> str:
    changes = report.api.comparison.changes
    extent = "" if report.api.complete else ", as far as it could be read"
    if not changes:
        return f"the API stays as it is{extent}"
    breaking = sum(each.effect is Effect.BREAKING for each in changes)
    told = counted(len(changes), "API change")
    return f"{told}, {breaking or 'none'} of them breaking{extent}"


def _findings(report: PullReport) -> str:
    errors = sum(each.severity is Severity.ERROR for each in report.findings)
    warnings = len(report.findings) - errors
    told = [counted(errors, "error")] if errors else []
    told += [counted(warnings, "warning")] if warnings else []
    return f"{' and '.join(told)} on changed lines" if told else "nothing found on changed lines"


def _process(report: PullReport) -> str:
    if not report.unmet:
        return ""
    missing = ", ".join(dict.fromkeys(each.id for each in report.unmet))
    return f"missing: {missing}"


def whence(report: PullReport) -> str:
    """Return where a pull request comes from and where it goes, without a full stop."""
    extent = f"{counted(report.commits, 'commit')}, {counted(report.files, 'WIT file')}"
    where = f"from {report.base[:12]} to {report.head[:12]}, {extent}"
    if report.merge is not None:
        return f"merged into {report.branch} on {report.merge.day} as {report.merge.revision[:12]}, {where}"
    return f"to be merged into {report.branch}, {where}"


def hosted(report: PullReport) -> str:
    """Return what the host tells, without a full stop; nothing when that is not known."""
    pull = report.hosted
    if pull is None:
        return ""
    told = [f"{'draft, ' if pull.draft else ''}{pull.state} by {pull.author}"]
    return "; ".join([*told, *pull_details(pull)])


def feature_words(change: FeatureChange) -> str:
    """Return what becomes of a feature, after its name."""
    former = f" {change.former}" if change.former else ""
    left = f", {counted(change.left, 'item')} behind the gate after it" if change.left else ""
    return f"{_EFFECTS[change.effect]}{former} in {change.package}{left}"


def item_words(change: GateChange) -> str:
    """Return what becomes of an item."""
    version = f" since {change.version}" if change.version else ""
    return f"{change.effect}{version}"


def step_title(number: int | None) -> str:
    """Return which of the process's steps something is."""
    return "no step" if number is None else f"step {number} of 8"


def worst_first(changes: Sequence[ApiChange]) -> list[ApiChange]:
    """Return changes, what breaks first."""
    return sorted(changes, key=lambda each: [Effect.BREAKING, Effect.ADDITION, Effect.NEUTRAL].index(each.effect))


def dry_run_title(report: PullReport) -> str:
    """Return what was compared, without a full stop."""
    run = report.dry_run
    if run.as_of is None:
        return "What merging would change: nothing was compared"
    verb = "changed" if report.merge else "would change"
    ballot = f", ballot of {run.version}" if run.version else ""
    return f"What merging {verb}, by the facts of {run.as_of:%Y-%m-%d}{ballot}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
