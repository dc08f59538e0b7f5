"""What was voted on a subject, and what the proposal list made of it."""

from tracker.chronicle import Decision
from tracker.drift.interface import Sources
from tracker.lives import ChangeKind
from tracker.subjects import AMENDABLE_PHASE

_TAKEN_BACK = frozenset({ChangeKind.MOVED_BACK, ChangeKind.REMOVED})


def to_stabilize(sources: Sources, subject: str) -> Decision | None:
    """Return the last passed vote that lets an amendment become stable: one on phase 3, or on no phase in words."""
    every = sources.passed(subject)
    return next((each for each in reversed(every) if each.phase is None or each.phase >= AMENDABLE_PHASE), None)


def last_phase_vote(sources: Sources, subject: str) -> Decision | None:
    """Return the last passed vote that put a subject into a phase."""
    return next((each for each in reversed(sources.passed(subject)) if each.phase is not None), None)


def standing_vote(sources: Sources, subject: str) -> Decision | None:
    """Return the last passed vote on a phase, unless the list showed that phase and then took it back."""
    vote = last_phase_vote(sources, subject)
    if vote is None or vote.phase is None:
        return None
    for change in sources.phases:
        shown = isinstance(change.origin, int) and change.origin >= vote.phase
        if change.subject == subject and change.kind in _TAKEN_BACK and shown and change.date >= vote.at:
            return None
    return vote
