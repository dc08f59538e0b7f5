"""What a requirement asks of whom, as values that reports show."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from tracker.frozen import frozen
from tracker.process import Requirement
from tracker.standing import CriterionResult, CriterionStatus


class Bearing(StrEnum):
    """What a requirement is to a subject."""

    MEMBER = "member"
    """The subject is in the phase that asks it: it must meet it from the end of grace on."""
    ENTRANT = "entrant"
    """The subject stands before that phase: it must meet it to enter."""


@frozen
class Affected:
    """A subject that a requirement concerns, and how it does by it."""

    subject: str
    """The id of a proposal or an amendment."""
    title: str
    phase: int
    """The phase it is in."""
    bearing: Bearing
    since: date
    """The first day on which the requirement binds it."""
    result: CriterionResult

    @property
    def status(self) -> CriterionStatus:
        """How it stands, whoever answers it."""
        return self.result.inherited_status or self.result.status

    @property
    def fails(self) -> bool:
        """Whether it would fail."""
        return self.status is CriterionStatus.UNMET


@frozen
class Impact:
    """Who does how by one requirement."""

    as_of: datetime
    """The moment of the facts."""
    day: date
    """The day whose rule, and exceptions, count."""
    version: str | None
    """The release that was asked about, which is due on that day; `None` when it was not asked by one."""
    requirement: Requirement
    proposed: bool
    """Whether somebody only proposes it."""
    checked: bool
    """Whether this version of the tracker has a check for it; else people must tell."""
    affected: tuple[Affected, ...] = ()
    """Members first; those who fail before those who may; within them in the order in which subjects stand."""

    @property
    def days_to_effect(self) -> int:
        """How many days are left until it takes effect; 0 or less when it has."""
        return (self.requirement.criterion.in_effect - self.as_of.date()).days

    @property
    def days_of_grace(self) -> int:
        """How many days are left until it binds those who are in the phase; 0 or less when it does."""
        return (self.requirement.binds_members_from - self.as_of.date()).days

    @property
    def failing(self) -> tuple[Affected, ...]:
        """Those who fail."""
        return tuple(each for each in self.affected if each.fails)

    def counts(self, bearing: Bearing) -> Mapping[CriterionStatus, int]:
        """Return how many members, or entrants, stand how."""
        return Counter(each.status for each in self.affected if each.bearing is bearing)
