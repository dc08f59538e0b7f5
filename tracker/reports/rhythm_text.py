"""When a subject was last presented and worked on, in words."""

from tracker.reports.history_json import day
from tracker.reports.interface import Subject


def needs(subject: Subject) -> str:
    """Return what a subject still needs, and that it is quiet where it is."""
    return f"{subject.next_step} Quiet: {_when(subject)}." if subject.quiet else subject.next_step


def _when(subject: Subject) -> str:
    shown, worked = subject.last_presented, subject.last_activity
    agenda = f"last on an agenda {shown.date}" if shown else "on no agenda that was read"
    return f"{agenda}, last commit {day(worked.date)}" if worked else agenda


def presented(subject: Subject) -> str:
    """Return when a subject was last on an agenda."""
    shown = subject.last_presented
    return f"{shown.date}, {shown.path}" if shown else "on no agenda that was read"


def active(subject: Subject) -> str:
    """Return when a subject was last worked on."""
    worked = subject.last_activity
    if worked is None:
        return "not known: its home was not read"
    return f"{day(worked.date)}, {worked.revision[:12]} of {worked.repository}"
