"""The fake GitHub's GraphQL: queries are held to the schema that GitHub publishes, and refused as GitHub would.

`tests/system/install.sh` fetches the schema.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLSchema, build_ast_schema, graphql_sync, parse

from tests.github.endpoints import Answer
from tests.github.objects import Object, text_of
from tests.github.openapi import fetched
from tests.github.world import Release, Repository, World

PATH = "/graphql"
PUBLISHED = Path(__file__, "../../../.venv/share/github-graphql-15.26.1.graphql").resolve()
"""The schema of api.github.com/graphql, as the package @octokit/graphql-schema has it."""
RATE_LIMITED = "RATE_LIMITED"


@cache
def published_schema() -> GraphQLSchema:
    """Return the schema, read once a process: it takes a second; errors as for the description of the other API."""
    text = fetched(PUBLISHED, "GitHub's GraphQL schema").read_text(encoding="utf-8")
    return build_ast_schema(parse(text, no_location=True), assume_valid=True, assume_valid_sdl=True)


def refused(kind: str, message: str) -> Answer:
    """Return an answer that tells nothing: GraphQL answers 200 all the same."""
    return Answer(200, {"errors": [{"type": kind, "message": message}]})


class Queries:
    """Answers queries about a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._schema = published_schema()

    def answer(self, asked: Any) -> Answer:
        """Return what a query, with its variables, is answered."""
        done = graphql_sync(
            self._schema, asked["query"], {"repository": self._repository}, variable_values=asked.get("variables")
        )
        body: dict[str, Any] = {} if done.data is None else {"data": done.data}
        if done.errors:
            body["errors"] = [_error(each) for each in done.errors]
        return Answer(200, body)

    def _repository(self, _: object, owner: str, name: str, *, followRenames: bool = True) -> Object:  # noqa: N803 -- GitHub's name
        whole = f"{owner}/{name}"
        found = self._world.names.get(whole.casefold())
        known = found is not None and found.gone is None
        if not known or found is None or not (followRenames or found.name.casefold() == whole.casefold()):
            raise _wrong("NOT_FOUND", f"Could not resolve to a Repository with the name '{whole}'.")
        return {"nameWithOwner": found.name, "releases": lambda _, **page: _releases(found, page)}


def _releases(repository: Repository, page: Mapping[str, Any]) -> Object:
    """Return the first or last releases of a repository."""
    size = page.get("first", page.get("last"))
    if size is None:
        missing = "You must provide a `first` or `last` value to properly paginate the `releases` connection."
        raise _wrong("MISSING_PAGINATION_BOUNDARIES", missing)
    if not 1 <= size <= 100:
        raise _wrong("EXCESSIVE_PAGINATION", f"Requesting {size} records on the `releases` connection exceeds 100.")
    order = page.get("orderBy", {"field": "CREATED_AT", "direction": "DESC"})
    found = sorted(
        (each for each in repository.releases if not each.draft),
        key=lambda it: (it.name or "", it.id) if order["field"] == "NAME" else ("", it.id),
        reverse=order["direction"] == "DESC",
    )
    told = found[:size] if "first" in page else found[-size:]
    return {
        "nodes": [_release(each) for each in told],
        "pageInfo": {"hasNextPage": "first" in page and len(found) > size, "hasPreviousPage": False},
        "totalCount": len(found),
    }


def _release(release: Release) -> Object:
    return {
        "tagName": release.tag,
        "name": release.name,
        "isPrerelease": release.prerelease,
        "isDraft": release.draft,
        "publishedAt": text_of(release.published),
    }


def _wrong(kind: str, message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"type": kind})


def _error(error: GraphQLError) -> Object:
    """Return an error as GitHub writes it, with its type beside its message."""
    told: Object = {**error.formatted}
    kind = told.pop("extensions", {}).get("type")
    return told if kind is None else {"type": kind, **told}
