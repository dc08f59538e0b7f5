"""The meetings that files tell of, each with every version of its file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from tracker.frozen import frozen
from tracker.voting import MeetingNotes, NotesSpan

_EARLIEST = time(16)
"""The hour, in UTC, at which meetings begin in summer; in winter they begin an hour later."""
_LATEST = time(17)


@frozen
class Meeting:
    """A meeting, and what its file said over time."""

    day: date
    path: str
    """The file, in the repository of meetings."""
    versions: tuple[NotesSpan, ...]
    """Those that could be read, oldest first."""

    @property
    def begins(self) -> datetime:
        """The earliest moment at which it may begin: its hour is not read from the notes."""
        return datetime.combine(self.day, _EARLIEST, UTC)

    @property
    def begins_by(self) -> datetime:
        """The latest moment at which it may begin."""
        return datetime.combine(self.day, _LATEST, UTC)

    @property
    def over(self) -> datetime:
        """The end of its day, by which it was surely held."""
        return datetime.combine(self.day, time(), UTC) + timedelta(days=1)

    @property
    def newest(self) -> MeetingNotes | None:
        """What its file says in the end; `None` when it was removed, or cannot be read."""
        return next((each.notes for each in self.versions if each.standing), None)


def meetings_of(notes: Iterable[NotesSpan]) -> Mapping[date, Meeting]:
    """Return the meetings by day; of two files of one day the one with notes counts, else the first by name."""
    files: dict[tuple[date, str], list[NotesSpan]] = defaultdict(list)
    for span in notes:
        if span.notes.date is not None and span.notes.problem is None:
            files[span.notes.date, span.path].append(span)
    found: dict[date, Meeting] = {}
    for (day, path), versions in sorted(files.items()):
        meeting = Meeting(day, path, tuple(sorted(versions, key=lambda each: each.first.position)))
        if day not in found or (_held(meeting) and not _held(found[day])):
            found[day] = meeting
    return found


def _held(meeting: Meeting) -> bool:
    return meeting.newest is not None and meeting.newest.held
