"""What was voted on a subject."""

from tracker.chronicle import Decision
from tracker.drift.interface import Sources
from tracker.subjects import AMENDABLE_PHASE


def to_stabilize(sources: Sources, subject: str) -> Decision | None:
    """Return the last passed vote that lets an amendment become stable: one on phase 3, or on no phase in words."""
    every = sources.passed(subject)
    return next((each for each in reversed(every) if each.phase is None or each.phase >= AMENDABLE_PHASE), None)


def last_phase_vote(sources: Sources, subject: str) -> Decision | None:
    """Return the last passed vote that put a subject into a phase."""
    return next((each for each in reversed(sources.passed(subject)) if each.phase is not None), None)
