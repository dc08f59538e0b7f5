"""When the proposal list began and ceased to track an amendment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.aliases import Aliases
from tracker.chronicle import Point
from tracker.frozen import frozen
from tracker.lifecycle.belonging import Belonging, named_by
from tracker.lifecycle.listing import ListState
from tracker.lives import EventKind, LifeEvent
from tracker.permalink import permalink
from tracker.subjects import Row, Subjects, remainder, tracked_rows
from tracker.titles import slug


@frozen
class Tracked:
    """A row of the list while it tracks an amendment."""

    parent: str
    feature: str | None
    """`None` where none can be told."""
    row: Row

    @property
    def key(self) -> str:
        """What the amendment is told apart by over time: its feature, else the words of its title."""
        return key_of(self.parent, self.feature, self.row.row.title)


@frozen
class Tracking:
    """Which amendments the list tracked, over time."""

    events: Mapping[str, tuple[LifeEvent, ...]]
    """Key of an amendment -> when its row came and went."""
    titles: Mapping[str, str]
    """Key of an amendment -> the last title its row had."""
    now: Mapping[str, Tracked]
    """Key of an amendment -> its row in the newest list."""


def key_of(parent: str, feature: str | None, title: str) -> str:
    """Return what an amendment is told apart by: no feature's key is that of a row without one."""
    return f"{parent}/{feature}" if feature else f"{parent}: {slug(remainder(title))}"


def tracking(
    states: Iterable[ListState],
    subjects: Subjects,
    belonging: Belonging,
    features: Sequence[Mapping[str, Iterable[str]]],
    aliases: Aliases,
) -> Tracking:
    """Return when rows tracked which amendment.

    `features` are those of each proposal over all time: those that were on a branch, then those of pull requests, which
    a row tracks only when it tracks none of the others.
    What the present list tracks is told as `subjects` tell it, and of earlier lists by the same rules.
    """
    told = {each.row.row.title: each.feature for each in subjects.amendments if each.row and each.feature}
    known = replace(aliases, features={**told, **aliases.features})
    events: dict[str, list[LifeEvent]] = defaultdict(list)
    titles: dict[str, str] = {}
    before: dict[str, Tracked] = {}
    for state in states:
        now = {each.key: each for each in reversed(tuple(_tracked(state, belonging, features, known)))}
        for name, each in sorted(now.items()):
            titles[name] = each.row.row.title
            if name not in before:
                summary = f"the proposal list got its row “{each.row.row.title}” at phase {each.row.row.phase}"
                events[name].append(_event(EventKind.TRACKED, state.point, each.row, summary, aliases))
        for name, each in sorted(before.items()):
            if name not in now:
                summary = f"its row “{each.row.row.title}” left the proposal list"
                gone = replace(each.row, path=state.path)
                events[name].append(_event(EventKind.UNTRACKED, state.point, gone, summary, aliases))
        before = now
    return Tracking({name: tuple(each) for name, each in events.items()}, titles, before)


def _tracked(
    state: ListState, belonging: Belonging, features: Sequence[Mapping[str, Iterable[str]]], aliases: Aliases
) -> Iterator[Tracked]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row, parent in state.amending.items():
        if (name := belonging.parents.get(named_by(parent))) is not None:
            rows[name].append(row)
    for name, own in rows.items():
        left = own
        for some in features:
            told = tracked_rows(left, name, sorted(some.get(name, ())), aliases)
            yield from (Tracked(name, feature, row) for row, feature in told if feature)
            left = [row for row, feature in told if not feature]
        yield from (Tracked(name, None, row) for row in left)


def _event(kind: EventKind, point: Point, row: Row, summary: str, aliases: Aliases) -> LifeEvent:
    line = row.row.line if kind is EventKind.TRACKED else None
    url = permalink(aliases.registry, point.revision, row.path, line)
    return LifeEvent(point.at, kind, None, aliases.registry, point.revision, summary, url, point.author)
