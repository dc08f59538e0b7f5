"""Asks GitHub for the releases of many repositories in one request, where otherwise each costs one.

It is a short cut to what the lists of releases tell. GraphQL, which takes it, has a limit and failures of its own, and
no ETag: whatever it does not tell is left to the lists, which say why when they cannot be asked either.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracker.facts import RepositoryName
from tracker.hosting import HostedList, Reach
from tracker.sources.github import Page
from tracker.sources.github_answers import GitHubError
from tracker.sources.github_reading import UnreadableError, read_queried_release

if TYPE_CHECKING:
    from tracker.sources.github_client import GitHubClient

_AT_ONCE = 50
"""How many repositories a query names: with all their releases it costs one point of 5,000 for an hour."""
_Batch = list[tuple[RepositoryName, RepositoryName]]
"""What repositories are called here, and where they are now."""
# The order is that of the list: of two drafts for one tag, the same one counts.
_TOLD = """
fragment told on Repository {
  nameWithOwner
  releases(first: 100, orderBy: {field: CREATED_AT, direction: DESC}) {
    pageInfo { hasNextPage }
    nodes { tagName name isPrerelease isDraft publishedAt }
  }
}
"""


def ask_releases(
    client: "GitHubClient", names: Mapping[RepositoryName, RepositoryName], now: datetime
) -> Iterator[tuple[RepositoryName, Page]]:
    """Yield what could be told of repositories, for each all its releases as of `now`.

    `names` says what each is called where it is now. What is not yielded is to be asked for by its list; `GitHubError`
    only where nothing else can be asked either.
    """
    asked = [*names.items()]
    for start in range(0, len(asked), _AT_ONCE):
        batch = asked[start : start + _AT_ONCE]
        # For one repository alone its list costs as much, and gives an ETag.
        told = _ask(client, batch) if len(batch) > 1 else None
        if told is None:
            # Another query would be answered no better.
            return
        for number, (repository, name) in enumerate(batch):
            page = _page(repository, name, told.get(f"r{number}"), now)
            if page is not None:
                yield repository, page


def _ask(client: "GitHubClient", batch: _Batch) -> dict[str, Any] | None:
    """Return what is told of repositories, by the names in the query; `None` when there is no answer to use."""
    try:
        answer = client.query(_query(len(batch)), _variables(batch), source=f"releases of {len(batch)} repositories")
        return _told(answer)
    except UnreadableError:
        return None
    except GitHubError as error:
        if error.ends:
            raise
        return None


def _query(number: int) -> str:
    """Return a query about so many repositories; what they are called are variables, and no part of its text."""
    taken = ", ".join(f"$o{each}: String!, $n{each}: String!" for each in range(number))
    asked = " ".join(f"r{each}: repository(owner: $o{each}, name: $n{each}) {{ ...told }}" for each in range(number))
    return f"query releases({taken}) {{ {asked} }}{_TOLD}"


def _variables(batch: _Batch) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, (_, whole) in enumerate(batch):
        owner, _, name = whole.partition("/")
        found |= {f"o{number}": owner, f"n{number}": name}
    return found


def _told(answer: Any) -> dict[str, Any]:
    """Return what an answer tells without an error, by the names in its query; `UnreadableError` when that is nothing.

    An error has the path of what it is about; one without a path is about the whole answer.
    """
    try:
        wrong = {each["path"][0] for each in answer.get("errors") or ()}
        return {name: said for name, said in answer["data"].items() if name not in wrong}
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise UnreadableError("an answer to a query is not as it should be") from error


def _page(repository: RepositoryName, name: RepositoryName, said: Any, now: datetime) -> Page | None:
    """Return the releases of a repository; `None` when not all of them are told."""
    try:
        if said["releases"]["pageInfo"]["hasNextPage"] is not False:
            return None
        found = [read_queried_release(repository, each) for each in said["releases"]["nodes"]]
        called = _called(said["nameWithOwner"])
    except (KeyError, TypeError, UnreadableError):
        return None
    return Page(
        HostedList.RELEASES,
        Reach(None, ((now, None),)),
        releases=tuple({each.tag: each for each in found}.values()),
        renamed=None if called.casefold() == name.casefold() else called,
    )


def _called(name: Any) -> RepositoryName:
    if not isinstance(name, str) or name.count("/") != 1:
        raise UnreadableError("a repository has no name")
    return RepositoryName(name)
