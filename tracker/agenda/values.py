"""What the agenda is made of, as values that reports show."""

from datetime import datetime

from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.process.calendar import Departure as Departure  # noqa: PLC0414 -- who shows an agenda shows these
from tracker.standing import CriterionResult, Readiness
from tracker.voting import AgendaItem, Day


@frozen
class Matter:
    """An item of a coming meeting's agenda."""

    item: AgendaItem
    """As it stands there."""
    subjects: tuple[str, ...]
    """The ids of the proposals and amendments that it surely names."""
    url: str
    """A permalink to it."""
    usual: bool = False
    """Whether it stands on most agendas and nothing stands below it: `Opening`."""


@frozen
class Meeting:
    """A meeting to come."""

    date: Day
    planned: bool
    """Whether only the rhythm says so, and no file of an agenda is there yet."""
    path: str
    """Where its agenda is, or would be."""
    url: str | None = None
    """A permalink to the agenda; `None` when there is none yet."""
    matters: tuple[Matter, ...] = ()
    """In the order of the agenda."""
    problem: str | None = None
    """Why its agenda could not be read."""

    @property
    def shown(self) -> tuple[Matter, ...]:
        """What stands on its agenda and not on most others."""
        return tuple(each for each in self.matters if not each.usual)


@frozen
class Deadline:
    """By when a vote must be on an agenda to come before a release."""

    release: Departure
    meeting: Day
    """The last meeting before it that can still be reached by the rule."""
    aim: Day
    """The last day of the notice that the chairs aim for; may be over."""
    rule: Day
    """The last day of the notice that the rule asks for."""


@frozen
class Dependency:
    """Another package that a subject's WIT names."""

    package: str
    """`wasi:io`"""
    phase: int | None
    """The phase of the proposal it belongs to; `None` when nobody can tell."""


@frozen
class Candidate:
    """A subject that can be put to the vote, or of which only people can tell whether it can."""

    id: str
    title: str
    feature: str | None
    """The feature that gates it, of an amendment."""
    phase: int
    target: int
    """The phase to be voted on."""
    readiness: Readiness
    """`ready` or `undetermined`."""
    champions: tuple[str, ...]
    url: str | None
    """Where it lives; `None` when its row links nowhere."""
    criteria: tuple[CriterionResult, ...]
    """The entry requirements, in the order in which they are shown."""
    open: tuple[CriterionResult, ...]
    """Those that nobody can tell yet."""
    dependencies: tuple[Dependency, ...]
    """Of an amendment those of the proposal that it amends."""
    earliest: Day | None
    """The first meeting that it can be on with the notice that the chairs aim for."""
    deadlines: tuple[Deadline, ...]
    """One for each release to come that it can still be voted on before, soonest first."""
    asked: tuple[Day, ...] = ()
    """The coming meetings whose agendas ask for a vote on it already."""


@frozen
class Agenda:
    """What comes next, as of one moment."""

    as_of: datetime
    """The moment."""
    repository: RepositoryName | None
    """The meetings repository; `None` when none is known."""
    meetings: tuple[Meeting, ...]
    """By date."""
    releases: tuple[Departure, ...]
    """The next ones, by date."""
    ready: tuple[Candidate, ...]
    """In the order of the proposal list."""
    undetermined: tuple[Candidate, ...]
    """Nothing stands against these, and something is left that only people can tell."""
    titles: tuple[tuple[str, int, str], ...] = ()
    """Id, phase and title of every entry requirement in effect."""
    sources: tuple[str, ...] = ()
    """Links to the rules that the dates follow from."""

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All of them, the ready ones first."""
        return self.ready + self.undetermined

    def title(self, result: CriterionResult) -> str:
        """Return what a requirement asks, in a few words; its id when it is in effect no more."""
        found = (title for key, phase, title in self.titles if (key, phase) == (result.id, result.phase))
        return next(found, result.id)
