"""The votes that the rules around votes speak of, and in words how early they were announced."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.ballots.standing import VoteStanding
from tracker.chronicle import Outcome
from tracker.drift.evidence import linked, noted_said
from tracker.drift.findings import Said
from tracker.drift.interface import Sources
from tracker.voting import Method

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_FEW_DAYS = 3
"""Up to so many days are told in hours."""


def formal(sources: Sources) -> Iterator[VoteStanding]:
    """Yield the votes that were held and decide something: neither put off nor a straw poll."""
    for ballot in sources.ballots or ():
        if ballot.vote.outcome is not Outcome.DEFERRED and ballot.vote.method is not Method.STRAW_POLL:
            yield ballot


def noticed(ballot: VoteStanding) -> str:
    """Return in words how early a vote was put on the agenda."""
    if ballot.notice is None:
        return "was on no version of the agenda"
    if ballot.notice < timedelta():
        return "was put on the agenda after the meeting began"
    if ballot.notice < _FEW_DAYS * _DAY:
        return f"was put on the agenda {ballot.notice // _HOUR} hours ahead"
    return f"was put on the agenda {ballot.notice // _DAY} days ahead"


def announcement_said(ballot: VoteStanding) -> Iterator[Said]:
    """Yield where the agenda and the notes tell of a vote."""
    at = ballot.announced_at
    yield from noted_said(ballot.announced, f"the agenda, since {at:%Y-%m-%d %H:%M} UTC" if at else "")
    yield from linked(ballot.vote.source.url, f"the vote of {ballot.vote.date}")
