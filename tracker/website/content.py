"""Everything the site is made of, as of one moment: what the pages are composed from.

`tracker.cli.site_content` puts it together, the same values that the commands print. Templates never see it: each page
is composed into a frozen value of its own first.
"""

from collections.abc import Mapping
from dataclasses import field

from tracker.agenda.values import Agenda, Dependency
from tracker.ballots.standing import VoteStanding
from tracker.drift.findings import Drift
from tracker.durations import Latency
from tracker.frozen import frozen
from tracker.happenings import Timeline
from tracker.hosting import Hosted
from tracker.lives import AmendmentLife, PhaseChange
from tracker.next_release.ballot import Ballot
from tracker.process import Process
from tracker.process.calendar import Calendar
from tracker.published import Publication
from tracker.released import Release
from tracker.standing import AmendmentStanding, Standing
from tracker.voting import NotesSpan, Vote


@frozen
class RuleDocument:
    """A rule or criterion, and the page that explains it."""

    id: str
    family: str
    """`criterion`, `lint`, `drift` or `release`."""
    severity: str | None
    """`None` of a criterion."""
    summary: str
    """In one sentence."""
    text: str
    """The page, as Markdown of our own."""


@frozen
class Content:
    """What the site shows."""

    standing: Standing
    process: Process
    calendar: Calendar
    timelines: tuple[Timeline, ...] = ()
    """Of every subject there ever was, in the order in which they stand."""
    lives: tuple[AmendmentLife, ...] = ()
    lived: tuple[AmendmentStanding, ...] = ()
    """Amendments that are done with, or only proposed: the standing has them no more, or not yet."""
    changes: tuple[PhaseChange, ...] = ()
    """What the proposal list did, oldest first."""
    ballots: tuple[Ballot, ...] = ()
    """Of the coming releases, soonest first."""
    votes: tuple[VoteStanding, ...] = ()
    """Every decision on record, oldest first."""
    review: tuple[Vote, ...] = ()
    """Decisions read from notes that wait for a person."""
    drift: Drift | None = None
    """`None` when it was not compared."""
    agenda: Agenda | None = None
    """The meetings to come and what can be voted on."""
    meetings: tuple[NotesSpan, ...] = ()
    """The notes of every meeting as they stand, oldest first."""
    releases: tuple[Release, ...] = ()
    """Oldest first within a train."""
    latency: Latency | None = None
    hosted: Hosted = field(default_factory=Hosted)
    publications: tuple[Publication, ...] = ()
    dependencies: Mapping[str, tuple[Dependency, ...]] = field(default_factory=dict)
    """Packages of others that each proposal's WIT names, by the proposal's id."""
    former_names: Mapping[str, str] = field(default_factory=dict)
    """What subjects were ever called -> their ids."""
    rules: tuple[RuleDocument, ...] = ()
    """By family, then by id."""
    api: Mapping[str, str] = field(default_factory=dict)
    """The path of each JSON document below `api/v1/` -> its text, the same objects as the commands print."""
