"""The program as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEAVY = ("github", "jinja2", "alembic", "sqlmodel", "markdown_it", "pygit2", "rich.markdown")
PRINT_LOADED = f"""
import sys
from tracker.cli import main
sys.argv = ["tracker", "status", "--format", sys.argv[1]]
try:
    main()
except SystemExit:
    pass
sys.stderr.write(" ".join(name for name in {HEAVY!r} if name in sys.modules))
"""


def _run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("program") / "tracker.db"
    done = _run("-m", "tracker", "status", "--db", str(path))
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    return str(path)


def test_it_runs_as_a_module_from_any_folder(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = _run("-m", "tracker", "status", "clocks", "--db", database)
    assert (done.returncode, done.stderr, "clocks" in done.stdout) == (0, "", True)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["table", "json", "markdown"])
def test_status_imports_nothing_that_takes_long(database: str, name: str) -> None:
    done = _run("-c", PRINT_LOADED, name, TRACKER_DATABASE_URL=database)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["status", "gates", "amendments"])
def test_a_reader_that_goes_away_is_no_failure(database: str, command: str) -> None:
    script = f'"$0" -m tracker {command} --format json --db "$1" | head -c 1; echo " ${{PIPESTATUS[0]}}"'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script, sys.executable, database], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("{ 0\n", "")


def test_a_failure_is_one_line_on_standard_error(database: str) -> None:
    done = _run("-m", "tracker", "show", "clcks", "--db", database)
    assert (done.returncode, done.stdout, done.stderr.count("\n"), "clocks" in done.stderr) == (2, "", 1, True)


def test_output_that_is_no_terminal_has_no_colour(database: str) -> None:
    for settings in ({"NO_COLOR": "1"}, {"NO_COLOR": "", "TERM": "xterm-256color"}):
        done = _run("-m", "tracker", "status", "--db", database, **settings)
        assert (done.returncode, "\x1b" in done.stdout, "✓" in done.stdout) == (0, False, True)


def test_output_is_utf_8_in_every_locale(database: str) -> None:
    done = _run("-m", "tracker", "status", "--db", database, LC_ALL="C", PYTHONUTF8="1")
    assert (done.returncode, "✓" in done.stdout) == (0, True)
