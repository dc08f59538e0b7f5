"""The sentence that says what a subject still needs."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations_with_replacement, product

import pytest

from tracker.readiness import verdict
from tracker.standing import AmendmentState, CriterionResult, CriterionStatus, Readiness
from tracker.steps import amendment_step, overdue_steps, proposal_step

CRITERIA = (
    "interest",
    "scope",
    "portability-documented",
    "overview",
    "wit",
    "dependencies",
    "oci-published",
    "portability-plan",
    "one-of-tomorrow",
)


def _result(status: CriterionStatus, name: str = "wit", phase: int = 2) -> CriterionResult:
    return CriterionResult(name, phase, status, "Because.")


def _some(size: int) -> Iterable[tuple[CriterionStatus, ...]]:
    return combinations_with_replacement(CriterionStatus, size)


def _is_a_sentence(text: str) -> bool:
    return text[0].isupper() and text.endswith(".") and "\n" not in text and "  " not in text and " ." not in text


SETS = [(), *(tuple(_result(status, phase=3) for status in some) for size in (1, 2) for some in _some(size))]
"""Every kind of results: none, one, and two of each pair of statuses."""


@pytest.mark.parametrize("phase", [None, *range(6)])
@pytest.mark.parametrize("following", [None, 3])
def test_every_proposal_has_a_next_step(phase: int | None, following: int | None) -> None:
    steps = [proposal_step(phase, following, verdict(results, following), results) for results in SETS]
    assert [step for step in steps if not _is_a_sentence(step)] == []


@pytest.mark.parametrize("state", AmendmentState)
@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("following", [None, 3])
def test_every_amendment_has_a_next_step(state: AmendmentState, listed: bool, following: int | None) -> None:
    steps = [amendment_step(state, listed, following, verdict(results, following), results) for results in SETS]
    assert [step for step in steps if not _is_a_sentence(step)] == []


@pytest.mark.parametrize("name", CRITERIA)
def test_what_is_unmet_is_named_in_words(name: str) -> None:
    others = {
        proposal_step(1, 2, Readiness.BLOCKED, (_result(CriterionStatus.UNMET, each),))
        for each in CRITERIA
        if each != name
    }
    step = proposal_step(1, 2, Readiness.BLOCKED, (_result(CriterionStatus.UNMET, name),))
    assert (_is_a_sentence(step), step in others, "2" in step) == (True, False, True)


def test_a_step_names_each_need_once_and_no_fulfilled_one() -> None:
    results = [_result(status, name) for status, name in product(CriterionStatus, ("wit", "overview"))]
    blocked = proposal_step(2, 3, Readiness.BLOCKED, [*results, *results])
    only = proposal_step(
        2, 3, Readiness.BLOCKED, [_result(CriterionStatus.UNMET, name) for name in ("wit", "overview")]
    )
    assert blocked == only


def test_landed_without_a_row_asks_for_the_row() -> None:
    unlisted = amendment_step(AmendmentState.LANDED, False, 3, Readiness.UNDETERMINED, ())
    listed = amendment_step(AmendmentState.LANDED, True, 3, Readiness.UNDETERMINED, (_result(CriterionStatus.UNKNOWN),))
    assert ("row" in unlisted, "row" in listed) == (True, False)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (
            _result(CriterionStatus.UNMET),
            ["It is in phase 2, but without WIT that reads without error, which that asks for since 2026-10-06."],
        ),
        (_result(CriterionStatus.UNKNOWN), []),
        (_result(CriterionStatus.WAIVED), []),
        (_result(CriterionStatus.UNMET, phase=3), []),
        (_result(CriterionStatus.UNMET, "overview"), []),
    ],
)
def test_what_a_member_lacks_after_its_grace_is_told_in_a_sentence(
    result: CriterionResult, expected: list[str]
) -> None:
    assert [*overdue_steps(2, [result], {"wit": date(2026, 10, 6)})] == expected
