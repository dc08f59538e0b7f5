"""The pages of proposals, amendments and unlisted repositories, and the rows that lead to them."""

from dataclasses import dataclass

from tracker.website.pages.criteria import CriterionGroup, CriterionLine
from tracker.website.pages.parts import Frame, Link, Mark, PageLink, Step


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class PhaseGroup:
    """The proposals of one phase."""

    number: int
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class GateGroup:
    """Gates of one kind."""

    kind: str
    title: str
    """`@unstable: 12 items`"""
    folded: bool
    """Whether it starts closed: a long list that says little of what may change."""
    lines: tuple[GateLine, ...]


@dataclass(frozen=True, slots=True)
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
    champions: tuple[str, ...]
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
    gates: tuple[GateGroup, ...]
    command: str
    """The command that shows the same."""
