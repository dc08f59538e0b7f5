"""Makes a branch, a commit and a pull request through GitHub's API, and never the same twice.

The commit is made before the branch, so that a branch never holds half a change. Whatever fails after the branch is
there says so: the next run finds the branch and goes on. Nothing is tried twice by itself: a request that writes may
have been carried out though its answer was lost.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum

import github
from github.ContentFile import ContentFile
from github.GitCommit import GitCommit
from github.GithubException import GithubException, UnknownObjectException
from github.PullRequest import PullRequest
from github.Repository import Repository

from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.proposing import CarryState, FileEdit, PullDraft, carried
from tracker.sources.errors import SourceError
from tracker.sources.github_settings import github_settings

_LONGEST = 200
"""How much of what GitHub says is told."""
_PATIENCE = 30
"""Seconds that an answer may take."""
_FILE = "100644"
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TOO_MANY, _BROKEN = 401, 403, 404, 429, 500
_GARBLED = (AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What PyGithub raises over an answer that is not what GitHub describes: from a proxy, say."""
_CONTENTS = "contents: write"
_PULLS = "pull_requests: write"


class SentState(StrEnum):
    """What became of a pull request that was to be opened."""

    OPENED = "opened"
    OPEN = "open"
    """It was open already."""
    CLOSED = "closed"
    """Somebody closed it without merging it."""
    THERE = "there"
    """The base has the change."""


@frozen
class Sent:
    """What became of a pull request that was to be opened."""

    state: SentState
    url: str | None
    """Of the pull request; `None` when there is none."""


def writing_client(environment: Mapping[str, str]) -> github.Github:
    """Return a client for the token that an environment names; `SourceError` when there is none."""
    settings = github_settings(environment)
    if settings.token is None:
        reason = "to write a token is needed: set GITHUB_TOKEN or GH_TOKEN; --dry-run shows all of it without one"
        raise SourceError("GitHub", reason)
    return github.Github(
        auth=github.Auth.Token(settings.token),
        base_url=settings.address,
        per_page=100,
        retry=None,
        timeout=_PATIENCE,
        # A pull request takes four requests that write: far from any limit.
        seconds_between_requests=None,
        seconds_between_writes=None,
    )


def open_pull(client: github.Github, draft: PullDraft, fork: RepositoryName | None = None) -> Sent:
    """Open a pull request, unless it was opened before or the base has the change; `SourceError` tells what failed.

    The branch is made in `fork`, else in the repository itself.
    """
    name = draft.repository
    with _telling(name):
        repository = client.get_repo(name)
    with _telling(fork or name):
        target = repository if fork is None else client.get_repo(fork)
    with _telling(name):
        if (earlier := _earlier(repository, target, draft)) is not None:
            return earlier
        base = _head(repository, draft.base)
    changed = _changed(repository, draft, base)
    if changed is None:
        return Sent(SentState.THERE, None)
    with _telling(target.full_name, _CONTENTS):
        _make_branch(target, draft, base, changed)
    half = f"branch {draft.branch} is in {target.full_name}, and no pull request from it"
    lost = f"branch {draft.branch} is in {target.full_name}; whether a pull request from it was opened cannot be told"
    with _telling(name, _PULLS, half=half, lost=lost):
        head = draft.branch if target is repository else f"{target.owner.login}:{draft.branch}"
        made = repository.create_pull(base=draft.base, head=head, title=draft.title, body=draft.text)
        if not made.html_url:
            raise ValueError
    return Sent(SentState.OPENED, made.html_url)


def _earlier(repository: Repository, target: Repository, draft: PullDraft) -> Sent | None:
    """Return what became of the same pull request earlier; `None` when there was none, or what it did was undone."""
    own = [*repository.get_pulls(state="all", head=f"{target.owner.login}:{draft.branch}")]
    for pull in own:
        if pull.state == "open":
            return Sent(SentState.OPEN, pull.html_url)
    for pull in repository.get_pulls(state="open"):
        if draft.marker in (pull.body or ""):
            return Sent(SentState.OPEN, pull.html_url)
    if (closed := next(filter(_refused, own), None)) is not None:
        return Sent(SentState.CLOSED, closed.html_url)
    return None


def _refused(pull: PullRequest) -> bool:
    return pull.merged_at is None


def _head(repository: Repository, branch: str) -> str:
    try:
        return repository.get_branch(branch).commit.sha
    except UnknownObjectException as error:
        raise SourceError(repository.full_name, f"has no branch {branch}") from error


def _changed(repository: Repository, draft: PullDraft, base: str) -> dict[str, str] | None:
    """Return the files' texts with the change, as the base has them now; `None` when it has the change already."""
    found: dict[str, str] = {}
    there = 0
    for edit in draft.files:
        made = carried(edit, _text(repository, edit, base, draft.base))
        if made.state is CarryState.CONFLICT:
            where = f"{draft.repository}:{edit.path}"
            raise SourceError(where, f"reads otherwise on {draft.base} now where it is to change; `tracker sync` first")
        there += made.state is CarryState.THERE
        found[edit.path] = made.text
    return None if there == len(draft.files) else found


