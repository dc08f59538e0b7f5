"""Builds the site: composes its pages, renders them, and puts them in their place."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from tracker.shipped import shipped
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.families import FAMILIES
from tracker.website.pages import Page
from tracker.website.publishing import publish
from tracker.website.rendering import environment, render
from tracker.website.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made."""

    pages: int
    """How many HTML pages the site has."""
    written: int
    """How many files, pages and assets, are new or changed since the last build."""
    bytes: int
    """The size of all files."""
    out: Path
    """The folder of the site, as it was asked for."""


def build(content: Content, out: Path, settings: Settings) -> BuildReport:
    """Build the site in the folder `out`; the same content gives the same bytes.

    Raises `WebsiteError` when `out` is not ours to write, or cannot be written; what stood there before still does.
    """
    files = rendered(content, settings)
    written = publish(files, out)
    pages = sum(path.endswith(".html") for path in files)
    return BuildReport(pages=pages, written=written, bytes=sum(map(len, files.values())), out=out)


def rendered(content: Content, settings: Settings) -> dict[str, bytes]:
    """Return every file of the site by its path."""
    site = shipped("site")
    templates = environment(site / "templates")
    files = {page.frame.path: render(templates, page) for page in composed(content, settings)}
    return files | dict(_assets(site / "assets", "assets"))


def composed(content: Content, settings: Settings) -> Iterator[Page]:
    """Yield every page of the site."""
    around = context(content, settings)
    for pages in FAMILIES:
        yield from pages(around)


def _assets(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = f"{path}/{each.name}"
        if each.is_dir():
            yield from _assets(each, inner)
        elif not each.name.startswith("."):
            yield inner, each.read_bytes()
