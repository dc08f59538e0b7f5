"""The families of pages that the site is made of, in the order in which they are composed."""

from collections.abc import Callable, Iterable

from tracker.website.context import Context
from tracker.website.documents import document_pages
from tracker.website.everything import everything_pages
from tracker.website.findings import drift_pages
from tracker.website.meetings import meeting_pages
from tracker.website.overview import overview_pages
from tracker.website.pages import Page
from tracker.website.people import people_pages
from tracker.website.process import process_pages
from tracker.website.proposals import proposal_pages
from tracker.website.readiness import readiness_pages
from tracker.website.releases import release_pages
from tracker.website.rules import rule_pages
from tracker.website.subjects import subject_pages
from tracker.website.votes import votes_pages

Family = Callable[[Context], Iterable[Page]]
"""Composes pages of one kind."""

FAMILIES: tuple[Family, ...] = (
    overview_pages,
    proposal_pages,
    subject_pages,
    document_pages,
    readiness_pages,
    release_pages,
    votes_pages,
    meeting_pages,
    drift_pages,
    rule_pages,
    process_pages,
    people_pages,
    everything_pages,
)
"""A part adds its own by one line."""
