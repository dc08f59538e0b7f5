"""Puts together what happened: the changes of the proposal list and the events in the lives of amendments.

Each subject has a timeline of its own; the log tells of all subjects in one list.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType

from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen
from tracker.lives import AmendmentLife, ChangeKind, EventKind, LifeEvent, PhaseChange


class Topic(StrEnum):
    """What a happening is about."""

    PHASE = "phase"
    """The proposal list: a subject's phase or title."""
    AMENDMENT = "amendment"
    """The life of an amendment."""
    VOTE = "vote"
    """What the subgroup decided."""


@frozen
class Timeline:
    """What happened to one subject."""

    subject: str
    title: str
    """The title it has now, or had last."""
    changes: tuple[PhaseChange, ...]
    """Oldest first."""
    events: tuple[LifeEvent, ...] = ()
    """Of an amendment, the events of its life; of a proposal, what was decided about it; oldest first."""

    def further_events(self) -> tuple[LifeEvent, ...]:
        """Return the events without those that the changes tell as well: that its row came, or went."""
        told = {(_EVENTS.get(change.kind), change.revision) for change in self.changes}
        return tuple(event for event in self.events if (event.state, event.revision) not in told)

    def votes(self) -> tuple[LifeEvent, ...]:
        """Return what the subgroup decided about it."""
        return tuple(event for event in self.events if event.state in _VOTES)

    def said(self, change: PhaseChange) -> str:
        """Return what a change of the list is, in a few words, and how long after the vote it came."""
        voted = [
            event.date
            for event in self.events
            if event.state is EventKind.VOTED and event.phase == change.target and _day(event.date) <= _day(change.date)
        ]
        if not voted or change.kind not in _UP:
            return said(change)
        days = (_day(change.date) - _day(voted[-1])).days
        return f"{said(change)}, {_counted(days)} after the vote" if days else f"{said(change)}, the day of the vote"


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _counted(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'}"


@frozen
class Happening:
    """One thing that happened to one subject."""

    date: datetime
    topic: Topic
    subject: str
    title: str
    """The subject's title at that time; of an amendment's event, the title it has now."""
    kind: ChangeKind | EventKind
    origin: int | str | None
    """Of a change of the list, the phase or title before; `None` of an event."""
    target: int | str | None
    """Of a change of the list, the phase or title after; `None` of an event."""
    summary: str
    """What happened, in a few words."""
    line: str | None
    """The release line it happened on; `None` for what concerns all."""
    repository: RepositoryName | None
    revision: Revision | None
    url: str | None
    """Where it can be seen."""
    who: str | None
    """The author of the commit."""


_VOTES = frozenset({EventKind.VOTED, EventKind.REJECTED, EventKind.DEFERRED})
_UP = frozenset({ChangeKind.ENTERED, ChangeKind.ADVANCED})
_EVENTS = {ChangeKind.ENTERED: EventKind.TRACKED, ChangeKind.REMOVED: EventKind.UNTRACKED}
"""What the list did to an amendment's row, as its life tells it."""


def timelines(
    changes: Iterable[PhaseChange],
    lives: Iterable[AmendmentLife],
    order: Sequence[tuple[str, str]],
    votes: Mapping[str, Sequence[LifeEvent]] = MappingProxyType({}),
) -> tuple[Timeline, ...]:
    """Return a timeline for each subject to which anything happened.

    `order` holds id and title of the subjects there are now, in the order in which they are shown; those that left the
    list follow, by id. Amendments follow their parents. `votes` is what was decided about each proposal, oldest first;
    the lives of amendments tell it of them.
    """
    changed: dict[str, list[PhaseChange]] = defaultdict(list)
    for change in changes:
        changed[change.subject].append(change)
    lived = {life.id: life for life in lives}
    titles = dict(order)
    place = {subject: number for number, (subject, _) in enumerate(order)}

    def shown_at(subject: str) -> tuple[int, str, int, str]:
        parent = subject.partition("/")[0]
        return (
            place.get(parent, len(place)),
            parent,
            place.get(subject, -1 if subject == parent else len(place)),
            subject,
        )

    def title_of(subject: str) -> str:
        if subject in titles:
            return titles[subject]
        return lived[subject].title if subject in lived else changed[subject][-1].title

    return tuple(
        Timeline(subject, title_of(subject), tuple(changed[subject]), happened)
        for subject in sorted(changed.keys() | lived.keys() | (votes.keys() & titles.keys()), key=shown_at)
        if (happened := lived[subject].events if subject in lived else tuple(votes.get(subject, ())))
        or subject in changed
    )


def chosen(listed: Iterable[Timeline], subjects: Container[str]) -> tuple[Timeline, ...]:
    """Return the timelines of some subjects and of the amendments of those that are proposals."""
    return tuple(each for each in listed if each.subject in subjects or each.subject.partition("/")[0] in subjects)


def between(listed: Iterable[Timeline], since: date | None, until: date | None) -> tuple[Timeline, ...]:
    """Return what happened from one day to another, both included; subjects to which nothing did are left out."""

    def wanted(each: PhaseChange | LifeEvent) -> bool:
        day = each.date.astimezone(UTC).date()
        return (since is None or since <= day) and (until is None or day <= until)

    cut = (
        replace(
            each,
            changes=tuple(change for change in each.changes if wanted(change)),
            events=tuple(event for event in each.events if wanted(event)),
        )
        for each in listed
    )
    return tuple(each for each in cut if each.changes or each.events)


def happenings(listed: Iterable[Timeline], registry: RepositoryName) -> tuple[Happening, ...]:
    """Return everything that happened, newest first; `registry` is the repository of the proposal list.

    Of what happened at one moment the subjects come in the order of the timelines, the last thing first.
    """
    found: list[Happening] = []
    for timeline in reversed(tuple(listed)):
        found += [_of_list(change, registry, timeline.said(change)) for change in timeline.changes]
        found += [_of_life(event, timeline) for event in timeline.further_events()]
    return tuple(sorted(found, key=lambda each: each.date)[::-1])


def said(change: PhaseChange) -> str:
    """Return what a change of the list is, in a few words."""
    match change.kind:
        case ChangeKind.ENTERED:
            return f"entered the list at phase {change.target}"
        case ChangeKind.ADVANCED:
            return f"advanced from phase {change.origin} to {change.target}"
        case ChangeKind.MOVED_BACK:
            return f"moved back from phase {change.origin} to {change.target}"
        case ChangeKind.REMOVED:
            return f"left the list at phase {change.origin}"
        case ChangeKind.RENAMED:
            return f"renamed from “{change.origin}” to “{change.target}”"


def _of_list(change: PhaseChange, registry: RepositoryName, summary: str) -> Happening:
    return Happening(
        date=change.date,
        topic=Topic.PHASE,
        subject=change.subject,
        title=change.title,
        kind=change.kind,
        origin=change.origin,
        target=change.target,
        summary=summary,
        line=None,
        repository=registry,
        revision=change.revision,
        url=change.url,
        who=change.author,
    )


def _of_life(event: LifeEvent, timeline: Timeline) -> Happening:
    return Happening(
        date=event.date,
        topic=Topic.VOTE if event.state in _VOTES else Topic.AMENDMENT,
        subject=timeline.subject,
        title=timeline.title,
        kind=event.state,
        origin=None,
        target=None,
        summary=event.summary,
        line=event.line,
        repository=event.repository,
        revision=event.revision,
        url=event.url,
        who=event.who,
    )
