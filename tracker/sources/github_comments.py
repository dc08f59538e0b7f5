"""Keeps one comment on a pull request, found again by its first line and its author, and never a second one.

Nothing that writes is tried twice by itself: a request may have been carried out though its answer was lost. Then the
comments are looked at once more.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from http import HTTPStatus
from typing import Self

import github
import requests
from github.GithubException import GithubException
from github.Issue import Issue
from github.IssueComment import IssueComment

from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.sources.errors import SourceError
from tracker.sources.github_settings import GitHubSettings, github_settings

AUTHOR = "TRACKER_COMMENT_AUTHOR"
"""The environment variable that says who comments, where the token may not ask that and is not that of a workflow."""
_WORKFLOW = "github-actions[bot]"
"""Who comments with the token of a workflow, which may not ask who it is."""
_PERMISSION = "pull-requests: write"
_PATIENCE = 30
"""Seconds that an answer may take."""
_LONGEST = 200
"""How much of what GitHub says is told."""
_LOST = (requests.RequestException, OSError)
_GARBLED = (AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What PyGithub raises over an answer that is not what GitHub describes: from a proxy, say."""


class Put(StrEnum):
    """What became of a comment."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    """It says so already: nothing was sent."""


@frozen
class Commented:
    """What became of a comment, and where it is."""

    put: Put
    url: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"comment {self.put}: {self.url}"


@frozen
class CommentSettings:
    """Whom to ask, and as whom."""

    host: GitHubSettings
    author: str = _WORKFLOW
    """Whose comments count as one's own where the token may not ask who it is."""


def settings_of(environment: Mapping[str, str]) -> CommentSettings:
    """Return the settings of an environment; `SourceError` when there is no token, or they cannot be used."""
    host = github_settings(environment)
    if host.token is None:
        reason = f"to comment a token is needed that has the permission `{_PERMISSION}`: set GITHUB_TOKEN or GH_TOKEN"
        raise SourceError("GitHub", reason)
    return CommentSettings(host, environment.get(AUTHOR, "").strip() or _WORKFLOW)


class Comments:
    """Comments on pull requests; enter it as a context to close its connections."""

    def __init__(self, settings: CommentSettings) -> None:
        self._author = settings.author
        self._github = github.Github(
            auth=github.Auth.Token(settings.host.token or ""),
            base_url=settings.host.address,
            per_page=100,
            retry=None,
            timeout=_PATIENCE,
            # One request that writes is far from any limit.
            seconds_between_requests=None,
            seconds_between_writes=None,
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self._github.close()

    def put(self, repository: RepositoryName, number: int, marker: str, text: str) -> Commented:
        """Let one's comment that begins with `marker` say `text`; `SourceError` tells what failed.

        It is made where there is none, and left alone where it says so already.
        """
        name = f"{repository}#{number}"
        with _telling(name):
            issue = self._github.get_repo(repository).get_issue(number)
            own = self._own(issue, marker)
        if own is not None and _same(own.body, text):
            return Commented(Put.UNCHANGED, own.html_url)
        if own is not None:
            with _telling(name, writing=True):
                own.edit(text)
            return Commented(Put.UPDATED, own.html_url)
        return self._created(issue, marker, text, name)

    def _created(self, issue: Issue, marker: str, text: str, name: str) -> Commented:
        try:
            with _telling(name, writing=True):
                return Commented(Put.CREATED, issue.create_comment(text).html_url)
        except SourceError as error:
            if not error.unreachable or isinstance(error, PermissionMissingError):
                raise
            # Its answer was lost; whether it was carried out is seen by looking.
            with _telling(name):
                own = self._own(issue, marker)
            if own is None:
                raise
            return Commented(Put.CREATED, own.html_url)

    def _own(self, issue: Issue, marker: str) -> IssueComment | None:
        """Return one's own comment that begins with the marker: of several the oldest."""
        marked = [each for each in issue.get_comments() if _begins(each.body, marker)]
        login = self._login() if marked else ""
        # Of an account that is no more there is no name.
        own = (each for each in marked if str(getattr(each.user, "login", "")).casefold() == login.casefold())
        return min(own, key=lambda each: each.id, default=None)

    def _login(self) -> str:
        try:
            return self._github.get_user().login
        except GithubException as error:
            # The token of a workflow is no user's.
            if error.status not in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
                raise
            return self._author


class PermissionMissingError(SourceError):
    """The token may not comment."""


def _begins(body: str | None, marker: str) -> bool:
    return (body or "").lstrip().startswith(marker)


def _same(body: str | None, text: str) -> bool:
    """Return whether a comment says a text: GitHub keeps line ends as they are sent to it, and none at the end."""
    return (body or "").replace("\r\n", "\n").strip() == text.strip()


@contextmanager
def _telling(name: str, *, writing: bool = False) -> Iterator[None]:
    """Turn what PyGithub raises into a `SourceError` that says what to do; nothing of a token is in it."""
    try:
        yield
    except GithubException as error:
        raise _told(name, error, writing=writing) from None
    except _LOST as error:
        reason = f"GitHub gave no usable answer ({type(error).__name__})"
        raise SourceError(name, reason, unreachable=True) from None
    except _GARBLED:
        raise SourceError(name, "GitHub's answer cannot be read", unreachable=True) from None


def _told(name: str, error: GithubException, *, writing: bool) -> SourceError:
    message = error.data.get("message") if isinstance(error.data, dict) else None
    said = " ".join(str(message or error.message or "").split())[:_LONGEST]
    limited = error.status == HTTPStatus.TOO_MANY_REQUESTS or "rate limit" in said.casefold()
    if limited:
        return SourceError(name, f"GitHub allows no more requests now: {said}", unreachable=True)
    if error.status == HTTPStatus.UNAUTHORIZED:
        return SourceError(name, "GitHub does not take the token: see GITHUB_TOKEN and GH_TOKEN", unreachable=True)
    if error.status == HTTPStatus.FORBIDDEN or (writing and error.status == HTTPStatus.NOT_FOUND):
        reason = f"the token may not comment: it lacks the permission `{_PERMISSION}` ({error.status}: {said})"
        return PermissionMissingError(name, reason, unreachable=True)
    if error.status == HTTPStatus.NOT_FOUND:
        return SourceError(name, "is not on GitHub (404), or the token may not see it", unreachable=True)
    return SourceError(name, f"GitHub answers {error.status}: {said}", unreachable=True)
