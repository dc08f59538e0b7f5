"""GitHub's API is asked politely: how it can fail, and what is said then."""

import sys
from datetime import UTC, datetime

import pytest

from tests.github.fake import (
    RESET,
    TRUNCATED,
    FakeGitHub,
    Fault,
    secondary,
    slow,
    status,
    too_many,
)
from tracker.facts import RepositoryName
from tracker.sources.github import Known, ask
from tracker.sources.github_answers import GitHubError, Limits
from tracker.sources.github_client import GitHubClient
from tracker.sources.github_settings import GitHubSettings

NOW = datetime(2026, 2, 1, tzinfo=UTC)
FAST = Limits(pause=0.0, secondary_pause=0.0, patience=5.0)
PASSING = {
    "reset": RESET,
    "truncated": TRUNCATED,
    "502": status(502),
    "429": too_many(),
    "429 for no time": too_many(0),
    "secondary": secondary(),
    "secondary for no time": secondary(0),
}
LASTING = {
    "401": (status(401, "Bad credentials"), "GitHub does not take the token: see GITHUB_TOKEN and GH_TOKEN", 1),
    "403": (status(403, "Forbidden"), "GitHub refuses it (403): the token may lack a permission", 1),
    "404": (status(404, "Not Found"), "is not on GitHub (404), or the token may not see it", 1),
    "410": (status(410, "Gone"), "is no more (410)", 1),
    "429 for an hour": (too_many(3600), "GitHub asks to wait 3600 seconds; ask again then", 1),
    "secondary for an hour": (secondary(3600), "GitHub asks to wait 3600 seconds; ask again then", 1),
    "secondary": (secondary(), "GitHub says that there were too many requests; ask again in some minutes", 4),
    "429": (too_many(), "GitHub says that there were too many requests; ask again in some minutes", 4),
    "502": (status(502), "GitHub answers 502", 4),
}


@pytest.fixture
def hub(hub: FakeGitHub) -> FakeGitHub:
    hub.repository("a/b")
    return hub


def _client(hub: FakeGitHub, limits: Limits = FAST) -> GitHubClient:
    return GitHubClient(GitHubSettings(hub.url, hub.token()), limits)


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_passes_is_asked_again(hub: FakeGitHub, fault: Fault) -> None:
    hub.fail(1, fault, times=2)
    with _client(hub) as client:
        assert client.get("/repos/a/b", source="a/b").body["full_name"] == "a/b"
        assert (client.counted, len(hub.requests)) == (3, 3)


@pytest.mark.parametrize(("fault", "reason", "requests"), LASTING.values(), ids=LASTING)
def test_what_lasts_is_told_in_one_line(hub: FakeGitHub, fault: Fault, reason: str, requests: int) -> None:
    hub.fail(1, fault, times=None)
    with _client(hub) as client, pytest.raises(GitHubError) as caught:
        client.get("/repos/a/b", source="a/b")
    assert (str(caught.value), len(hub.requests)) == (f"a/b: {reason}", requests)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_the_primary_limit_is_told_with_its_end(hub: FakeGitHub) -> None:
    hub.allowed = 0
    with _client(hub) as client, pytest.raises(GitHubError, match=r"^a/b: GitHub's rate limit is used up until \d\d:"):
        client.get("/repos/a/b", source="a/b")
    assert len(hub.requests) == 1


@pytest.mark.parametrize("fault", [slow(before=1.0), slow(each=0.01)])
def test_a_slow_answer_is_not_waited_for(hub: FakeGitHub, fault: Fault) -> None:
    hub.fail(1, fault, times=None)
    limits = Limits(retries=0, patience=0.3, answer=0.3)
    with _client(hub, limits) as client, pytest.raises(GitHubError, match=r"^a/b: GitHub takes too long to answer$"):
        client.get("/repos/a/b", source="a/b")


def test_retries_use_up_the_budget(hub: FakeGitHub) -> None:
    hub.fail(1, status(502), times=None)
    with _client(hub, Limits(requests=2, pause=0.0)) as client, pytest.raises(GitHubError, match="--max-requests"):
        client.get("/repos/a/b", source="a/b")
    assert len(hub.requests) == 2


def test_an_unchanged_answer_is_free(hub: FakeGitHub) -> None:
    with _client(hub) as client:
        etag = client.get("/repos/a/b", source="a/b").etag
        assert client.get("/repos/a/b", etag=etag, source="a/b").unchanged
        assert (client.counted, hub.counted) == (1, 1)


def test_a_renamed_repository_is_asked_with_the_whole_question(hub: FakeGitHub) -> None:
    hub.repository("a/b").pull(closed="2026-01-02")
    hub.repository("a/b").rename("a/new")
    with _client(hub) as client:
        pages = [*ask(client, RepositoryName("a/b"), Known(RepositoryName("a/b")), NOW)]
    assert [(each.renamed, [pull.repository for pull in each.pulls]) for each in pages] == [
        ("a/new", ["a/b"]),
        ("a/new", []),
        ("a/new", []),
    ]
    paths = [each.path.partition("?") for each in hub.requests]
    assert [path for path, _, _ in paths] == [
        "/repos/a/b/pulls",
        f"/repositories/{hub.repository('a/b').id}/pulls",
        f"/repositories/{hub.repository('a/b').id}",
        "/repos/a/new/issues",
        "/repos/a/new/releases",
    ]
    assert paths[0][2] == paths[1][2] == "direction=desc&per_page=100&sort=updated&state=all"


def test_a_token_goes_nowhere_else(hub: FakeGitHub) -> None:
    with _client(hub) as client:
        client._connection.moved = "https://elsewhere.example/repositories/1"
        with pytest.raises(GitHubError, match="is redirected to what is not below"):
            client._place("a/b")


def test_pygithub_is_imported_only_where_it_asks() -> None:
    import subprocess  # noqa: PLC0415 -- a process of its own, in which nothing is imported yet

    code = "import sys, tracker.cli.syncing, tracker.cli.hosting, tracker.hosting_sync; print('github' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
