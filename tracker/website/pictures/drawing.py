"""Drawing as text: SVG elements whose every word is cleaned and escaped.

Drawn by hand since all there is are rectangles, lines and words: a plotting library would bring fonts, scripts or
styles of its own, which the site's policy forbids, and would not know the site's colours. Colours come from classes,
so that a drawing follows the scheme of the page and prints.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from tracker.website.text import clean, clip

LETTER = 7.2
"""How wide a letter of a picture is at most on the average, in its own units."""
_FULL_WIDTH = frozenset("WF")


def drawing(name: str, title: str, description: str, size: tuple[int, int], parts: Iterable[Markup]) -> Markup:
    """Return an SVG image with a name and a description for those who do not see it."""
    width, height = size
    return element(
        "svg",
        (
            element("title", _content(title), id=f"{name}-title"),
            element("desc", _content(description), id=f"{name}-desc"),
            *parts,
        ),
        kind=name,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def element(tag: str, inside: Iterable[Markup] | Markup = (), /, **attributes: str | float) -> Markup:
    """Return an element; `kind` is its class, and `_` in a name stands for a hyphen."""
    said = "".join(
        f' {"class" if key == "kind" else key.replace("_", "-")}="{escape(_attribute(value))}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{tag}{said}>{Markup().join(inside)}</{tag}>")  # noqa: S704 -- escaped piece by piece


def words(text: str, x: float, y: float, kind: str = "label") -> Markup:
    """Return text whose base line begins at a point."""
    return element("text", _content(text), x=x, y=y, kind=kind)


def framed(text: str, left: float, top: float, width: float, height: float, kind: str = "label") -> Markup:
    """Return text that is cut off at the edges of a rectangle, whatever its letters look like."""
    inner = element("text", _content(shortened(text, width)), x=0, y=_whole(height * 0.7), kind=kind)
    return element("svg", (inner,), x=left, y=top, width=width, height=height)


def shortened(text: str, width: float) -> str:
    """Return the beginning of a text that is likely to fit a width, with an ellipsis where something was left out."""
    said = str(clean(text))
    room = int(width / LETTER)
    wide = sum(_columns(said[: room + 1]))
    if len(said) <= room and wide <= room:
        return said
    kept, used = 0, 1
    for columns in _columns(said):
        if used + columns > room:
            break
        kept, used = kept + 1, used + columns
    return f"{said[:kept].rstrip()}…"


def hint(text: str) -> Markup:
    """Return what a pointer that rests on the element around it is told."""
    return element("title", _content(text))


def _columns(text: str) -> Iterator[int]:
    return (2 if unicodedata.east_asian_width(each) in _FULL_WIDTH else 1 for each in text)


def _content(text: str) -> tuple[Markup]:
    return (escape(clean(clip(text))),)


def _attribute(value: str | float) -> str:
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    """Return a coordinate to a tenth, without zeros that say nothing: the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def _whole(value: float) -> int:
    return round(value)
