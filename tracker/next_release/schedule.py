"""When a release is due, when it came, which meetings come before it, and by when a vote must be asked for."""

from datetime import date
from itertools import takewhile

from tracker.agenda.planning import Schedule as Notices
from tracker.agenda.values import Meeting
from tracker.next_release.ballot import Schedule
from tracker.next_release.departures import announced, departures_after
from tracker.next_release.interface import Sources, Target
from tracker.process.calendar import Calendar
from tracker.process.rules import RuleId
from tracker.releases import parse_version
from tracker.subjects import AMENDABLE_PHASE


def planned_day(target: Target, calendar: Calendar, today: date) -> date | None:
    """Return the day on which a release is, or was, due; `None` when nothing says so.

    The announced day counts, else that of the train: one departure for each version since the release before. A tag
    that came at another time, or is still missing, does not move it.
    """
    told = announced(target.version, calendar, today)
    number = parse_version(target.version)
    if told is not None or number is None or target.prerelease or target.previous is None:
        return told
    counted = departures_after(target.previous, calendar, _known_on(target, today))
    due = takewhile(lambda each: (parse_version(each[0]) or number) <= number, counted)
    return next((when for version, when in due if version == target.version), None)


def schedule_of(sources: Sources) -> Schedule:
    """Return when the release is due and what comes before it."""
    target, today = sources.target, sources.today
    planned = planned_day(target, sources.calendar, today)
    told = announced(target.version, sources.calendar, today) is not None
    source = _source(sources, planned)
    if target.actual is not None or planned is None:
        return Schedule(planned, told, target.actual_day, None, source=source)
    meetings = tuple(each.date for each in meetings_before(sources, planned))
    notices, last = notices_of(sources), max(meetings, default=None)
    return Schedule(
        planned=planned,
        announced=told,
        actual=None,
        days_left=(planned - today).days,
        meetings=meetings,
        agenda_deadline=None if last is None else notices.notice(RuleId.ANNOUNCED, last, AMENDABLE_PHASE),
        agenda_aim=None if last is None else notices.notice(RuleId.ANNOUNCED_AIM, last, AMENDABLE_PHASE),
        source=source,
    )


def _known_on(target: Target, today: date) -> date:
    """Return the day by whose trains a release is counted: what was agreed after it came nobody planned it by."""
    actual = target.actual_day
    return today if actual is None else min(today, actual)


def overdue(sources: Sources) -> tuple[tuple[str, date], ...]:
    """Return the releases of the line that were due before this one, with their days, and that no tag names."""
    target, previous = sources.target, sources.target.previous
    wanted = parse_version(target.version)
    if previous is None or wanted is None or target.actual is not None or target.prerelease:
        return ()
    counted = departures_after(previous, sources.calendar, sources.today)
    late = takewhile(lambda each: (parse_version(each[0]) or wanted) < wanted, counted)
    return tuple((version, day) for version, day in late if day < sources.today)


def meetings_before(sources: Sources, planned: date | None) -> tuple[Meeting, ...]:
    """Return the meetings to come before a day; without a day all that are known."""
    return tuple(each for each in sources.meetings if planned is None or each.date < planned)


def notices_of(sources: Sources) -> Notices:
    """Return what tells by when a vote must be on an agenda."""
    return Notices(sources.today, sources.meetings, (), sources.process)


def _source(sources: Sources, planned: date | None) -> str | None:
    """Return where the train was agreed that says when the release is due."""
    if planned is None:
        return None
    day = _known_on(sources.target, sources.today)
    trains = [each for each in sources.calendar.trains if each.line == sources.target.line and each.in_effect <= day]
    return next((each.source for each in reversed(trains)), None)
