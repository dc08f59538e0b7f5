"""Asks GitHub for the one pull request that `pr` is about."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.cli.output import tell
from tracker.sources.errors import SourceError
from tracker.sources.github_settings import TOKENS, github_settings

if TYPE_CHECKING:
    from tracker.facts import RepositoryName
    from tracker.hosting import HostedPull
    from tracker.sources.pull_trees import PullTrees

TOKEN_HINT = f"or let GitHub be asked: with a token in {TOKENS[0]} (`gh auth token` prints one), or with --github"
"""What a user can do who keeps no mirror."""


def may_ask(environment: Mapping[str, str]) -> bool:
    """Return whether GitHub may be asked without being told to: as nobody, it answers few questions an hour."""
    return github_settings(environment).token is not None


@contextmanager
def asked_trees(
    name: "RepositoryName", number: int, branch: str | None, environment: Mapping[str, str]
) -> Iterator[tuple["PullTrees", "HostedPull | None"]]:
    """Give the trees of a pull request, whose files are asked for as they are read, and what GitHub tells of it."""
    from tracker.sources.github_answers import GitHubError  # noqa: PLC0415 -- a pull request in a mirror does without
    from tracker.sources.github_client import GitHubClient  # noqa: PLC0415 -- as above
    from tracker.sources.github_pulls import GitHubPulls  # noqa: PLC0415 -- as above

    settings = github_settings(environment)
    try:
        with GitHubClient(settings) as client:
            pulls = GitHubPulls(client, name)
            yield pulls.trees(number, branch), pulls.hosted
    except SourceError as error:
        of_github = isinstance(error, GitHubError) or error.source == f"{name}#{number}"
        if settings.token is not None or not of_github:
            raise
        hint = f"{error.reason}; with a token in {TOKENS[0]} it tells more"
        raise SourceError(error.source, hint, unreachable=error.unreachable) from None


def asked_facts(
    name: "RepositoryName", number: int, environment: Mapping[str, str], asked: bool | None
) -> "HostedPull | None":
    """Return what GitHub tells of a pull request that is checked out, in its workflows or where that is wanted.

    `None` where it is not asked, or does not answer: the commits are there without it.
    """
    in_workflow = environment.get("GITHUB_ACTIONS") == "true"
    if asked is False or (asked is None and not (in_workflow and may_ask(environment))):
        return None
    from tracker.sources.github import ask_pull  # noqa: PLC0415 -- as above
    from tracker.sources.github_client import GitHubClient  # noqa: PLC0415 -- as above

    try:
        with GitHubClient(github_settings(environment)) as client:
            return ask_pull(client, name, number)
    except SourceError as error:
        tell(f"{error}; what GitHub knows of the pull request is left out")
        return None