def _text(repository: Repository, edit: FileEdit, revision: str, said: str) -> str:
    """Return a file's text at a revision, which people know by another name."""
    where = f"{repository.full_name}:{edit.path}"
    with _telling(where, missing=f"is not there on {said}, or the token may not see it"):
        found = repository.get_contents(edit.path, ref=revision)
        if not isinstance(found, ContentFile) or found.encoding != "base64":
            raise SourceError(where, f"is no file of text that GitHub gives out whole on {said}")
        content = found.decoded_content
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(where, f"is not UTF-8 on {said}") from error


# --- the branch -------------------------------------------------------------------------------------------------------


def _make_branch(target: Repository, draft: PullDraft, base: str, files: dict[str, str]) -> None:
    """Make the branch with its commit; one that is there already must hold the change."""
    try:
        held = target.get_git_ref(f"heads/{draft.branch}").object.sha
    except UnknownObjectException:
        held = None
    if held is None:
        commit = _commit(target, draft, base, files)
        lost = f"whether branch {draft.branch} was made cannot be told"
        with _telling(target.full_name, _CONTENTS, lost=lost):
            target.create_git_ref(f"refs/heads/{draft.branch}", commit.sha)
        return
    for edit in draft.files:
        if carried(edit, _text(target, edit, held, draft.branch)).state is not CarryState.THERE:
            reason = f"branch {draft.branch} is there and holds something else in {edit.path}; remove it first"
            raise SourceError(target.full_name, reason)


def _commit(target: Repository, draft: PullDraft, base: str, files: dict[str, str]) -> GitCommit:
    try:
        parent = target.get_git_commit(base)
    except UnknownObjectException as error:
        reason = f"lacks the newest commit of {draft.base} of {draft.repository}; bring the fork up to date first"
        raise SourceError(target.full_name, reason) from error
    elements = [github.InputGitTreeElement(path, _FILE, "blob", content=text) for path, text in files.items()]
    tree = target.create_git_tree(elements, parent.tree)
    return target.create_git_commit(draft.title, tree, [parent])


# --- what fails -------------------------------------------------------------------------------------------------------


@contextmanager
def _telling(
    where: str, permission: str | None = None, *, missing: str | None = None, half: str = "", lost: str = ""
) -> Iterator[None]:
    """Tell what goes wrong inside in one line.

    `permission` is what the token needs, where GitHub does not say it; `missing` what a thing that is not there means;
    `half` and `lost` what is left behind when GitHub refuses, and when its answer is lost.
    """
    try:
        yield
    except GithubException as error:
        limit = error.status == _TOO_MANY or _is_limit(error)
        left = lost if error.status >= _BROKEN else half
        raise SourceError(
            where, _with(left, _reason(error, permission, missing)), unreachable=limit or error.status >= _BROKEN
        ) from None
    except OSError as error:
        # Requests' own exceptions; they may name addresses, and no tokens.
        reason = f"GitHub could not be reached: {type(error).__name__}"
        raise SourceError(where, _with(lost, reason), unreachable=True) from None
    except _GARBLED:
        reason = "GitHub's answer cannot be read"
        raise SourceError(where, _with(lost, reason), unreachable=True) from None


def _with(left: str, reason: str) -> str:
    """Return a reason with what is left behind."""
    return f"{left}: {reason}; the same command goes on from there" if left else reason


def _reason(error: GithubException, permission: str | None, missing: str | None) -> str:
    if error.status == _TOO_MANY or _is_limit(error):
        return f"GitHub's rate limit is reached{_until(error)}"
    if error.status == _UNAUTHORIZED:
        return "GitHub does not take the token"
    if error.status == _FORBIDDEN:
        needed = _header(error, "x-accepted-github-permissions").replace("=", ": ") or permission
        return f"the token may not do this{f'; it needs {needed}' if needed else f': {_said(error)}'}"
    if error.status == _NOT_FOUND:
        needed = f"; to write it needs {permission}" if permission else ""
        return missing or f"is not there, or the token may not see it{needed}"
    return f"GitHub answers {error.status}: {_said(error)}"


def _is_limit(error: GithubException) -> bool:
    told = _said(error).casefold()
    return error.status == _FORBIDDEN and ("rate limit" in told or _header(error, "x-ratelimit-remaining") == "0")


def _until(error: GithubException) -> str:
    if (seconds := _header(error, "retry-after")).isdecimal():
        return f"; again in {seconds} s"
    reset = _header(error, "x-ratelimit-reset")
    if _header(error, "x-ratelimit-remaining") == "0" and reset.isdecimal():
        return f"; again at {datetime.fromtimestamp(int(reset), UTC):%H:%M} UTC"
    return "; try again in some minutes"


def _header(error: GithubException, name: str) -> str:
    found = (value for key, value in (error.headers or {}).items() if key.casefold() == name)
    return str(next(found, ""))


def _said(error: GithubException) -> str:
    """Return what GitHub says, with its reasons, in one line."""
    data = error.data if isinstance(error.data, dict) else {}
    errors = data.get("errors")
    reasons = [str(each.get("message", "")) for each in errors if isinstance(each, dict)] if errors else []
    said = "; ".join(filter(None, [str(data.get("message") or ""), *reasons]))
    return " ".join(said.split())[:_LONGEST] or "nothing more"
