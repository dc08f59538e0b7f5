"""Composes the way of an amendment: the eight steps of the process, each with what shows that it was taken."""

from collections.abc import Iterable

from tracker.lives import AmendmentLife, EventKind, LifeEvent
from tracker.standing import AmendmentState
from tracker.website.context import Context
from tracker.website.pages import Link
from tracker.website.pages.subjects import HistoryLine, ProcessStep
from tracker.website.text import when

_STEPS: tuple[tuple[str, str, frozenset[EventKind]], ...] = (
    ("Filed", "A pull request has the new items behind @unstable.", frozenset({EventKind.PROPOSED})),
    ("Accepted", "The proposal’s champion accepts it.", frozenset()),
    ("Listed", "It gets a phase-2 row of its own in the proposal list.", frozenset({EventKind.TRACKED})),
    ("Merged", "Its gate stands on the branch.", frozenset({EventKind.LANDED})),
    ("Built", "Implementers build it behind the gate.", frozenset()),
    ("Voted", "The subgroup votes on phase 3.", frozenset({EventKind.VOTED})),
    ("Stabilized", "@since takes the place of @unstable.", frozenset({EventKind.STABILIZED, EventKind.QUEUED})),
    ("Released", "A tagged release has it.", frozenset({EventKind.RELEASED})),
)
"""Title, what is done, and the events that show it, of each step in order."""
_IMPLIED = {1: 4, 2: 4, 4: 7, 5: 6, 7: 8}
"""A step that nothing shows -> the later step that cannot be taken without it."""
_WORDS = {"done": "done", "current": "comes next", "missing": "left out", "later": "not yet"}
_ENDED = frozenset({AmendmentState.WITHDRAWN, AmendmentState.REJECTED})
_EVIDENCE = 3


def way_of(around: Context, life: AmendmentLife) -> tuple[ProcessStep, ...]:
    """Return the eight steps, seen from where an amendment is."""
    shown = {number: _of(life.events, kinds) for number, (_, _, kinds) in enumerate(_STEPS, start=1)}
    done = {number for number, events in shown.items() if events}
    for number in sorted(_IMPLIED, reverse=True):
        if _IMPLIED[number] in done:
            done.add(number)
    last = max(done, default=0) if life.step is None else life.step - 1
    ended = life.state in _ENDED
    steps = []
    for number, (title, asks, _) in enumerate(_STEPS, start=1):
        state = _state(number, life.step, done, 0 if ended else last)
        evidence = tuple(event_line(around, each) for each in shown[number][:_EVIDENCE])
        steps.append(ProcessStep(number, title, asks, state, _WORDS[state], evidence))
    return tuple(steps)


def event_line(around: Context, event: LifeEvent) -> HistoryLine:
    """Return what happened to an amendment as a line."""
    topic = "vote" if event.state is EventKind.VOTED else "amendment"
    place = None if event.url is None else Link("source", event.url)
    return HistoryLine(when(event.date, around.today), topic, event.summary, event.who, place)


def _of(events: Iterable[LifeEvent], kinds: frozenset[EventKind]) -> tuple[LifeEvent, ...]:
    """Return the events of some kinds, the newest first."""
    return tuple(each for each in events if each.state in kinds)[::-1]


def _state(number: int, step: int | None, done: set[int], last: int) -> str:
    if number == step:
        return "current"
    if number in done:
        return "done"
    return "missing" if number <= last else "later"
