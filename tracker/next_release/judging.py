"""Holds a coming release to every rule, and tells what people declared to accept."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from tracker.drift.findings import DeclaredException, Severity
from tracker.next_release.ballot import BlockingFinding, Unchecked
from tracker.next_release.interface import Sources
from tracker.next_release.rules import RELEASE_RULES


def judge_release(
    sources: Sources, rules: Collection[str] | None = None
) -> tuple[tuple[BlockingFinding, ...], tuple[Unchecked, ...]]:
    """Return what stands against the release, the worst first, and what could not be checked, by rule.

    Every rule judges, or those that are named by `rules`. What a declared exception covers is among the findings.
    """
    chosen = (each for name, each in RELEASE_RULES.items() if rules is None or name in rules)
    judged = [found for each in chosen for found in each.judge(sources)]
    counting = [each for each in sources.exceptions if each.counts_on(sources.today)]
    findings = (_excepted(each, counting) for each in judged if isinstance(each, BlockingFinding))
    untold = dict.fromkeys(each for each in judged if isinstance(each, Unchecked))
    return tuple(sorted(findings, key=_order)), tuple(untold)


def _excepted(finding: BlockingFinding, exceptions: Iterable[DeclaredException]) -> BlockingFinding:
    covering = (each for each in exceptions if (each.rule, each.subject) == (finding.rule, finding.subject))
    return replace(finding, excepted=next(covering, None))


def _order(finding: BlockingFinding) -> tuple[int, str, str, str]:
    return [*Severity].index(finding.severity), finding.rule, finding.subject, finding.message
