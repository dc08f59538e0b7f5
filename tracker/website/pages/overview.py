"""The overview."""

from dataclasses import dataclass

from tracker.website.pages.criteria import Matrix
from tracker.website.pages.parts import Frame, Mark, Step
from tracker.website.pages.subjects import PhaseGroup, Row


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
