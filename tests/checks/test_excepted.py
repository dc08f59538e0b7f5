"""An entry requirement that people agreed to except counts as waived, for its subject and as long as was agreed."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.checks.excepted import CriterionException, excepted
from tracker.facts import Revision
from tracker.standing import CriterionResult, CriterionStatus, Evidence

MET, UNMET, UNKNOWN, WAIVED, INHERITED = CriterionStatus
EXCEPTION = CriterionException(
    "wit", 2, "lamp", "Its host comes first.", "Ada", "https://example.org/1", date(2026, 1, 1), date(2026, 3, 1)
)
ENDLESS = replace(EXCEPTION, until=None, reason="It has none.")
FOUND = (Evidence("https://example.org/found", "wit/a.wit", 3, Revision("b" * 40)),)


def _result(status: CriterionStatus, inherited: CriterionStatus | None = None) -> CriterionResult:
    return CriterionResult("wit", 2, status, "Because.", FOUND, "lantern" if inherited else None, inherited)


@pytest.mark.parametrize(
    ("before", "exception", "status"),
    [
        (_result(UNMET), EXCEPTION, WAIVED),
        (_result(UNKNOWN), EXCEPTION, WAIVED),
        (_result(MET), EXCEPTION, MET),
        (_result(WAIVED), EXCEPTION, WAIVED),
        (_result(INHERITED, UNMET), EXCEPTION, WAIVED),
        (_result(INHERITED, MET), EXCEPTION, INHERITED),
        (_result(UNMET), replace(EXCEPTION, subject="lamp/lamp-dim"), UNMET),
        (_result(UNMET), replace(EXCEPTION, criterion="overview"), UNMET),
        (_result(UNMET), replace(EXCEPTION, phase=3), UNMET),
    ],
)
def test_an_exception_lifts_what_is_not_met(
    before: CriterionResult, exception: CriterionException, status: CriterionStatus
) -> None:
    (after,) = excepted("lamp", [before], [exception], date(2026, 2, 1))
    assert after.status is status
    assert (after == before) is (str(exception) != after.reason)


@pytest.mark.parametrize(
    ("day", "statuses"),
    [
        (date(2025, 12, 31), (UNMET, UNMET)),
        (date(2026, 1, 1), (WAIVED, WAIVED)),
        (date(2026, 2, 28), (WAIVED, WAIVED)),
        (date(2026, 3, 1), (UNMET, WAIVED)),
    ],
)
def test_it_counts_from_its_first_day_until_it_ends(day: date, statuses: tuple[CriterionStatus, ...]) -> None:
    found = [excepted("lamp", [_result(UNMET)], [each], day)[0].status for each in (EXCEPTION, ENDLESS)]
    assert tuple(found) == statuses


def test_what_was_excepted_says_by_whom_how_long_and_why_and_keeps_what_was_found() -> None:
    reason = "excepted by Ada from 2026-01-01 until 2026-03-01: Its host comes first. (https://example.org/1)"
    assert excepted("lamp", [_result(INHERITED, UNMET)], [EXCEPTION], date(2026, 1, 1)) == (
        CriterionResult("wit", 2, WAIVED, reason, FOUND),
    )
    (later,) = excepted("lamp", [_result(UNMET)], [EXCEPTION, ENDLESS], date(2026, 1, 1))
    assert later.reason == "excepted by Ada from 2026-01-01: It has none. (https://example.org/1)"
