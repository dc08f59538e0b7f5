"""Votes as they stand to the rules around them, made by hand."""

from datetime import timedelta

from tests.ballots.made_meetings import DAY, MEETINGS, at, path_of, vote
from tracker.ballots.standing import Finality, Kept, Noted, VoteStanding
from tracker.chronicle import Outcome
from tracker.facts import Revision
from tracker.voting import Method

AGENDA = Revision(f"{7:040x}")
NOTES = Revision(f"{8:040x}")


def ballot(
    *,
    phase: int | None = 2,
    outcome: Outcome = Outcome.PASSED,
    method: Method = Method.POLL,
    notice: timedelta | None = timedelta(days=9),
    rule: Kept = Kept.KEPT,
    aim: Kept = Kept.KEPT,
    published: str | None = "2026-03-06T12:00",
    late: bool | None = False,
) -> VoteStanding:
    """Return how a vote on the lamp stands to the rules."""
    begins = at(f"{DAY}T16:00")
    announced = Noted(begins - notice, MEETINGS, AGENDA, path_of(DAY), 7) if notice is not None else None
    noted = Noted(at(published), MEETINGS, NOTES, path_of(DAY), None) if published else None
    about = vote(phase=phase, outcome=outcome, method=method)
    return VoteStanding(about, announced, notice, rule, aim, noted, late, Finality.FINAL, None)
