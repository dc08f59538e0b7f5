"""What GitHub tells that git cannot: pull requests, issues, reviews, releases and new names of repositories.

`tracker.sources.github` asks for them and the store keeps them, each with the moment it was last seen. Nothing here is
needed for anything else: without a token, or without a network, it is unknown.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen

GHOST = "ghost"
"""Who stands in for an account that is no more."""


class PullState(StrEnum):
    """Whether a pull request is still open."""

    OPEN = "open"
    CLOSED = "closed"
    """Closed without being merged."""
    MERGED = "merged"


class ReviewDecision(StrEnum):
    """What the reviews of a pull request come to: the latest of each reviewer counts."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes-requested"
    NONE = "none"
    """Nobody has approved it or asked for changes."""


@frozen
class HostedPull:
    """A pull request as its host tells it."""

    repository: RepositoryName
    number: int
    title: str
    state: PullState
    draft: bool
    """Whether its author holds it for unfinished."""
    author: str
    """A login; `ghost` when the account is no more."""
    labels: tuple[str, ...]
    """As they are called, in the host's order."""
    reviewers: tuple[str, ...]
    """Who was asked for a review and has not given one: logins, and teams as `@team`."""
    linked: tuple[int, ...]
    """Issues of the same repository that its text says it closes."""
    base: str
    """The branch it is to be merged into."""
    head: Revision
    """Its newest commit."""
    created_at: datetime
    """When it was opened."""
    updated_at: datetime
    """When anything about it last changed."""
    closed_at: datetime | None
    """When it was closed or merged."""
    merged_at: datetime | None
    """`None` unless it was merged."""
    decision: ReviewDecision | None = None
    """`None` when its reviews were not asked for."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://github.com/{self.repository}/pull/{self.number}"


PullsByNumber = Mapping[tuple[RepositoryName, int], HostedPull]
"""Repository and number -> the pull request, where something is known of it."""


@frozen
class PullLink:
    """A pull request that concerns a subject."""

    repository: RepositoryName
    number: int
    url: str
    merged: bool
    """Whether a commit of the default branch names it."""
    hosted: HostedPull | None = None
    """What its host tells; `None` when that is not known."""

    @property
    def state(self) -> PullState | None:
        """Whether it is open; `None` when nobody can tell."""
        if self.merged:
            return PullState.MERGED
        return None if self.hosted is None else self.hosted.state


def contributors(pulls: Iterable[PullLink]) -> tuple[str, ...]:
    """Return who wrote pull requests, as far as that is known, each once."""
    authors = (each.hosted.author for each in pulls if each.hosted is not None)
    return tuple(dict.fromkeys(author for author in authors if author != GHOST))


def pull_details(pull: HostedPull) -> tuple[str, ...]:
    """Return a pull request's labels and reviews in words, each without a full stop."""
    told = [f"labels {', '.join(pull.labels)}"] if pull.labels else []
    told += [f"review asked of {', '.join(pull.reviewers)}"] if pull.reviewers else []
    told += [f"reviews: {pull.decision}"] if pull.decision is not None else []
    return tuple(told)


@frozen
class HostedIssue:
    """An issue as its host tells it."""

    repository: RepositoryName
    number: int
    title: str
    open: bool
    """Whether it is still open."""
    author: str
    labels: tuple[str, ...]
    """As they are called, in the host's order."""
    created_at: datetime
    """When it was opened."""
    updated_at: datetime
    """When anything about it last changed."""
    closed_at: datetime | None
    """`None` while it is open."""
    proposes: bool
    """Whether its label or title says that it proposes an API."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://github.com/{self.repository}/issues/{self.number}"


@frozen
class HostedRelease:
    """A release as its host tells it."""

    repository: RepositoryName
    tag: str
    """The tag it belongs to."""
    name: str
    """Its title; the tag when it has none."""
    prerelease: bool
    """Whether the host calls it one."""
    published_at: datetime | None
    """`None` for a draft."""


@frozen
class Renamed:
    """That a repository goes by another name now."""

    old: RepositoryName
    """What it was called."""
    new: RepositoryName
    """What it is called now."""
    seen_at: datetime
    """When the host first said so."""


class HostedList(StrEnum):
    """What is listed of a repository, newest first."""

    PULLS = "pulls"
    ISSUES = "issues"
    RELEASES = "releases"


Stretch = tuple[datetime, datetime | None]
"""A part of a list that is wholly known: from its newest moment down to its oldest; `None` for its end."""


@frozen
class Reach:
    """How far one list of a repository was read."""

    etag: str | None = None
    """Of its first page; what to ask with whether anything is new."""
    known: tuple[Stretch, ...] = ()
    """What is known of it by when it was last changed, newest first: an interrupted reading leaves gaps.

    Releases are told as a whole: without an ETag, it is all of them up to when they were told.
    """

    @property
    def complete(self) -> bool:
        """Whether everything is known that there was when it was last asked for."""
        return len(self.known) == 1 and self.known[0][1] is None


@frozen
class Hosted:
    """Everything the host told of, as it was last seen."""

    pulls: tuple[HostedPull, ...] = ()
    """By repository and number."""
    issues: tuple[HostedIssue, ...] = ()
    """By repository and number."""
    releases: tuple[HostedRelease, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    asked_at: tuple[tuple[RepositoryName, datetime], ...] = ()
    """When each repository was last asked about with success, by name: of any other one nothing is known."""

    def pull(self, repository: RepositoryName, number: int) -> HostedPull | None:
        """Return a pull request; `None` when nothing is known of it."""
        found = (each for each in self.pulls if (each.repository, each.number) == (repository, number))
        return next(found, None)

    def by_number(self) -> PullsByNumber:
        """Return the pull requests by repository and number."""
        return {(each.repository, each.number): each for each in self.pulls}
