"""Puts the boxes of a graph into layers, and lets arrows that pass a layer go between its boxes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.frozen import frozen

_DEEPEST = 12
"""So many layers are told apart: what is needed in a circle ends in the last one."""
_SWEEPS = 6
_GAP = 12
_SLOT = 10
"""How high the way of an arrow past a layer is."""

Edge = tuple[str, str]
"""Who needs, and who is needed."""


@dataclass(frozen=True, slots=True, order=True)
class Stop:
    """A box in its layer, or a gap through which an arrow passes it."""

    name: str
    edge: Edge | None = None
    """The edge that passes; `None` of a box."""


@frozen
class Layout:
    """Where everything stands."""

    columns: int
    """How many there are."""
    height: float
    """That of the highest column."""
    middles: Mapping[tuple[int, Stop], float]
    """How far down the middle of each stop is, by its column."""
    ways: Mapping[Edge, tuple[tuple[int, Stop], ...]]
    """The stops of each edge, from who needs to who is needed."""


def layout(ids: Sequence[str], edges: Sequence[Edge], box: float) -> Layout:
    """Return the layout of a graph whose boxes are so high: each to the right of all that it needs."""
    depth = _depths(ids, edges)
    columns: list[list[Stop]] = [[] for _ in range(max(depth.values()) + 1)]
    for each in ids:
        columns[depth[each]].append(Stop(each))
    ways = {edge: tuple(_way(edge, depth)) for edge in edges}
    for edge, way in ways.items():
        for column, stop in way[1:-1]:
            columns[column].append(Stop(stop.name, edge))
    _settle(columns, ways)
    heights = [_height(column, box) for column in columns]
    tallest = max(heights)
    middles = {
        (number, stop): (tallest - heights[number]) / 2 + place
        for number, column in enumerate(columns)
        for stop, place in _middles(column, box)
    }
    return Layout(len(columns), tallest, middles, ways)


def _depths(ids: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """Return in which column each stands; columns without any are left out."""
    depth = dict.fromkeys(ids, 0)
    for _ in range(_DEEPEST):
        for one, other in edges:
            depth[one] = min(max(depth[one], depth[other] + 1), _DEEPEST)
    used = {level: place for place, level in enumerate(sorted(set(depth.values())))}
    return {each: used[level] for each, level in depth.items()}


def _way(edge: Edge, depth: Mapping[str, int]) -> Iterator[tuple[int, Stop]]:
    one, other = edge
    yield depth[one], Stop(one)
    for column in range(depth[one] - 1, depth[other], -1):
        yield column, Stop(one, edge)
    yield depth[other], Stop(other)


def _settle(columns: list[list[Stop]], ways: Mapping[Edge, tuple[tuple[int, Stop], ...]]) -> None:
    """Order each column by where the neighbours of its stops stand on the average."""
    beside: dict[tuple[int, Stop], list[tuple[int, Stop]]] = defaultdict(list)
    for way in ways.values():
        for one, other in pairwise(way):
            beside[one].append(other)
            beside[other].append(one)
    share = {(number, stop): value for number, column in enumerate(columns) for stop, value in _shares(column)}
    for sweep in range(_SWEEPS):
        numbers = range(len(columns)) if sweep % 2 == 0 else range(len(columns) - 1, -1, -1)
        for number in numbers:
            wanted = {stop: _mean([share[near] for near in beside[number, stop]]) for stop in columns[number]}
            ranked = sorted((value, stop.name, stop.edge or ("", ""), stop) for stop, value in wanted.items())
            columns[number][:] = [stop for *_, stop in ranked]
            share.update({(number, stop): value for stop, value in _shares(columns[number])})


def _shares(column: Sequence[Stop]) -> Iterator[tuple[Stop, float]]:
    return ((stop, (place + 0.5) / len(column)) for place, stop in enumerate(column))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 6) if values else 0.5


def _height(column: Sequence[Stop], box: float) -> float:
    return sum(_room(stop, box) for stop in column) + _GAP * (len(column) - 1)


def _middles(column: Sequence[Stop], box: float) -> Iterator[tuple[Stop, float]]:
    top = 0.0
    for stop in column:
        yield stop, top + _room(stop, box) / 2
        top += _room(stop, box) + _GAP


def _room(stop: Stop, box: float) -> float:
    return box if stop.edge is None else _SLOT
