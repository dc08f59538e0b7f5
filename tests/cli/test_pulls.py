"""`tracker pr` over an invented world: what is said of each pull request, by which policy it fails, and its formats."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from jsonschema import Draft202012Validator, FormatChecker

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import LAMP, LIST, README, SYNCED, Run
from tests.github.fake import FakeGitHub, Fault, fake_github, status, too_many
from tests.reports.test_schemas import closed, schema
from tracker.aliases import shipped_aliases
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync

NAME = "WebAssembly/WASI"
PATH = "proposals/lamp/wit/types.wit"
OTHER = "proposals/lamp/wit/other.wit"
MORE = "proposals/lamp/wit/more.wit"
STABLE_BLINK = LAMP.replace("lamp@0.3.0", "lamp@0.3.1").replace(
    "@unstable(feature = lamp-blink)\n  blink", "@since(version = 0.3.1)\n  blink"
)
GLOW = LAMP.replace("}\n", "  @unstable(feature = glow)\n  glow: func();\n}\n")
BROKEN = LAMP.replace("on: func();", "on: func(level: u8);")
QUEUED = LAMP.replace("  @unstable(feature = lamp-dimmer)", "  // @stabilize-next\n  @unstable(feature = lamp-dimmer)")
GONE = LAMP.replace("  @unstable(feature = lamp-blink)\n  blink: func();\n", "")
FAULTY = LAMP.replace("on: func();", "on func();")
TRACKED = LIST.replace("| [Lamp: Dimmer][lamp] |", "| [Lamp: Blink][lamp] | Ada Author | |\n| [Lamp: Dimmer][lamp] |")
ADVANCED = LIST.replace("| [Loom (wasi-loom)][loom] | Ada Author | |\n", "").replace(
    "| [Lamp][lamp] |", "| [Loom (wasi-loom)][loom] | Ada Author | |\n| [Lamp][lamp] |"
)

PULLS: dict[int, dict[str, str | bytes | None]] = {
    1: {PATH: GLOW},
    2: {PATH: STABLE_BLINK},
    3: {PATH: BROKEN},
    4: {PATH: QUEUED},
    5: {PATH: GONE},
    6: {"docs/Other.md": "words"},
    7: {"docs/Proposals.md": TRACKED},
    8: {"docs/Proposals.md": ADVANCED},
    9: {PATH: FAULTY},
}


def _other(name: str) -> str:
    return f"@since(version = 0.3.0)\ninterface other {{\n  @since(version = 0.3.0)\n  {name}: func();\n}}\n"


@pytest.fixture(scope="session")
def synced(tmp_path_factory: pytest.TempPathFactory, scrubbed_session: None) -> Path:
    """Return a folder with a database, and a cache of mirrors whose registry has pull requests; one is merged."""
    del scrubbed_session
    folder = tmp_path_factory.mktemp("pulls")
    mirrors = MirrorFolder(folder / "mirrors")
    registry = RepositoryBuilder(folder / "built" / "WASI.git")
    registry.commit(
        {
            "docs/Proposals.md": LIST,
            PATH: LAMP,
            OTHER: _other("a"),
            "proposals/lamp/README.md": README.format(name="Lamp"),
        },
        date="2026-01-01",
    )
    registry.tag("v0.3.0")
    base = registry.head()
    for number, files in PULLS.items():
        registry.switch(f"topic-{number}", at=base)
        registry.commit(files, message=f"Change {number}", author="Bo Builder", date="2026-02-01")
        registry.pull_request(number)
    registry.switch("merged", at=base)
    registry.commit({MORE: "@unstable(feature = lamp-more)\ninterface more {}\n"}, date="2026-03-01")
    registry.pull_request(20)
    registry.switch("conflict", at=base)
    registry.commit({OTHER: _other("b")}, date="2026-03-01")
    registry.pull_request(21)
    registry.switch("main")
    more = {MORE: "@unstable(feature = lamp-more)\ninterface more {}\n", OTHER: _other("c")}
    registry.commit(more, message="Add more (#20)", date="2026-03-02")
    mirrors.add(NAME, registry)
    with time_machine.travel(SYNCED, tick=False):
        location = Location.of_file(folder / "tracker.db")
        Sync(location, Mirrors(folder / "cache", mirror=mirrors.path), shipped_aliases(), None).run()
    return folder


@pytest.fixture
def ask(run: Run, synced: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program over that world."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(synced / "tracker.db"))
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(synced / "cache"))
    return run


def _json(ask: Run, number: int, *arguments: str, code: int = 0) -> dict[str, Any]:
    result = ask("pr", f"{NAME}#{number}", "--format", "json", *arguments)
    assert result.code == code, result.err
    read: dict[str, Any] = json.loads(result.out)
    Draft202012Validator(closed(schema("pull")), format_checker=FormatChecker()).validate(read)
    return read


def _missing(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (step["subject"], each["id"])
        for step in answer["steps"]
        for each in step["companions"]
        if each["status"] == "unmet"
    ]


def _told(answer: dict[str, Any], area: str) -> list[str]:
    return [each["text"] for each in answer["dry_run"]["consequences"] if each["area"] == area]


def test_a_new_feature_is_the_first_step_and_needs_a_row(ask: Run) -> None:
    answer = _json(ask, 1)
    (feature,) = answer["features"]
    assert (feature["effect"], feature["subject"], feature["left"]) == ("added", "lamp/glow", 1)
    assert [(each["path"], each["line"]) for each in feature["items"]] == [("wasi:lamp/types#glow", 12)]
    assert [(each["subject"], each["step"]) for each in answer["steps"]] == [("lamp/glow", 1)]
    assert _missing(answer) == [("lamp/glow", "feature-prefix"), ("lamp/glow", "list-row")]
    assert _told(answer, "status") == [
        "new amendment lamp/glow (landed, without a row of its own in the proposal list)"
    ]
    assert [text.split(" appears")[0] for text in _told(answer, "drift")] == ["error untracked-feature of lamp/glow"]
    assert answer["dry_run"]["version"].startswith("0.3.")


def test_stabilizing_without_a_vote_is_told(ask: Run) -> None:
    answer = _json(ask, 2)
    (feature,) = answer["features"]
    assert (feature["effect"], feature["subject"], feature["left"]) == ("stabilized", "lamp/lamp-blink", 0)
    assert [(each["effect"], each["version"]) for each in feature["items"]] == [("stabilized", "0.3.1")]
    assert [(each["subject"], each["step"]) for each in answer["steps"]] == [("lamp/lamp-blink", 7), ("lamp", 8)]
    told = {each["id"]: each["text"] for each in answer["steps"][0]["companions"]}
    assert told["since-version"] == "its gates name 0.3.1, the next release of the 0.3 line"
    assert _missing(answer) == [("lamp/lamp-blink", "vote")]
    assert "lamp/lamp-blink: landed becomes stabilized" in _told(answer, "status")


def test_what_breaks_fails_by_default(ask: Run) -> None:
    answer = _json(ask, 3, code=1)
    assert [(each["kind"], each["effect"]) for each in answer["api"]["changes"]] == [("parameter-added", "breaking")]
    assert _missing(answer) == [("lamp", "gate")]


@pytest.mark.parametrize(
    ("number", "policy", "code"),
    [
        (1, (), 0),
        (1, ("process",), 1),
        (1, ("breaking",), 0),
        (1, ("finding",), 1),
        (3, (), 1),
        (3, ("finding",), 0),
        (3, ("breaking", "process"), 1),
        (3, ("never",), 0),
        (9, (), 1),
        (9, ("finding", "never"), 0),
    ],
)
def test_one_says_what_fails(ask: Run, number: int, policy: tuple[str, ...], code: int) -> None:
    result = ask("pr", f"{NAME}#{number}", *(word for each in policy for word in ("--fail-on", each)))
    assert (result.code, "fails:" in result.err) == (code, code == 1)


def test_queueing_is_the_seventh_step(ask: Run) -> None:
    answer = _json(ask, 4)
    assert [(each["effect"], each["feature"]) for each in answer["features"]] == [("queued", "lamp-dimmer")]
    assert [(each["subject"], each["step"]) for each in answer["steps"]] == [("lamp/lamp-dimmer", 7)]
    assert _told(answer, "status") == ["lamp/lamp-dimmer: landed becomes queued"]


def test_a_feature_may_be_withdrawn(ask: Run) -> None:
    answer = _json(ask, 5)
    assert [(each["effect"], each["feature"], each["left"]) for each in answer["features"]] == [
        ("removed", "lamp-blink", 0)
    ]
    assert _told(answer, "status") == ["lamp/lamp-blink: landed becomes withdrawn, and nothing of it is open any more"]
    assert [text.split(": ")[0] for text in _told(answer, "drift")] == [
        "error untracked-feature of lamp/lamp-blink goes away"
    ]


def test_a_change_to_no_file_that_counts_changes_nothing(ask: Run) -> None:
    answer = _json(ask, 6)
    assert (answer["features"], answer["steps"], answer["api"]["changes"], answer["findings"]) == ([], [], [], [])
    assert answer["dry_run"]["reason"] == "merging it changes no file that says where things stand"


def test_a_row_for_an_amendment_is_the_third_step(ask: Run) -> None:
    answer = _json(ask, 7)
    assert [(each["subject"], each["step"]) for each in answer["steps"]] == [("lamp/lamp-blink", 3)]
    assert "lamp/lamp-blink gets its row in the proposal list" in _told(answer, "status")
    assert [text.split(": ")[0] for text in _told(answer, "drift")] == [
        "error untracked-feature of lamp/lamp-blink goes away"
    ]


def test_an_advance_in_the_list_needs_a_vote(ask: Run) -> None:
    answer = _json(ask, 8)
    assert _missing(answer) == [("loom", "vote")]
    assert "loom: phase 2 becomes phase 3" in _told(answer, "status")


def test_what_cannot_be_read_is_told(ask: Run) -> None:
    answer = _json(ask, 9, code=1)
    assert [each["rule"] for each in answer["findings"]] == ["wit-syntax"]
    assert answer["api"]["verdict"]["complete"] is False
    assert _told(answer, "status")[0].startswith("wit of lamp becomes unmet (was met)")


def test_a_merged_pull_request_is_judged_by_the_day_before_it_was_merged(ask: Run) -> None:
    answer = _json(ask, 20)
    assert (answer["merged"]["date"], answer["as_of"]) == ("2026-03-02", "2026-03-01T23:59:59Z")
    assert [(each["subject"], each["step"]) for each in answer["steps"]] == [("lamp/lamp-more", 4)]
    assert _told(answer, "status") == [
        "new amendment lamp/lamp-more (landed, without a row of its own in the proposal list)"
    ]


def test_what_cannot_be_merged_is_told_and_not_tried(ask: Run) -> None:
    run = _json(ask, 21, code=1)["dry_run"]
    assert (run["conflicts"], run["consequences"]) == ([OTHER], [])
    assert run["reason"] == "it cannot be merged into main as it stands: both changed the same lines"


@pytest.mark.parametrize("output", ["table", "json", "markdown"])
def test_the_same_is_said_again_without_reading_the_facts(
    ask: Run, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask("pr", f"{NAME}#1", "--format", output)
    monkeypatch.setattr("tracker.cli.pulls._report", None)
    assert (first.code, ask("pr", f"{NAME}#1", "--format", output)) == (0, first)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nonsense",), 2, "names no pull request; one is written OWNER/NAME#NUMBER"),
        ((f"{NAME}#99",), 2, "what was fetched of it has no pull request 99"),
        (("WebAssembly/wasi-away#1",), 2, "no mirror was fetched before"),
        (("--comment",), 2, "--comment needs a pull request"),
        ((f"{NAME}#1", "--fail-on", "weather"), 2, "--fail-on"),
    ],
)
def test_wrong_usage_is_told(ask: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = ask("pr", *arguments)
    assert (result.code, result.out, words in result.err) == (code, "", True)


def test_an_address_names_a_pull_request(ask: Run) -> None:
    assert ask("pr", f"https://github.com/{NAME}/pull/6/files").code == 0


def test_to_comment_a_token_is_needed(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = ask("pr", f"{NAME}#6", "--comment")
    assert (result.code, "needed that has the permission `pull-requests: write`" in result.err) == (2, True)


# --- GitHub -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGitHub]:
    """Return a GitHub that has the registry with its first pull request; no mirror of it is kept."""
    with fake_github() as running:
        registry = running.repository(NAME)
        files = {"docs/Proposals.md": LIST, PATH: LAMP, "proposals/lamp/README.md": README.format(name="Lamp")}
        registry.commit({**files, OTHER: _other("a")})
        registry.commit(PULLS[1], branch="topic-1", message="Change 1")
        registry.pull("Let it glow", user="bo", head=registry.refs["heads/topic-1"], labels=("P-lamp",))
        monkeypatch.setenv("GITHUB_API_URL", running.url)
        yield running


def _without_mirrors(ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "empty"))
    return ask


def test_github_is_asked_where_no_mirror_is_kept(
    ask: Run, hub: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirrored = _json(ask, 1)
    monkeypatch.setenv("GITHUB_TOKEN", hub.token())
    answer = _json(_without_mirrors(ask, tmp_path, monkeypatch), 1)
    assert (answer["title"], answer["author"], answer["branch"], answer["hosted"]["labels"]) == (
        "Let it glow",
        "bo",
        "main",
        ["P-lamp"],
    )
    same = ("features", "api", "findings", "files")
    assert {name: _unbound(answer[name]) for name in same} == {name: _unbound(mirrored[name]) for name in same}
    assert _told(answer, "status") == _told(mirrored, "status")
    assert _told(answer, "drift") == _told(mirrored, "drift")
    assert hub.counted <= 11


def _unbound(told: Any) -> Any:
    """Return what is told without the commits of either repository."""
    if isinstance(told, dict):
        return {name: _unbound(each) for name, each in told.items() if name not in {"revision", "name", "url", "label"}}
    return [_unbound(each) for each in told] if isinstance(told, list) else told


def test_github_is_asked_without_a_token_only_when_that_is_said(
    ask: Run, hub: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _without_mirrors(ask, tmp_path, monkeypatch)
    refused = program("pr", f"{NAME}#1")
    assert (refused.code, hub.requests) == (2, [])
    assert "or let GitHub be asked: with a token in GITHUB_TOKEN" in refused.err
    assert program("pr", f"{NAME}#1", "--github").code == 0
    missing = program("pr", f"{NAME}#9", "--github")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    assert "it is private and not shown to whoever asks; with a token in GITHUB_TOKEN it tells more" in missing.err


def test_a_mirror_is_read_before_github_is_asked(ask: Run, hub: FakeGitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", hub.token())
    assert ask("pr", f"{NAME}#1").code == 0
    assert ask("pr", f"{NAME}#99", "--no-github").code == 2
    assert hub.requests == []
    assert "GitHub has no such pull request" in ask("pr", f"{NAME}#99").err


@pytest.mark.parametrize("fault", [status(401, "Bad credentials"), status(403, "Forbidden"), too_many(9999)])
def test_a_github_that_does_not_answer_is_told(
    ask: Run, hub: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", hub.token())
    hub.fail(1, fault, times=None)
    result = _without_mirrors(ask, tmp_path, monkeypatch)("pr", f"{NAME}#1")
    assert (result.code, result.out, result.err.count("\n"), hub.token() in result.err) == (3, "", 1, False)


# --- a checkout -------------------------------------------------------------------------------------------------------


@pytest.fixture
def checkout(synced: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clone of the registry with its first pull request checked out, and no mirror anywhere."""
    folder = tmp_path / "WASI"
    source = synced / "built" / "WASI.git"
    subprocess.run(["git", "clone", "--quiet", str(source), str(folder)], check=True)
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "fetch", "--quiet", "origin", "refs/pull/1/head"], check=True)
    subprocess.run([*git, "checkout", "--quiet", "FETCH_HEAD"], check=True)
    subprocess.run([*git, "remote", "set-url", "origin", f"https://github.com/{NAME}"], check=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("arguments", [("--base", "origin/main"), (), (f"{NAME}#1", "--head", "HEAD")])
def test_a_checkout_is_judged_without_a_mirror(
    ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "empty"))
    result = ask("pr", *arguments, "--format", "json")
    answer = json.loads(result.out)
    assert (result.code, answer["repository"], answer["branch"]) == (0, NAME, "main")
    assert answer["number"] == (1 if NAME in "".join(arguments) else None)
    assert [(each["effect"], each["subject"]) for each in answer["features"]] == [("added", "lamp/glow")]
    assert answer["dry_run"]["reason"].startswith("the text of the line was not compared: WebAssembly/WASI: no mirror")
    assert "new amendment lamp/glow" in _told(answer, "status")[0]


@pytest.mark.usefixtures("checkout")
def test_in_a_workflow_github_tells_of_what_is_checked_out(
    ask: Run, hub: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", hub.token())
    asked = ("pr", f"{NAME}#1", "--head", "HEAD", "--format", "json")
    assert (json.loads(ask(*asked).out)["title"], hub.requests) == ("Change 1", [])
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert (json.loads(ask(*asked).out)["title"], hub.counted) == ("Let it glow", 2)
    hub.fail(3, status(401, "Bad credentials"), times=None)
    result = ask(*asked)
    assert (result.code, json.loads(result.out)["title"]) == (0, "Change 1")
    assert "what GitHub knows of the pull request is left out" in result.err
