"""Builds the site of a database: leaves it as it is when nothing changed, else reads what is not kept, and renders."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.cli.beside import beside
from tracker.cli.cache import cache_folder
from tracker.cli.kept import kept_or_beside, look_again, state_of
from tracker.cli.site_built import pages_standing, remember, site_stamp
from tracker.frozen import frozen
from tracker.shipped import shipped
from tracker.store.location import Location
from tracker.store.reader import exists

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.website.content import Content

_SHIPPED = ("site", "data/schemas")
"""The folders that a site is made of, besides the program."""


@frozen
class Order:
    """What is to be built."""

    out: Path
    """The folder."""
    database: str | None = None
    at: datetime | None = None
    base_url: str | None = None
    search: bool = False


@frozen
class Built:
    """What a build came to."""

    pages: int
    written: int
    """How many files are new or changed."""


def build_site(order: Order) -> Built:
    """Build a site; `WebsiteError` when it cannot be put in its place, and then what stood there still does."""
    stamp = order_stamp(order)
    pages = pages_standing(order.out, stamp)
    if pages is not None:
        return Built(pages, 0)
    progress = _progress if sys.stderr.isatty() else _silent
    progress("reading")
    # Where there is no database yet, the other process makes one first.
    recorded = exists(Location.find(order.database))
    told = _content(order)
    # This takes a while, too: meanwhile the other process reads.
    from tracker.cli.site_releases import site_releases, with_releases  # noqa: PLC0415 -- a site that stands needs none
    from tracker.website.building import build, prepared  # noqa: PLC0415 -- as above
    from tracker.website.settings import SET_UP, Settings  # noqa: PLC0415 -- as above

    compiled = SET_UP, cache_folder() / "templates"
    settings = Settings(__version__, order.base_url, search=order.search, compiled=compiled)
    try:
        templates = prepared(settings)
        releases = site_releases(order.database, order.at) if recorded else None
        content = told()
        content = with_releases(content, releases or site_releases(order.database, order.at))
        done = build(content, order.out, settings, progress, beside, templates)
    finally:
        progress("")
    # What was read may be newer than the stamp, never older: then the next build looks again.
    remember(order.out, stamp, done.pages)
    return Built(done.pages, done.written)


def order_stamp(order: Order) -> str | None:
    """Return what tells whether a site would come out as before."""
    look_again()
    asked = ("site", __version__, str(order.base_url), str(order.search), str(order.out.resolve()))
    return site_stamp(order.database, order.at, asked, _folders(*_SHIPPED))


def _content(order: Order) -> "Callable[[], Content]":
    """Return what waits for everything the site shows but releases, as it was told before of the same facts."""

    def told() -> "Content":
        from tracker.cli.past import Past  # noqa: PLC0415 -- what is kept needs none of it

        past = Past.read(order.database, order.at)
        from tracker.cli.site_content import site_content  # noqa: PLC0415 -- as above

        return site_content(past)

    pages = [line for folder in _folders("site/pages") for line in state_of(folder)]
    return kept_or_beside("Content", order.database, order.at, told, folder="contents", asked=pages)


def _folders(*names: str) -> list[Path]:
    """Return shipped folders as they lie on the disk; those of a program in an archive are the program's own."""
    return [found for found in map(shipped, names) if isinstance(found, Path)]


def _progress(doing: str) -> None:
    """Show on the terminal what is being done, in one line that the next takes the place of."""
    sys.stderr.write(f"\r\x1b[K{f'tracker: site: {doing}' if doing else ''}")
    sys.stderr.flush()


def _silent(doing: str) -> None:
    del doing
