"""Makes HTML of our own documents: Markdown without raw HTML, with links of the web and to pages of rules only."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from tracker.website.text import web_address

_TAGS = frozenset(
    {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "a", "h2", "h3", "h4", "h5", "h6", "hr", "br"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
_PAGE = re.compile(r"(?:\./|\.\./[a-z]+/)?([a-z0-9-]+)\.md")
_DEEPEST = 6
_BLOCK = '<pre tabindex="0" role="group" aria-label="Example">'
"""A block of code is as wide as its lines, and on a narrow screen it is scrolled: by keyboard, too."""


def html_of(text: str, places: Mapping[str, str]) -> Markup:
    """Return a document as HTML, its headings one level down.

    `places` says where the page of each rule is, seen from the page that shows this: `NAME.md` leads there. A link
    to anywhere else but the web becomes text.
    """
    markdown = _markdown()
    tokens = markdown.parse(text)
    _shift(tokens)
    for token in tokens:
        _lead(token.children or (), places)
    made = markdown.renderer.render(tokens, markdown.options, {})
    safe = nh3.clean(made, tags=set(_TAGS), attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)
    # What stands in a text like a tag is escaped by now.
    safe = safe.replace("<pre>", _BLOCK)
    return Markup(safe)  # noqa: S704 -- cleaned in the lines before


def inline_html(text: str) -> Markup:
    """Return one line of our own documents as HTML, without links."""
    made = _markdown().renderInline(text)
    return Markup(nh3.clean(made, tags={"em", "strong", "code"}, attributes={}))  # noqa: S704 -- cleaned right here


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _shift(tokens: Iterable[Token]) -> None:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, _DEEPEST)}"


def _lead(tokens: Iterable[Token], places: Mapping[str, str]) -> None:
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            page = _PAGE.fullmatch(address)
            target = places.get(page[1]) if page else web_address(address)
            token.attrs = {} if target is None else {"href": target}
        elif token.type == "image":
            # Its description stays; there are no pictures from elsewhere.
            token.type, token.tag = "text", ""
