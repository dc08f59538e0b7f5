"""What a requirement to come asks of a few, and one that somebody only proposes, made by hand."""

from datetime import UTC, date, datetime

from tests.reports.made_standing import COMMIT
from tracker.impact.values import Affected, Bearing, Impact
from tracker.process import Requirement
from tracker.standing import Criterion, CriterionResult, CriterionStatus, Evidence

AT = datetime(2026, 8, 20, 12, 30, tzinfo=UTC)
CRITERION = Criterion(
    "tests", 2, "Tests <exist>", "There are tests.", "tool", date(2026, 9, 1), "https://example.org/source"
)
COMING = Requirement(CRITERION, None, None, date(2026, 10, 6), "On 2026-06-25 the group gave time until 0.3.2.")
PLACE = Evidence(f"https://github.com/Own/wasi-loom/blob/{COMMIT}/README.md#L3", "README.md", 3, COMMIT)


def _affected(
    subject: str, phase: int, status: CriterionStatus, reason: str, *places: Evidence, of: str | None = None
) -> Affected:
    bearing, since = (
        (Bearing.MEMBER, date(2026, 10, 6)) if phase == CRITERION.phase else (Bearing.ENTRANT, date(2026, 9, 1))
    )
    stands = CriterionStatus.INHERITED if of else status
    result = CriterionResult("tests", 2, stands, reason, places, of, status if of else None)
    return Affected(subject, subject.title(), phase, bearing, since, result)


IMPACT = Impact(
    AT,
    date(2026, 10, 6),
    "0.3.2",
    COMING,
    proposed=False,
    checked=True,
    affected=(
        _affected("loom", 2, CriterionStatus.UNMET, "README.md:3 names none", PLACE),
        _affected(
            "kettle", 2, CriterionStatus.WAIVED, "excepted by Ada from 2026-01-01: Later. (https://example.org/1)"
        ),
        _affected("lamp/lamp-dim", 2, CriterionStatus.MET, "answered by lamp: it has 3", PLACE, of="lamp"),
        _affected("latin", 1, CriterionStatus.UNKNOWN, "nothing was read"),
        _affected("wick", 1, CriterionStatus.UNKNOWN, "nothing was read"),
        _affected("wool", 0, CriterionStatus.UNKNOWN, "nothing was read"),
    ),
)
PROPOSED = Impact(
    AT,
    date(2026, 8, 20),
    None,
    Requirement(Criterion("tests", 2, "Tests", "There are tests.", "people", date(2026, 8, 21), "https://example.org")),
    proposed=True,
    checked=False,
)
