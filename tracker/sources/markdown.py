"""How Markdown is read: CommonMark with tables, as a flat list of tokens, and the plain text of what stands in a line.

Nesting is bounded by the parser itself (20 levels), so no input makes it recurse without end.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LINE_END = "\n"
"""A line of the source ends; the sentence goes on."""
LINE_BREAK = "\u2028"
"""A line of the source ends, and with it the line of text."""
BREAK = "\u2029"
"""A line of text ends within a line of the source: `<br>`."""

_OWN_MARKS = str.maketrans({LINE_BREAK: " ", BREAK: " "})
"""The text's own separators are read as spaces: here they have a meaning of their own."""
_ENDS = {"softbreak": LINE_END, "hardbreak": LINE_BREAK}
_COMMENT = re.compile(r"<!--(?:>|->|.*?(?:-->|\Z))", re.DOTALL)
_UNSHOWN = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_HTML_BREAK = re.compile(r"<br\b[^<>]*>|</(?:li|p|td|th|tr|div|dd|dt|h[1-6])\s*>", re.IGNORECASE)
_HEADING_TAG = re.compile(r"<(/?)h([1-6])\b[^<>]*>", re.IGNORECASE)
_HREF = re.compile(r"""<a\b[^<>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_MASKED = str.maketrans("[]", "  ")


class HtmlHeading(NamedTuple):
    """A heading written in HTML."""

    level: int
    text: str
    begin: int
    end: int
    """Where it stands in the HTML."""


class Link(NamedTuple):
    """A link within a line."""

    target: str
    text: str


def plain_parser() -> MarkdownIt:
    """Return a parser of what Markdown is here."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # A list of proposals has the same links in each of its versions; to normalise them is a tenth of reading it.
    parser.normalizeLink = lru_cache(maxsize=4096)(parser.normalizeLink)  # type: ignore[method-assign]
    return parser


@cache
def _parser() -> MarkdownIt:
    """Return a parser that reads a line's text once, in however many versions of a document it stands."""
    parser = plain_parser()
    parser.core.ruler.at("inline", _Lines(plain_parser()))
    return parser


class _Lines:
    """Fills in the children of inline tokens.

    A text that was read before, with the same definitions of links, is not read again: its tokens are shared, since
    nobody changes them.
    """

    def __init__(self, parser: MarkdownIt) -> None:
        self._parser = parser
        self._read = lru_cache(maxsize=4096)(self._tokens)
        self._definitions: dict[str, Any] = {}
        """The links that the document at hand defines."""

    def __call__(self, state: StateCore) -> None:
        self._definitions = state.env.get("references") or {}
        defined = repr(self._definitions)
        for token in state.tokens:
            if token.type == "inline":
                # Without a bracket nothing refers to a definition.
                token.children = self._read(token.content, defined if "[" in token.content else "")

    def _tokens(self, text: str, _defined: str) -> list[Token]:
        (line,) = self._parser.parseInline(text, {"references": self._definitions})
        return line.children or []


def parse(text: str) -> list[Token]:
    """Return the tokens of a document; inline tokens hold theirs as `children`."""
    return _parser().parse(text.removeprefix("\ufeff").translate(_OWN_MARKS))


def first_line(token: Token) -> int:
    """Return the line, from 1, on which a block begins."""
    return 1 + (token.map[0] if token.map else 0)


def plain_text(tokens: Sequence[Token], *, mask_code: bool = False, struck: bool = True) -> str:
    """Return what a reader sees of inline tokens, without markup: a link's text, an image's alternative text.

    `mask_code` blanks the square brackets of code, which are never a placeholder's; without `struck`, struck-out text
    is left out.
    """
    parts: list[str] = []
    hidden = 0
    for token in tokens:
        hidden += {"s_open": 1, "s_close": -1}.get(token.type, 0)
        if struck or not hidden:
            parts.append(_seen(token, mask_code=mask_code))
    return "".join(parts)


def _seen(token: Token, *, mask_code: bool) -> str:
    match token.type:
        case "text" | "text_special":
            return token.content.translate(_OWN_MARKS)
        case "code_inline":
            shown = token.content.translate(_OWN_MARKS)
            return shown.translate(_MASKED) if mask_code else shown
        case "image":
            return plain_text(token.children or (), mask_code=mask_code)
        case "html_inline":
            return BREAK if _HTML_BREAK.match(token.content) else ""
        case _:
            return _ENDS.get(token.type, "")


def links(tokens: Sequence[Token]) -> list[Link]:
    """Return the links among inline tokens, Markdown's and HTML's, in order."""
    found: list[Link] = []
    begun: tuple[str, int] | None = None
    for index, token in enumerate(tokens):
        if (target := _link_target(token)) is not None:
            begun = (target, index + 1)
        elif begun and _ends_link(token):
            found.append(Link(begun[0], plain_text(tokens[begun[1] : index])))
            begun = None
    return found


def before_links(tokens: Sequence[Token]) -> str:
    """Return the plain text before the first link."""
    first = next((index for index, token in enumerate(tokens) if _link_target(token) is not None), len(tokens))
    return plain_text(tokens[:first])


def without_links(tokens: Sequence[Token], prefix: str) -> str:
    """Return the plain text of inline tokens, less the text of links whose target begins with `prefix`."""
    kept: list[Token] = []
    within = False
    for token in tokens:
        if (target := _link_target(token)) is not None:
            within = target.startswith(prefix)
        elif _ends_link(token):
            within = False
        elif not within:
            kept.append(token)
    return plain_text(kept)


def _link_target(token: Token) -> str | None:
    if token.type == "link_open":
        return str(token.attrs.get("href", ""))
    if token.type == "html_inline" and (match := _HREF.match(token.content)):
        return html.unescape(match[1] or match[2] or match[3] or "")
    return None


def _ends_link(token: Token) -> bool:
    return token.type == "link_close" or (token.type == "html_inline" and token.content.lower().startswith("</a"))


def shown_html(markup: str) -> str:
    """Return HTML without comments, scripts and styles; line ends stay, so that lines can be counted."""
    return _UNSHOWN.sub(_line_ends, _COMMENT.sub(_line_ends, markup))


def _line_ends(match: re.Match[str]) -> str:
    return LINE_END * match[0].count("\n")


def html_text(markup: str) -> str:
    """Return what a reader sees of HTML (already without comments): its text, line for line."""
    return html.unescape(_TAG.sub("", _HTML_BREAK.sub(BREAK, markup)))


def html_targets(markup: str) -> list[str]:
    """Return the targets of the links in HTML."""
    return [html.unescape(match[1] or match[2] or match[3] or "") for match in _HREF.finditer(markup)]


def html_headings(markup: str) -> Iterator[HtmlHeading]:
    """Yield the headings in HTML (already without comments), each from its tag to the next end tag of its level."""
    begun: re.Match[str] | None = None
    for tag in _HEADING_TAG.finditer(markup):
        if not tag[1]:
            begun = begun or tag
        elif begun and begun[2] == tag[2]:
            text = " ".join(html_text(markup[begun.end() : tag.start()]).split())
            yield HtmlHeading(int(tag[2]), text, begun.start(), tag.end())
            begun = None
