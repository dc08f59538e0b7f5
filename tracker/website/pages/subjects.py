"""The pages of proposals, amendments and unlisted repositories, and the rows that lead to them."""

from tracker.frozen import frozen
from tracker.website.pages.criteria import CriterionGroup, CriterionLine
from tracker.website.pages.findings import FindingLine
from tracker.website.pages.parts import Frame, Link, Mark, PageLink, Step, When
from tracker.website.pages.pictures import Picture
from tracker.website.pages.votes import VoteLine


@frozen
class Row:
    """One subject in a table of subjects."""

    id: str
    title: str
    path: str
    """The path of its page."""
    champions: tuple[str, ...]
    verdict: Mark | None
    """Whether it can be put to the vote; `None` when no further phase is defined."""
    next_phase: int | None
    criteria: tuple[CriterionLine, ...]
    tally: str
    """The criteria counted: `3 met, 1 unknown`."""
    next_step: str
    note: str
    """What sets it apart: `amendment, phase 2, landed`; empty for a proposal."""
    repository: Link | None
    packages: tuple[str, ...]
    amendments: tuple["Row", ...] = ()


@frozen
class PhaseGroup:
    """The proposals of one phase."""

    number: int
    name: str
    rows: tuple[Row, ...]


@frozen
class GateLine:
    """One gate on one item."""

    item: str
    """The item's path: `wasi:clocks/timezone#utc-offset`."""
    item_kind: str
    gate: str
    """As WIT writes it: `@unstable(feature = clocks-timezone)`."""
    source: Link
    amendment: PageLink | None
    """The amendment it belongs to."""


@frozen
class GateGroup:
    """Gates of one kind."""

    kind: str
    title: str
    """`@unstable: 12 items`"""
    folded: bool
    """Whether it starts closed: a long list that says little of what may change."""
    lines: tuple[GateLine, ...]


@frozen
class HistoryLine:
    """One thing that happened to a subject."""

    when: When
    topic: str
    """`phase`, `amendment` or `vote`."""
    summary: str
    who: str | None
    """The author of the commit."""
    place: Link | None
    """Where it can be seen."""


@frozen
class ProcessStep:
    """One of the eight steps that the process has for an amendment."""

    number: int
    title: str
    asks: str
    """What is done in it, in one sentence."""
    state: str
    """`done`, `current`, `missing` or `later`."""
    word: str
    """The state in words: `done`, `comes next`, `left out`, `not yet`."""
    evidence: tuple[HistoryLine, ...]
    """What shows that it was taken, the newest first."""


@frozen
class DependencyLine:
    """A package that a subject uses, or a proposal that uses it."""

    name: PageLink
    phase: int | None
    """`None` when nobody can tell."""


@frozen
class PullLine:
    """A pull request that concerns a subject."""

    place: Link
    said: str
    """Its title where it is known, else what it did."""
    state: str
    """`open`, `merged`, `closed`; empty when nobody can tell."""


@frozen
class PublishedLine:
    """What a registry holds of a package."""

    package: str
    """`wasi:clocks@0.3.0`"""
    mark: Mark
    reference: str
    """Where it was looked for."""
    said: str
    """What is wrong with it, or why nobody can tell; empty when nothing is."""
    checked: When


@frozen
class ComingLine:
    """What a coming release says of a subject."""

    release: PageLink
    verdict: Mark | None
    reason: str
    next_step: str


@frozen
class ConcernLine:
    """An open concern about a subject."""

    by: str
    when: When
    text: str
    place: Link | None


@frozen
class Command:
    """Something to copy."""

    label: str
    text: str


@frozen
class Past:
    """What is on record about a subject."""

    history: tuple[HistoryLine, ...]
    """Newest first."""
    votes: tuple[VoteLine, ...]
    """Newest first."""
    pulls: tuple[PullLine, ...]
    presented: PageLink | None
    """The last meeting that had it on its agenda, by its day."""
    activity: Link | None
    """The last commit to it, by its day."""
    quiet: bool
    """Whether both are longer ago than the process lets pass."""


@frozen
class Surroundings:
    """What a subject depends on, and what stands around it."""

    uses: tuple[DependencyLine, ...]
    """Packages of others that its WIT names; of an amendment, those of its proposal."""
    used_by: tuple[DependencyLine, ...]
    """Proposals whose WIT names a package of it."""
    published: tuple[PublishedLine, ...]
    coming: tuple[ComingLine, ...]
    """By release, the soonest first."""
    findings: tuple[FindingLine, ...]
    """About what the sources disagree."""
    concerns: tuple[ConcernLine, ...]


@frozen
class SubjectPage:
    """A proposal's, an amendment's or an unlisted repository's own page."""

    frame: Frame
    kind: str
    """`proposal`, `amendment` or `unlisted`."""
    id: str
    title: str
    note: str
    """`Phase 3 proposal`, `Amendment, landed`."""
    phase: int | None
    steps: tuple[Step, ...]
    """Empty when it is in no phase."""
    verdict: Mark | None
    next_phase: int | None
    next_step: str
    way: tuple[ProcessStep, ...]
    """The eight steps, of an amendment; empty when its life is not known."""
    picture: Picture | None
    """The life of an amendment, drawn."""
    champions: tuple[PageLink, ...]
    parent: PageLink | None
    """The proposal an amendment amends."""
    feature: str | None
    """The feature's name, of an amendment."""
    features: tuple[str, ...]
    """Features that gate the proposal itself."""
    repository: Link | None
    folder: Link | None
    packages: tuple[Link, ...]
    earlier: tuple[Link, ...]
    """Other repositories that hold a package of it."""
    row: Link | None
    """Its row in the proposal list."""
    criteria: tuple[CriterionGroup, ...]
    """By phase, the next one's first."""
    amendments: tuple[Row, ...]
    lived: tuple[Row, ...]
    """Amendments of it that are done with, or only proposed."""
    gates: tuple[GateGroup, ...]
    past: Past
    around: Surroundings
    commands: tuple[Command, ...]
    """What shows the same on the command line, and the badge where the site's address is known."""
    feed: str | None
    """The path of the feed of what happens to it; `None` when it has none."""
