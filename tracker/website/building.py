"""Builds the site: composes the pages of a standing, renders them, and puts them in their place."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from tracker.shipped import shipped
from tracker.standing import Standing
from tracker.website.context import context
from tracker.website.documents import about_page, missing_page, unlisted_page
from tracker.website.overview import overview_page
from tracker.website.pages import Page, Process
from tracker.website.publishing import publish
from tracker.website.rendering import environment, render
from tracker.website.subjects import subject_pages


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


def build(standing: Standing, out: Path, process: Process, version: str) -> BuildReport:
    """Build the site of a standing in the folder `out`; the same standing gives the same bytes.

    Raises `WebsiteError` when `out` is not ours to write, or cannot be written; what stood there before still does.
    """
    files = rendered(standing, process, version)
    written = publish(files, out)
    pages = sum(path.endswith(".html") for path in files)
    return BuildReport(pages=pages, written=written, bytes=sum(map(len, files.values())), out=out)


def rendered(standing: Standing, process: Process, version: str) -> dict[str, bytes]:
    """Return every file of the site by its path."""
    site = shipped("site")
    templates = environment(site / "templates")
    files = {page.frame.path: render(templates, page) for page in composed(standing, process, version)}
    return files | dict(_assets(site / "assets", "assets"))


def composed(standing: Standing, process: Process, version: str) -> Iterator[Page]:
    """Yield every page of the site."""
    around = context(standing, process, version)
    yield overview_page(around)
    yield from subject_pages(around)
    yield unlisted_page(around)
    yield about_page(around)
    yield missing_page(around)


def _assets(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = f"{path}/{each.name}"
        if each.is_dir():
            yield from _assets(each, inner)
        elif not each.name.startswith("."):
            yield inner, each.read_bytes()
