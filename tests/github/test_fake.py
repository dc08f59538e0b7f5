"""The fake GitHub, asked with PyGithub as it is."""

import base64
from collections.abc import Iterator

import github
import pytest

from tests.github.fake import RESET, FakeGitHub, fake_github, status
from tests.github.openapi import UndocumentedError
from tests.github.world import Review, moment


@pytest.fixture
def hub() -> Iterator[FakeGitHub]:
    with fake_github() as running:
        yield running


def _client(hub: FakeGitHub, *, known: bool = True, per_page: int = 30, retry: int = 0) -> github.Github:
    return github.Github(
        auth=github.Auth.Token(hub.token() if known else "x"),
        base_url=hub.url,
        per_page=per_page,
        retry=github.GithubRetry(total=retry, backoff_factor=0),
        seconds_between_requests=None,
        seconds_between_writes=None,
    )


def test_lists_come_in_pages_sorted_as_asked(hub: FakeGitHub) -> None:
    lamp = hub.repository("WebAssembly/wasi-lamp")
    for number in range(5):
        lamp.pull(f"Change {number}", updated=f"2026-01-{10 - number:02}", labels=("P-lamp",))
    lamp.issue("A thought")
    with _client(hub, per_page=2) as client:
        found = client.get_repo("WebAssembly/wasi-lamp")
        pulls = [(each.number, each.title, each.user.login) for each in found.get_pulls("all", "updated", "desc")]
        issues = [(each.number, each.pull_request is not None) for each in found.get_issues(state="all")]
    assert pulls == [(number + 1, f"Change {number}", "ada") for number in range(5)]
    assert sorted(issues) == [(1, True), (2, True), (3, True), (4, True), (5, True), (6, False)]
    # One for the repository, three for each list, and one because PyGithub asks again for what an issue has not.
    assert (len(hub.requests), hub.counted) == (1 + 3 + 3 + 1, 8)


def test_an_unchanged_answer_is_free(hub: FakeGitHub) -> None:
    hub.repository("a/b")
    with _client(hub) as client:
        found = client.get_repo("a/b")
        assert (found.update(), hub.counted) == (False, 1)
        hub.repository("a/b").archived = True
        assert (found.update(), found.archived, hub.counted) == (True, True, 2)


def test_a_renamed_repository_is_found_by_its_old_name(hub: FakeGitHub) -> None:
    hub.repository("a/old").rename("a/new")
    with _client(hub) as client:
        assert client.get_repo("a/old").full_name == "a/new"
    assert [(each.path, each.status) for each in hub.requests] == [("/repos/a/old", 301), ("/repositories/1001", 200)]


def test_a_change_is_made_through_a_fork(hub: FakeGitHub) -> None:
    hub.repository("org/list").commit({"docs/list.md": "one\n"})
    with _client(hub) as client:
        assert client.get_user().login == "ada"
        original = client.get_repo("org/list")
        fork = original.create_fork()
        start = fork.get_git_ref("heads/main").object.sha
        blob = fork.create_git_blob("two\n", "utf-8")
        element = github.InputGitTreeElement("docs/list.md", "100644", "blob", sha=blob.sha)
        tree = fork.create_git_tree([element], fork.get_git_commit(start).tree)
        commit = fork.create_git_commit("Say two", tree, [fork.get_git_commit(start)])
        fork.create_git_ref("refs/heads/two", commit.sha)
        pull = original.create_pull(base="main", head="ada:two", title="Two", body="Because.")
        with pytest.raises(github.GithubException, match="already exists for ada:two"):
            original.create_pull(base="main", head="ada:two", title="Two", body="Because.")
        content = fork.get_contents("docs/list.md", ref="two")
        assert not isinstance(content, list)
        fork.update_file("docs/list.md", "Say three", "three\n", content.sha, branch="two")
        assert (pull.update(), [each.filename for each in pull.get_files()]) == (True, ["docs/list.md"])
        comment = pull.create_issue_comment("Hello")
        comment.edit("Hello there")
        assert [(each.body, each.user.login) for each in pull.get_issue_comments()] == [("Hello there", "ada")]
    made = hub.repository("ada/list")
    assert base64.b64decode(content.content) == b"two\n"
    assert made.blobs[made.files("two")["docs/list.md"]] == b"three\n"


def test_reviews_releases_and_folders_are_as_published(hub: FakeGitHub) -> None:
    lamp = hub.repository("a/lamp")
    lamp.commit({"wit/a.wit": "package a:b;\n", "README.md": "# Lamp\n"})
    lamp.pull("Dim", reviewers=("bo", "@chairs"), reviews=[Review("bo", "APPROVED", moment("2026-01-02"), 5)])
    lamp.release("v0.1.0-rc")
    with _client(hub) as client:
        found = client.get_repo("a/lamp")
        assert [(each.user.login, each.state) for each in found.get_pull(1).get_reviews()] == [("bo", "APPROVED")]
        assert [(each.tag_name, each.prerelease) for each in found.get_releases()] == [("v0.1.0-rc", True)]
        folder = found.get_contents("")
        assert isinstance(folder, list)
        assert [(each.path, each.type) for each in folder] == [("README.md", "file"), ("wit", "dir")]
        assert found.get_branch("main").commit.sha == lamp.refs["heads/main"]


def test_a_request_fails_as_often_as_it_is_told_to(hub: FakeGitHub) -> None:
    hub.repository("a/b")
    hub.fail(1, status(502), times=2)
    hub.fail(3, RESET)
    with _client(hub, retry=5) as client:
        assert client.get_repo("a/b").full_name == "a/b"
    assert [each.status for each in hub.requests] == [502, 502, None, 200]


def test_who_is_unknown_or_may_only_read_is_refused(hub: FakeGitHub) -> None:
    hub.repository("a/b").issue()
    with _client(hub, known=False) as client, pytest.raises(github.BadCredentialsException):
        client.get_repo("a/b")
    hub.permissions = "read"
    with _client(hub) as client, pytest.raises(github.GithubException, match="not accessible by integration"):
        client.get_repo("a/b").get_issue(1).create_comment("Hello")


def test_an_answer_that_github_would_not_give_is_found(hub: FakeGitHub) -> None:
    pulls = "/repos/{owner}/{repo}/pulls"
    pull = hub.objects.pull(hub.repository("a/b"), hub.repository("a/b").pull())
    hub.description.check("GET", pulls, 200, [pull])
    for wrong in ({**pull, "number": "1"}, {**pull, "created_at": "today"}, {**pull, "base": None}):
        with pytest.raises(UndocumentedError):
            hub.description.check("GET", pulls, 200, [wrong])
    with pytest.raises(UndocumentedError):
        hub.description.check("GET", pulls, 200, [{key: pull[key] for key in pull if key not in {"draft", "user"}}])
