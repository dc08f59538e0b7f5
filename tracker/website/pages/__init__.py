"""What each page of the site shows: frozen values, all that the templates ever see.

Paths are those of files in the site, with forward slashes and without a leading one. Texts are as their source wrote
them: rendering takes out what must not be shown. Addresses may be anything: rendering links those of the web only.
"""

from tracker.website.pages.criteria import (
    CriterionGroup,
    CriterionLine,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixGroup,
    MatrixPhase,
    MatrixRow,
)
from tracker.website.pages.documents import (
    AboutPage,
    CriterionMeaning,
    MissingPage,
    NoticeLine,
    SourceLine,
    UnlistedPage,
)
from tracker.website.pages.overview import Figure, OverviewPage
from tracker.website.pages.parts import Frame, Link, Mark, Moment, PageLink, Step, When
from tracker.website.pages.subjects import GateGroup, GateLine, PhaseGroup, Row, SubjectPage

Page = OverviewPage | SubjectPage | UnlistedPage | AboutPage | MissingPage
"""Any page."""

__all__ = [
    "AboutPage",
    "CriterionGroup",
    "CriterionLine",
    "CriterionMeaning",
    "Figure",
    "Frame",
    "GateGroup",
    "GateLine",
    "Link",
    "Mark",
    "Matrix",
    "MatrixCell",
    "MatrixColumn",
    "MatrixGroup",
    "MatrixPhase",
    "MatrixRow",
    "MissingPage",
    "Moment",
    "NoticeLine",
    "OverviewPage",
    "Page",
    "PageLink",
    "PhaseGroup",
    "Row",
    "SourceLine",
    "Step",
    "SubjectPage",
    "UnlistedPage",
    "When",
]
