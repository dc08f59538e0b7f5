"""The marks that reports put for statuses: signs and words that do not need colour."""

from tracker.standing import CriterionResult, CriterionStatus

SIGNS = {
    CriterionStatus.MET: "✓",
    CriterionStatus.UNMET: "✗",
    CriterionStatus.UNKNOWN: "?",
    CriterionStatus.WAIVED: "–",
    CriterionStatus.INHERITED: "↑",
}
"""One sign a status."""

STYLES = {
    CriterionStatus.MET: "green",
    CriterionStatus.UNMET: "bold red",
    CriterionStatus.UNKNOWN: "yellow",
    CriterionStatus.WAIVED: "cyan",
    CriterionStatus.INHERITED: "dim",
}
"""The colour of each, where colour is wanted."""

LEGEND = "✓ met   ✗ unmet   ? unknown: people must tell, or nothing was read   – waived   ↑ as its parent"
"""What the signs mean."""

COLUMNS = {
    "interest": "intr",
    "scope": "scop",
    "portability-documented": "port",
    "overview": "over",
    "wit": "wit",
    "dependencies": "deps",
    "oci-published": "oci",
    "portability-plan": "plan",
}
"""The head of each criterion's column, at most four characters."""


def sign(result: CriterionResult) -> str:
    """Return a result's sign; of an inherited one with the sign of what it inherits."""
    own = SIGNS[result.status]
    return own if result.inherited_status is None else f"{own}{SIGNS[result.inherited_status]}"


def newest(results: tuple[CriterionResult, ...]) -> dict[str, CriterionResult]:
    """Return one result a criterion: that of the latest phase that asks it."""
    return {result.id: result for result in sorted(results, key=lambda each: each.phase)}
