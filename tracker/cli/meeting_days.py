"""On which days the subgroup met: as the notes tell, and where there are none by the two-weekly rhythm."""

from collections.abc import Iterable
from datetime import date, timedelta

from tracker.cli.asking import InputError
from tracker.voting import NotesSpan

_RHYTHM = timedelta(days=14)
_A_MEETING = date(2024, 6, 13)
"""A day from which the rhythm is counted where no notes are known."""


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
    anchor = max(days, default=_A_MEETING, key=lambda each: (each <= day, each))
    if (day - anchor) % _RHYTHM:
        raise InputError(f"--date: {day} is no day of the two-weekly meetings; {hint}")
