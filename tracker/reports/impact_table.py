"""Whom a requirement concerns, for a terminal: those who fail first, with what each lacks and where that is seen."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.impact.values import Affected, Bearing, Impact
from tracker.reports.console import Link, rendered
from tracker.reports.impact_words import (
    SETTLED,
    UNCHECKED,
    counted,
    days_told,
    group_title,
    headline,
    judged_on,
    outcome,
    sign,
)
from tracker.standing import CriterionStatus

_STYLES = {CriterionStatus.UNMET: "bold red", CriterionStatus.UNKNOWN: "yellow", CriterionStatus.MET: "green"}
_IN = 3


def impact_as_table(impact: Impact, width: int, *, color: bool) -> str:
    """Return who does how, wrapped to `width` columns."""
    return rendered(_parts(impact), width, color=color)


def _parts(impact: Impact) -> Iterator[RenderableType]:
    requirement = impact.requirement
    yield Text(headline(impact), style="bold")
    yield Text(requirement.criterion.requirement)
    yield Text(" ".join(days_told(impact)))
    if requirement.said:
        yield Text(requirement.said)
    yield Link(requirement.criterion.source, style="dim")
    if not impact.checked:
        yield Text(UNCHECKED, style="yellow")
    yield Text(f"\n{outcome(impact)}", style="bold")
    yield Text(judged_on(impact), style="dim")
    for bearing in Bearing:
        group = [each for each in impact.affected if each.bearing is bearing]
        if group:
            yield Text.assemble("\n", (group_title(impact, bearing), "bold"), f": {counted(impact, bearing)}")
        for _, alike in groupby(group, key=lambda each: (each.status, each.phase, each.result.reason)):
            yield from _alike([*alike])


def _alike(group: list[Affected]) -> Iterator[RenderableType]:
    """Yield subjects of one phase that stand beside each other and of which the same was found."""
    first = group[0]
    names = ", ".join(each.subject for each in group)
    style = _STYLES.get(first.status, "")
    yield Text.assemble((sign(first.status), style), "  ", (names, "bold"), f" · phase {first.phase}")
    yield Padding(Text(first.result.reason), (0, 0, 0, _IN))
    places = dict.fromkeys(place.url for each in group for place in each.result.evidence)
    for url in () if first.status in SETTLED else places:
        yield Link(f"{' ' * _IN}{url}", style="dim")
