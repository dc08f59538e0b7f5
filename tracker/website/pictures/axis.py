"""An axis of time: years as lines from the top of a picture to its bottom."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from tracker.frozen import frozen
from tracker.website.pictures.drawing import element, words

_CLOSEST = 38.0
"""How far apart two labels must stand to be told apart."""
_JANUARY = (1, 1)


@frozen
class Axis:
    """Where a day stands between two edges."""

    first: date
    last: date
    left: float
    """Where the first day stands."""
    right: float
    """Where the last day stands."""

    def x(self, day: date) -> float:
        """Return how far to the right a day stands; days outside stand at the edge."""
        whole = max((self.last - self.first).days, 1)
        share = (min(max(day, self.first), self.last) - self.first).days / whole
        return self.left + share * (self.right - self.left)

    def lines(self, top: float, bottom: float) -> Iterator[Markup]:
        """Yield a line for each year that begins on the axis, named where there is room."""
        free = self.left
        for year in range(self.first.year, self.last.year + 1):
            begins = date(year, *_JANUARY)
            if begins < self.first:
                continue
            x = self.x(begins)
            yield element("line", kind="year", x1=x, x2=x, y1=top, y2=bottom)
            if x >= free and x + _CLOSEST - 4 <= self.right:
                yield words(str(year), x + 4, top + 11, "small")
                free = x + _CLOSEST
