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
from tracker.website.pages.findings import DriftPage
from tracker.website.pages.index import EverythingPage, IndexEntry, IndexSection, RedirectPage, SearchPage
from tracker.website.pages.meetings import MeetingPage, MeetingsPage
from tracker.website.pages.overview import Figure, OverviewPage
from tracker.website.pages.parts import Frame, Link, Mark, Moment, PageLink, Step, When
from tracker.website.pages.pictures import Key, Picture
from tracker.website.pages.proposals import ProposalsPage
from tracker.website.pages.readiness import NextPage, ReadinessPage, SlidesPage
from tracker.website.pages.releases import ReleasePage, ReleasesPage
from tracker.website.pages.rules import PeoplePage, ProcessPage, RulePage, RulesPage
from tracker.website.pages.subjects import GateGroup, GateLine, PhaseGroup, Row, SubjectPage
from tracker.website.pages.votes import VotesPage

RecordPage = (
    DriftPage
    | MeetingPage
    | MeetingsPage
    | NextPage
    | PeoplePage
    | ProcessPage
    | ReadinessPage
    | ReleasePage
    | ReleasesPage
    | RulePage
    | RulesPage
    | SlidesPage
    | VotesPage
)
"""A page of what is on record: releases, votes, meetings, disagreements, rules."""
FindingPage = EverythingPage | SearchPage | RedirectPage
"""A page that leads to others."""
Page = OverviewPage | ProposalsPage | SubjectPage | UnlistedPage | AboutPage | MissingPage | RecordPage | FindingPage
"""Any page."""

__all__ = [
    "AboutPage",
    "CriterionGroup",
    "CriterionLine",
    "CriterionMeaning",
    "DriftPage",
    "EverythingPage",
    "Figure",
    "FindingPage",
    "Frame",
    "GateGroup",
    "GateLine",
    "IndexEntry",
    "IndexSection",
    "Key",
    "Link",
    "Mark",
    "Matrix",
    "MatrixCell",
    "MatrixColumn",
    "MatrixGroup",
    "MatrixPhase",
    "MatrixRow",
    "MeetingPage",
    "MeetingsPage",
    "MissingPage",
    "Moment",
    "NextPage",
    "NoticeLine",
    "OverviewPage",
    "Page",
    "PageLink",
    "PeoplePage",
    "PhaseGroup",
    "Picture",
    "ProcessPage",
    "ProposalsPage",
    "ReadinessPage",
    "RecordPage",
    "RedirectPage",
    "ReleasePage",
    "ReleasesPage",
    "Row",
    "RulePage",
    "RulesPage",
    "SearchPage",
    "SlidesPage",
    "SourceLine",
    "Step",
    "SubjectPage",
    "UnlistedPage",
    "VotesPage",
    "When",
]
