"""`notice-below-aim`: a vote was put on the agenda later than the chairs aim for."""

from collections.abc import Iterator

from tracker.ballots.standing import Kept
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Need, Sources, rule
from tracker.drift.links import NOTICE_AIM
from tracker.drift.notices import announcement_said, formal, noticed


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every vote that kept the rule of 24 hours, or need not keep it, and missed the aim of seven days."""
    for ballot in formal(sources):
        vote = ballot.vote
        if ballot.notice_aim is Kept.BROKEN and ballot.notice_rule is not Kept.BROKEN:
            yield Hit(
                subject=vote.subject,
                message=f"the vote of {vote.date} {noticed(ballot)}: the chairs aim for seven days",
                since=ballot.held_at,
                evidence=tuple(announcement_said(ballot)),
                fix="ask for the next vote a week ahead; no rule is broken",
            )


RULE = rule(
    check,
    Severity.NOTE,
    "A vote was put on the agenda less than seven days ahead, which is what the chairs aim for.",
    NOTICE_AIM,
    Need.NOTES,
)
"""The rule."""
