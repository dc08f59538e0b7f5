"""What the complete index, the search page and the pages of former names show."""

from tracker.frozen import frozen
from tracker.website.pages.parts import Frame, PageLink


@frozen
class IndexEntry:
    """Something that can be looked for."""

    link: PageLink
    """What it is called, and the page that tells of it."""
    note: str
    """What tells it from others of that name; empty when nothing needs to."""


@frozen
class IndexSection:
    """Everything of one kind."""

    anchor: str
    """The id of its place on the page."""
    title: str
    entries: tuple[IndexEntry, ...]
    code: bool = False
    """Whether its entries are names in a program's text."""


@frozen
class EverythingPage:
    """`everything/index.html`: a complete index, which needs no script."""

    frame: Frame
    sections: tuple[IndexSection, ...]
    """Those that have entries, each with a place of its own."""


@frozen
class SearchPage:
    """`search/index.html`: a search that runs in the browser."""

    frame: Frame
    built: bool
    """Whether the site was built with what the search looks through."""
    everything: str
    """The path of the complete index."""


@frozen
class RedirectPage:
    """The page of a name that a subject had once: it leads to where the subject is now."""

    frame: Frame
    target: PageLink
    """The subject's page."""
    up: str
    """The way from this page to that one."""
