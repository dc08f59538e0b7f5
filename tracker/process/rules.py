"""The rules of the process on a given day: pure values, read from `data/process.toml` by `tracker.process.toml`."""

from datetime import date, timedelta
from enum import StrEnum

from tracker.frozen import frozen
from tracker.standing import Criterion


@frozen
class Phase:
    """One phase of the process."""

    number: int
    """0 to 5."""
    name: str
    """What the process calls it."""
    in_effect: date | None
    """The first day on which a proposal could enter it; `None` while its entry requirements are not defined."""
    source: str
    """A link to where the subgroup decided it."""


@frozen
class Requirement:
    """An entry requirement together with how long it counts."""

    criterion: Criterion
    """What it asks, and since when."""
    until: date | None = None
    """The first day it no longer counts; `None` while it stands."""
    replaced_by: str | None = None
    """The id of the requirement that takes its place on that day."""
    grace_until: date | None = None
    """The first day on which it binds proposals that were in the phase before it took effect."""
    said: str | None = None
    """What the subgroup said about it and when, in one sentence of our own; `None` where `source` says it all."""

    @property
    def binds_members_from(self) -> date:
        """The first day on which it counts for those who are in the phase already."""
        return self.grace_until or self.criterion.in_effect

    def in_effect(self, at: date) -> bool:
        """Return whether it counts for those who want to enter the phase on that day."""
        return self.criterion.in_effect <= at and (self.until is None or at < self.until)

    def binds_members(self, at: date) -> bool:
        """Return whether it counts on that day for those who are in the phase already."""
        return self.in_effect(at) and (self.grace_until is None or at >= self.grace_until)


class RuleId(StrEnum):
    """The rules around a vote."""

    ANNOUNCED = "announced"
    """How long before the meeting it must be on the agenda."""
    ANNOUNCED_AIM = "announced-aim"
    """How long before the meeting the chairs aim to have it there."""
    NOTES_PUBLISHED = "notes-published"
    """How long after the meeting its notes must be published."""
    OBJECTION_PERIOD = "objection-period"
    """How long after its publication anyone may object to a decision."""


@frozen
class VoteRule:
    """A rule around a vote, and how long it counts."""

    id: RuleId
    limit: timedelta
    """How much time it asks for, or leaves."""
    in_effect: date
    """The first day it counts."""
    source: str
    """A link to where it was decided."""
    until: date | None = None
    """The first day it no longer counts; `None` while it stands."""
    exempt_phases: frozenset[int] = frozenset()
    """Votes on an advance to one of these phases need not keep it."""

    def counts_on(self, day: date) -> bool:
        """Return whether it counts for a meeting of that day."""
        return self.in_effect <= day and (self.until is None or day < self.until)


@frozen
class Rhythm:
    """How often a subject is expected to be worked on or presented, and since when that is expected."""

    quiet_after: timedelta
    """After how much time without either it is quiet."""
    in_effect: date
    """The first day it counts."""
    source: str
    """A link to where it was agreed."""


@frozen
class Process:
    """The whole process over time."""

    phases: tuple[Phase, ...]
    """By number, starting with 0."""
    requirements: tuple[Requirement, ...]
    """In the order of the file, which is the order in which they are shown."""
    vote_rules: tuple[VoteRule, ...] = ()
    """The rules around votes, in the order of the file."""
    rhythms: tuple[Rhythm, ...] = ()
    """What was expected of champions, in the order of the file."""

    def criteria(self, phase: int, at: date) -> tuple[Criterion, ...]:
        """Return what a proposal must fulfil to enter the phase on that day; nothing when no rule was in effect."""
        return tuple(one.criterion for one in self._of(phase) if one.in_effect(at))

    def member_criteria(self, phase: int, at: date) -> tuple[Criterion, ...]:
        """Return what a proposal that is in the phase must fulfil on that day to stay: grace has ended."""
        return tuple(one.criterion for one in self._of(phase) if one.binds_members(at))

    def grace_ended(self, phase: int, at: date) -> dict[str, date]:
        """Return the criteria that bind members of the phase on that day and spared them once -> since when they do."""
        return {
            one.criterion.id: one.grace_until
            for one in self._of(phase)
            if one.grace_until is not None and one.binds_members(at)
        }

    def vote_rule(self, identifier: RuleId, day: date) -> VoteRule | None:
        """Return the rule of an id that counts for a meeting of that day; `None` when there was none."""
        return next((one for one in self.vote_rules if one.id is identifier and one.counts_on(day)), None)

    def quiet_after(self, day: date) -> timedelta | None:
        """Return after how much time a subject counts as quiet on that day; `None` when nobody said."""
        begun = [one for one in self.rhythms if one.in_effect <= day]
        return max(begun, key=lambda one: one.in_effect).quiet_after if begun else None

    def next_phase(self, phase: int) -> int | None:
        """Return the phase after this one; `None` when that one is not defined."""
        following = self._phase(phase + 1)
        return None if following is None or following.in_effect is None else following.number

    def phase_name(self, phase: int) -> str:
        """Return the phase's name; of a number the process does not have, that it is not defined."""
        found = self._phase(phase)
        return "not defined" if found is None else found.name

    def _of(self, phase: int) -> tuple[Requirement, ...]:
        return tuple(one for one in self.requirements if one.criterion.phase == phase)

    def _phase(self, number: int) -> Phase | None:
        return next((phase for phase in self.phases if phase.number == number), None)
