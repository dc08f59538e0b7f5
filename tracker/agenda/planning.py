"""Tells which subjects can be put to the vote, and by when each must be on an agenda to make a release."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from tracker.agenda.values import Candidate, Deadline, Dependency, Meeting
from tracker.frozen import frozen
from tracker.process.calendar import Departure
from tracker.process.rules import Process, RuleId
from tracker.standing import (
    AmendmentStanding,
    AmendmentState,
    CriterionResult,
    CriterionStatus,
    ProposalStanding,
    Readiness,
    Standing,
)

_VOTABLE = frozenset({AmendmentState.TRACKED, AmendmentState.LANDED, AmendmentState.QUEUED})
"""The states of an amendment in which a vote on it is still to come."""
_DAY = timedelta(days=1)


@frozen
class Schedule:
    """What deadlines are made of."""

    today: date
    """The day on which it is asked."""
    meetings: tuple[Meeting, ...]
    """Those to come, by date."""
    releases: tuple[Departure, ...]
    """The next ones, by date."""
    process: Process

    def notice(self, rule: RuleId, meeting: date, phase: int) -> date:
        """Return the last day on which a vote can come on the agenda of a meeting and keep a rule."""
        found = self.process.vote_rule(rule, meeting)
        if found is None or phase in found.exempt_phases:
            return meeting
        # The hour of the meeting is not known: whole days before it are surely enough.
        return meeting + (-found.limit // _DAY) * _DAY

    def earliest(self, phase: int) -> date | None:
        """Return the first meeting for which there is time enough to keep what the chairs aim for."""
        days = (each.date for each in self.meetings)
        return next((day for day in days if self.notice(RuleId.ANNOUNCED_AIM, day, phase) >= self.today), None)

    def deadlines(self, phase: int) -> Iterator[Deadline]:
        """Yield the last day for each release that can still be reached by the rule."""
        for release in self.releases:
            days = [each.date for each in self.meetings if each.date < release.date]
            rule = self.notice(RuleId.ANNOUNCED, days[-1], phase) if days else date.min
            if rule >= self.today:
                yield Deadline(release, days[-1], self.notice(RuleId.ANNOUNCED_AIM, days[-1], phase), rule)


def plan(
    standing: Standing,
    schedule: Schedule,
    dependencies: Mapping[str, tuple[Dependency, ...]],
    voted: Collection[str] = (),
) -> tuple[Candidate, ...]:
    """Return the subjects that are ready for a vote, and those of which people must tell, in the list's order.

    `dependencies` are by the proposal's id; what was `voted` in already and the list does not show is no candidate.
    """
    return tuple(each for each in _candidates(standing, schedule, dependencies) if each.id not in voted)


def _candidates(
    standing: Standing, schedule: Schedule, dependencies: Mapping[str, tuple[Dependency, ...]]
) -> Iterator[Candidate]:
    subjects: Iterable[ProposalStanding | AmendmentStanding] = (
        *(each for each in standing.amendments if each.state in _VOTABLE),
        *standing.proposals,
    )
    for each in subjects:
        if each.next_phase is None or each.phase is None or each.readiness in {None, Readiness.BLOCKED}:
            continue
        amendment = isinstance(each, AmendmentStanding)
        parent = each.parent if isinstance(each, AmendmentStanding) else each.id
        yield Candidate(
            id=each.id,
            title=each.title,
            feature=each.feature if isinstance(each, AmendmentStanding) else None,
            phase=each.phase,
            target=each.next_phase,
            readiness=each.readiness or Readiness.UNDETERMINED,
            champions=each.champions,
            url=_url(each),
            criteria=tuple(one for one in each.criteria if amendment or one.phase == each.next_phase),
            open=tuple(one for one in each.criteria if _is_open(one, each.next_phase)),
            dependencies=dependencies.get(parent, ()),
            earliest=schedule.earliest(each.next_phase),
            deadlines=tuple(schedule.deadlines(each.next_phase)),
            asked=tuple(_asked(each.id, schedule.meetings)),
        )


def _is_open(result: CriterionResult, target: int) -> bool:
    return result.status is CriterionStatus.UNKNOWN and result.phase >= target


def _url(subject: ProposalStanding | AmendmentStanding) -> str | None:
    if subject.repository is None:
        return None
    # Whatever the default branch is called.
    folder = f"/tree/HEAD/{subject.path}" if subject.path else ""
    return f"https://github.com/{subject.repository}{folder}"


def _asked(subject: str, meetings: Iterable[Meeting]) -> Iterator[date]:
    for meeting in meetings:
        if any(subject in matter.subjects and matter.item.asks_vote for matter in meeting.matters):
            yield meeting.date
