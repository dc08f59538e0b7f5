"""Renders pages with the templates in `site/templates`; everything a template prints is cleaned and escaped."""

from importlib.resources.abc import Traversable

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError

from tracker.website.errors import WebsiteError
from tracker.website.pages import AboutPage, MissingPage, OverviewPage, Page, SubjectPage, UnlistedPage
from tracker.website.text import clean, web_address

_TEMPLATES: dict[type[Page], str] = {
    OverviewPage: "overview.html",
    SubjectPage: "subject.html",
    UnlistedPage: "unlisted.html",
    AboutPage: "about.html",
    MissingPage: "missing.html",
}


def environment(templates: Traversable) -> Environment:
    """Return the environment that renders the templates of a folder."""
    texts = {each.name: each.read_text("utf-8") for each in templates.iterdir() if each.name.endswith(".html")}
    made = Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["web_address"] = web_address
    return made


def render(templates: Environment, page: Page) -> bytes:
    """Return the page as HTML.

    Raises `WebsiteError` for a template that is missing, broken, or asks for what the page does not have.
    """
    name = _TEMPLATES[type(page)]
    try:
        return templates.get_template(name).render(page=page).encode("utf-8")
    except TemplateError as error:
        raise WebsiteError(f"{page.frame.path}: template {name}: {error}") from error
