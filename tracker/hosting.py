"""What GitHub tells that git cannot: pull requests, issues, reviews, releases and new names of repositories.

`tracker.sources.github` asks for them and the store keeps them, each with the moment it was last seen. Nothing here is
needed for anything else: without a token, or without a network, it is unknown.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.facts import RepositoryName, Revision


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


@dataclass(frozen=True, slots=True)
class HostedPull:
    """A pull request as its host tells it."""

    repository: RepositoryName
    number: int
    title: str
    state: PullState
    draft: bool
    author: str
    """A login; `ghost` when the account is no more."""
    labels: tuple[str, ...]
    reviewers: tuple[str, ...]
    """Who was asked for a review and has not given one: logins, and teams as `@team`."""
    linked: tuple[int, ...]
    """Issues of the same repository that its text says it closes."""
    base: str
    """The branch it is to be merged into."""
    head: Revision
    """Its newest commit."""
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    """When it was closed or merged."""
    merged_at: datetime | None
    decision: ReviewDecision | None = None
    """`None` when its reviews were not asked for."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://github.com/{self.repository}/pull/{self.number}"


@dataclass(frozen=True, slots=True)
class HostedIssue:
    """An issue as its host tells it."""

    repository: RepositoryName
    number: int
    title: str
    open: bool
    author: str
    labels: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    proposes: bool
    """Whether its label or title says that it proposes an API."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://github.com/{self.repository}/issues/{self.number}"


@dataclass(frozen=True, slots=True)
class HostedRelease:
    """A release as its host tells it."""

    repository: RepositoryName
    tag: str
    name: str
    """Its title; the tag when it has none."""
    prerelease: bool
    published_at: datetime | None
    """`None` for a draft."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """That a repository goes by another name now."""

    old: RepositoryName
    new: RepositoryName
    seen_at: datetime
    """When the host first said so."""


@dataclass(frozen=True, slots=True)
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
