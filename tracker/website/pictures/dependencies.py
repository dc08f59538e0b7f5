"""What builds on what: proposals and packages in layers, each to the right of all that it needs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.website.pages import Key, PageLink, Picture
from tracker.website.pictures.drawing import drawing, element, framed, hint, words
from tracker.website.text import clip, counted

_NAME = "dependencies"
_BOX = (178, 34)
_GAP = (92, 12)
_TOP = 6
_MOST = 120
"""So many boxes are drawn, those with the most connections; the table has them all."""
_DEEPEST = 12
"""So many layers are told apart: what is needed in a circle ends in the last one."""
_SWEEPS = 4
_ARROW = 7
_HIGHEST = 5

_Layers = list[list[str]]


@dataclass(frozen=True, slots=True)
class Node:
    """A proposal, or a package of which nobody can tell whose it is."""

    id: str
    title: str
    path: str | None
    """The path of its page."""
    phase: int | None
    """`None` when it is in none, or nobody can tell."""
    needs: tuple[str, ...] = ()
    """The ids of those it needs."""


def dependency_picture(nodes: Sequence[Node], names: Mapping[int, str]) -> Picture | None:
    """Return the graph of those that need another or are needed; `None` when none does."""
    known = {each.id: each for each in nodes}
    edges = [
        (each.id, need) for each in nodes for need in dict.fromkeys(each.needs) if need in known and need != each.id
    ]
    if not edges:
        return None
    shown = _shown(edges)
    drawn = [(one, other) for one, other in edges if one in shown and other in shown]
    layers = _layers([each.id for each in nodes if each.id in shown], drawn)
    places = _places(layers)
    connected = {each for edge in edges for each in edge}
    title = "What needs what"
    left_out = f" The {len(shown)} with the most connections are drawn." if len(shown) < len(connected) else ""
    description = (
        f"{counted(len(edges), 'dependency', 'dependencies')} between {len(connected)} proposals and packages. "
        f"An arrow leads to what is needed; the number in a box is the phase.{left_out}"
    )
    phases = sorted({_key(known[each].phase, names) for each in connected}, key=lambda key: key.kind)
    parts = (*_arrows(drawn, places), *_boxes(known, places))
    return Picture(
        name=_NAME,
        title=title,
        description=description,
        svg=drawing(_NAME, title, description, _size(layers), parts),
        keys=tuple(phases),
        head=("Subject", "Phase", "Needs"),
        rows=tuple(_row(each, known) for each in nodes if each.id in connected),
    )


def _shown(edges: Sequence[tuple[str, str]]) -> frozenset[str]:
    degrees: dict[str, int] = defaultdict(int)
    for edge in edges:
        for each in edge:
            degrees[each] += 1
    return frozenset(sorted(degrees, key=lambda each: (-degrees[each], each))[:_MOST])


def _layers(ids: Sequence[str], edges: Sequence[tuple[str, str]]) -> _Layers:
    """Return the ids by layer, in an order that keeps arrows short."""
    level = dict.fromkeys(ids, 0)
    for _ in range(_DEEPEST):
        for one, other in edges:
            level[one] = min(max(level[one], level[other] + 1), _DEEPEST)
    used = sorted(set(level.values()))
    layers: _Layers = [[each for each in ids if level[each] == depth] for depth in used]
    beside: dict[str, list[str]] = defaultdict(list)
    for one, other in edges:
        beside[one].append(other)
        beside[other].append(one)
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            _settle(layer, layers, beside)
    return layers


def _settle(layer: list[str], layers: _Layers, beside: Mapping[str, Sequence[str]]) -> None:
    """Order a layer by where the neighbours of each of its members stand on the average."""
    height = {each: (place + 0.5) / len(one) for one in layers for place, each in enumerate(one)}

    def middle(each: str) -> float:
        near = [height[other] for other in beside[each]]
        return round(sum(near) / len(near), 6) if near else height[each]

    layer.sort(key=lambda each: (middle(each), each))


def _size(layers: _Layers) -> tuple[int, int]:
    tallest = max(map(len, layers))
    width = len(layers) * (_BOX[0] + _GAP[0]) - _GAP[0] + 4
    return width, 2 * _TOP + tallest * (_BOX[1] + _GAP[1]) - _GAP[1]


def _places(layers: _Layers) -> dict[str, tuple[float, float]]:
    _, height = _size(layers)
    found: dict[str, tuple[float, float]] = {}
    for depth, layer in enumerate(layers):
        step = (height - 2 * _TOP + _GAP[1]) / len(layer)
        for place, each in enumerate(layer):
            found[each] = (2 + depth * (_BOX[0] + _GAP[0]), _TOP + place * step + (step - _BOX[1] - _GAP[1]) / 2)
    return found


def _arrows(edges: Sequence[tuple[str, str]], places: Mapping[str, tuple[float, float]]) -> Iterator[Markup]:
    width, height = _BOX
    for one, other in edges:
        (from_x, from_y), (to_x, to_y) = places[one], places[other]
        start, end = (from_x, from_y + height / 2), (to_x + width, to_y + height / 2)
        bend = max(abs(start[0] - end[0]) / 2, 20.0)
        tip = end[0] + _ARROW
        curve = (
            f"M{start[0]:.1f} {start[1]:.1f}C{start[0] - bend:.1f} {start[1]:.1f} "
            f"{tip + bend:.1f} {end[1]:.1f} {tip:.1f} {end[1]:.1f}"
        )
        yield element("path", kind="edge", d=curve)
        head = f"M{end[0]:.1f} {end[1]:.1f}l{_ARROW} -4v8z"
        yield element("path", kind="arrow", d=head)


def _boxes(known: Mapping[str, Node], places: Mapping[str, tuple[float, float]]) -> Iterator[Markup]:
    width, height = _BOX
    for each, (x, y) in places.items():
        node = known[each]
        look = _look(node.phase)
        yield element(
            "g",
            (
                hint(f"{node.title}: {_phase(node.phase)}"),
                element("rect", kind="box", x=x, y=y, width=width, height=height, rx=5),
                element("rect", kind=f"bar {look}", x=x + 5, y=y + 7, width=20, height=20, rx=4),
                words("?" if node.phase is None else str(node.phase), x + 11, y + 21.5, f"number on-{look}"),
                framed(node.title, x + 32, y + 5, width - 38, height - 10),
            ),
        )


def _look(phase: int | None) -> str:
    return "phase-none" if phase is None else f"phase-{min(max(phase, 0), _HIGHEST)}"


def _phase(phase: int | None) -> str:
    return "in no phase that anybody can tell" if phase is None else f"phase {phase}"


def _key(phase: int | None, names: Mapping[int, str]) -> Key:
    if phase is None:
        return Key(_look(phase), "No phase that anybody can tell", "?")
    return Key(_look(phase), names.get(phase, f"Phase {phase}"), str(phase))


def _row(node: Node, known: Mapping[str, Node]) -> tuple[PageLink, ...]:
    needs = ", ".join(clip(known[each].title) for each in dict.fromkeys(node.needs) if each in known)
    phase = "unknown" if node.phase is None else str(node.phase)
    return PageLink(clip(node.title), node.path), PageLink(phase, None), PageLink(needs or "nothing", None)
