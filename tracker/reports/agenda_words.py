"""What every form of the agenda says in the same words."""

from datetime import date

from tracker.agenda.values import Agenda, Candidate, Deadline, Departure, Meeting


def day(when: date) -> str:
    """Return a day with the name of its weekday: `2026-08-20 Thu`."""
    return f"{when:%Y-%m-%d %a}"


def release(due: Departure) -> str:
    """Return a release with its day."""
    known = due.version or f"next {due.line}"
    return f"{known}, {'announced for' if due.version else 'by the train'} {day(due.date)}"


def meeting_state(meeting: Meeting) -> str:
    """Return what is known of a meeting's agenda when it has no item; empty when it has one."""
    if meeting.problem is not None:
        return f"its agenda could not be read: {meeting.problem}"
    if meeting.planned:
        return "planned: by the rhythm only, no agenda is there yet"
    return "" if meeting.shown else "nothing on its agenda yet"


def deadline(agenda: Agenda, due: Deadline) -> str:
    """Return by when a vote must be on an agenda to come before a release."""
    name = due.release.version or f"the {due.release.line} release of {due.release.date}"
    before = f"to make {name}, at the meeting of {due.meeting}"
    today = agenda.as_of.date()
    rule = "" if due.rule == due.meeting else f"by the rule until {due.rule}"
    if due.aim < today:
        return f"{before}: {rule or f'until {due.rule}'}; the week's notice that the chairs aim for is over"
    return f"{before}: ask by {due.aim}{f', {rule}' if rule else ''}"


def standing_of(candidate: Candidate) -> str:
    """Return from which phase to which a subject would go."""
    return f"phase {candidate.phase} to {candidate.target}"


def asked(candidate: Candidate) -> str:
    """Return where a vote is asked for already; empty when nowhere."""
    days = ", ".join(map(str, candidate.asked))
    return f"a vote is on the agenda of {days}" if days else ""


def soonest(candidate: Candidate) -> str:
    """Return the first meeting that can be reached with a week's notice; empty when none is known."""
    return f"first meeting with a week's notice: {candidate.earliest}" if candidate.earliest else ""


def headline(agenda: Agenda) -> str:
    """Return how much there is, in one line."""
    meetings = f"{len(agenda.meetings)} meeting{'' if len(agenda.meetings) == 1 else 's'} to come"
    return (
        f"{meetings}, {len(agenda.ready) or 'nothing'} ready for a vote, {len(agenda.undetermined)} for people to tell"
    )
