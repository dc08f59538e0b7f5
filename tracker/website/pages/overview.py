"""The values of the overview: what comes next, what is up for a vote, what changed, and how much there is."""

from tracker.frozen import frozen
from tracker.website.pages.parts import Frame, Link, Mark, PageLink, Step, When


@frozen
class Figure:
    """A number of the headline."""

    number: int
    label: str
    """What is counted."""
    mark: Mark | None
    href: str
    """Where it is looked up: an anchor, or a path in the site."""


@frozen
class ReleaseAhead:
    """A release that is due."""

    name: PageLink
    """`WASI 0.3.3`, or the line alone where no version was announced; leads to its readiness."""
    due: When | None
    """`None` when no day is known."""
    how: str
    """`announced`, or `by the rule of the train`."""
    verdict: Mark | None
    """Whether it can go out; `None` when that was not judged."""
    reason: str
    """Why, in one line; empty when it was not judged."""
    deadline: When | None
    """The last day on which a vote can be put on the agenda of the last meeting before it."""
    aim: When | None
    """The last day that keeps the notice the chairs aim for."""


@frozen
class MeetingAhead:
    """The next meeting."""

    when: When
    path: str | None
    """The path of its page."""
    planned: bool
    """Whether only the rhythm says so, and no agenda is there yet."""
    matters: tuple[str, ...]
    """What stands on its agenda and not on most others."""


@frozen
class VoteAhead:
    """A subject that can be put to the vote, or of which only people can tell whether it can."""

    subject: PageLink
    id: str
    phase: int
    """The phase to be voted on."""
    verdict: Mark | None
    open: tuple[str, ...]
    """What nobody can tell yet, each requirement in a few words."""
    asked: tuple[When, ...]
    """The coming meetings whose agendas ask for it."""
    earliest: When | None
    """The first meeting that it can be on with the notice that the chairs aim for."""


@frozen
class DriftCount:
    """How many disagreements of one severity are open."""

    number: int
    mark: Mark


@frozen
class Change:
    """One thing that happened."""

    when: When
    topic: str
    """`phase`, `amendment` or `vote`."""
    subject: PageLink
    summary: str
    place: Link | None
    """Where it can be seen."""


@frozen
class OverviewPage:
    """`index.html`: what comes next, and where everything stands."""

    frame: Frame
    repositories: int
    """From how many repositories it speaks."""
    notices: int
    """How many notices there are about what was read."""
    releases: tuple[ReleaseAhead, ...]
    """Soonest first."""
    meeting: MeetingAhead | None
    """`None` when none is known to come."""
    votes: tuple[VoteAhead, ...]
    """Those that agendas ask for first, then those that are ready."""
    further_votes: int
    """How many more candidates there are than are shown."""
    planned: bool
    """Whether it is known at all what can be voted on."""
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]
    """Every phase with its count, lowest first."""
    drift: tuple[DriftCount, ...]
    """By severity, the worst first."""
    compared: bool
    """Whether the sources were compared at all."""
    changes: tuple[Change, ...]
    """Newest first."""
