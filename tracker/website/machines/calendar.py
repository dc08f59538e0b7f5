"""The calendar of what comes: meetings, the last days to ask for votes, and releases (RFC 5545).

It is written here and not by a library: it takes whole days and four properties, and the one that is well kept takes
longer to import than the calendar to write. Its tests read it with that library.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, timedelta

from tracker.agenda.values import Agenda
from tracker.frozen import frozen
from tracker.next_release.ballot import Ballot
from tracker.website.context import Context
from tracker.website.text import clean, clip, web_address

PATH = "calendar.ics"
"""Where it is."""
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/WebAssembly/WASI#calendar")
"""The name space of the ids; it must never change."""
_LONGEST = 75
"""Octets of a line."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
_CAREFUL = "Planned by the rule; nobody announced it yet."


@frozen
class _Event:
    """Something that takes place on one day."""

    key: str
    """What it is: its id hangs on this alone, so that an event that moves stays the same event."""
    day: date
    title: str
    text: str = ""
    url: str | None = None


def calendar_files(around: Context) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar."""
    events = {each.key: each for each in _events(around.content.agenda, around.content.ballots)}
    stamp = around.standing.as_of.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//WASI tracker//site//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:WASI",
    ]
    for each in sorted(events.values(), key=lambda event: (event.day, event.key)):
        lines += _lines(each, stamp)
    lines.append("END:VCALENDAR")
    yield PATH, b"".join(_folded(line) for line in lines)


def _events(agenda: Agenda | None, ballots: Iterable[Ballot]) -> Iterator[_Event]:
    """Yield the events; a later one of a key takes the place of one before."""
    if agenda is not None:
        for meeting in agenda.meetings:
            said = _CAREFUL if meeting.planned else "; ".join(clip(each.item.text) for each in meeting.shown)
            yield _Event(f"meeting {meeting.date}", meeting.date, "WASI subgroup meeting", said, meeting.url)
        for release in agenda.releases:
            name = release.version or f"the next {release.line}"
            said = "" if release.version else _CAREFUL
            key = f"release {release.version or f'{release.line} {release.date}'}"
            yield _Event(key, release.date, f"WASI {name} is due", said)
    for ballot in ballots:
        yield from _of_ballot(ballot)


def _of_ballot(ballot: Ballot) -> Iterator[_Event]:
    plan, version = ballot.schedule, ballot.version
    if plan.planned is not None and plan.actual is None:
        said = "" if plan.announced else _CAREFUL
        yield _Event(f"release {version}", plan.planned, f"WASI {version} is due", said, plan.source)
    if plan.agenda_aim is not None:
        said = "The last day on which votes are asked for with the notice that the chairs aim for."
        yield _Event(f"aim {version}", plan.agenda_aim, f"Votes for WASI {version}: ask for them by today", said)
    if plan.agenda_deadline is not None:
        said = "The last day on which votes can be put on the agenda of the last meeting before the release."
        title = f"Votes for WASI {version}: agenda closes"
        yield _Event(f"deadline {version}", plan.agenda_deadline, title, said)


def _lines(event: _Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(_SPACE, event.key)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{min(event.day, date.max - timedelta(days=1)) + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    if (url := web_address(event.url)) is not None:
        yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    return str(clean(text)).translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, none of which ends within a character."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode("utf-8")
        if len(piece) + len(octets) > _LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece, b""))
