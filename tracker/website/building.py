"""Builds the site: composes its pages, renders them, and puts them in their place."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, TemplateError

from tracker.frozen import frozen
from tracker.shipped import shipped
from tracker.website.content import Content
from tracker.website.context import Context, context
from tracker.website.families import FAMILIES, Family
from tracker.website.machines import machine_files
from tracker.website.machines.crawlers import crawler_files
from tracker.website.pages import RedirectPage
from tracker.website.publishing import publish
from tracker.website.rendering import environment, render
from tracker.website.searching import search_files
from tracker.website.settings import Settings

_STYLE = "assets/style.css"
_TOKENS = "assets/tokens.css"
Progress = Callable[[str], None]
"""Is told what is being done, in a few words."""
Files = dict[str, bytes]
"""Path -> what the file holds."""


@frozen
class Part:
    """Some of the pages, rendered."""

    pages: Files
    moved: frozenset[str]
    """The paths of those that only lead on to another."""


Beside = Callable[[Callable[[], Part]], Callable[[], Part]]
"""Begins some work, and gives what waits for its answer."""


@frozen
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


def _silent(doing: str) -> None:
    del doing


def _afterwards(work: Callable[[], Part]) -> Callable[[], Part]:
    return work


def prepared(settings: Settings) -> Environment:
    """Return the templates, loaded: what can be done before the content is there."""
    templates = environment(shipped("site") / "templates", settings.compiled)
    for name in templates.list_templates():
        # What is broken is told by the page that needs it.
        with contextlib.suppress(TemplateError):
            templates.get_template(name)
    return templates


def build(
    content: Content,
    out: Path,
    settings: Settings,
    progress: Progress = _silent,
    beside: Beside = _afterwards,
    templates: Environment | None = None,
) -> BuildReport:
    """Build the site in the folder `out`; the same content gives the same bytes.

    `beside` may let a part of the pages be made in another process; `templates` are those of `prepared`. Raises
    `WebsiteError` when `out` is not ours to write, or cannot be written; what stood there before still does.
    """
    files = rendered(content, settings, progress, beside, templates)
    progress("writing")
    written = publish(files, out)
    pages = sum(path.endswith(".html") for path in files)
    return BuildReport(pages=pages, written=written, bytes=sum(map(len, files.values())), out=out)


def rendered(
    content: Content,
    settings: Settings,
    progress: Progress = _silent,
    beside: Beside = _afterwards,
    templates: Environment | None = None,
) -> Files:
    """Return every file of the site by its path; the options are those of `build`."""
    templates = templates or prepared(settings)
    around = context(content, settings)
    # Families differ much in their size; every second one comes to about half of the work.
    others = beside(lambda: _rendered(templates, around, FAMILIES[1::2], _silent))
    parts = [_rendered(templates, around, FAMILIES[::2], progress)]
    machines = dict(machine_files(around))
    parts.append(others())
    pages = {path: page for part in parts for path, page in part.pages.items()}
    moved = {path for part in parts for path in part.moved}
    files = pages | machines | _served(dict(_assets(shipped("site") / "assets", "assets")))
    files |= crawler_files(pages.keys() - moved, settings.base_url)
    if settings.search:
        progress("indexing")
        files |= search_files(pages)
    return files


def _rendered(templates: Environment, around: Context, families: Iterable[Family], progress: Progress) -> Part:
    pages: Files = {}
    moved: set[str] = set()
    for family in families:
        for page in family(around):
            pages[page.frame.path] = render(templates, page)
            moved |= {page.frame.path} if isinstance(page, RedirectPage) else set()
        progress(f"{len(pages)} pages")
    return Part(pages, frozenset(moved))


def _served(assets: Files) -> Files:
    """Return the assets as pages ask for them: the tokens stand above the style that is made of them.

    A page shows nothing before all its sheets are there, so that it asks for one file less.
    """
    tokens = assets.pop(_TOKENS)
    return assets | {_STYLE: tokens + b"\n" + assets[_STYLE]}


def _assets(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = f"{path}/{each.name}"
        if each.is_dir():
            yield from _assets(each, inner)
        elif not each.name.startswith("."):
            yield inner, each.read_bytes()
