"""What the README names is there: its commands, and the output it shows."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracker.cli.app import app

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
NAMED = sorted({match[1] for match in re.finditer(r"`tracker ([a-z]+)", README)})
SHOWN = re.findall(r"^\$ tracker (.+?)(?:\s+#.*)?$", README, re.MULTILINE)


@pytest.mark.parametrize("command", NAMED)
def test_every_command_it_names_is_there(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert (result.exit_code, "Usage:" in result.stdout) == (0, True)


@pytest.mark.parametrize("command", SHOWN)
def test_every_command_it_shows_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(tmp_path / "tracker.db"))
    arguments = shlex.split(command)
    if arguments[0] in {"sync", "site"}:
        pytest.skip("reaches out, or writes a site: other tests prove it")
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code in {0, 1}, bool(result.stdout)) == (True, True)
