"""Composes the pages of meetings: those to come with their deadlines, those that were with what they decided."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.agenda.values import Meeting as Coming
from tracker.ballots.meetings import Meeting, meetings_of
from tracker.ballots.standing import VoteStanding
from tracker.frozen import frozen
from tracker.permalink import permalink
from tracker.voting import AgendaItem, NotesSpan
from tracker.website.context import Context
from tracker.website.pages.meetings import AgendaLine, DeadlineLine, MeetingLine, MeetingPage, MeetingsPage
from tracker.website.pages.parts import Link, PageLink
from tracker.website.records import MEETINGS, Records, records
from tracker.website.text import clip, counted, day
from tracker.website.votes import OUTCOMES, vote_lines

_DEEPEST = 4
_SHOWN = 8


@frozen
class _Day:
    """All that is known of one meeting."""

    date: date
    held: Meeting | None
    """What its file said."""
    coming: Coming | None
    """What the agenda knows of it."""
    votes: tuple[VoteStanding, ...]

    @property
    def span(self) -> NotesSpan | None:
        """Its file as it stands."""
        return None if self.held is None else next((each for each in self.held.versions if each.standing), None)


def meeting_pages(around: Context) -> Iterator[MeetingsPage | MeetingPage]:
    """Yield the page of all meetings, then one for each."""
    known, days = records(around), _days(around)
    coming = [each for each in days if each.coming is not None]
    past = [each for each in reversed(days) if each.coming is None]
    agenda = around.content.agenda
    yield MeetingsPage(
        frame=around.frame(
            MEETINGS, "Meetings", "Meetings of the WASI subgroup: agendas, deadlines, notes.", "meetings"
        ),
        coming=tuple(_coming_line(known, each) for each in coming),
        deadlines=tuple(_deadlines(around, known)),
        past=tuple(_past_line(around, known, each) for each in past),
        rules=tuple(Link(clip(_ending(url)), url) for url in (agenda.sources if agenda else ())),
    )
    for place, each in enumerate(days):
        beside = (days[place - 1] if place else None, days[place + 1] if place + 1 < len(days) else None)
        yield _page(around, known, each, beside)


def _days(around: Context) -> list[_Day]:
    content = around.content
    held = meetings_of(content.meetings)
    coming = {each.date: each for each in (content.agenda.meetings if content.agenda else ())}
    votes: dict[date, list[VoteStanding]] = defaultdict(list)
    for each in content.votes:
        votes[each.vote.date].append(each)
    return [_Day(when, held.get(when), coming.get(when), tuple(votes[when])) for when in sorted({*held, *coming})]


def _coming_line(known: Records, each: _Day) -> MeetingLine:
    coming = each.coming
    if coming is None or coming.planned:
        return MeetingLine(known.meeting(each.date), each.date.isoformat(), "planned, no agenda yet", ())
    matters = tuple(clip(matter.item.text) for matter in coming.shown)
    note = coming.problem or (counted(len(matters), "item") if matters else "an agenda without items yet")
    return MeetingLine(known.meeting(each.date), each.date.isoformat(), note, matters[:_SHOWN])


def _past_line(around: Context, known: Records, each: _Day) -> MeetingLine:
    decided = tuple(
        f"{around.places.link(vote.vote.subject, vote.vote.subject).text}: {OUTCOMES[vote.vote.outcome].word.lower()}"
        for vote in each.votes
    )
    return MeetingLine(known.meeting(each.date), each.date.isoformat(), _state(each).lower(), decided)


def _deadlines(around: Context, known: Records) -> Iterator[DeadlineLine]:
    """Yield the last days for the releases to come: the same for all who ask for a vote."""
    agenda = around.content.agenda
    seen: set[tuple[date, str]] = set()
    for candidate in agenda.candidates if agenda else ():
        for each in candidate.deadlines:
            key = (each.release.date, each.release.line)
            if key in seen:
                continue
            seen.add(key)
            name = each.release.version or f"{each.release.line}, next"
            yield DeadlineLine(
                release=PageLink(clip(name), known.ballots.get(each.release.version or "")),
                due=day(each.release.date),
                meeting=known.meeting(each.meeting),
                rule=day(each.rule),
                aim=day(each.aim),
            )


def _page(around: Context, known: Records, each: _Day, beside: tuple[_Day | None, _Day | None]) -> MeetingPage:
    span, when = each.span, day(each.date)
    newest = None if span is None else span.notes
    said = f"The meeting of the WASI subgroup on {when}: agenda, decisions and notes."
    earlier, later = beside
    return MeetingPage(
        frame=around.frame(known.meetings[each.date], f"Meeting of {when}", said, "meetings"),
        day=when,
        iso=each.date.isoformat(),
        state=_state(each),
        notes=_notes(each, span),
        agenda=tuple(_agenda(around, each, span)),
        decisions=vote_lines(around, known, each.votes),
        sections=() if newest is None or span is None else tuple(_sections(span)),
        problem=each.coming.problem if each.coming is not None else None,
        earlier=None if earlier is None else known.meeting(earlier.date),
        later=None if later is None else known.meeting(later.date),
    )


def _state(each: _Day) -> str:
    span = each.span
    if span is not None and span.notes.cancelled:
        return "Cancelled"
    if each.coming is not None:
        return "Planned by the rhythm of meetings, without an agenda yet" if each.coming.planned else "To come"
    if span is None:
        return "Its file is gone"
    if span.notes.attendees:
        return f"Held, with {counted(len(span.notes.attendees), 'person', 'people')}"
    return "Held" if span.notes.held else "No notes of it"


def _notes(each: _Day, span: NotesSpan | None) -> Link | None:
    if span is not None:
        return Link(clip(span.path), _at(span, None))
    if each.coming is not None and each.coming.url is not None:
        return Link(clip(each.coming.path), each.coming.url)
    return None


def _at(span: NotesSpan, line: int | None) -> str:
    return permalink(span.branch.repository, span.first.revision, span.path, line)


def _agenda(around: Context, each: _Day, span: NotesSpan | None) -> Iterator[AgendaLine]:
    if each.coming is not None and each.coming.matters:
        for matter in each.coming.matters:
            yield _item(around, matter.item, matter.subjects, Link(f"line {matter.item.line}", matter.url))
    elif span is not None:
        for item in span.notes.agenda:
            yield _item(around, item, (), Link(f"line {item.line}", _at(span, item.line)))


def _item(around: Context, item: AgendaItem, subjects: Sequence[str], place: Link) -> AgendaLine:
    return AgendaLine(
        text=clip(item.text, 400),
        depth=min(max(item.depth, 0), _DEEPEST),
        presenters=", ".join(clip(each) for each in item.presenters),
        links=tuple(Link(clip(_short(each)), each) for each in item.links),
        asks=_asks(item),
        subjects=tuple(around.places.link(each, each) for each in subjects),
        place=place,
    )


def _asks(item: AgendaItem) -> str:
    if not item.asks_vote:
        return ""
    return "Vote" if item.phase is None else f"Vote on phase {item.phase}"


def _short(address: str) -> str:
    """Return an address as one reads it."""
    return address.removeprefix("https://").removeprefix("http://").removesuffix("/")


def _ending(address: str) -> str:
    """Return how an address ends: the two names that tell it from its likes."""
    return "/".join(_short(address).split("/")[-2:])


def _sections(span: NotesSpan) -> Iterator[Link]:
    for each in span.notes.sections:
        yield Link(clip(each.title), _at(span, each.line))
