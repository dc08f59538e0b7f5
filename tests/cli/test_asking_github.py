"""`tracker sync --github`: what it says, how it ends, and that the token is shown nowhere."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run, World
from tests.github.fake import RESET, FakeGitHub, fake_github, secondary, status, too_many
from tracker.cli.past import Past
from tracker.sources.errors import SourceError
from tracker.sources.github_settings import GitHubSettings, github_settings

MARK = "ghp_MARKED0token0that0nobody0may0see00000"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeGitHub]:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "cache"))
    with fake_github() as running:
        monkeypatch.setenv("GITHUB_API_URL", running.url)
        for name in ("WASI", "wasi-lamp", "wasi-loom", "wasi-latin", "wasi-wick", "wasi-empty"):
            running.repository(f"WebAssembly/{name}")
        yield running


def _sync(run: Run, world: World, tmp_path: Path, *more: str) -> tuple[int, str]:
    done = run("sync", "--mirror", str(world.mirrors), "--db", str(tmp_path / "tracker.db"), *more)
    assert done.out == ""
    return done.code, done.err


def test_a_sync_asks_github_when_it_is_told_to(
    run: Run, world: World, hub: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.repository("WebAssembly/wasi-lamp").pull("Dim")
    assert _sync(run, world, tmp_path)[1].count("GitHub") == 0
    assert hub.requests == []
    monkeypatch.setenv("GITHUB_TOKEN", hub.token("ada", MARK))
    _, told = _sync(run, world, tmp_path, "--github")
    assert told.splitlines()[-1].endswith("1 pull requests and 0 issues are new or changed; 13 requests")
    past = Past.read(str(tmp_path / "tracker.db"), None)
    assert [(each.repository, each.title) for each in past.hosted.pulls] == [("WebAssembly/wasi-lamp", "Dim")]
    hub.mend()
    _, again = _sync(run, world, tmp_path, "--github")
    assert again.splitlines()[-1].endswith("0 pull requests and 0 issues are new or changed; 0 requests")


@pytest.mark.parametrize(
    "fault", [None, RESET, too_many(9999), secondary(9999), status(401, "Bad credentials"), status(404, "Not Found")]
)
@pytest.mark.parametrize("first", [1, 2], ids=["from the query on", "from the first list on"])
def test_the_token_is_shown_nowhere(
    run: Run,
    world: World,
    hub: FakeGitHub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: object,
    first: int,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("GITHUB_TOKEN", hub.token("ada", MARK))
    if fault is not None:
        hub.fail(first, fault, times=None)  # type: ignore[arg-type]
    code, told = _sync(run, world, tmp_path, "--github")
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert (MARK in told, MARK in caplog.text, MARK.encode() in written) == (False, False, False)
    assert (fault is None) or code == 3
    assert "Traceback" not in told


def test_a_token_that_can_be_none_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError) as caught:
        github_settings({"GITHUB_TOKEN": f"{MARK}\nmore"})
    assert (str(caught.value), repr(GitHubSettings("https://a.example", MARK))) == (
        "GITHUB_TOKEN: holds what can be no token",
        "GitHubSettings(address='https://a.example')",
    )
    del monkeypatch


@pytest.mark.parametrize("address", ["http://example.org", "https://user:secret@example.org", "ftp://x", "https://a:b"])
def test_only_a_safe_address_is_asked(address: str) -> None:
    with pytest.raises(SourceError, match=r"^GITHUB_API_URL: must be https://HOST\[/PATH\]") as caught:
        github_settings({"GITHUB_API_URL": address, "GH_TOKEN": MARK})
    assert "secret" not in str(caught.value)


def test_a_repository_that_github_calls_otherwise_keeps_all_that_is_known_of_it(
    run: Run, world: World, hub: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", hub.token())
    hub.repository("WebAssembly/wasi-loom").pull("Weave")
    database = tmp_path / "tracker.db"
    _sync(run, world, tmp_path, "--github")
    before = Past.read(str(database), None)
    hub.repository("WebAssembly/wasi-loom").rename("Weavers/wasi-loom")
    _sync(run, world, tmp_path, "--github")
    after = Past.read(str(database), None)
    names = {each.name for each in before.assessment.facts.repositories}
    assert {each.name for each in after.assessment.facts.repositories} == {
        *(names - {"WebAssembly/wasi-loom"}),
        "Weavers/wasi-loom",
    }
    assert [(each.repository, each.title) for each in after.hosted.pulls] == [("Weavers/wasi-loom", "Weave")]
    then, now = ({each.id: each for each in past.standing.proposals} for past in (before, after))
    assert then.keys() == now.keys()
    assert (now["loom"].phase, [each.status for each in now["loom"].criteria]) == (
        then["loom"].phase,
        [each.status for each in then["loom"].criteria],
    )
    hub.mend()
    _, told = _sync(run, world, tmp_path, "--github")
    assert "0 new commits, 0 new files" in told
    assert told.splitlines()[-1].endswith("0 pull requests and 0 issues are new or changed; 0 requests")
    drift = run("drift", "--db", str(database), "--format", "json").out
    assert "which is called Weavers/wasi-loom now" in drift
