"""Says in one sentence what a subject still needs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tracker.standing import AmendmentState, CriterionResult, CriterionStatus, Readiness

_NEEDS = {
    "interest": "interest in the subgroup",
    "scope": "the subgroup's word on scope",
    "portability-documented": "documented portability criteria",
    "overview": "an overview document",
    "wit": "WIT that reads without error",
    "dependencies": "its dependencies there",
    "oci-published": "an OCI package",
    "portability-plan": "a portability plan",
}
"""What each requirement asks for, as the end of a sentence that begins "Needs ..."."""


def proposal_step(
    phase: int | None,
    following: int | None,
    readiness: Readiness | None,
    results: Iterable[CriterionResult],
    problem: str | None = None,
) -> str:
    """Return what a proposal still needs for the phase after `phase`; `problem` is why nothing of it was read."""
    if phase is None:
        return "Needs a row in the proposal list."
    if following is None or readiness is None:
        return f"No requirements for phase {phase + 1} yet."
    if problem is not None and phase > 0:
        return f"Not read: {problem}."
    return _towards(following, readiness, tuple(results))


def overdue_steps(phase: int, results: Iterable[CriterionResult], binding: Mapping[str, date]) -> Iterator[str]:
    """Yield what a proposal lacks to be in its phase, after the grace that those who were in it already had.

    `binding` says since when a criterion of that phase counts for them.
    """
    for result in results:
        if result.phase == phase and result.status is CriterionStatus.UNMET and result.id in binding:
            need = _NEEDS.get(result.id, result.id)
            yield f"It is in phase {phase}, but without {need}, which that asks for since {binding[result.id]}."


def amendment_step(
    state: AmendmentState,
    listed: bool,
    following: int | None,
    readiness: Readiness | None,
    results: Iterable[CriterionResult],
) -> str:
    """Return which of the process's steps an amendment takes next."""
    if state is AmendmentState.TRACKED:
        return "The list tracks it, but no gate is on the branch."
    if not listed:
        return "Needs a phase-2 row of its own in the proposal list: its gate landed without one."
    if state is AmendmentState.QUEUED:
        return "Queued: the next release turns its gates into @since."
    if following is None or readiness is None:
        return "The next phase has no entry requirements yet."
    return _towards(following, readiness, tuple(results))


def _towards(phase: int, readiness: Readiness, results: tuple[CriterionResult, ...]) -> str:
    unmet = _needs(results, CriterionStatus.UNMET)
    unknown = _needs([result for result in results if result.phase >= phase], CriterionStatus.UNKNOWN)
    match readiness:
        case Readiness.READY:
            return f"Ready: ask the subgroup for a vote on phase {phase}."
        case Readiness.BLOCKED:
            return f"Needs {unmet} for phase {phase}."
        case Readiness.UNDETERMINED:
            return f"Nothing unmet for phase {phase}; open: {unknown}."


def _needs(results: Iterable[CriterionResult], status: CriterionStatus) -> str:
    needs = [_NEEDS.get(result.id, result.id) for result in results if result.status is status]
    *most, last = dict.fromkeys(needs) or [""]
    return f"{', '.join(most)} and {last}" if most else last
