"""One comment on a pull request: made once, found again, left alone when it says so already; asked of a local fake."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest

from tests.github.endpoints import Answer
from tests.github.fake import RESET, TRUNCATED, FakeGitHub, Fault, fake_github, status, too_many
from tests.github.world import Repository
from tracker.facts import RepositoryName
from tracker.sources.errors import SourceError
from tracker.sources.github_comments import Commented, Comments, PermissionMissingError, Put, settings_of

NAME = RepositoryName("lamps/bulb")
MARKER = "<!-- ours -->"
ONE, TWO = f"{MARKER}\nOne\n", f"{MARKER}\nTwo\n"


@pytest.fixture
def hub() -> Iterator[FakeGitHub]:
    with fake_github() as running:
        yield running


@pytest.fixture
def lamp(hub: FakeGitHub) -> Repository:
    """Return a repository with a pull request."""
    made = hub.repository(NAME)
    made.pull("Dim the light")
    return made


def put(hub: FakeGitHub, text: str, login: str = "bot") -> Commented:
    environment = {"GITHUB_API_URL": hub.url, "GITHUB_TOKEN": hub.token(login)}
    with Comments(settings_of(environment)) as comments:
        return comments.put(NAME, 1, MARKER, text)


def said(repository: Repository) -> list[tuple[str, str]]:
    return [(each.user, each.body) for each in repository.comments.values()]


def test_it_is_made_then_updated_then_left_alone(hub: FakeGitHub, lamp: Repository) -> None:
    assert [put(hub, text).put for text in (ONE, TWO, TWO)] == [Put.CREATED, Put.UPDATED, Put.UNCHANGED]
    assert said(lamp) == [("bot", TWO)]
    verbs = [each.verb for each in hub.requests if each.verb != "GET"]
    assert verbs == ["POST", "PATCH"]


def test_what_others_say_is_nobodys_but_theirs(hub: FakeGitHub, lamp: Repository) -> None:
    lamp.comment(1, ONE, "mallory")
    lamp.comment(1, f"> {ONE}", "bot")
    assert put(hub, ONE).put is Put.CREATED
    assert [user for user, _ in said(lamp)] == ["mallory", "bot", "bot"]
    assert put(hub, ONE).put is Put.UNCHANGED


def test_it_is_found_on_a_later_page_and_with_other_line_ends(hub: FakeGitHub, lamp: Repository) -> None:
    for number in range(120):
        lamp.comment(1, f"Comment {number}", "ada")
    lamp.comment(1, ONE.replace("\n", "\r\n").strip(), "bot")
    assert (put(hub, ONE).put, put(hub, TWO).put) == (Put.UNCHANGED, Put.UPDATED)
    assert len(lamp.comments) == 121


def test_of_several_the_oldest_is_kept(hub: FakeGitHub, lamp: Repository) -> None:
    lamp.comment(1, ONE, "bot")
    lamp.comment(1, ONE, "bot")
    assert put(hub, TWO).put is Put.UPDATED
    assert said(lamp) == [("bot", TWO), ("bot", ONE)]


def test_the_token_of_a_workflow_may_not_ask_who_it_is(hub: FakeGitHub, lamp: Repository) -> None:
    lamp.comment(1, ONE, "github-actions[bot]")
    hub.fail(4, status(HTTPStatus.FORBIDDEN, "Resource not accessible by integration"))
    assert put(hub, TWO, "github-actions[bot]").put is Put.UPDATED


def test_a_missing_permission_is_named(hub: FakeGitHub, lamp: Repository) -> None:
    hub.permissions = "read"
    with pytest.raises(PermissionMissingError, match="lacks the permission `pull-requests: write`") as raised:
        put(hub, ONE)
    assert (raised.value.unreachable, said(lamp)) == (True, [])
    assert [each.verb for each in hub.requests].count("POST") == 1


def test_a_comment_whose_answer_was_lost_is_looked_for_and_not_made_again(hub: FakeGitHub, lamp: Repository) -> None:
    hub.fail(4, TRUNCATED)
    assert put(hub, ONE).put is Put.CREATED
    assert said(lamp) == [("bot", ONE)]


@pytest.mark.parametrize(
    ("number", "fault", "words"),
    [
        (1, RESET, "GitHub gave no usable answer"),
        (3, status(502, "Bad gateway"), "GitHub answers 502: Bad gateway"),
        (3, too_many(), "GitHub allows no more requests now"),
        (4, status(503, "Down"), "GitHub answers 503: Down"),
        (1, status(404, "Not Found"), "is not on GitHub"),
        (1, status(401, "Bad credentials"), "does not take the token"),
    ],
)
def test_what_fails_is_told_in_one_line(
    hub: FakeGitHub, lamp: Repository, number: int, fault: object, words: str
) -> None:
    hub.fail(number, fault)  # type: ignore[arg-type]  # faults are made by functions of several names
    with pytest.raises(SourceError, match=words) as raised:
        put(hub, ONE)
    assert (str(raised.value).count("\n"), raised.value.unreachable, said(lamp)) == (0, True, [])
    assert hub.token("bot") not in str(raised.value)


def test_without_a_token_it_is_told_which_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SourceError, match="the permission `pull-requests: write`: set GITHUB_TOKEN or GH_TOKEN"):
        settings_of({"PATH": ""})


def test_the_token_is_never_shown(hub: FakeGitHub) -> None:
    settings = settings_of({"GITHUB_API_URL": hub.url, "GITHUB_TOKEN": hub.token("bot")})
    assert hub.token("bot") not in repr(settings)


def test_an_answer_that_leads_elsewhere_is_told_in_one_line(hub: FakeGitHub, lamp: Repository) -> None:
    hub.fail(1, Fault(Answer(200, {"url": "https://elsewhere.example/repos/lamps/bulb"})))
    with pytest.raises(SourceError, match=rf"^{NAME}#1: GitHub's answer cannot be read$"):
        put(hub, ONE)
    assert said(lamp) == []
