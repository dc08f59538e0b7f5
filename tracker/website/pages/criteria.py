"""Entry requirements as pages show them: judged for one subject, and laid out as a matrix of all."""

from tracker.frozen import frozen
from tracker.website.pages.parts import Link, Mark, PageLink


@frozen
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


@frozen
class CriterionGroup:
    """The entry requirements of one phase, judged for one subject."""

    title: str
    """`To enter phase 3`"""
    tally: str
    """The criteria counted: `3 met, 1 unknown`."""
    lines: tuple[CriterionLine, ...]


@frozen
class MatrixColumn:
    """One criterion as a column of the matrix."""

    title: str
    phase: int
    meaning: str | None
    """The path and anchor of its explanation."""


@frozen
class MatrixPhase:
    """A run of columns: the entry requirements of one phase."""

    number: int
    width: int
    """How many columns."""


@frozen
class MatrixCell:
    """One criterion of one subject."""

    mark: Mark
    path: str
    """The path and anchor of the criterion on the subject's page."""


@frozen
class MatrixRow:
    """One subject as a row of the matrix."""

    title: str
    path: str
    amendment: bool
    cells: tuple[MatrixCell | None, ...]
    """One per column; `None` where the criterion is not asked of the subject."""


@frozen
class MatrixGroup:
    """The rows of the subjects in one phase."""

    title: str
    rows: tuple[MatrixRow, ...]


@frozen
class Matrix:
    """Subjects by criteria."""

    phases: tuple[MatrixPhase, ...]
    columns: tuple[MatrixColumn, ...]
    groups: tuple[MatrixGroup, ...]
