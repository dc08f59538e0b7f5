"""What became of things: the lives of amendments and the phases of proposals, as reports and the website show them.

`tracker.lifecycle` and `tracker.phases` build these values; nothing here computes anything.
"""

from datetime import datetime
from enum import StrEnum

from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen
from tracker.hosting import PullLink
from tracker.standing import AmendmentState


@frozen
class Mark:
    """A commit in time."""

    date: datetime
    """When the branch came to hold it."""
    revision: Revision


@frozen
class ItemLife:
    """What became of one gated item on one line of one branch."""

    path: str
    """`wasi:clocks/timezone#utc-offset`"""
    kind: str
    state: AmendmentState
    """Landed, queued, stabilized, released or withdrawn."""
    file: str
    """Where its gate stands, or stood last."""
    line: int
    stabilized_in: str | None = None
    renamed_to: str | None = None
    """The path it goes on under, when the feature's gate moved to another item in the same commit."""


@frozen
class LineLife:
    """What became of an amendment on one release line of one branch."""

    line: str | None
    """`0.2`; `None` when its package has no version."""
    repository: RepositoryName
    branch: str
    state: AmendmentState
    first: Mark
    """The first commit that holds a gate of the feature."""
    last: Mark | None
    """The last commit that holds one; `None` while one stands."""
    stabilized_in: str | None
    """The version that its `@since` gates name, the newest when they differ."""
    released_in: str | None
    """The first tagged version of the line that holds its items as stable."""
    carried: bool = True
    """Whether the branch still holds the package on that line."""
    items: tuple[ItemLife, ...] = ()


class EventKind(StrEnum):
    """What happened to an amendment: a state it reached, or one that it left."""

    PROPOSED = "proposed"
    TRACKED = "tracked"
    UNTRACKED = "untracked"
    """Its row left the proposal list."""
    LANDED = "landed"
    QUEUED = "queued"
    VOTED = "voted"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    """A vote was called off, or its outcome cannot be told."""
    STABILIZED = "stabilized"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    """The branch gave up the whole line; the amendment lives on elsewhere, or not at all."""
    RENAMED = "renamed"
    """An item of it goes on under another path."""


@frozen
class LifeEvent:
    """One thing that happened to an amendment, or that the subgroup decided about a proposal."""

    date: datetime
    state: EventKind
    line: str | None
    """The release line it happened on; `None` for what concerns all."""
    repository: RepositoryName | None
    revision: Revision | None
    summary: str
    """What happened, in one sentence."""
    url: str | None
    """Where it can be seen."""
    who: str | None = None
    """The author of the commit."""
    phase: int | None = None
    """Of a vote, the phase that was asked for."""


@frozen
class AmendmentLife:
    """The life of one amendment, over all lines and repositories."""

    id: str
    """`clocks/clocks-timezone`"""
    parent: str
    feature: str | None
    """`None` when the list names an amendment of which no gate was ever seen."""
    title: str
    state: AmendmentState
    """How far it has come on the line where it has come farthest."""
    phase: int | None
    """2 from when it is tracked or landed, 3 from when it is stabilized or a vote on phase 3 passed; `None` while it is
    only proposed."""
    lines: tuple[LineLife, ...]
    """By line, then in the order in which they began."""
    events: tuple[LifeEvent, ...]
    """Oldest first."""
    step: int | None
    """Which of the process's eight steps comes next; `None` when all are done, or it was withdrawn or rejected."""
    next_step: str
    """That step in words, and whom it waits for."""
    missing: tuple[str, ...]
    """What of an earlier step was left out, each in one sentence: `no row of its own in the proposal list`."""
    pulls: tuple[PullLink, ...] = ()
    """The pull requests that add, stabilize or remove its gates, by repository and number."""


class ChangeKind(StrEnum):
    """What the proposal list did to a row."""

    ENTERED = "entered"
    ADVANCED = "advanced"
    MOVED_BACK = "moved-back"
    REMOVED = "removed"
    RENAMED = "renamed"


@frozen
class PhaseChange:
    """One change of the proposal list to one subject."""

    date: datetime
    subject: str
    """The id the subject has now, also for what happened under an earlier name."""
    kind: ChangeKind
    origin: int | str | None
    """The phase before, or of a rename the title before; `from` in JSON."""
    target: int | str | None
    """The phase after, or of a rename the title after; `to` in JSON."""
    revision: Revision
    title: str
    """The row's title after the change; before it when the row was removed."""
    url: str
    """A permalink to the row, or to the list when it was removed."""
    author: str
    summary: str
    """The commit's first line."""
