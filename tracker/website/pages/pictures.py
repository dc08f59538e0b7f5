"""The values of pictures: a drawing, and the same in words and as a table."""

from markupsafe import Markup

from tracker.frozen import frozen
from tracker.website.pages.parts import PageLink


@frozen
class Key:
    """What one look in a picture means."""

    kind: str
    """The class that gives the look: `phase-2`."""
    label: str
    """What it stands for, in a few words."""
    symbol: str = ""
    """What stands in it, so that no meaning hangs on a colour."""


@frozen
class Picture:
    """A drawing, and the same in words and numbers."""

    name: str
    """The id of its place on a page, and the beginning of the ids in it."""
    title: str
    description: str
    """What one sees on it, in one or two sentences."""
    svg: Markup
    """The drawing: SVG that was made here, safe as it is."""
    keys: tuple[Key, ...]
    """The looks it uses, explained."""
    head: tuple[str, ...]
    """The headings of the same as a table."""
    rows: tuple[tuple[PageLink, ...], ...]
    """Its rows, one cell per heading."""
