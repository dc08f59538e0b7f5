from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar

from tracker.agenda.values import Agenda, Meeting
from tracker.next_release.ballot import Ballot, Schedule
from tracker.process.calendar import Departure
from tracker.standing import Readiness
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.machines.calendar import calendar_files
from tracker.website.settings import Settings

AS_OF = datetime(2026, 7, 21, 10, tzinfo=UTC)
URL = "https://github.com/WebAssembly/meetings/blob/main/wasi/2026/WASI-07-23.md"
AGENDA = Agenda(
    as_of=AS_OF,
    repository=None,
    meetings=(
        Meeting(date(2026, 7, 23), planned=False, path="wasi/2026/WASI-07-23.md", url=URL),
        Meeting(date(2026, 8, 6), planned=True, path="wasi/2026/WASI-08-06.md"),
    ),
    releases=(Departure("0.3", date(2026, 8, 4), "0.3.1"), Departure("0.3", date(2026, 10, 6), None)),
    ready=(),
    undetermined=(),
)
SCHEDULE = Schedule(
    planned=date(2026, 8, 4),
    announced=True,
    actual=None,
    days_left=14,
    agenda_deadline=date(2026, 7, 22),
    agenda_aim=date(2026, 7, 16),
)
BALLOT = Ballot(AS_OF, "0.3.1", "0.3", "0.3.0", prerelease=False, schedule=SCHEDULE, verdict=Readiness.READY, reason="")


def calendar(content: Content) -> bytes:
    return dict(calendar_files(context(content, Settings("1.2.3"))))["calendar.ics"]


def test_it_holds_meetings_deadlines_and_releases_by_day(content: Content) -> None:
    read = icalendar.Calendar.from_ical(calendar(replace(content, agenda=AGENDA, ballots=(BALLOT,))))
    events = [(each.decoded("dtstart"), each.decoded("dtend"), str(each["summary"])) for each in read.walk("VEVENT")]
    assert events == [
        (date(2026, 7, 16), date(2026, 7, 17), "Votes for WASI 0.3.1: ask for them by today"),
        (date(2026, 7, 22), date(2026, 7, 23), "Votes for WASI 0.3.1: agenda closes"),
        (date(2026, 7, 23), date(2026, 7, 24), "WASI subgroup meeting"),
        (date(2026, 8, 4), date(2026, 8, 5), "WASI 0.3.1 is due"),
        (date(2026, 8, 6), date(2026, 8, 7), "WASI subgroup meeting"),
        (date(2026, 10, 6), date(2026, 10, 7), "WASI the next 0.3 is due"),
    ]
    assert [str(each.get("url")) for each in read.walk("VEVENT")][2] == URL


def test_an_event_that_moves_stays_the_same_event(content: Content) -> None:
    later = replace(BALLOT, schedule=replace(SCHEDULE, planned=date(2026, 8, 11)))
    ids = [
        {str(each["summary"]): str(each["uid"]) for each in icalendar.Calendar.from_ical(made).walk("VEVENT")}
        for made in (calendar(replace(content, ballots=(one,))) for one in (BALLOT, later))
    ]
    assert ids[0] == ids[1]


def test_long_and_odd_text_is_folded_and_escaped(content: Content) -> None:
    version = "0.3.1-" + "ü;,\\\n\x07" * 40
    made = calendar(replace(content, ballots=(replace(BALLOT, version=version),)))
    assert max(map(len, made.split(b"\r\n"))) <= 75
    found = {str(each["summary"]) for each in icalendar.Calendar.from_ical(made).walk("VEVENT")}
    assert f"WASI {version} is due".replace("\x07", "") in found


def test_without_anything_to_come_it_is_empty(content: Content) -> None:
    assert calendar(content) == (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//WASI tracker//site//EN\r\nCALSCALE:GREGORIAN\r\n"
        b"METHOD:PUBLISH\r\nX-WR-CALNAME:WASI\r\nEND:VCALENDAR\r\n"
    )
