"""Releases of many repositories are asked for at once; whatever cannot be told so is left to their lists."""

import json
import logging
import socket
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.github.endpoints import Answer, error
from tests.github.fake import (
    NO_PERMISSION,
    PRIMARY,
    RESET,
    SECONDARY,
    TRUNCATED,
    FakeGitHub,
    Fault,
    fake_github,
    secondary,
    slow,
    status,
    too_many,
)
from tests.github.queries import PATH, RATE_LIMITED, refused
from tracker.facts import RepositoryName
from tracker.hosting import HostedList, HostedRelease, Reach
from tracker.sources.github import Known, Page, ask
from tracker.sources.github_answers import GitHubError, Limits
from tracker.sources.github_client import GitHubClient
from tracker.sources.github_reading import UnreadableError, read_queried_release, read_release
from tracker.sources.github_releases import ask_releases
from tracker.sources.github_settings import GitHubSettings

NOW = datetime(2026, 2, 1, tzinfo=UTC)
FAST = Limits(pause=0.0, secondary_pause=0.0, patience=5.0)
ONCE = Limits(retries=0, patience=5.0)
MARK = "ghp_MARKED0token0that0nobody0may0see00000"


@pytest.fixture
def hub(hub: FakeGitHub) -> FakeGitHub:
    for name in ("a/lamp", "a/loom"):
        hub.repository(name).release("v0.1.0")
    return hub


def _client(hub: FakeGitHub, limits: Limits = FAST) -> GitHubClient:
    return GitHubClient(GitHubSettings(hub.url, hub.token("ada", MARK)), limits)


def _told(hub: FakeGitHub, *names: str, limits: Limits = FAST) -> dict[str, Page]:
    """Return what a query tells, of the two repositories where no others are named."""
    asked = [RepositoryName(name) for name in names or ("a/lamp", "a/loom")]
    with _client(hub, limits) as client:
        return dict(ask_releases(client, {name: name for name in asked}, NOW))


def _listed(hub: FakeGitHub, name: str) -> tuple[HostedRelease, ...] | None:
    """Return what the list of a repository tells."""
    repository = RepositoryName(name)
    with _client(hub) as client:
        pages = [*ask(client, repository, Known(repository), NOW)]
    return next(page.releases for page in pages if page.listed is HostedList.RELEASES)


def test_a_query_tells_what_the_lists_tell(hub: FakeGitHub) -> None:
    lamp = hub.repository("a/lamp")
    lamp.release("v0.2.0-rc.1", "The first candidate", published="2026-01-03T12:00:59")
    lamp.release("v0.2.0", "")
    lamp.release("v0.3.0", "Planned", draft=True)
    lamp.releases[-1].published = None
    for number in range(100):
        hub.repository("a/full").release(f"v0.{number}.0")
    names = ("a/lamp", "a/loom", "a/full", "a/empty")
    hub.repository("a/empty")
    told = _told(hub, *names)
    assert {name: page.releases for name, page in told.items()} == {name: _listed(hub, name) for name in names}
    assert {(page.listed, page.reach, page.renamed) for page in told.values()} == {
        (HostedList.RELEASES, Reach(None, ((NOW, None),)), None)
    }
    assert told["a/lamp"].releases == (
        HostedRelease(RepositoryName("a/lamp"), "v0.2.0", "v0.2.0", prerelease=False, published_at=_at(lamp, "v0.2.0")),
        HostedRelease(
            RepositoryName("a/lamp"),
            "v0.2.0-rc.1",
            "The first candidate",
            prerelease=True,
            published_at=datetime(2026, 1, 3, 12, 0, 59, tzinfo=UTC),
        ),
        HostedRelease(RepositoryName("a/lamp"), "v0.1.0", "v0.1.0", prerelease=False, published_at=None),
    )


def _at(repository: Any, tag: str) -> datetime | None:
    return next((each.published for each in repository.releases if each.tag == tag), None)


@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize("name", [None, "", "First"])
@pytest.mark.parametrize("published", [None, "2026-01-05T00:00:00Z"])
def test_a_release_is_the_same_in_other_words(*, draft: bool, name: str | None, published: str | None) -> None:
    repository = RepositoryName("a/lamp")
    listed = {"tag_name": "v1", "name": name, "prerelease": True, "draft": draft, "published_at": published}
    queried = {"tagName": "v1", "name": name, "isPrerelease": True, "isDraft": draft, "publishedAt": published}
    assert read_queried_release(repository, queried) == read_release(repository, listed)


@pytest.mark.parametrize("said", [None, [], {}, {"tagName": "v1"}, "v1"])
def test_what_is_no_release_is_not_read(said: object) -> None:
    with pytest.raises(UnreadableError):
        read_queried_release(RepositoryName("a/lamp"), said)


