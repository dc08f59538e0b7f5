"""Composes the pages that are not about one subject: unlisted repositories, the data, and the missing page."""

from collections.abc import Iterator

from tracker.standing import Criterion
from tracker.website.context import Context, amendment_rows, criterion_anchor, subject_row
from tracker.website.marks import LEGEND, VERDICTS
from tracker.website.pages import (
    AboutPage,
    CriterionMeaning,
    Link,
    MissingPage,
    NoticeLine,
    SourceLine,
    UnlistedPage,
)
from tracker.website.sitemap import ABOUT, MISSING, UNLISTED
from tracker.website.slugs import distinct
from tracker.website.text import clip, day, moment, repository_address, revision_address

_SHORT_REVISION = 10


def document_pages(around: Context) -> Iterator[UnlistedPage | AboutPage | MissingPage]:
    """Yield the pages that are not about one subject."""
    yield unlisted_page(around)
    yield about_page(around)
    yield missing_page(around)


def unlisted_page(around: Context) -> UnlistedPage:
    """Return the page of the repositories that the proposal list does not have."""
    said = "Repositories that hold a WASI package and have no row in the proposal list."
    pairs = zip(around.standing.unlisted, around.places.unlisted, strict=True)
    return UnlistedPage(
        frame=around.frame(UNLISTED, "Unlisted repositories", said, "unlisted"),
        rows=tuple(subject_row(around, each, path, amendment_rows(around, each.id)) for each, path in pairs),
    )


def about_page(around: Context) -> AboutPage:
    """Return the page that says where the data comes from and how it is judged."""
    standing = around.standing
    said = "Where the data comes from, at which revisions it was read, what could not be read, and how it is judged."
    criteria = around.criteria
    anchors = distinct(criterion_anchor(each.phase, each.id) for each in criteria)
    return AboutPage(
        frame=around.frame(ABOUT, "About the data", said, "about"),
        synced=None if standing.synced_at is None else moment(standing.synced_at),
        sources=tuple(
            SourceLine(
                Link(clip(repository), repository_address(repository)),
                Link(clip(revision, _SHORT_REVISION + 1).rstrip("…"), revision_address(repository, revision)),
            )
            for repository, revision in sorted(standing.revisions.items())
        ),
        notices=tuple(NoticeLine(clip(each.source), each.message) for each in standing.notices),
        steps=around.steps(None),
        criteria=tuple(_meaning(each, anchor) for each, anchor in zip(criteria, anchors, strict=True)),
        legend=LEGEND,
        verdicts=VERDICTS,
    )


def missing_page(around: Context) -> MissingPage:
    """Return the page for an address that leads nowhere."""
    return MissingPage(around.frame(MISSING, "Page not found", "There is no such page on this site.", ""))


def _meaning(criterion: Criterion, anchor: str) -> CriterionMeaning:
    return CriterionMeaning(
        anchor=anchor,
        id=criterion.id,
        phase=criterion.phase,
        title=criterion.title,
        requirement=criterion.requirement,
        judged_by=criterion.judged_by,
        in_effect=day(criterion.in_effect),
        source=Link("source", criterion.source),
    )
