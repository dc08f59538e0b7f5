"""On which days the subgroup met: as the notes tell, and where there are none by the rhythm of that day."""

from collections.abc import Iterable
from datetime import date

from tracker.cli.asking import InputError
from tracker.process.calendar_toml import shipped_calendar
from tracker.voting import NotesSpan


def check_meeting(day: date, notes: Iterable[NotesSpan]) -> None:
    """Raise `InputError` unless the subgroup met on a day, or may have met where nothing was read of that year."""
    days = {each.notes.date: each.notes.cancelled for each in notes if each.standing and each.notes.date}
    if days.get(day) is False:
        return
    hint = "name the meeting with --meeting"
    if day in days:
        raise InputError(f"--date: the meeting of {day} was cancelled, its notes say; {hint}")
    year = [each for each in days if each.year == day.year]
    if year and day < max(year):
        near = sorted(sorted(year, key=lambda each: abs(each - day))[:2])
        raise InputError(f"--date: no meeting was on {day}; the nearest: {', '.join(map(str, near))}; {hint}")
    rhythm = shipped_calendar().rhythm(day)
    if rhythm is not None and next(rhythm.from_day(day, (each for each in days if each <= day))) != day:
        raise InputError(f"--date: {day} is no day of the meetings, one every {rhythm.days} days; {hint}")