def test_what_is_not_wholly_told_of_a_repository_is_left_to_its_list(hub: FakeGitHub) -> None:
    for number in range(101):
        hub.repository("a/many").release(f"v0.{number}.0")
    hub.repository("a/gone").gone = 451
    told = _told(hub, "a/lamp", "a/many", "a/gone", "a/never", "nameless", "a/loom")
    assert ([*told], [each.path for each in hub.requests]) == (["a/lamp", "a/loom"], [PATH])


def test_a_repository_that_has_another_name_is_told_with_it(hub: FakeGitHub) -> None:
    hub.repository("a/lamp").rename("b/light")
    told = _told(hub, "a/lamp", "A/Loom")
    assert {name: page.renamed for name, page in told.items()} == {"a/lamp": "b/light", "A/Loom": None}
    assert [each.repository for each in told["a/lamp"].releases or ()] == ["a/lamp"]


def test_a_name_is_no_part_of_the_query(hub: FakeGitHub) -> None:
    hostile = 'a/b") { id } r9: repository(owner: "a", name: "lamp'
    hub.repository(hostile).release("v9")
    assert {name: len(page.releases or ()) for name, page in _told(hub, hostile, "a/loom").items()} == {
        hostile: 1,
        "a/loom": 1,
    }


@pytest.mark.parametrize(("number", "queries", "told"), [(0, 0, 0), (1, 0, 0), (50, 1, 50), (51, 1, 50), (52, 2, 52)])
def test_one_repository_alone_is_no_reason_for_a_query(hub: FakeGitHub, number: int, queries: int, told: int) -> None:
    names = [f"b/{each}" for each in range(number)]
    for name in names:
        hub.repository(name)
    with _client(hub) as client:
        pages = [*ask_releases(client, {RepositoryName(each): RepositoryName(each) for each in names}, NOW)]
        assert (len(pages), client.counted, hub.counted) == (told, queries, queries)


def test_a_query_that_github_would_refuse_is_refused(hub: FakeGitHub) -> None:
    with _client(hub) as client:
        for wrong, kind in (
            ('{ repository(owner: "a", name: "lamp") { tags } }', None),
            ('{ repository(owner: "a", name: "lamp") { releases { totalCount } } }', "MISSING_PAGINATION_BOUNDARIES"),
            (
                '{ repository(owner: "a", name: "lamp") { releases(first: 101) { totalCount } } }',
                "EXCESSIVE_PAGINATION",
            ),
            ('{ repository(owner: "a", name: "none") { name } }', "NOT_FOUND"),
        ):
            answer = client.query(wrong, {}, source="a query")
            assert [each.get("type") for each in answer["errors"]] == [kind], wrong


