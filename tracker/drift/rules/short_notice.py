"""`short-notice`: a vote was put on the agenda later than the process allows."""

from collections.abc import Iterator

from tracker.ballots.standing import Kept
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Need, Sources, Untold, rule
from tracker.drift.links import CONSENSUS
from tracker.drift.notices import announcement_said, formal, noticed


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every vote that breaks the rule of 24 hours."""
    untold: list[str] = []
    for ballot in formal(sources):
        vote = ballot.vote
        if ballot.notice_rule is Kept.UNKNOWN:
            untold.append(vote.subject)
        if ballot.notice_rule is Kept.BROKEN:
            yield Hit(
                subject=vote.subject,
                message=f"the vote of {vote.date} {noticed(ballot)}: the rule is at least 24 hours",
                since=ballot.held_at,
                evidence=tuple(announcement_said(ballot)),
                fix="ask the subgroup to confirm the decision at a meeting that announces it",
            )
    if untold:
        names = tuple(dict.fromkeys(untold))
        yield Untold(names, f"when the votes on {', '.join(names)} were put on the agenda cannot be told")


RULE = rule(
    check,
    Severity.WARNING,
    "A vote was put on the agenda less than 24 hours ahead.",
    CONSENSUS,
    Need.NOTES,
)
"""The rule."""
