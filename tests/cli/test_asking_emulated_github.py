"""`tracker sync --github` against a GitHub that others wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run, World
from tests.github.emulator import TOKEN, Emulator, running_emulator
from tracker.cli.past import Past
from tracker.hosting import PullState


@pytest.fixture
def emulator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    (tmp_path / "emulator").mkdir()
    with running_emulator(tmp_path / "emulator") as running:
        monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "cache"))
        monkeypatch.setenv("GITHUB_API_URL", running.url)
        monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
        yield running


def test_a_whole_sync_records_what_the_host_has(run: Run, world: World, emulator: Emulator, tmp_path: Path) -> None:
    for name in ("WASI", "wasi-lamp", "wasi-loom", "wasi-latin", "wasi-wick", "wasi-empty"):
        emulator.repository(name)
    lamp = "/repos/WebAssembly/wasi-lamp"
    emulator.post(f"{lamp}/issues", title="Proposal: blink")
    emulator.commit(lamp, "wit/dim.wit", "interface dim {}\n", "dim")
    emulator.post(f"{lamp}/pulls", title="Dim", head="dim", base="main")
    emulator.post(f"{lamp}/releases", tag_name="v0.1.0", name="First", prerelease=True)
    database = str(tmp_path / "tracker.db")
    for new in ("1 pull requests and 1 issues", "0 pull requests and 0 issues"):
        done = run("sync", "--mirror", str(world.mirrors), "--db", database, "--github")
        assert f"asked GitHub about 6 repositories: {new} are new or changed" in done.err
        told = Past.read(database, None).hosted
        assert [(each.number, each.title, each.state) for each in told.pulls] == [(2, "Dim", PullState.OPEN)]
        assert [(each.number, each.title, each.proposes) for each in told.issues] == [(1, "Proposal: blink", True)]
        assert [(each.tag, each.name, each.prerelease) for each in told.releases] == [("v0.1.0", "First", True)]
