"""The pages that are not about one subject: unlisted repositories, the data, and the missing page."""

from tracker.frozen import frozen
from tracker.website.pages.parts import Frame, Link, Mark, Moment, Step
from tracker.website.pages.subjects import Row


@frozen
class SourceLine:
    """A repository that was read."""

    repository: Link
    revision: Link


@frozen
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


@frozen
class NoticeLine:
    """Something a reader must know about what was, or was not, read."""

    source: str
    message: str


@frozen
class UnlistedPage:
    """`unlisted/index.html`: repositories that hold a package and have no row in the proposal list."""

    frame: Frame
    rows: tuple[Row, ...]


@frozen
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


@frozen
class MissingPage:
    """`404.html`: no such page."""

    frame: Frame
