"""Turns what a table report is made of into text, as wide as it is told and without colour where none is wanted."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text


class Link(Text):
    """An address on a line of its own, never broken."""


def rendered(parts: Iterable[RenderableType], width: int, *, color: bool) -> str:
    """Return the parts below each other; no line ends in space."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    for part in parts:
        # Text is wrapped by whoever shows it: a link that is broken over lines cannot be followed.
        console.print(part, soft_wrap=isinstance(part, Link))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
