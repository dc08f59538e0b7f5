"""The values of the pages of releases."""

from tracker.frozen import frozen
from tracker.website.pages.parts import Frame, Link, PageLink
from tracker.website.pages.votes import Count


@frozen
class ReleaseLine:
    """One release in a list."""

    version: PageLink
    day: str
    iso: str
    note: str
    """What sets it apart: `release candidate`; else empty."""
    counts: tuple[Count, ...]
    """What it brought; kinds without any are left out."""
    amendments: tuple[PageLink, ...]
    """Those of which it stabilized an item."""


@frozen
class ReleaseGroup:
    """The releases of one line of one train."""

    anchor: str
    title: str
    train: Link
    lines: tuple[ReleaseLine, ...]
    """Newest first."""


@frozen
class ReleasesPage:
    """`releases/index.html`: what shipped."""

    frame: Frame
    coming: tuple[PageLink, ...]
    """The pages of the releases to come."""
    groups: tuple[ReleaseGroup, ...]


@frozen
class ReleasedItem:
    """One item that a release changed."""

    item: str
    kind: str
    gate: str
    """As WIT writes it."""
    source: Link


@frozen
class ItemGroup:
    """The items of one subject that a release changed in one way."""

    subject: PageLink
    items: tuple[ReleasedItem, ...]


@frozen
class ItemChange:
    """One way in which a release changed items."""

    anchor: str
    title: str
    said: str
    """What it means, in one sentence."""
    number: int
    groups: tuple[ItemGroup, ...]


@frozen
class ReleasePage:
    """`releases/VERSION/index.html`: one release."""

    frame: Frame
    version: str
    day: str
    iso: str
    note: str
    train: Link
    previous: PageLink | None
    """The release it is compared with; `None` for the first of its line."""
    following: PageLink | None
    tags: tuple[Link, ...]
    packages: tuple[str, ...]
    holds: tuple[Count, ...]
    """How many gates of each kind it holds."""
    changes: tuple[ItemChange, ...]
    amendments: tuple[PageLink, ...]
