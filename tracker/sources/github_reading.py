"""Reads what GitHub's API says of pull requests, issues, releases and reviews into facts.

An issue proposes an API when a label or its title says so in the words that proposal repositories use: a label that is
`proposal`, `new proposal`, `api proposal` or `new api`, or that ends so after a prefix (`kind: proposal`,
`C-proposal`); a title that begins `Proposal:`, `[Proposal]`, `API proposal:`, `New API:` or the like.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tracker.facts import RepositoryName, Revision
from tracker.hosting import GHOST, HostedIssue, HostedPull, HostedRelease, PullState, ReviewDecision

_CLOSES = re.compile(
    r"(?<![\w-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]+"
    r"(?P<where>(?:https://github\.com/)?(?P<repository>[\w.-]+/[\w.-]+)(?:/issues/|#)|#)(?P<number>[1-9][0-9]{0,8})\b",
    re.IGNORECASE | re.ASCII,
)
_CODE = re.compile(r"(?P<fence>```+|~~~+).*?(?:(?P=fence)|\Z)|`[^`\n]*`|<!--.*?(?:-->|\Z)", re.DOTALL)
_PROPOSAL = (
    r"(?:new[ -]+)?(?:(?:api|interface|feature|wasi|world|wit)[ -]+)?proposal|new[ -]+(?:wasi[ -]+)?(?:api|interface)"
)
_LABEL = re.compile(rf"(?:[\w ]+?(?:\s*[:/]\s*|-))?(?:{_PROPOSAL})s?", re.IGNORECASE)
_TITLE = re.compile(rf"\s*(?:\[\s*(?:{_PROPOSAL})\s*\]|(?:{_PROPOSAL})\s*:)", re.IGNORECASE)
_COUNTING = {"APPROVED": ReviewDecision.APPROVED, "CHANGES_REQUESTED": ReviewDecision.CHANGES_REQUESTED}
_Object = Mapping[str, Any]


class UnreadableError(ValueError):
    """An answer is not as GitHub describes it."""


def read_pull(repository: RepositoryName, said: Any) -> HostedPull:
    """Return a pull request; `UnreadableError` when it is none."""
    try:
        merged = _moment(said.get("merged_at"))
        state = PullState.MERGED if merged else PullState(said["state"])
        asked = [_login(each) for each in said.get("requested_reviewers") or ()]
        teams = [f"@{each['slug']}" for each in said.get("requested_teams") or ()]
        return HostedPull(
            repository=repository,
            number=_number(said["number"]),
            title=str(said["title"]),
            state=state,
            draft=bool(said.get("draft")),
            author=_login(said.get("user")),
            labels=_labels(said),
            reviewers=(*asked, *teams),
            linked=linked_issues(repository, said.get("body")),
            base=str(said["base"]["ref"]),
            head=Revision(str(said["head"]["sha"])),
            created_at=_needed(said["created_at"]),
            updated_at=_needed(said["updated_at"]),
            closed_at=_moment(said.get("closed_at")) or merged,
            merged_at=merged,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError("a pull request is not as it should be") from error


def read_issue(repository: RepositoryName, said: Any) -> HostedIssue:
    """Return an issue; `UnreadableError` when it is none."""
    try:
        title, labels = str(said["title"]), _labels(said)
        return HostedIssue(
            repository=repository,
            number=_number(said["number"]),
            title=title,
            open=said["state"] == "open",
            author=_login(said.get("user")),
            labels=labels,
            created_at=_needed(said["created_at"]),
            updated_at=_needed(said["updated_at"]),
            closed_at=_moment(said.get("closed_at")),
            proposes=proposes(title, labels),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError("an issue is not as it should be") from error


def read_release(repository: RepositoryName, said: Any) -> HostedRelease:
    """Return a release; `UnreadableError` when it is none."""
    try:
        tag = str(said["tag_name"])
        published = None if said.get("draft") else _moment(said.get("published_at"))
        return HostedRelease(repository, tag, said.get("name") or tag, bool(said["prerelease"]), published)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError("a release is not as it should be") from error


def read_queried_release(repository: RepositoryName, said: Any) -> HostedRelease:
    """Return a release as an answer to a GraphQL query has it, which says the same in other words; errors as above."""
    try:
        words = {"tag_name": said["tagName"], "name": said["name"], "published_at": said["publishedAt"]}
        return read_release(repository, {**words, "prerelease": said["isPrerelease"], "draft": said["isDraft"]})
    except (KeyError, TypeError) as error:
        raise UnreadableError("a release is not as it should be") from error


def read_decision(reviews: Iterable[Any]) -> ReviewDecision:
    """Return what reviews, oldest first, come to; a comment leaves what its author said before."""
    latest: dict[str, ReviewDecision | None] = {}
    try:
        for each in reviews:
            state, login = each["state"], _login(each.get("user"))
            if state in _COUNTING or state == "DISMISSED":
                latest[login] = _COUNTING.get(state)
    except (AttributeError, KeyError, TypeError) as error:
        raise UnreadableError("a review is not as it should be") from error
    found = {*latest.values()}
    if ReviewDecision.CHANGES_REQUESTED in found:
        return ReviewDecision.CHANGES_REQUESTED
    return ReviewDecision.APPROVED if ReviewDecision.APPROVED in found else ReviewDecision.NONE


def is_pull(said: Any) -> bool:
    """Return whether an entry of a list of issues is a pull request."""
    return isinstance(said, Mapping) and said.get("pull_request") is not None


def linked_issues(repository: RepositoryName, text: str | None) -> tuple[int, ...]:
    """Return the issues of the same repository that a text closes when it is merged, by GitHub's keywords."""
    found = (
        int(match["number"])
        for match in _CLOSES.finditer(_CODE.sub(" ", text or ""))
        if match["where"] == "#" or match["repository"].casefold() == repository.casefold()
    )
    return tuple(sorted({*found}))


def proposes(title: str, labels: Iterable[str]) -> bool:
    """Return whether an issue proposes an API, as the module says."""
    return _TITLE.match(title) is not None or any(_LABEL.fullmatch(label.strip()) for label in labels)


def _labels(said: _Object) -> tuple[str, ...]:
    """Return the names of labels; GitHub gives some as text."""
    return tuple(each if isinstance(each, str) else str(each["name"]) for each in said.get("labels") or ())


def _login(user: _Object | None) -> str:
    return GHOST if user is None else str(user["login"])


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _needed(value: Any) -> datetime:
    moment = _moment(value)
    if moment is None:
        raise TypeError
    return moment


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    read = datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise ValueError(value)
    # As the store keeps it, so that what is told again is known again.
    return read.replace(microsecond=0)
