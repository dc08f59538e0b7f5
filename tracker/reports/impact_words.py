"""The words in which reports tell of a requirement and of those whom it concerns."""

from collections.abc import Iterator

from tracker.impact.values import Bearing, Impact
from tracker.reports.marks import SIGNS
from tracker.standing import CriterionStatus

_GROUPS = {
    Bearing.MEMBER: "In phase {phase}, and must keep it from {since} on",
    Bearing.ENTRANT: "Before phase {phase}, and must meet it to enter from {since} on",
}
_ORDER = (CriterionStatus.UNMET, CriterionStatus.UNKNOWN, CriterionStatus.WAIVED, CriterionStatus.MET)
SETTLED = frozenset({CriterionStatus.MET})
"""Of these the evidence is left out: who reads this looks for what is missing."""
UNCHECKED = "This version of tracker has no check for it: people must tell who meets it."
"""Told of a requirement for which there is no check."""


def headline(impact: Impact) -> str:
    """Return what is asked, in one line."""
    criterion = impact.requirement.criterion
    proposed = ", proposed" if impact.proposed else ""
    return f"{criterion.id} for phase {criterion.phase}{proposed}: {criterion.title}"


def outcome(impact: Impact) -> str:
    """Return how many would fail, and how many may."""
    failing = len(impact.failing)
    open_ = sum(each.status is CriterionStatus.UNKNOWN for each in impact.affected)
    unknown = f"; of {open_} nobody can tell" if open_ else ""
    return f"{failing} of {len(impact.affected)} would fail{unknown}"


def days_told(impact: Impact) -> Iterator[str]:
    """Yield since when, or from when on, it counts for whom, each in one sentence."""
    requirement = impact.requirement
    yield _begin(
        requirement.criterion.in_effect.isoformat(), impact.days_to_effect, "takes effect", "has been in effect"
    )
    if requirement.grace_until is not None:
        day = requirement.grace_until.isoformat()
        yield _begin(day, impact.days_of_grace, "binds those in the phase", "has bound those in the phase")
    if requirement.until is not None:
        replaced = f", then {requirement.replaced_by}" if requirement.replaced_by else ""
        yield f"Counts until {requirement.until}{replaced}."


def judged_on(impact: Impact) -> str:
    """Return by which day's rule and which moment's facts it was judged."""
    release = f", when {impact.version} is due" if impact.version else ""
    return f"By the rule of {impact.day}{release}, and the facts of {impact.as_of:%Y-%m-%d %H:%M} UTC"


def group_title(impact: Impact, bearing: Bearing) -> str:
    """Return what a group of subjects has in common."""
    requirement = impact.requirement
    start = requirement.binds_members_from if bearing is Bearing.MEMBER else requirement.criterion.in_effect
    return _GROUPS[bearing].format(phase=requirement.criterion.phase, since=start)


def counted(impact: Impact, bearing: Bearing) -> str:
    """Return how many of a group stand how."""
    counts = impact.counts(bearing)
    return ", ".join(f"{counts[status]} {status}" for status in _ORDER if counts[status])


def sign(status: CriterionStatus) -> str:
    """Return the sign of a status."""
    return SIGNS[status]


def _begin(day: str, left: int, coming: str, begun: str) -> str:
    if left > 0:
        return f"It {coming} on {day}, in {left} day{'' if left == 1 else 's'}."
    return f"It {begun} since {day}."
