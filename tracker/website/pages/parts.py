"""The values that pages of every family are made of."""

from tracker.frozen import frozen


@frozen
class Moment:
    """A point in time, in UTC."""

    iso: str
    """For machines: `2026-07-21T10:00:00+00:00`."""
    day: str
    """`21 July 2026`"""
    time: str
    """`10:00 UTC`"""


@frozen
class When:
    """A day, and how far it is from the day that the site speaks of."""

    iso: str
    """For machines: `2026-07-21`."""
    day: str
    """`21 July 2026`"""
    left: str
    """`in 8 days`, `tomorrow`, `today`, `yesterday`, `8 days ago`."""


@frozen
class Link:
    """A text that leads out of the site, if its address is one of the web."""

    text: str
    url: str | None


@frozen
class PageLink:
    """A text that leads to a page of the site."""

    text: str
    path: str | None
    """The page's path; `None` when the site has no such page."""


@frozen
class Mark:
    """A status as a symbol and as a word, so that colour only repeats it."""

    kind: str
    """The status in one word of ours, safe as a part of a class name: `met`, `blocked`."""
    symbol: str
    word: str
    """What a screen reader says: `met`, `inherited, met`."""


@frozen
class Frame:
    """What every page has around its content."""

    title: str
    """The page's own title, without the site's name."""
    description: str
    """One sentence for search engines and previews."""
    path: str
    """The page's own path."""
    root: str
    """What leads from the page to the site's root: empty, or `../` once per folder; of the missing page, which is
    served anywhere, the path of the site's address."""
    section: str
    """Which entry of the navigation it belongs to: `overview`, else the first folder of its path; or none."""
    as_of: Moment
    version: str
    """The version of the tracker that built it."""
    base: str | None = None
    """The address of the site, with a slash behind it; `None` when it is not known."""
    address: str | None = None
    """The address of the page; `None` when that of the site is not known, or the page is served anywhere."""


@frozen
class Step:
    """One phase, as a step on a subject's way or as a column of the overview."""

    number: int
    name: str
    state: str
    """`done`, `current`, `next` or `later`."""
    count: int = 0
    """How many proposals are in it."""
    height: int = 0
    """The height of its bar, 0 to 100."""
