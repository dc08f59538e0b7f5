"""Meeting notes: an agenda before the meeting, and after it who came, what was said, and what was decided.

The files are `<group>/YYYY/<GROUP>-MM-DD.md`. What a file says is read in steps, each a module of its own:
`meetings_lines` (what a reader sees of each line), `meetings_agenda`, `meetings_flow` (sentences and tallies under each
heading), `meetings_scan` (votes with their outcomes), `meetings_decisions` (what each is about, and how sure it is).
"""

import re
from datetime import date

from tracker.sources.meetings_agenda import agenda_end, agenda_of, announcements_of, attendees_of, was_cancelled
from tracker.sources.meetings_decisions import decisions_of
from tracker.sources.meetings_lines import Kind, note_lines
from tracker.voting import MeetingNotes, NoteSection

NOTES_READER = 1
"""The version of this reader: notes that another version read are read again."""

_PATH = re.compile(r"(?:.*/)?(?P<group>[^/]+)/(?P<year>\d{4})/(?P<name>[^/]+)-(?P<month>\d\d)-(?P<day>\d\d)\.md")


def date_of_path(path: str) -> date | None:
    """Return the day of a meeting from the path of its notes, `lamps/2031/LAMPS-05-16.md`; `None` for other files."""
    found = _PATH.fullmatch(path)
    if not found or found["group"].casefold() != found["name"].casefold():
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def read_notes(text: str) -> MeetingNotes:
    """Return what a file of notes says; the date, which its path tells, is left out."""
    lines = note_lines(text)
    agenda = agenda_of(lines)
    end = agenda_end(lines)
    below = lines[end:]
    sections = tuple(NoteSection(line.text, line.number, line.depth) for line in below if line.kind is Kind.HEADING)
    return MeetingNotes(
        date=None,
        cancelled=was_cancelled(lines),
        attendees=attendees_of(below),
        announcements=announcements_of(lines, agenda),
        agenda=agenda,
        sections=sections,
        decisions=decisions_of(below, agenda),
    )
