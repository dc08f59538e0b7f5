"""Spells: how long something stood on a branch without a gap, whatever became of the files it was in."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from tracker.chronicle import GateSpan, Point
from tracker.frozen import frozen

STANDING = float("inf")
"""The end of what still stands."""


@frozen
class Spell:
    """Spans of one thing on one branch, each of which begins no later than the ones before end."""

    spans: tuple[GateSpan, ...]
    """In the order in which they begin."""

    @property
    def first(self) -> Point:
        """The first commit that holds it."""
        return self.spans[0].first

    @cached_property
    def final(self) -> GateSpan:
        """The span that ends last."""
        return max(self.spans, key=ending)

    @property
    def last(self) -> Point | None:
        """The last commit that holds it; `None` while it stands."""
        return self.final.last

    @property
    def end(self) -> Point | None:
        """The commit that ended it; `None` while it stands."""
        return self.final.end

    @property
    def stop(self) -> float:
        """The position of `end`, infinite while it stands."""
        return ending(self.final)


def ending(span: GateSpan) -> float:
    """Return the position at which a span ends, infinite while it stands."""
    return STANDING if span.end is None else span.end.position


def spells(spans: Iterable[GateSpan]) -> tuple[Spell, ...]:
    """Return the spells that spans of one branch make up, oldest first."""
    found: list[list[GateSpan]] = []
    stop = -1.0
    for span in sorted(spans, key=lambda each: (each.first.position, each.path, each.gate.line)):
        if not found or span.first.position > stop:
            found.append([])
            stop = -1.0
        found[-1].append(span)
        stop = max(stop, ending(span))
    return tuple(Spell(tuple(each)) for each in found)


def holding(spans: Iterable[GateSpan], position: int) -> Sequence[GateSpan]:
    """Return the spans that hold at a commit."""
    return [span for span in spans if span.holds_at(position)]
