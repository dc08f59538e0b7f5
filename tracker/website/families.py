"""The families of pages that the site is made of, in the order in which they are composed."""

from collections.abc import Callable, Iterable

from tracker.website.context import Context
from tracker.website.documents import document_pages
from tracker.website.everything import everything_pages
from tracker.website.overview import overview_pages
from tracker.website.pages import Page
from tracker.website.proposals import proposal_pages
from tracker.website.subjects import subject_pages

FAMILIES: tuple[Callable[[Context], Iterable[Page]], ...] = (
    overview_pages,
    proposal_pages,
    subject_pages,
    document_pages,
    everything_pages,
)
"""A part adds its own by one line."""
