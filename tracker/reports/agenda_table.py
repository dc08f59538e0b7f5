"""The agenda for a terminal: meetings with what is on them, releases, and by when each subject must be asked for."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.agenda.values import Agenda, Candidate, Matter
from tracker.reports.agenda_words import asked, day, deadline, headline, meeting_state, release, soonest, standing_of
from tracker.reports.console import Link, rendered

_IN = 2
"""Columns a level is set in."""


def agenda_as_table(agenda: Agenda, width: int, *, color: bool) -> str:
    """Return what comes next, wrapped to `width` columns."""
    return rendered(_parts(agenda), width, color=color)


def _parts(agenda: Agenda) -> Iterator[RenderableType]:
    yield Text(f"As of {agenda.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {headline(agenda)}", style="dim")
    yield Text("\nMeetings", style="bold")
    if not agenda.meetings:
        yield _in(1, Text("none is known", style="dim"))
    for meeting in agenda.meetings:
        yield _in(1, Text.assemble((day(meeting.date), "bold"), f"  {meeting_state(meeting)}".rstrip()))
        for matter in meeting.shown:
            yield _in(2 + matter.item.depth, _matter(matter))
    if agenda.releases:
        yield Text("\nReleases", style="bold")
        yield from (_in(1, Text(release(each))) for each in agenda.releases)
    yield Text("\nReady for a vote", style="bold")
    yield from _candidates(agenda, agenda.ready)
    if agenda.undetermined:
        yield Text("\nFor people to tell: nothing stands against a vote, and this is open", style="bold")
        yield from _candidates(agenda, agenda.undetermined)


def _matter(matter: Matter) -> Text:
    item = matter.item
    said = Text(item.text)
    if item.presenters:
        said.append(f" ({', '.join(item.presenters)})", style="dim")
    if item.asks_vote:
        said.append(" · vote" if item.phase is None else f" · vote, phase {item.phase}", style="bold yellow")
    if matter.subjects:
        said.append(f" · {', '.join(matter.subjects)}", style="cyan")
    return said


def _candidates(agenda: Agenda, candidates: Iterable[Candidate]) -> Iterator[RenderableType]:
    """Yield subjects; those that share their dates and what is open share these lines."""
    groups = groupby(candidates, key=lambda each: _shared(agenda, each))
    nothing = True
    for lines, group in groups:
        nothing = False
        for each in group:
            told = asked(each)
            yield _in(1, Text.assemble((each.id, "bold"), f" · {standing_of(each)}", f" · {told}" if told else ""))
            if each.url is not None:
                yield Link(f"{' ' * _IN * 2}{each.url}", style="dim")
        yield from (_in(3, Text(line)) for line in lines)
    if nothing:
        yield _in(1, Text("nothing", style="dim"))


def _shared(agenda: Agenda, candidate: Candidate) -> tuple[str, ...]:
    open_ = [f"{each.id}: {each.reason}" for each in candidate.open]
    dates = [soonest(candidate), *(deadline(agenda, each) for each in candidate.deadlines)]
    return tuple(each for each in (*open_, *dates) if each)


def _in(levels: int, text: Text) -> Padding:
    return Padding(text, (0, 0, 0, _IN * levels))
