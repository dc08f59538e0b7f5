"""The rules and criteria with the pages that explain them, as the site shows them."""

from collections.abc import Iterator

from tracker.checks.documents import document_of
from tracker.drift.rules import DRIFT_RULES
from tracker.lint.rules import RULES
from tracker.next_release.rules import RELEASE_RULES
from tracker.process import shipped_process
from tracker.website.content import RuleDocument


def rule_documents() -> tuple[RuleDocument, ...]:
    """Return every rule and criterion, by family, then by id."""
    return tuple(sorted(_documents(), key=lambda each: (each.family, each.id)))


def _documents() -> Iterator[RuleDocument]:
    said = {each.criterion.id: each.criterion.requirement for each in shipped_process().requirements}
    for criterion, requirement in said.items():
        yield RuleDocument(criterion, "criterion", None, requirement, document_of(criterion))
    for rule in RULES.values():
        described = rule.description
        yield RuleDocument(rule.id, "lint", str(described.severity), described.summary, document_of(rule.id))
    for disagreement in DRIFT_RULES.values():
        severity, summary = str(disagreement.severity), disagreement.summary
        yield RuleDocument(disagreement.id, "drift", severity, summary, document_of(disagreement.id))
    for obstacle in RELEASE_RULES.values():
        severity, summary = str(obstacle.severity), obstacle.summary
        yield RuleDocument(obstacle.id, "release", severity, summary, document_of(obstacle.id))
