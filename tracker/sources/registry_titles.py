"""What the first cell of a row in the proposal list says: the proposal's title and where it leads."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.token import Token

from tracker.sources.markdown import Link, before_links, links, plain_text

_BROKEN_LINK = re.compile(r"\[([^\[\]]+)\](?:\[([^\[\]]*)\]|\(([^()]*)\)?)|^\W*\[([^\[\]]+)\]")
_BARE_URL = re.compile(r"(?:https?://|www\.)[^\s<>|]+", re.IGNORECASE)
_NO_PROPOSAL = frozenset({"", "none", "n/a", "tbd", "todo", "empty"})
_EDGE = " \t-–—*_~:.…()"


class Title(NamedTuple):
    """What a row is called, and where it leads."""

    text: str
    url: str | None = None
    problem: str | None = None
    """What is wrong with the link, in one line."""

    @property
    def names_nothing(self) -> bool:
        """Whether it only says that there is no proposal: `-`, `none`."""
        return self.url is None and self.text.strip(_EDGE).casefold() in _NO_PROPOSAL


def read_title(tokens: Sequence[Token]) -> Title:
    """Return the text and target of the first link; remarks beside a link are not the title.

    A reference that is defined nowhere, or a link that is written wrongly, keeps its text and leads nowhere. A bare
    address leads there, and the text before it is the title.
    """
    if broken := _BROKEN_LINK.search(before_links(tokens)):
        return _broken_title(broken)
    text = _one_line(plain_text(tokens))
    named = next((link for link in links(tokens) if _names(link)), None)
    if named:
        return _linked_title(named)
    if bare := _BARE_URL.search(text):
        url = bare[0].rstrip(".,;:)")
        return Title(text[: bare.start()].strip(_EDGE) or url, url)
    if found := links(tokens):
        return Title(text or found[0].target, found[0].target or None)
    return Title(text)


def _names(link: Link) -> bool:
    """Whether a link's text is a name, and not an address or nothing."""
    return bool(link.text.strip()) and not _BARE_URL.fullmatch(link.text.strip())


def _linked_title(link: Link) -> Title:
    text = _one_line(link.text)
    if not link.target:
        return Title(text, None, f"the link of {text!r} has no target")
    return Title(text, link.target)


def _broken_title(broken: re.Match[str]) -> Title:
    text = _one_line(broken[1] or broken[4])
    if broken[3] is not None:
        return Title(text, None, f"the link of {text!r} is not written as a link")
    return Title(text, None, f"the reference [{_one_line(broken[2] or text)}] is defined nowhere")


def _one_line(text: str) -> str:
    return " ".join(text.split())
