"""What builds on what: proposals and packages in layers, each to the right of all that it needs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from tracker.frozen import frozen
from tracker.website.pages import Key, PageLink, Picture
from tracker.website.pictures.drawing import drawing, element, framed, hint, words
from tracker.website.pictures.layers import Layout, layout
from tracker.website.text import clip, counted

_NAME = "dependencies"
_BOX = (178, 34)
_GAP = 92
_TOP = 6
_MOST = 120
"""So many boxes are drawn, those with the most connections; the table has them all."""
_ARROW = 7
_HIGHEST = 5


@frozen
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
    made = layout([each for each in known if each in shown], drawn, _BOX[1])
    connected = {each for edge in edges for each in edge}
    title = "What needs what"
    left_out = f" The {len(shown)} with the most connections are drawn." if len(shown) < len(connected) else ""
    description = (
        f"{counted(len(edges), 'dependency', 'dependencies')} between {len(connected)} proposals and packages. "
        f"An arrow leads to what is needed; the number in a box is the phase.{left_out}"
    )
    phases = sorted({_key(known[each].phase, names) for each in connected}, key=lambda key: key.kind)
    parts = (*_arrows(made), *_boxes(known, made))
    size = (_left(made.columns) - _GAP + 2, round(made.height) + 2 * _TOP)
    return Picture(
        name=_NAME,
        title=title,
        description=description,
        svg=drawing(_NAME, title, description, size, parts),
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


def _arrows(made: Layout) -> Iterator[Markup]:
    """Yield a line for each edge, from the left of who needs, past the boxes between, to the right of who is needed."""
    for way in made.ways.values():
        (column, stop), *between, end = way
        x, y = _left(column), _TOP + made.middles[column, stop]
        line = f"M{x} {y:.1f}"
        for passed in between:
            level = _TOP + made.middles[passed]
            line += f"{_bend(x, y, _left(passed[0]) + _BOX[0], level)}H{_left(passed[0])}"
            x, y = _left(passed[0]), level
        tip, level = _left(end[0]) + _BOX[0], _TOP + made.middles[end]
        yield element("path", kind="edge", d=line + _bend(x, y, tip + _ARROW, level))
        yield element("path", kind="arrow", d=f"M{tip} {level:.1f}l{_ARROW} -4v8z")


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    """Return a curve that leaves and comes in level."""
    half = max(abs(x - to_x) / 2, _GAP / 2)
    return f"C{x - half:.1f} {y:.1f} {to_x + half:.1f} {to_y:.1f} {to_x} {to_y:.1f}"


def _left(column: int) -> int:
    return 2 + column * (_BOX[0] + _GAP)


def _boxes(known: Mapping[str, Node], made: Layout) -> Iterator[Markup]:
    width, height = _BOX
    for (column, stop), middle in made.middles.items():
        if stop.edge is not None:
            continue
        node, x, y = known[stop.name], _left(column), _TOP + middle - height / 2
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
