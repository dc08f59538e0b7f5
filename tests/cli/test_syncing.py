"""`tracker sync` from a folder of mirrors: what it says, and how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, World


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cache"
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(path))
    return path


def test_sync_names_each_source_it_could_not_read_in_one_line(
    run: Run, world: World, cache: Path, tmp_path: Path
) -> None:
    database = tmp_path / "tracker.db"
    done = run("sync", "--mirror", str(world.mirrors), "--db", str(database))
    told = done.err.splitlines()
    assert (done.out, [line for line in told if not line.startswith("tracker: ")]) == ("", [])
    for name in ("wasi-empty", "wasi-missing", "wasi-wick"):
        assert any(name in line for line in told)
    assert (cache.is_dir(), "recorded in" in told[-1], str(database) in told[-1]) == (True, True, True)
    again = run("sync", "--mirror", str(world.mirrors), "--db", str(database))
    assert (again.code, "0 new commits, 0 new files" in again.err) == (done.code, True)
    asked = [
        json.loads(run(*kind, "--format", "json", "--db", str(database)).out) for kind in (("gates",), ("status",))
    ]
    assert (len(asked[0]["gates"]), len(asked[1]["proposals"])) == (5, 6)


def test_offline_reads_what_was_fetched_before(run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(world.cache))
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(world.database.with_name("offline.db")))
    assert "Traceback" not in run("sync", "--offline").err
    assert len(json.loads(run("gates", "--format", "json").out)["gates"]) == 5


def test_a_mirror_folder_that_is_not_there_is_told_in_one_line(run: Run, cache: Path, tmp_path: Path) -> None:
    result = run("sync", "--mirror", str(tmp_path / "nothing"), "--db", str(tmp_path / "tracker.db"))
    assert (result.code in {2, 3}, result.out, result.err.count("\n"), cache.exists()) == (True, "", 1, False)
