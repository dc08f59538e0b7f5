"""Says what stands between a subject and a release: whether it was voted in, and whether a requirement is unmet.

Only what was decided makes a subject ready, so that a further vote never makes a verdict worse, and evidence that is
taken away never makes one better.
"""

from collections.abc import Iterable

from tracker.chronicle import Outcome
from tracker.frozen import frozen
from tracker.standing import CriterionResult, CriterionStatus, Readiness
from tracker.subjects import AMENDABLE_PHASE
from tracker.voting import Method, Vote

_DECIDES = frozenset({Outcome.PASSED, Outcome.FAILED})
_ORDER = (Readiness.READY, Readiness.UNDETERMINED, Readiness.BLOCKED)
"""From the best to the worst."""


@frozen
class Judgement:
    """A verdict, and why."""

    verdict: Readiness
    reason: str
    """In one line, without a full stop."""
    vote: Vote | None = None
    """The vote that decides; `None` while none does."""
    reviewable: bool = False
    """Whether notes tell of a decision, and a person has to say which."""

    def strictly(self, *, strict: bool) -> "Judgement":
        """Return it as it counts where what nobody could tell blocks."""
        if strict and self.verdict is Readiness.UNDETERMINED:
            return Judgement(Readiness.BLOCKED, f"{self.reason}; what nobody can tell blocks", self.vote)
        return self


def worst(verdicts: Iterable[Readiness]) -> Readiness:
    """Return the worst of some verdicts; of none, that all is ready."""
    return max(verdicts, key=_ORDER.index, default=Readiness.READY)


def on_phase(votes: Iterable[Vote], phase: int = AMENDABLE_PHASE) -> tuple[Vote, ...]:
    """Return the votes that may put a subject into a phase: those on it, a later one, or on no phase in words."""
    return tuple(each for each in votes if each.target_phase is None or each.target_phase >= phase)


def deciding(votes: Iterable[Vote]) -> Vote | None:
    """Return the vote that counts: the last that was decided, else the last that was called; `None` without any.

    A vote that was put off, or that came out nobody knows how, undoes no earlier one. A straw poll decides nothing.
    """
    formal = sorted((each for each in votes if each.method is not Method.STRAW_POLL), key=lambda each: each.date)
    decided = [each for each in formal if each.outcome in _DECIDES]
    return next(iter(reversed(decided or formal)), None)


def voted(votes: Iterable[Vote], review: Iterable[Vote], *, recorded: bool) -> Judgement:
    """Return what votes say of a subject that needs one.

    `review` are those about it that wait for a person; `recorded` is whether any vote of the subgroup was ever
    recorded: without one nobody can tell.
    """
    vote = deciding(votes)
    if vote is not None and vote.outcome is Outcome.PASSED:
        return Judgement(Readiness.READY, f"voted in on {vote.date}", vote)
    if vote is not None and vote.outcome is Outcome.FAILED:
        return Judgement(Readiness.BLOCKED, f"the vote of {vote.date} failed", vote)
    waiting = max((each.date for each in review), default=None)
    if waiting is not None:
        reason = f"a person must review what the notes of {waiting} say of a vote on it"
        return Judgement(Readiness.UNDETERMINED, reason, reviewable=True)
    if vote is None:
        return _unvoted(recorded=recorded)
    if vote.outcome is Outcome.DEFERRED:
        return Judgement(Readiness.BLOCKED, f"the vote of {vote.date} was put off", vote)
    reason = f"how the vote of {vote.date} came out cannot be told"
    return Judgement(Readiness.UNDETERMINED, reason, vote, reviewable=True)


def _unvoted(*, recorded: bool) -> Judgement:
    if recorded:
        return Judgement(Readiness.BLOCKED, "no vote on it is recorded")
    return Judgement(Readiness.UNDETERMINED, "no one can tell whether it was voted in: votes are not recorded")


def polled(votes: Iterable[Vote], review: Iterable[Vote]) -> Judgement:
    """Return what the polls of a launch say: one that was not held, or was put off, leaves it open."""
    found = voted(votes, review, recorded=True)
    if found.verdict is not Readiness.BLOCKED or (found.vote and found.vote.outcome is Outcome.FAILED):
        return found
    reason = "the poll on it was not held yet" if found.vote is None else f"the poll of {found.vote.date} was put off"
    return Judgement(Readiness.UNDETERMINED, reason, found.vote)


def with_criteria(found: Judgement, criteria: Iterable[CriterionResult], phase: int = AMENDABLE_PHASE) -> Judgement:
    """Return a judgement that an unmet requirement of the phase turns into a block.

    What is unknown the subgroup judged when it voted the subject in; before that, the missing vote says enough.
    """
    unmet = unmet_of(criteria, phase)
    if not unmet:
        return found
    names = ", ".join(each.id for each in unmet)
    reason = f"{found.reason}; unmet: {names}" if found.verdict is Readiness.BLOCKED else f"unmet: {names}"
    if found.verdict is Readiness.READY:
        reason = f"{found.reason}, but unmet: {names}"
    return Judgement(Readiness.BLOCKED, reason, found.vote)


def unmet_of(criteria: Iterable[CriterionResult], phase: int = AMENDABLE_PHASE) -> tuple[CriterionResult, ...]:
    """Return the requirements of a phase that are unmet."""
    return tuple(each for each in criteria if each.phase >= phase and each.status is CriterionStatus.UNMET)