PASSING = {
    "reset": RESET,
    "truncated": TRUNCATED,
    "502": status(502),
    "429": too_many(),
    "secondary": secondary(),
    "secondary for no time": secondary(0),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_passes_is_asked_again(hub: FakeGitHub, fault: Fault) -> None:
    hub.fail(1, fault, times=2)
    with _client(hub) as client:
        pages = [
            *ask_releases(client, {RepositoryName(each): RepositoryName(each) for each in ("a/lamp", "a/loom")}, NOW)
        ]
        assert (len(pages), client.counted, len(hub.requests)) == (2, 3, 3)


def _said(**body: object) -> Fault:
    return Fault(Answer(200, body))


TOLD = {"r0": {"nameWithOwner": "a/lamp", "releases": {"pageInfo": {"hasNextPage": False}, "nodes": []}}}
LEFT = {
    "404": (status(404, "Not Found"), 1),
    "403": (status(403, NO_PERMISSION), 1),
    "301": (Fault(Answer(301, {}, {"Location": "/elsewhere"})), 1),
    "307": (Fault(Answer(307, {}, {"Location": "/elsewhere"})), 1),
    "502": (status(502), 4),
    "truncated": (TRUNCATED, 4),
    "reset": (RESET, 16),
    "no JSON": (Fault(Answer(200, sent=b"<html>")), 4),
    "no object": (Fault(Answer(200, [])), 1),
    "nothing": (_said(), 1),
    "no data": (_said(data=None), 1),
    "its own limit": (Fault(refused(RATE_LIMITED, PRIMARY)), 1),
    "an error about all": (_said(data=TOLD, errors=[{"message": "Something went wrong"}]), 1),
    "errors that are none": (_said(data=TOLD, errors=[1]), 1),
    "an error about each": (_said(data=TOLD, errors=[{"path": ["r0", "releases"], "message": "Sorry"}]), 1),
    "no name": (_said(data={"r0": {**TOLD["r0"], "nameWithOwner": None}}), 1),
    "no releases": (_said(data={"r0": {"nameWithOwner": "a/lamp", "releases": None}, "r1": 1}), 1),
}


@pytest.mark.parametrize(("fault", "requests"), LEFT.values(), ids=LEFT)
def test_a_query_that_tells_nothing_leaves_all_to_the_lists(hub: FakeGitHub, fault: Fault, requests: int) -> None:
    hub.fail(1, fault, times=None)
    assert (_told(hub), len(hub.requests)) == ({}, requests)


def test_a_limit_of_queries_leaves_all_to_the_lists(hub: FakeGitHub) -> None:
    hub.queries = 0
    assert (_told(hub), len(hub.requests)) == ({}, 1)
    hub.fail(2, Fault(error(403, PRIMARY)))
    assert (_told(hub), len(hub.requests)) == ({}, 2)


@pytest.mark.parametrize("fault", [slow(before=1.0), slow(each=0.01)])
def test_a_slow_answer_is_not_waited_for(hub: FakeGitHub, fault: Fault) -> None:
    hub.fail(1, fault, times=None)
    assert _told(hub, limits=Limits(retries=0, patience=0.3, answer=0.3)) == {}


def test_an_answer_that_is_too_large_is_not_read(hub: FakeGitHub) -> None:
    assert _told(hub, limits=Limits(retries=0, size=100)) == {}


AGAIN = "GitHub says that there were too many requests; ask again in some minutes"
ENDING = {
    "401": (status(401, "Bad credentials"), "GitHub does not take the token: see GITHUB_TOKEN and GH_TOKEN", 1),
    "429 for an hour": (too_many(3600), "GitHub asks to wait 3600 seconds; ask again then", 1),
    "secondary for an hour": (secondary(3600), "GitHub asks to wait 3600 seconds; ask again then", 1),
    "secondary": (secondary(), AGAIN, 4),
    "secondary as an answer": (_said(errors=[{"type": RATE_LIMITED, "message": SECONDARY}]), AGAIN, 1),
}


@pytest.mark.parametrize(("fault", "reason", "requests"), ENDING.values(), ids=ENDING)
def test_what_would_fail_for_all_requests_ends_the_asking(
    hub: FakeGitHub, fault: Fault, reason: str, requests: int
) -> None:
    hub.fail(1, fault, times=None)
    with pytest.raises(GitHubError) as caught:
        _told(hub)
    assert (str(caught.value), caught.value.ends) == (f"releases of 2 repositories: {reason}", True)
    assert (len(hub.requests), caught.value.__cause__, caught.value.__context__) == (requests, None, None)


def test_a_query_and_its_retries_use_up_the_budget(hub: FakeGitHub) -> None:
    hub.fail(1, status(502), times=None)
    with pytest.raises(GitHubError, match="the 2 requests of --max-requests are used up") as caught:
        _told(hub, limits=Limits(requests=2, pause=0.0))
    assert (len(hub.requests), caught.value.ends) == (2, True)


def test_a_host_that_cannot_be_reached_is_not_asked_for_lists(hub: FakeGitHub) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings = GitHubSettings(f"http://127.0.0.1:{closed.getsockname()[1]}", MARK)
        with GitHubClient(settings, ONCE) as client, pytest.raises(GitHubError, match="cannot be reached") as caught:
            [*ask_releases(client, {RepositoryName(each): RepositoryName(each) for each in ("a/b", "a/c")}, NOW)]
    assert (caught.value.ends, hub.requests) == (True, [])


@pytest.mark.parametrize("number", [301, 302, 303, 307, 308])
def test_a_query_is_sent_to_nobody_else(hub: FakeGitHub, number: int) -> None:
    with fake_github() as elsewhere:
        hub.fail(1, Fault(Answer(number, {}, {"Location": f"{elsewhere.url}{PATH}"})))
        assert (_told(hub), elsewhere.requests, [each.path for each in hub.requests]) == ({}, [], [PATH])


@pytest.mark.parametrize("fault", [None, *(each for each, _ in LEFT.values()), *(each for each, *_ in ENDING.values())])
def test_the_token_is_shown_to_the_host_only(
    hub: FakeGitHub, fault: Fault | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    if fault is not None:
        hub.fail(1, fault, times=None)
    try:
        said = repr(_told(hub))
    except GitHubError as error:
        said = f"{error!s} {error!r}"
    assert {each.token for each in hub.requests} == {f"token {MARK}"}
    assert (MARK in said, MARK in caplog.text, PATH in caplog.text) == (False, False, True)


@pytest.mark.parametrize(("base", "place"), [("", PATH), ("/api/v3", "/api/graphql"), ("/x", f"/x{PATH}")])
def test_an_enterprise_is_queried_where_it_takes_queries(hub: FakeGitHub, base: str, place: str) -> None:
    settings = GitHubSettings(f"{hub.url}{base}", hub.token())
    with GitHubClient(settings, ONCE) as client:
        [*ask_releases(client, {RepositoryName(each): RepositoryName(each) for each in ("a/lamp", "a/loom")}, NOW)]
    assert [(each.verb, each.path) for each in hub.requests] == [("POST", place)]
    assert MARK not in json.dumps([each.path for each in hub.requests])
