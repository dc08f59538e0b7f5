"""Which page of the site every subject has."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from tracker.frozen import frozen
from tracker.standing import AmendmentStanding, ProposalStanding, Standing
from tracker.website.pages import PageLink
from tracker.website.slugs import distinct, slug
from tracker.website.text import clip

OVERVIEW = "index.html"
"""The path of the overview."""
PROPOSALS = "proposals/index.html"
"""The path of the page of proposals."""
UNLISTED = "unlisted/index.html"
"""The path of the page of unlisted repositories."""
ABOUT = "about/index.html"
"""The path of the page about the data."""
MISSING = "404.html"
"""The path of the page for an address that leads nowhere."""


@frozen
class SiteMap:
    """The paths of the subjects' pages, each in the order of the standing."""

    proposals: tuple[str, ...]
    amendments: tuple[str, ...]
    unlisted: tuple[str, ...]
    lived: tuple[str, ...]
    """Of amendments that are done with, or only proposed."""
    by_id: Mapping[str, str]
    """The path of a subject by its id; of several with one id, a listed one, and the first."""

    def link(self, text: str, subject: str) -> PageLink:
        """Return a link to a subject's page, or its text alone when it has none."""
        return PageLink(clip(text), self.by_id.get(subject))


def site_map(standing: Standing, lived: tuple[AmendmentStanding, ...] = ()) -> SiteMap:
    """Return the path of every subject's page; no two share one."""
    amended = (*standing.amendments, *lived)
    proposals = _paths("proposals", (slug(each.id) for each in standing.proposals))
    amendments = _paths("proposals", (_amendment_slug(each) for each in amended))
    unlisted = _paths("unlisted", (slug(each.id) for each in standing.unlisted))
    by_id: dict[str, str] = {}
    subjects: tuple[ProposalStanding | AmendmentStanding, ...]
    subjects = (*standing.proposals, *amended, *standing.unlisted)
    ids = (each.id for each in subjects)
    for subject, path in zip(ids, (*proposals, *amendments, *unlisted), strict=True):
        by_id.setdefault(subject, path)
    count = len(standing.amendments)
    return SiteMap(proposals, amendments[:count], unlisted, amendments[count:], by_id)


def root(page: str) -> str:
    """Return the way from a page to the site's root: empty, or `../` once per folder."""
    return "../" * page.count("/")


def base_path(address: str | None) -> str:
    """Return the path of the site's address, with a slash before and behind it."""
    path = urlsplit(address).path.strip("/") if address else ""
    return f"/{path}/" if path else "/"


def _paths(family: str, slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{family}/{each}/index.html" for each in distinct(slugs))


def _amendment_slug(amendment: AmendmentStanding) -> str:
    """Return the two folders of an amendment's page."""
    own = amendment.id.removeprefix(f"{amendment.parent}/")
    return f"{slug(amendment.parent)}/{slug(own)}"
