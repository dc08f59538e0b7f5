"""Something of everything that a host tells."""

from datetime import UTC, datetime

from tests.store.drawn import NAME
from tracker.facts import RepositoryName, Revision
from tracker.hosting import (
    HostedIssue,
    HostedPull,
    HostedRelease,
    PullState,
    Reach,
    Renamed,
    ReviewDecision,
)


def day(number: int) -> datetime:
    """Return a day of January."""
    return datetime(2026, 1, number, tzinfo=UTC)


PULL = HostedPull(
    repository=NAME,
    number=3,
    title="Dim the light",
    state=PullState.MERGED,
    draft=False,
    author="ada",
    labels=("P-lamp", "é"),
    reviewers=("bo", "@chairs"),
    linked=(1, 2),
    base="main",
    head=Revision("a" * 40),
    created_at=day(3),
    updated_at=day(9),
    closed_at=day(8),
    merged_at=day(8),
    decision=ReviewDecision.APPROVED,
)
ISSUE = HostedIssue(
    NAME,
    1,
    "Proposal: lamp",
    open=False,
    author="bo",
    labels=("proposal",),
    created_at=day(1),
    updated_at=day(7),
    closed_at=day(7),
    proposes=True,
)
RELEASE = HostedRelease(NAME, "v0.1.0", "First", prerelease=False, published_at=day(5))
RENAMED = Renamed(RepositoryName("a/old"), NAME, day(2))
REACH = Reach('W/"1"', ((day(9), day(8)), (day(4), None)))
