"""What this project asks of GitHub, and what it writes, held to a GitHub that others wrote."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.github.emulator import OWNER, TOKEN, Emulator, running_emulator
from tracker.facts import RepositoryName
from tracker.hosting import HostedIssue, HostedPull, PullState, ReviewDecision
from tracker.proposing import FileEdit, PullDraft
from tracker.sources.errors import SourceError
from tracker.sources.github import Known, ask, ask_decision, ask_pull
from tracker.sources.github_answers import GitHubError
from tracker.sources.github_client import GitHubClient
from tracker.sources.github_comments import Comments, Put, settings_of
from tracker.sources.github_releases import ask_releases
from tracker.sources.github_settings import GitHubSettings
from tracker.sources.github_writing import Sent, SentState, open_pull, writing_client

NOW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with running_emulator(tmp_path_factory.mktemp("emulator")) as running:
        yield running


def _environment(emulator: Emulator) -> dict[str, str]:
    return {"GITHUB_API_URL": emulator.url, "GITHUB_TOKEN": TOKEN}


def _pull(emulator: Emulator, place: str, branch: str, **said: object) -> int:
    emulator.commit(place, f"wit/{branch}.wit", f"interface {branch} {{}}\n", branch)
    return int(emulator.post(f"{place}/pulls", head=branch, base="main", **said)["number"])


def _told(emulator: Emulator, name: str) -> tuple[dict[int, HostedPull], dict[int, HostedIssue]]:
    repository = RepositoryName(name)
    with GitHubClient(GitHubSettings(emulator.url, TOKEN)) as client:
        pages = [*ask(client, repository, Known(repository), NOW)]
    pulls = {each.number: each for page in pages for each in page.pulls}
    return pulls, {each.number: each for page in pages for each in page.issues}


def test_pull_requests_and_issues_are_told_as_they_were_made(emulator: Emulator) -> None:
    place = emulator.repository("wasi-lamp")
    emulator.post(f"{place}/labels", name="proposal", color="ff0000")
    emulator.post(f"{place}/issues", title="A lamp", labels=["proposal"])
    closed = emulator.post(f"{place}/issues", title="Proposal: dim")["number"]
    emulator.client.patch(f"{place}/issues/{closed}", json={"state": "closed"}).raise_for_status()
    merged = _pull(emulator, place, "blink", title="Blink")
    emulator.client.put(f"{place}/pulls/{merged}/merge", json={}).raise_for_status()
    waiting = _pull(emulator, place, "glow", title="Glow", body="Fixes #1", draft=True)
    pulls, issues = _told(emulator, "WebAssembly/wasi-lamp")
    assert {number: (each.title, each.state, each.draft, each.linked) for number, each in pulls.items()} == {
        3: ("Blink", PullState.MERGED, False, ()),
        4: ("Glow", PullState.OPEN, True, (1,)),
    }
    heads = {each["name"]: each["commit"]["sha"] for each in emulator.get(f"{place}/branches")}
    assert (pulls[waiting].head, pulls[waiting].base, pulls[waiting].author) == (heads["glow"], "main", OWNER)
    assert {number: (each.title, each.open, each.proposes, each.labels) for number, each in issues.items()} == {
        1: ("A lamp", True, True, ("proposal",)),
        2: ("Proposal: dim", False, True, ()),
    }


def test_every_page_is_read(emulator: Emulator) -> None:
    place = emulator.repository("wasi-loom")
    for number in range(1, 131):
        emulator.post(f"{place}/issues", title=f"Thought {number}")
    pull = _pull(emulator, place, "weave", title="Weave")
    pulls, issues = _told(emulator, "WebAssembly/wasi-loom")
    assert ([*pulls], [*sorted(issues)]) == ([pull], [*range(1, 131)])


def test_a_host_that_takes_no_queries_is_asked_for_lists(emulator: Emulator) -> None:
    names = [RepositoryName(f"WebAssembly/wasi-{name}") for name in ("bell", "bowl")]
    for name in names:
        place = emulator.repository(name.rpartition("/")[2])
        emulator.post(f"{place}/releases", tag_name="v0.1.0", name="First")
    with GitHubClient(GitHubSettings(emulator.url, TOKEN)) as client:
        assert [*ask_releases(client, dict(zip(names, names, strict=True)), NOW)] == []
        pages = [page for name in names for page in ask(client, name, Known(name), NOW)]
    told = [each for page in pages for each in page.releases or ()]
    assert [(each.repository, each.tag, each.name) for each in told] == [(name, "v0.1.0", "First") for name in names]


def test_one_pull_request_is_told_with_its_reviews(emulator: Emulator) -> None:
    place = emulator.repository("wasi-kettle")
    name, number = RepositoryName("WebAssembly/wasi-kettle"), _pull(emulator, place, "boil", title="Boil")
    with GitHubClient(GitHubSettings(emulator.url, TOKEN)) as client:
        pull = ask_pull(client, name, number)
        assert (pull.title, pull.state, pull.decision) == ("Boil", PullState.OPEN, ReviewDecision.NONE)
        emulator.post(f"{place}/pulls/{number}/reviews", event="APPROVE", body="Yes")
        assert ask_decision(client, pull) is ReviewDecision.APPROVED
        with pytest.raises(GitHubError, match=r"^WebAssembly/wasi-kettle#99: is not on GitHub \(404\)"):
            ask_pull(client, name, 99)


def test_a_comment_is_made_updated_and_left_alone(emulator: Emulator) -> None:
    place = emulator.repository("wasi-cup")
    # To the emulator, unlike GitHub, a pull request is no issue.
    name, number = RepositoryName("WebAssembly/wasi-cup"), emulator.post(f"{place}/issues", title="Fill")["number"]
    emulator.post(f"{place}/issues/{number}/comments", body="Somebody else's words")
    with Comments(settings_of(_environment(emulator))) as comments:
        done = [comments.put(name, number, "<!-- ours -->", f"<!-- ours -->\n{text}") for text in ("1", "2", "2")]
        with pytest.raises(SourceError, match="is not on GitHub"):
            comments.put(name, 99, "<!-- ours -->", "<!-- ours -->")
    assert [each.put for each in done] == [Put.CREATED, Put.UPDATED, Put.UNCHANGED]
    said = [each["body"] for each in emulator.get(f"{place}/issues/{number}/comments")]
    assert said == ["Somebody else's words", "<!-- ours -->\n2"]


def test_a_pull_request_is_opened_once_with_its_change(emulator: Emulator) -> None:
    place = emulator.repository("list")
    emulator.commit(place, "docs/list.md", "# List\n\n- lamp\n")
    edit = FileEdit("docs/list.md", "# List\n\n- lamp\n", "# List\n\n- lamp\n- loom\n")
    draft = PullDraft(RepositoryName("WebAssembly/list"), "main", "votes", "Say loom", "Because.", (edit,))
    with writing_client(_environment(emulator)) as client:
        opened = open_pull(client, draft)
        assert opened.state is SentState.OPENED
        assert open_pull(client, draft) == Sent(SentState.OPEN, opened.url)
    (pull,) = emulator.get(f"{place}/pulls", state="all")
    assert (pull["title"], pull["body"], pull["head"]["ref"]) == ("Say loom", draft.text, draft.branch)
    assert emulator.text(place, "docs/list.md", draft.branch) == edit.after
    emulator.client.put(f"{place}/pulls/{pull['number']}/merge", json={}).raise_for_status()
    with writing_client(_environment(emulator)) as client:
        assert open_pull(client, draft) == Sent(SentState.THERE, None)
