"""Compares the sources by every rule, and tells what people declared to accept."""

from collections.abc import Collection
from dataclasses import replace

from tracker.drift.findings import CouldNotCheck, DeclaredException, Drift, DriftFinding, Severity
from tracker.drift.interface import Sources
from tracker.drift.rules import DRIFT_RULES


def compare_sources(
    sources: Sources, exceptions: Collection[DeclaredException] = (), rules: Collection[str] | None = None
) -> Drift:
    """Return everything about which the sources disagree, by `rules` or by all there are."""
    today = sources.chronicle.at.date()
    counting = [each for each in exceptions if each.counts_on(today)]
    chosen = [each for name, each in DRIFT_RULES.items() if rules is None or name in rules]
    judged = [found for each in chosen for found in each.judge(sources)]
    findings = [_excepted(each, counting) for each in judged if isinstance(each, DriftFinding)]
    untold = tuple(dict.fromkeys(each for each in judged if isinstance(each, CouldNotCheck)))
    used = {each.excepted for each in findings}
    names = {each.id for each in chosen}
    unmatched = (each for each in counting if each not in used and each.rule in names and not _is_open(each, untold))
    return Drift(sources.chronicle.at, tuple(sorted(findings, key=_order)), untold, tuple(unmatched))


def _is_open(exception: DeclaredException, untold: Collection[CouldNotCheck]) -> bool:
    """Return whether nobody can tell if an exception still covers something."""
    return any(each.rule == exception.rule and each.concerns(exception.subject) for each in untold)


def _excepted(finding: DriftFinding, exceptions: Collection[DeclaredException]) -> DriftFinding:
    covering = (each for each in exceptions if (each.rule, each.subject) == (finding.rule, finding.subject))
    return replace(finding, excepted=next(covering, None))


def _order(finding: DriftFinding) -> tuple[int, str, str, str]:
    return [*Severity].index(finding.severity), finding.rule, finding.subject, finding.message
