"""Where everything stands at one moment: the values that reports and the website show.

`tracker.readiness` builds them from facts; nothing here computes anything. Field names are those of the JSON contract
(`tracker status --format json`), so that one word means one thing everywhere.
"""

from datetime import date, datetime
from enum import StrEnum

from tracker.facts import GateKind, RepositoryName, Revision
from tracker.frozen import frozen

Day = date
"""A date's type where a field is called so itself."""


class CriterionStatus(StrEnum):
    """Whether an entry requirement is fulfilled. The five are never folded into each other."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    """No one can tell from what was read: people must attest it, or a source or tool was not there."""
    WAIVED = "waived"
    INHERITED = "inherited"
    """An amendment's requirement that its parent proposal answers."""


class Readiness(StrEnum):
    """Whether a subject can be put to the vote for its next phase."""

    READY = "ready"
    BLOCKED = "blocked"
    UNDETERMINED = "undetermined"
    """Nothing stands against it, but something is left that only people can tell."""


class AmendmentState(StrEnum):
    """How far an amendment has come."""

    PROPOSED = "proposed"
    """Its gate is in a pull request and nowhere else."""
    TRACKED = "tracked"
    """It has its own row in the proposal list, and no gate on any branch."""
    LANDED = "landed"
    """Its gate is on the branch."""
    QUEUED = "queued"
    """`// @stabilize-next` stands above its gates."""
    VOTED = "voted"
    """The subgroup voted to stabilize it, and its gates are still `@unstable`."""
    STABILIZED = "stabilized"
    """`@since` stands where `@unstable` stood, and no release has it yet."""
    RELEASED = "released"
    """A tagged release has it."""
    WITHDRAWN = "withdrawn"
    """Its gate is gone, and no `@since` came in its place."""
    REJECTED = "rejected"
    """The subgroup voted against it."""


@frozen
class Evidence:
    """Where a claim can be looked up."""

    url: str
    """A permalink: to file and line at a commit."""
    path: str
    line: int | None
    revision: Revision


@frozen
class CriterionResult:
    """One entry requirement, judged for one subject."""

    id: str
    """`portability-documented`, `overview`, `wit`, `dependencies`, ..."""
    phase: int
    """The phase it is an entry requirement of."""
    status: CriterionStatus
    reason: str
    """Why, in one line."""
    evidence: tuple[Evidence, ...] = ()
    inherited_from: str | None = None
    """The subject that answers it, when `status` is `inherited`; `from` in JSON."""
    inherited_status: CriterionStatus | None = None
    """How it stands with that subject, when `status` is `inherited`."""


@frozen
class Item:
    """A WIT item that a gate stands on."""

    path: str
    """`wasi:clocks/timezone#utc-offset`"""
    kind: str
    file: str
    line: int
    """The line of the gate."""
    url: str
    """A permalink to it."""


@frozen
class GateStanding:
    """One gate of one package at one revision."""

    proposal: str
    """The proposal's id."""
    package: str
    """`wasi:clocks@0.3.0`"""
    item: str
    item_kind: str
    kind: GateKind
    feature: str | None
    version: str | None
    file: str
    line: int
    repository: RepositoryName
    revision: Revision
    url: str


@frozen
class Presented:
    """A meeting whose agenda names a subject."""

    date: Day
    path: str
    """Its file, in the repository of meetings."""
    url: str
    """A permalink to the item."""


@frozen
class Activity:
    """A commit to a subject."""

    date: datetime
    """When the branch came to hold it."""
    repository: RepositoryName
    revision: Revision


@frozen
class AmendmentStanding:
    """Where one amendment stands: a gated change to a phase-3 proposal, its own phase-2 item."""

    id: str
    """`clocks/clocks-timezone`"""
    title: str
    """The title of its row in the proposal list, or one made from its parent and feature."""
    parent: str
    """The id of the proposal it amends."""
    feature: str | None
    """`None` when the list names an amendment of which no gate was ever seen."""
    state: AmendmentState
    phase: int
    champions: tuple[str, ...]
    repository: RepositoryName | None
    path: str | None
    packages: tuple[str, ...]
    next_phase: int | None
    readiness: Readiness | None
    criteria: tuple[CriterionResult, ...]
    next_step: str
    """What it still needs, in one sentence."""
    items: tuple[Item, ...]
    row: Evidence | None = None
    """Its row in the proposal list; `None` when the list does not track it."""
    last_presented: Presented | None = None
    """The last meeting that had it on its agenda; `None` when none did, or no agenda was read."""
    last_activity: Activity | None = None
    """The last commit to it; `None` when its home was not read."""
    quiet: bool = False
    """Whether both are longer ago than the process lets pass."""


@frozen
class ProposalStanding:
    """Where one proposal stands."""

    id: str
    """The package's short name, else the repository's name without `wasi-`."""
    title: str
    phase: int | None
    """`None` for a repository that the proposal list does not have."""
    champions: tuple[str, ...]
    repository: RepositoryName | None
    """Where its WIT lives now; `None` when the list links to none."""
    path: str | None
    """The folder that holds its README and WIT; empty for the repository's root, `None` when nothing was read."""
    packages: tuple[str, ...]
    """Its own packages: `wasi:clocks@0.3.0`."""
    next_phase: int | None
    """`None` when no further phase is defined."""
    readiness: Readiness | None
    criteria: tuple[CriterionResult, ...]
    next_step: str
    """What it still needs, in one sentence."""
    row: Evidence | None = None
    """Its row in the proposal list."""
    features: tuple[str, ...] = ()
    """Features that gate the proposal itself (below phase 3), not amendments."""
    repositories: tuple[RepositoryName, ...] = ()
    """Every repository that holds a package of it, the present one first."""
    last_presented: Presented | None = None
    """The last meeting that had it on its agenda; `None` when none did, or no agenda was read."""
    last_activity: Activity | None = None
    """The last commit to it; `None` when its home was not read."""
    quiet: bool = False
    """Whether both are longer ago than the process lets pass."""


@frozen
class OpenConcern:
    """A concern that somebody raised about a subject, and that nobody settled yet. It changes no verdict."""

    id: str
    """Of its entry in the ledger."""
    subject: str
    by: str
    """Who raised it."""
    raised: date
    text: str
    link: str | None
    """Where it is discussed."""


@frozen
class Notice:
    """Something a reader must know about what was, or was not, read."""

    source: str
    message: str


@frozen
class Standing:
    """Where everything stands, as of one moment."""

    as_of: datetime
    """The moment that the answer speaks of."""
    revisions: dict[RepositoryName, Revision]
    """The revision of each repository that the answer speaks from."""
    proposals: tuple[ProposalStanding, ...]
    """Rows of the proposal list, highest phase first, in the list's order."""
    amendments: tuple[AmendmentStanding, ...]
    unlisted: tuple[ProposalStanding, ...]
    """Repositories that hold a package and have no row in the proposal list."""
    gates: tuple[GateStanding, ...]
    notices: tuple[Notice, ...]
    synced_at: datetime | None = None
    """When the sources were last read."""
    concerns: tuple[OpenConcern, ...] = ()
    """Those that are open, in the order in which they were raised."""


@frozen
class Criterion:
    """One entry requirement of a phase, as the process states it."""

    id: str
    phase: int
    title: str
    """What it asks, in a few words."""
    requirement: str
    """What it asks, in one sentence of our own."""
    judged_by: str
    """`tool` or `people`."""
    in_effect: date
    """The first day it counts."""
    source: str
    """A link to where the subgroup decided it."""
