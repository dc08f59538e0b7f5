"""Pull requests are opened once, whatever happens in between; what fails is one line."""

import logging
import os
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.github.endpoints import Answer
from tests.github.fake import RESET, TRUNCATED, FakeGitHub, Fault, fake_github, secondary, status, too_many
from tests.github.world import Repository
from tracker.facts import RepositoryName
from tracker.proposing import FileEdit, PullDraft
from tracker.sources.errors import SourceError
from tracker.sources.github_writing import Sent, SentState, open_pull, writing_client

BEFORE = "# List\n\n| a |\n| - |\n| lamp |\n| loom |\n"
AFTER = BEFORE.replace("| loom |", "| kettle |\n| loom |")
NAME = RepositoryName("Own/list")
FORK = RepositoryName("ada/list")
DRAFT = PullDraft(NAME, "main", "votes", "Say kettle", "Because.", (FileEdit("docs/list.md", BEFORE, AFTER),))
URL = "https://github.com/Own/list/pull/1"
REQUESTS = 11
"""How many requests opening a pull request takes."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGitHub]:
    """Run a GitHub with the list, and set the token."""
    with fake_github() as running:
        running.repository(NAME).commit({"docs/list.md": BEFORE, "README.md": "# Own\n"})
        monkeypatch.setenv("GITHUB_API_URL", running.url)
        monkeypatch.setenv("GITHUB_TOKEN", running.token("ada"))
        yield running


def sent(draft: PullDraft = DRAFT, fork: RepositoryName | None = None) -> Sent:
    with writing_client(os.environ) as client:
        return open_pull(client, draft, fork)


def text_of(repository: Repository, branch: str, path: str = "docs/list.md") -> str:
    return repository.blobs[repository.files(branch)[path]].decode()


def test_a_pull_request_has_one_commit_with_the_change(hub: FakeGitHub) -> None:
    assert sent() == Sent(SentState.OPENED, URL)
    repository = hub.repository(NAME)
    commit = repository.commits[repository.refs[f"heads/{DRAFT.branch}"]]
    assert (commit.message, commit.parents) == ("Say kettle", (repository.refs["heads/main"],))
    assert (text_of(repository, DRAFT.branch), text_of(repository, DRAFT.branch, "README.md")) == (AFTER, "# Own\n")
    pull = repository.threads[1]
    assert (pull.title, pull.body, pull.base_branch, pull.head_branch) == (
        *("Say kettle", DRAFT.text, "main"),
        DRAFT.branch,
    )
    assert len(hub.requests) == REQUESTS


def test_what_is_open_is_not_opened_again(hub: FakeGitHub) -> None:
    sent()
    hub.requests.clear()
    assert sent(replace(DRAFT, title="Otherwise said")) == Sent(SentState.OPEN, URL)
    assert [each.verb for each in hub.requests] == ["GET", "GET"]


def test_what_somebody_else_opened_is_known_by_its_marker(hub: FakeGitHub) -> None:
    repository = hub.repository(NAME)
    repository.commit({"docs/list.md": AFTER}, branch="by-hand")
    repository.pull("By hand", head_branch="by-hand", body=f"Mine.\r\n\r\n{DRAFT.marker}\r\n")
    assert sent() == Sent(SentState.OPEN, URL)


def test_what_was_refused_is_not_opened_again(hub: FakeGitHub) -> None:
    sent()
    hub.repository(NAME).touch(1, state="closed", closed=hub.world.tick())
    assert sent() == Sent(SentState.CLOSED, URL)


def test_what_the_base_has_is_not_opened(hub: FakeGitHub) -> None:
    hub.repository(NAME).commit({"docs/list.md": f"{AFTER}| wick |\n"})
    assert sent() == Sent(SentState.THERE, None)
    assert {each.verb for each in hub.requests} == {"GET"}


def test_the_change_goes_onto_what_the_base_has_now(hub: FakeGitHub) -> None:
    newer = BEFORE.replace("# List", "# The list")
    hub.repository(NAME).commit({"docs/list.md": newer})
    assert sent().state is SentState.OPENED
    assert text_of(hub.repository(NAME), DRAFT.branch) == newer.replace("| loom |", "| kettle |\n| loom |")


def test_a_base_that_reads_otherwise_there_is_told(hub: FakeGitHub) -> None:
    hub.repository(NAME).commit({"docs/list.md": BEFORE.replace("| loom |", "| tea |")})
    message = "Own/list:docs/list.md: reads otherwise on main now where it is to change; `tracker sync` first"
    with pytest.raises(SourceError, match=f"^{message}$"):
        sent()
    assert {each.verb for each in hub.requests} == {"GET"}


def test_the_branch_can_be_in_a_fork(hub: FakeGitHub) -> None:
    with writing_client(os.environ) as client:
        client.get_repo(NAME).create_fork()
    assert sent(fork=FORK) == Sent(SentState.OPENED, URL)
    assert f"heads/{DRAFT.branch}" in hub.repository(FORK).refs
    assert f"heads/{DRAFT.branch}" not in hub.repository(NAME).refs
    assert sent(fork=FORK) == sent() == Sent(SentState.OPEN, URL)


def test_a_fork_that_is_behind_is_told(hub: FakeGitHub) -> None:
    with writing_client(os.environ) as client:
        client.get_repo(NAME).create_fork()
    hub.repository(NAME).commit({"README.md": "# New\n"})
    reason = "ada/list: lacks the newest commit of main of Own/list; bring the fork up to date first"
    with pytest.raises(SourceError, match=f"^{reason}$"):
        sent(fork=FORK)


def test_a_renamed_repository_is_found(hub: FakeGitHub) -> None:
    hub.repository(NAME).rename("Own/register")
    assert sent() == Sent(SentState.OPENED, "https://github.com/Own/register/pull/1")


GARBLED = Fault(Answer(200, None, {}, sent=b"<html>Log in first</html>"))
FAULTS = [
    *((number, fault) for number in range(1, REQUESTS + 1) for fault in (RESET, status(502))),
    *(
        (number, fault)
        for number in (3, REQUESTS)
        for fault in (TRUNCATED, too_many(), secondary(7), status(422, "No"))
    ),
]


@pytest.mark.parametrize(("number", "fault"), FAULTS)
def test_whatever_request_fails_the_next_run_goes_on_and_opens_one(hub: FakeGitHub, number: int, fault: Fault) -> None:
    hub.fail(number, fault)
    with pytest.raises(SourceError) as failed:
        sent()
    told = str(failed.value)
    assert (len(told.splitlines()), *(told.find(each) for each in hub.tokens)) == (1, -1)
    repository = hub.repository(NAME)
    if f"heads/{DRAFT.branch}" in repository.refs:
        assert f"branch {DRAFT.branch}" in told
        assert told.endswith("; the same command goes on from there")
    hub.mend()
    assert sent().state in {SentState.OPENED, SentState.OPEN}
    assert [*repository.threads] == [1]
    assert text_of(repository, DRAFT.branch) == AFTER


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (status(403, "Resource not accessible"), "and no pull request from it: the token may not do this; it needs "),
        (status(422, "No"), "and no pull request from it: GitHub answers 422: No; "),
        (RESET, "whether a pull request from it was opened cannot be told: GitHub could not be reached: "),
        (status(502), "whether a pull request from it was opened cannot be told: GitHub answers 502: "),
    ],
)
def test_what_is_left_behind_is_said(hub: FakeGitHub, fault: Fault, told: str) -> None:
    hub.fail(REQUESTS, fault)
    with pytest.raises(SourceError) as failed:
        sent()
    assert f"Own/list: branch {DRAFT.branch} is in Own/list" in str(failed.value)
    assert told in str(failed.value)


def test_a_branch_with_something_else_is_left_alone(hub: FakeGitHub) -> None:
    hub.repository(NAME).commit({"docs/list.md": "Else\n"}, branch=DRAFT.branch)
    reason = f"Own/list: branch {DRAFT.branch} is there and holds something else in docs/list.md; remove it first"
    with pytest.raises(SourceError, match=f"^{reason}$"):
        sent()


def read_only(hub: FakeGitHub) -> None:
    hub.permissions = "read"


def limited(hub: FakeGitHub) -> None:
    hub.allowed = 3


def without_file(hub: FakeGitHub) -> None:
    hub.repository(NAME).commit({"docs/list.md": None})


def without_repository(hub: FakeGitHub) -> None:
    hub.repository(NAME).gone = 404


def without_branch(hub: FakeGitHub) -> None:
    hub.repository(NAME).refs.pop("heads/main")


def unknown_token(hub: FakeGitHub) -> None:
    hub.tokens.clear()


def odd_text(hub: FakeGitHub) -> None:
    hub.repository(NAME).commit({"docs/list.md": b"\xff\xfe"})


@pytest.mark.parametrize(
    ("wrong", "message", "unreachable"),
    [
        (read_only, "Own/list: the token may not do this; it needs pull_requests: write", False),
        (without_file, "Own/list:docs/list.md: is not there on main, or the token may not see it", False),
        (without_repository, "Own/list: is not there, or the token may not see it", False),
        (without_branch, "Own/list: has no branch main", False),
        (unknown_token, "Own/list: GitHub does not take the token", False),
        (odd_text, "Own/list:docs/list.md: is not UTF-8 on main", False),
    ],
)
def test_what_cannot_be_done_is_one_line(
    hub: FakeGitHub, wrong: Callable[[FakeGitHub], None], message: str, unreachable: bool
) -> None:
    wrong(hub)
    with pytest.raises(SourceError) as failed:
        sent()
    assert (str(failed.value), failed.value.unreachable) == (message, unreachable)


def test_a_limit_says_when_it_ends(hub: FakeGitHub) -> None:
    limited(hub)
    with pytest.raises(
        SourceError, match=r"^Own/list: GitHub's rate limit is reached; again at \d\d:\d\d UTC$"
    ) as told:
        sent()
    assert told.value.unreachable


def test_without_a_token_nothing_is_asked(hub: FakeGitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    with pytest.raises(SourceError, match="token is needed"):
        sent()
    assert hub.requests == []


def test_the_token_is_in_no_log(hub: FakeGitHub, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hub.fail(REQUESTS, status(403, "No"))
    with pytest.raises(SourceError) as failed:
        sent()
    sent()
    (token,) = hub.tokens
    told = "".join(traceback.format_exception(failed.value))
    assert "api.github.com" in caplog.text or hub.url.rpartition(":")[2] in caplog.text
    assert (caplog.text.find(token), told.find(token)) == (-1, -1)
