"""What people stated about criteria counts for the subject they named, and lifts what it can."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.checks.attested import attested
from tracker.facts import Revision
from tracker.ledger import Attestation, Attested
from tracker.standing import CriterionResult, CriterionStatus, Evidence

MET, UNMET, UNKNOWN, WAIVED, INHERITED = CriterionStatus
STATED = Attestation(date(2026, 6, 1), "lamp", "wit", 2, "It is.", "https://example.org/1")
SAID = Attested(STATED, waives=False, by="Ada", entry="ab" * 32, position=4)
WAIVER = replace(SAID, statement=replace(STATED, link=None), waives=True, position=5)
EVIDENCE = Evidence("https://example.org/1", "ledger", 4, Revision("ab" * 32))


def _result(status: CriterionStatus, inherited: CriterionStatus | None = None) -> CriterionResult:
    return CriterionResult("wit", 2, status, "Because.", (), "lantern" if inherited else None, inherited)


@pytest.mark.parametrize(
    ("before", "said", "status"),
    [
        (_result(UNKNOWN), (), UNKNOWN),
        (_result(UNKNOWN), (SAID,), MET),
        (_result(UNMET), (SAID,), UNMET),
        (_result(UNMET), (WAIVER,), WAIVED),
        (_result(UNKNOWN), (WAIVER,), WAIVED),
        (_result(MET), (WAIVER,), MET),
        (_result(UNKNOWN), (WAIVER, SAID), MET),
        (_result(UNKNOWN), (SAID, WAIVER), WAIVED),
        (_result(UNMET), (WAIVER, SAID), WAIVED),
        (_result(INHERITED, UNMET), (WAIVER,), WAIVED),
        (_result(INHERITED, MET), (WAIVER,), INHERITED),
        (_result(UNKNOWN), (replace(SAID, statement=replace(STATED, phase=3)),), UNKNOWN),
        (_result(UNKNOWN), (replace(SAID, statement=replace(STATED, criterion="overview")),), UNKNOWN),
        (_result(UNKNOWN), (replace(SAID, statement=replace(STATED, subject="lamp/lamp-dim")),), UNKNOWN),
    ],
)
def test_statements_lift_what_they_can(
    before: CriterionResult, said: tuple[Attested, ...], status: CriterionStatus
) -> None:
    (after,) = attested("lamp", [before], said)
    assert after.status is status
    assert status in {MET, WAIVED} or after == before


def test_what_was_attested_says_by_whom_and_where() -> None:
    assert attested("lamp", [_result(UNKNOWN)], [SAID]) == (
        CriterionResult("wit", 2, MET, "attested by Ada on 2026-06-01: It is.", (EVIDENCE,)),
    )
    assert attested("lamp", [_result(INHERITED, UNKNOWN)], [WAIVER]) == (
        CriterionResult("wit", 2, WAIVED, "waived by Ada on 2026-06-01: It is."),
    )
