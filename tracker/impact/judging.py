"""Judges everybody whom a requirement concerns, by what is known now and the rule of a day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

from tracker.checks import CHECKS
from tracker.impact.values import Affected, Bearing, Impact
from tracker.lives import AmendmentLife
from tracker.process import Requirement
from tracker.readiness import Assessment, results_by
from tracker.standing import AmendmentStanding, CriterionStatus, ProposalStanding, Standing

_ORDER = (
    CriterionStatus.UNMET,
    CriterionStatus.UNKNOWN,
    CriterionStatus.WAIVED,
    CriterionStatus.MET,
    CriterionStatus.INHERITED,
)


def impact_of(
    assessment: Assessment,
    everything: Standing,
    requirement: Requirement,
    day: date,
    *,
    lives: Iterable[AmendmentLife] = (),
    proposed: bool = False,
    version: str | None = None,
) -> Impact:
    """Return how everybody does by a requirement who is in its phase, or stands before it.

    A proposal that is past the phase is held to what its own asks; an amendment is an item of the phase it is in, and
    its parent answers for it.
    """
    then = _on(assessment, day)
    known = tuple(lives)
    affected = [
        each for subject in _subjects(everything) if (each := _affected(then, subject, requirement, known)) is not None
    ]
    return Impact(
        as_of=assessment.facts.at,
        day=day,
        version=version,
        requirement=requirement,
        proposed=proposed,
        checked=requirement.criterion.id in CHECKS,
        affected=tuple(sorted(affected, key=lambda each: (each.bearing is Bearing.ENTRANT, _ORDER.index(each.status)))),
    )


def _on(assessment: Assessment, day: date) -> Assessment:
    """Return what is known, looked at on a later day: exceptions end, and nothing else is foreseen."""
    later = max(assessment.facts.at, datetime.combine(day, time.min, UTC))
    return replace(assessment, facts=replace(assessment.facts, at=later))


def _subjects(everything: Standing) -> Iterator[ProposalStanding | AmendmentStanding]:
    """Yield proposals in their order, each followed by its amendments."""
    for proposal in everything.proposals:
        yield proposal
        yield from (each for each in everything.amendments if each.parent == proposal.id)


def _affected(
    assessment: Assessment,
    subject: ProposalStanding | AmendmentStanding,
    requirement: Requirement,
    lives: tuple[AmendmentLife, ...],
) -> Affected | None:
    criterion = requirement.criterion
    if subject.phase is None or subject.phase > criterion.phase:
        return None
    results = results_by(assessment, subject.id, [criterion], lives)
    if not results:
        return None
    member = subject.phase == criterion.phase
    since = requirement.binds_members_from if member else criterion.in_effect
    bearing = Bearing.MEMBER if member else Bearing.ENTRANT
    return Affected(subject.id, subject.title, subject.phase, bearing, since, results[0])
