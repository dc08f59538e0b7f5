"""What each page of the site shows: frozen values, all that the templates ever see.

Paths are those of files in the site, with forward slashes and without a leading one. Texts are as their source wrote
them: rendering takes out what must not be shown. Addresses may be anything: rendering links those of the web only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.standing import Criterion


@dataclass(frozen=True, slots=True)
class Process:
    """What the site needs to know of the process."""

    phase_names: Mapping[int, str]
    """The name of each phase, by its number."""
    criteria: tuple[Criterion, ...]
    """The entry requirements, in the order they are shown."""


# --- parts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, in UTC."""

    iso: str
    """For machines: `2026-07-21T10:00:00+00:00`."""
    day: str
    """`21 July 2026`"""
    time: str
    """`10:00 UTC`"""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads out of the site, if its address is one of the web."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A text that leads to a page of the site."""

    text: str
    path: str | None
    """The page's path; `None` when the site has no such page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as a symbol and as a word, so that colour only repeats it."""

    kind: str
    """The status in one word of ours, safe as a part of a class name: `met`, `blocked`."""
    symbol: str
    word: str
    """What a screen reader says: `met`, `inherited, met`."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content."""

    title: str
    """The page's own title, without the site's name."""
    description: str
    """One sentence for search engines and previews."""
    path: str
    """The page's own path."""
    root: str
    """What leads from the page to the site's root: empty, or `../` once per folder."""
    section: str
    """Which entry of the navigation it belongs to: `overview`, `unlisted`, `about`, or none."""
    as_of: Moment
    version: str
    """The version of the tracker that built it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One phase, as a step on a subject's way or as a column of the overview."""

    number: int
    name: str
    state: str
    """`done`, `current`, `next` or `later`."""
    count: int = 0
    """How many proposals are in it."""
    height: int = 0
    """The height of its bar, 0 to 100."""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One entry requirement, judged for one subject."""

    anchor: str
    """The id of its row on the subject's page."""
    id: str
    title: str
    phase: int
    mark: Mark
    reason: str
    evidence: tuple[Link, ...]
    meaning: str | None
    """The path and anchor of its explanation; `None` when the process does not state it."""
    inherited_from: PageLink | None
    """The subject that answers it."""


@dataclass(frozen=True, slots=True)
class CriterionGroup:
    """The entry requirements of one phase, judged for one subject."""

    title: str
    """`To enter phase 3`"""
    tally: str
    """The criteria counted: `3 met, 1 unknown`."""
    lines: tuple[CriterionLine, ...]


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
class MatrixColumn:
    """One criterion as a column of the matrix."""

    title: str
    phase: int
    meaning: str | None
    """The path and anchor of its explanation."""


@dataclass(frozen=True, slots=True)
class MatrixPhase:
    """A run of columns: the entry requirements of one phase."""

    number: int
    width: int
    """How many columns."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One criterion of one subject."""

    mark: Mark
    path: str
    """The path and anchor of the criterion on the subject's page."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One subject as a row of the matrix."""

    title: str
    path: str
    amendment: bool
    cells: tuple[MatrixCell | None, ...]
    """One per column; `None` where the criterion is not asked of the subject."""


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows of the subjects in one phase."""

    title: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Subjects by criteria."""

    phases: tuple[MatrixPhase, ...]
    columns: tuple[MatrixColumn, ...]
    groups: tuple[MatrixGroup, ...]


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
class Figure:
    """A number of the headline."""

    number: int
    label: str
    """What is counted."""
    mark: Mark | None
    href: str
    """Where it is looked up: an anchor, or a path in the site."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A repository that was read."""

    repository: Link
    revision: Link


@dataclass(frozen=True, slots=True)
class CriterionMeaning:
    """An entry requirement, explained."""

    anchor: str
    id: str
    phase: int
    title: str
    requirement: str
    judged_by: str
    in_effect: str
    """`7 September 2023`"""
    source: Link


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """Something a reader must know about what was, or was not, read."""

    source: str
    message: str


# --- pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """`index.html`: where everything stands."""

    frame: Frame
    repositories: int
    """From how many repositories it speaks."""
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]
    """Every phase with its count, lowest first."""
    groups: tuple[PhaseGroup, ...]
    """The proposals by phase, highest first; a phase without any is left out."""
    orphans: tuple[Row, ...]
    """Amendments whose proposal the list does not have."""
    matrix: Matrix
    legend: tuple[Mark, ...]
    notices: int
    """How many notices there are about what was read."""
    unlisted: int


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


@dataclass(frozen=True, slots=True)
class UnlistedPage:
    """`unlisted/index.html`: repositories that hold a package and have no row in the proposal list."""

    frame: Frame
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """`about/index.html`: where the data comes from and how it is judged."""

    frame: Frame
    synced: Moment | None
    """When the sources were last read."""
    sources: tuple[SourceLine, ...]
    notices: tuple[NoticeLine, ...]
    steps: tuple[Step, ...]
    criteria: tuple[CriterionMeaning, ...]
    legend: tuple[Mark, ...]
    verdicts: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class MissingPage:
    """`404.html`: no such page."""

    frame: Frame


Page = OverviewPage | SubjectPage | UnlistedPage | AboutPage | MissingPage
"""Any page."""
