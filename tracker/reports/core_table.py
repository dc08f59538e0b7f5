"""Core signatures for a terminal: a line for each function, by the module that it comes from."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.core_signatures import CoreFunction, CorePlace, CoreSignatures, WorldSignature
from tracker.reports.console import Link, rendered
from tracker.reports.core_words import (
    LEGEND,
    SIGNS,
    by_module,
    headline,
    notes,
    place_notes,
    place_words,
    shown,
    world_words,
)
from tracker.reports.plain import plain

_IN = 2
"""Columns a level is set in."""


def core_as_table(told: CoreSignatures, width: int, *, color: bool) -> str:
    """Return the signatures, wrapped to `width` columns."""
    return rendered(_parts(plain(told)), width, color=color)


def _parts(told: CoreSignatures) -> Iterator[RenderableType]:
    yield Text(headline(told), style="bold")
    for place in told.places:
        yield from _place(told, place)
    yield Text("")
    yield from (Text(each, style="dim") for each in LEGEND)


def _place(told: CoreSignatures, place: CorePlace) -> Iterator[RenderableType]:
    yield Text(f"\n{place_words(place)}", style="bold")
    yield Link(f"{' ' * _IN}{place.url}", style="dim")
    yield from (_in(1, Text(each)) for each in place_notes(told, place))
    for world in place.worlds:
        yield from _world(told, world)
    yield from (_in(1, Text(each, style="yellow")) for each in place.problems)


def _world(told: CoreSignatures, world: WorldSignature) -> Iterator[RenderableType]:
    yield _in(1, Text(f"\n{world_words(told, world)}", style="bold"))
    for head, functions in by_module(shown(told, world)):
        yield _in(2, Text(head))
        yield Padding(_functions(told, functions), (0, 0, 0, 3 * _IN))


def _functions(told: CoreSignatures, functions: tuple[CoreFunction, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for least in (2, 12, 12, 8):
        table.add_column(min_width=least, overflow="fold")
    for each in functions:
        marks = f"{SIGNS[each.allocation]}{'+' if each.features else ''}"
        style = "green" if each.features else ""
        table.add_row(Text(marks), Text(each.name, style=style), Text(each.type), Text(notes(told, each)))
    return table


def _in(levels: int, text: Text) -> Padding:
    return Padding(text, (0, 0, 0, _IN * levels))
