"""What comes next: meetings with what is on their agendas, and by when a subject must be on one; no I/O, no clock."""

from tracker.agenda.coming import coming_meetings
from tracker.agenda.moves import Move, list_edits, list_moves
from tracker.agenda.planning import plan
from tracker.agenda.values import Agenda, Candidate, Deadline, Dependency, Matter, Meeting
from tracker.process.calendar import Departure

__all__ = [
    "Agenda",
    "Candidate",
    "Deadline",
    "Departure",
    "Dependency",
    "Matter",
    "Meeting",
    "Move",
    "coming_meetings",
    "list_edits",
    "list_moves",
    "plan",
]
