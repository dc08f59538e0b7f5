"""`scope`: that an API is in scope and workable is something people tell."""

from tracker.checks.interface import Subject, Surroundings, unknown
from tracker.standing import Criterion, CriterionResult


def check(_subject: Subject, _surroundings: Surroundings, criterion: Criterion) -> CriterionResult:
    """Return that no document can answer this."""
    return unknown(criterion, "people must attest it: the API is in scope and plausibly workable")
