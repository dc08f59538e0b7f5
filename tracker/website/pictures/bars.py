"""Bars that stand beside the numbers they show: how a vote was cast, and how long something took."""

from collections.abc import Iterator

from markupsafe import Markup

from tracker.voting import Tally
from tracker.website.pictures.drawing import element

_WIDTH = 120
_HEIGHT = 12
_OPTIONS = (
    ("sf", "strongly for"),
    ("f", "for"),
    ("n", "neutral"),
    ("a", "against"),
    ("sa", "strongly against"),
)


def tally_words(tally: Tally) -> str:
    """Return a tally as one says it: `9 strongly for, 3 for, none else`."""
    cast = [f"{getattr(tally, key)} {name}" for key, name in _OPTIONS if getattr(tally, key)]
    if tally.abstained:
        cast.append(f"{tally.abstained} abstained")
    return ", ".join(cast) or "no vote cast"


def tally_short(tally: Tally) -> str:
    """Return a tally as it is written in notes: `9 SF, 3 F`."""
    cast = [f"{getattr(tally, key)} {key.upper()}" for key, _ in _OPTIONS if getattr(tally, key)]
    if tally.abstained:
        cast.append(f"{tally.abstained} abstained")
    return ", ".join(cast) or "none cast"


def tally_bar(tally: Tally) -> Markup:
    """Return a stacked bar, for the eye alone: the numbers stand beside it."""
    return _bar(tuple(_segments(tally)))


def length_bar(value: float, most: float) -> Markup:
    """Return a bar as long as a value's share of the greatest one, for the eye alone."""
    share = min(max(value / most, 0.0), 1.0) if most > 0 else 0.0
    return _bar((element("rect", kind="bar length", x=0, y=0, width=share * _WIDTH, height=_HEIGHT),))


def _segments(tally: Tally) -> Iterator[Markup]:
    total = sum(getattr(tally, key) for key, _ in _OPTIONS)
    left = 0.0
    for key, _ in _OPTIONS:
        width = _WIDTH * getattr(tally, key) / total if total else 0.0
        if width:
            yield element("rect", kind=f"bar cast-{key}", x=left, y=0, width=width, height=_HEIGHT)
        left += width


def _bar(parts: tuple[Markup, ...]) -> Markup:
    return element(
        "svg",
        (element("rect", kind="track", x=0, y=0, width=_WIDTH, height=_HEIGHT), *parts),
        kind="share",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
    )
