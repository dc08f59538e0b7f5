"""What is put to a vote, or ships, with one release: the values that reports and the website show.

`tracker.next_release` builds them from facts; nothing here computes anything.
"""

from datetime import date, datetime
from enum import StrEnum

from tracker.changes import ApiChange
from tracker.drift.findings import DeclaredException, Said, Severity
from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen
from tracker.hosting import PullLink
from tracker.published import Publication
from tracker.standing import CriterionResult, GateStanding, OpenConcern, Readiness
from tracker.voting import Vote


class EntryKind(StrEnum):
    """Why a subject is on the ballot."""

    AMENDMENT = "amendment"
    """It is not stable on the line yet, and could become so."""
    PROPOSAL = "proposal"
    """It is at phase 2 and asks for phase 3."""
    INCLUSION = "inclusion"
    """At a launch: a proposal that defines worlds, to be included."""
    LAUNCH = "launch"
    """At a launch: the release itself."""
    FEATURE = "component-model-feature"
    """A feature of the Component Model that the line's WIT uses, or would, and that is not adopted for it."""


@frozen
class Implementation:
    """That somebody stated an implementation of a subject, or the plan for its portability."""

    by: str
    date: date
    statement: str
    link: str | None


@frozen
class BallotItem:
    """One subject that could enter the release."""

    subject: str
    """`cli/cli-exit-with-code`, `i2c`, `wasi-0.3.0`, `component-model/map`."""
    title: str
    kind: EntryKind
    question: str
    """What is, or was, to be voted on, as a question."""
    verdict: Readiness
    """Ready: it was voted in, or nothing is left to ask. Blocked: something stands against it, or no vote was held."""
    reason: str
    """Why, in one line."""
    next_step: str
    """The one thing to do next, and who does it, in one sentence."""
    criteria: tuple[CriterionResult, ...] = ()
    votes: tuple[Vote, ...] = ()
    """Those on record about it, oldest first."""
    gates: tuple[GateStanding, ...] = ()
    """Its gates on the line."""
    implementations: tuple[Implementation, ...] = ()
    pulls: tuple[PullLink, ...] = ()
    concerns: tuple[OpenConcern, ...] = ()
    tentative: bool = False
    """Whether nothing but a pull request names it that is open, or may be: a table counts such items, and shows them
    where they are asked for."""


@frozen
class BlockingFinding:
    """Something that stands against the release, found by a rule."""

    rule: str
    severity: Severity
    """An error blocks the release; a warning and a note do not."""
    subject: str
    """The id of a proposal or an amendment; of what concerns all, the release: `wasi-0.3.1`."""
    message: str
    """In one sentence without a full stop."""
    evidence: tuple[Said, ...]
    fix: str | None
    excepted: DeclaredException | None = None
    """The declared exception that covers it: then it does not block."""

    @property
    def blocks(self) -> bool:
        """Whether the release cannot go out as long as it stands."""
        return self.severity is Severity.ERROR and self.excepted is None


@frozen
class Unchecked:
    """Something that a rule could not judge."""

    rule: str
    reason: str
    """Why, in one line."""


@frozen
class ChangeCommit:
    """The commit that brought a change."""

    repository: RepositoryName
    revision: Revision
    date: datetime
    summary: str
    url: str


@frozen
class AttributedChange:
    """A change of the API since the last release of the line, and whose it is."""

    change: ApiChange
    package: str
    """`wasi:clocks`"""
    proposal: str
    """The proposal's id."""
    amendment: str | None
    """The amendment it belongs to; `None` when it belongs to none."""
    commit: ChangeCommit | None
    """The commit it came with; `None` when that cannot be told."""
    url: str | None
    """A permalink to where it stands, or stood."""


@frozen
class FeatureStanding:
    """A feature of the Component Model, and what on the line uses it."""

    id: str
    title: str
    adopted_in: str | None
    adopted_on: date | None
    source: str
    allowed: bool
    """Whether the version may depend on it."""
    used_by: tuple[Said, ...] = ()
    """The stable items that use it, each with its place; `says` is the item's path."""
    used_unstable: tuple[Said, ...] = ()
    """The items behind `@unstable` that use it."""


@frozen
class Unlock:
    """A single vote or fix, and what it would free for the release."""

    action: str
    """What is to be done: `vote on clocks/clocks-timezone`."""
    subject: str
    frees: tuple[str, ...]
    """The paths of the items that it frees, sorted."""
    path: tuple[str, ...] = ()
    """What leads from a freed item to what holds it up, each step a package, version or item."""


@frozen
class Blockage:
    """A candidate that reaches something which is not in phase, or still gated."""

    subject: str
    path: tuple[str, ...]
    """The steps from it to what holds it up: `wasi:tls@0.2.0/client`, `wasi:io@0.2.8/streams`, ..."""
    reason: str
    """What holds it up, in one line."""


@frozen
class Schedule:
    """When a release is due, and what comes before it."""

    planned: date | None
    """The announced day, else the one the rule gives; `None` when no rule covers it."""
    announced: bool
    """Whether the day was announced for this version."""
    actual: date | None
    """The day of its tag; `None` while it is not released."""
    days_left: int | None
    """From the moment of the ballot to the planned day; negative when that is over, `None` when it is released."""
    meetings: tuple[date, ...] = ()
    """Those from the moment of the ballot on and before the release."""
    agenda_deadline: date | None = None
    """The last day on which a vote can be put on the agenda of the last of them by the rule."""
    agenda_aim: date | None = None
    """The last day that keeps the notice the chairs aim for."""
    source: str | None = None
    """A link to where the train was agreed."""


@frozen
class Ballot:
    """What a release contains and could contain, and whether it can go out."""

    as_of: datetime
    version: str
    line: str
    previous: str | None
    """The release of the line before; `None` when it is the first: a launch."""
    prerelease: bool
    schedule: Schedule
    verdict: Readiness
    reason: str
    """Why, in one line."""
    items: tuple[BallotItem, ...] = ()
    blocking: tuple[BlockingFinding, ...] = ()
    """Errors first, then by rule and subject."""
    unchecked: tuple[Unchecked, ...] = ()
    changes: tuple[AttributedChange, ...] = ()
    features: tuple[FeatureStanding, ...] = ()
    published: tuple[Publication, ...] = ()
    packages: tuple[str, ...] = ()
    """What the line holds now: `wasi:clocks@0.3.0`."""
    unlocks: tuple[Unlock, ...] = ()
    """By how many items each frees, most first; asked for by `--unlock`."""
    blockages: tuple[Blockage, ...] = ()
    strict: bool = False
    """Whether what nobody could tell blocks."""
