"""`oci-published`: the WIT is in an OCI registry under its package's version; only a registry can tell."""

from tracker.checks.interface import Subject, Surroundings, unknown
from tracker.standing import Criterion, CriterionResult


def check(_subject: Subject, _surroundings: Surroundings, criterion: Criterion) -> CriterionResult:
    """Return that no registry was asked."""
    return unknown(criterion, "no registry has been read")
