"""The values of the page of proposals: the board by phase, the table, and the matrix of criteria."""

from tracker.frozen import frozen
from tracker.website.pages.criteria import Matrix
from tracker.website.pages.parts import Frame, Mark, When
from tracker.website.pages.pictures import Picture
from tracker.website.pages.subjects import Row


@frozen
class Card:
    """One subject on the board."""

    title: str
    path: str
    verdict: Mark | None
    amendment: bool


@frozen
class Lane:
    """The subjects of one phase on the board."""

    anchor: str
    number: int | None
    """`None` for amendments whose proposal the list does not have."""
    name: str
    proposals: int
    """How many proposals it has."""
    cards: tuple[Card, ...]
    """Each amendment after its proposal."""


@frozen
class Option:
    """One choice of a filter."""

    value: str
    """A word that is safe in an address."""
    label: str


@frozen
class SubjectRow:
    """One subject as a row of the table that can be filtered and sorted."""

    row: Row
    phase: int | None
    amendment: bool
    champions: str
    """The values of its champions in the filter, with spaces between them."""
    activity: When | None
    """The day of the last commit to it."""
    quiet: bool
    """Whether neither work nor a meeting touched it for longer than the process lets pass."""


@frozen
class ProposalsPage:
    """`proposals/index.html`: every proposal and amendment."""

    frame: Frame
    lanes: tuple[Lane, ...]
    """The highest phase first; a phase without any is left out."""
    rows: tuple[SubjectRow, ...]
    """In the order of the lanes."""
    phases: tuple[Option, ...]
    verdicts: tuple[Option, ...]
    champions: tuple[Option, ...]
    matrix: Matrix
    legend: tuple[Mark, ...]
    unlisted: int
    """How many repositories hold a package and have no row in the list."""
    graph: Picture | None = None
    """What needs what."""
