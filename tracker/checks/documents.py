"""The documents that `tracker explain` and the website show: one Markdown page per criterion."""

from tracker.checks.errors import UnknownCriterionError
from tracker.checks.registry import CHECKS
from tracker.shipped import shipped


def criterion_document(criterion: str) -> str:
    """Return the criterion's page as Markdown; `UnknownCriterionError` names the ids there are."""
    if criterion not in CHECKS:
        raise UnknownCriterionError(criterion, tuple(CHECKS))
    return shipped(f"site/pages/criteria/{criterion}.md").read_text(encoding="utf-8")
