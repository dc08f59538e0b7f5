"""Finds the meetings to come: those with an agenda in the meetings repository, continued by the rhythm."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import takewhile

from tracker.agenda.values import Matter, Meeting
from tracker.decisions.names import Names
from tracker.permalink import permalink
from tracker.process.calendar import Calendar
from tracker.voting import AgendaItem, NotesSpan

_NAME = "{group}/{day:%Y}/{file}-{day:%m-%d}.md"
"""How the files of the meetings repository are called."""
_SEVERAL = 3
"""How many agendas an item stands on at least when it belongs to the frame."""


def coming_meetings(
    notes: Iterable[NotesSpan], calendar: Calendar, folder: str, days: tuple[date, date], names: Names
) -> tuple[Meeting, ...]:
    """Return the meetings from the first to the last of two days, by date; those that were cancelled are left out.

    `notes` are every version of every file up to a moment; `folder` is where the subgroup's lie.
    """
    first, last = days
    spans = tuple(notes)
    usual = _usual(spans)
    standing = {each.notes.date: each for each in spans if each.standing and each.notes.date is not None}
    found = [
        _noted(day, span, names, usual)
        for day, span in standing.items()
        if first <= day <= last and not span.notes.cancelled
    ]
    rhythm = calendar.rhythm(first)
    if rhythm is not None:
        known = [day for day in standing if day <= last]
        by_rhythm = takewhile(lambda day: day <= last, rhythm.from_day(first, known))
        found += [Meeting(day, planned=True, path=agenda_path(folder, day)) for day in by_rhythm if day not in standing]
    return tuple(sorted(found, key=lambda each: each.date))


def agenda_path(folder: str, day: date) -> str:
    """Return where the agenda of a meeting is, or would be: `wasi/2026/WASI-08-20.md`."""
    group = folder.strip("/")
    return _NAME.format(group=group, file=group.rpartition("/")[2].upper(), day=day)


def _usual(notes: Iterable[NotesSpan]) -> frozenset[str]:
    """Return what stands on most agendas: the frame that every meeting has."""
    agendas = [{item.text for item in each.notes.agenda} for each in notes if each.standing]
    counted = Counter(text for agenda in agendas for text in agenda)
    return frozenset(text for text, number in counted.items() if number >= _SEVERAL and 2 * number > len(agendas))


def _noted(day: date, span: NotesSpan, names: Names, usual: frozenset[str]) -> Meeting:
    repository, revision = span.branch.repository, span.first.revision
    items = span.notes.agenda
    below = [*items[1:], None]
    return Meeting(
        date=day,
        planned=False,
        path=span.path,
        url=permalink(repository, revision, span.path, None),
        matters=tuple(
            Matter(
                item,
                _subjects(item, names),
                permalink(repository, revision, span.path, item.line),
                usual=item.text in usual and not item.asks_vote and (under is None or under.depth <= item.depth),
            )
            for item, under in zip(items, below, strict=True)
        ),
        problem=span.notes.problem,
    )


def _subjects(item: AgendaItem, names: Names) -> tuple[str, ...]:
    mentions = [each for text in (item.text, *item.links) for each in names.mentions(text) if each.sure]
    subjects = tuple(dict.fromkeys(each.subject for each in mentions))
    # A link to the proposal says less than the words that name its amendment.
    parents = {each.partition("/")[0] for each in subjects if "/" in each}
    return tuple(each for each in subjects if each not in parents)
