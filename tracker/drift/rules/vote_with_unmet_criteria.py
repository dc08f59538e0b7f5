"""`vote-with-unmet-criteria`: a vote was held while an entry requirement of the phase was not met."""

from collections.abc import Iterator
from datetime import date

from tracker.ballots.standing import VoteStanding
from tracker.chronicle import Outcome
from tracker.drift.evidence import linked
from tracker.drift.findings import Said, Severity
from tracker.drift.interface import Hit, Need, Sources, Untold, rule
from tracker.drift.links import PHASES
from tracker.drift.notices import formal
from tracker.standing import CriterionResult, CriterionStatus


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every vote that was held although the files of that day left a requirement unmet."""
    unjudged: list[str] = []
    for ballot in formal(sources):
        vote = ballot.vote
        phase = vote.target_phase
        if phase is None or vote.outcome is Outcome.UNCLEAR or not _judgeable(sources, vote.date, phase):
            continue
        results = sources.judged_at(vote.subject, phase, ballot.held_at) if sources.judged_at else None
        if results is None:
            unjudged.append(vote.subject)
            continue
        unmet = [each for each in results if each.status is CriterionStatus.UNMET]
        if unmet:
            yield _hit(ballot, phase, unmet)
    if unjudged:
        names = tuple(dict.fromkeys(unjudged))
        yield Untold(names, f"what {', '.join(names)} looked like on the day of the vote is not recorded")


def _judgeable(sources: Sources, day: date, phase: int) -> bool:
    """Return whether that day's rules ask something of the phase that files can tell."""
    return any(each.judged_by == "tool" for each in sources.process.criteria(phase, day))


def _hit(ballot: VoteStanding, phase: int, unmet: list[CriterionResult]) -> Hit:
    vote = ballot.vote
    names = ", ".join(f"{each.id} ({each.reason})" for each in unmet)
    return Hit(
        subject=vote.subject,
        message=f"the vote of {vote.date} on phase {phase} {vote.outcome} while it did not meet {names}",
        since=ballot.held_at,
        evidence=(*_places(unmet), *linked(vote.source.url, f"the vote on phase {phase} of {vote.date}")),
        fix="meet the requirement now, or record a waiver with `tracker attest --waive`",
    )


def _places(unmet: list[CriterionResult]) -> Iterator[Said]:
    for each in unmet:
        for place in each.evidence[:1]:
            yield Said(place.url, place.path, place.line, place.revision, f"{each.id}: {each.reason}")


RULE = rule(
    check,
    Severity.NOTE,
    "A vote was held while an entry requirement of the phase was not met.",
    PHASES,
    Need.DECISIONS,
    Need.NOTES,
)
"""The rule."""
