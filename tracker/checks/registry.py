"""Which check judges which criterion: one module per id, named after it."""

from tracker.checks.dependencies import check as check_dependencies
from tracker.checks.interest import check as check_interest
from tracker.checks.interface import Check, Subject, Surroundings, unknown
from tracker.checks.oci_published import check as check_oci_published
from tracker.checks.overview import check as check_overview
from tracker.checks.portability_documented import check as check_portability_documented
from tracker.checks.portability_plan import check as check_portability_plan
from tracker.checks.scope import check as check_scope
from tracker.checks.wit import check as check_wit
from tracker.standing import Criterion, CriterionResult

CHECKS: dict[str, Check] = {
    "dependencies": check_dependencies,
    "interest": check_interest,
    "oci-published": check_oci_published,
    "overview": check_overview,
    "portability-documented": check_portability_documented,
    "portability-plan": check_portability_plan,
    "scope": check_scope,
    "wit": check_wit,
}
"""Every check by the id of the criterion it judges, sorted."""


def judge(subject: Subject, surroundings: Surroundings, criterion: Criterion) -> CriterionResult:
    """Return how the criterion stands for the subject; unknown when no check knows it."""
    check = CHECKS.get(criterion.id)
    if check is None:
        return unknown(criterion, f"this version of tracker has no check for {criterion.id}")
    return check(subject, surroundings, criterion)
