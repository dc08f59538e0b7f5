"""The action at the top: what it asks for, and its scripts run for real, with the environment that a runner gives."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
NAME = "lamps/bulb"
NOTHING: Mapping[str, str] = {}
GOOD = "package lamp:bulb@0.1.0;\n\ninterface glow {\n  on: func();\n}\n"
FAULTY = GOOD.replace("on: func", "on func")
GATED = GOOD.replace("}\n", "  @unstable(feature = bulb-dim)\n  dim: func();\n}\n")
_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")


@dataclass
class Runner:
    """What a runner does: it looks up expressions, gives each step its environment, and keeps what steps say."""

    checkout: Path
    temporary: Path
    inputs: dict[str, str]
    event: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""

    def run(self) -> int:
        """Run all steps but those of other actions, up to one that fails; return how it ended."""
        for step in STEPS:
            if "run" in step and self._wanted(step) and (code := self._step(step)):
                return code
        return 0

    @property
    def summary(self) -> str:
        """What the steps wrote into the job's summary."""
        return self._file("summary").read_text(encoding="utf-8")

    def _wanted(self, step: dict[str, Any]) -> bool:
        return "if" not in step or self._value(step["if"]) not in {"", "false"}

    def _step(self, step: dict[str, Any]) -> int:
        output = self._file("output")
        output.write_text("", encoding="utf-8")
        script = self.temporary / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        told = {name: self._value(str(value)) for name, value in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(self._file("summary"))}
        runner = {"RUNNER_TEMP": str(self.temporary), "GITHUB_WORKSPACE": str(self.checkout), "CI": "true"}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.checkout,
            env={**os.environ, "COLUMNS": "100", **runner, **files, **told},
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        said = (line.partition("=") for line in output.read_text(encoding="utf-8").splitlines())
        self.outputs[step.get("id", "")] = {name: value for name, _, value in said}
        return done.returncode

    def _file(self, name: str) -> Path:
        path = self.temporary / name
        path.touch()
        return path

    def _value(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self._looked_up(match[1]), text)

    def _looked_up(self, expression: str) -> str:
        if "==" in expression:
            left, _, right = (each.strip() for each in expression.partition("=="))
            return str(self._looked_up(left) == right.strip("'")).lower()
        known: Any = {
            "inputs": {name: str(each.get("default", "")) for name, each in ACTION["inputs"].items()} | self.inputs,
            "steps": {name: {"outputs": said} for name, said in self.outputs.items()},
            "github": {"repository": NAME, "action_path": str(ROOT), "token": "", "event": self.event},
        }
        for part in expression.split("."):
            known = known.get(part, "") if isinstance(known, dict) else ""
        return str(known)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the first test of a pull request leaves the facts that travel with the program."""
    return tmp_path_factory.mktemp("facts") / "tracker.db"


@pytest.fixture(autouse=True)
def facts(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test read the same facts."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(database))


@pytest.fixture
def bash() -> str:
    """Return the shell; the test is skipped where there is none."""
    found = shutil.which("bash")
    if found is None:
        pytest.skip("bash, with which runners run steps, is not there")
    return found


@pytest.fixture
def origin(tmp_path: Path, bash: str) -> Path:
    """Return a repository with one commit of good WIT on main, to clone."""
    del bash
    folder = tmp_path / "origin"
    _git(tmp_path, "init", "--quiet", str(folder))
    _commit(folder, GOOD)
    return folder


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _commit(folder: Path, text: str) -> str:
    (folder / "wit").mkdir(exist_ok=True)
    (folder / "wit" / "glow.wit").write_text(text, encoding="utf-8")
    _git(folder, "add", "wit")
    _git(folder, "commit", "--quiet", "--allow-empty", "-m", "Change the light")
    return _git(folder, "rev-parse", "HEAD")


def _runner(origin: Path, tmp_path: Path, inputs: Mapping[str, str] = NOTHING, *, depth: int = 0) -> Runner:
    """Return a runner with main checked out."""
    checkout = tmp_path / "checkout"
    shallow = ["--depth", str(depth)] if depth else []
    _git(tmp_path, "clone", "--quiet", *shallow, origin.as_uri(), str(checkout))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    return Runner(checkout, temporary, {"path": "wit", "environment": sys.prefix, **inputs})


def _pull(origin: Path, tmp_path: Path, text: str, inputs: Mapping[str, str] = NOTHING, *, depth: int = 0) -> Runner:
    """Return a runner with a pull request checked out, as a runner has it: merged into main, under no branch."""
    _git(origin, "checkout", "--quiet", "-b", "topic")
    head = _commit(origin, text)
    _git(origin, "checkout", "--quiet", "main")
    _git(origin, "commit", "--quiet", "--allow-empty", "-m", "Go on")
    _git(origin, "checkout", "--quiet", "-b", "merge")
    _git(origin, "merge", "--quiet", "--no-ff", "-m", "Merge", "topic")
    _git(origin, "update-ref", "refs/pull/7/merge", "HEAD")
    _git(origin, "checkout", "--quiet", "main")
    _git(origin, "branch", "--quiet", "-D", "merge", "topic")
    runner = _runner(origin, tmp_path, inputs, depth=depth)
    shallow = ["--depth", str(depth)] if depth else []
    _git(runner.checkout, "fetch", "--quiet", *shallow, "origin", "refs/pull/7/merge")
    _git(runner.checkout, "checkout", "--quiet", "FETCH_HEAD")
    runner.event = {"pull_request": {"number": 7, "base": {"ref": "main"}, "head": {"sha": head}}}
    return runner


def test_its_inputs_are_described_and_reach_scripts_through_the_environment_alone() -> None:
    assert [name for name, each in ACTION["inputs"].items() if not each.get("description")] == []
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []
    assert {step.get("shell") for step in STEPS if "run" in step} == {"bash"}


def test_other_actions_are_pinned_by_tag() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert [each for each in used if re.fullmatch(r"[\w-]+(?:/[\w-]+)+@v\d+", each) is None] == []


def test_good_wit_passes(origin: Path, tmp_path: Path) -> None:
    runner = _runner(origin, tmp_path)
    assert (runner.run(), "::error" in runner.log, runner.summary) == (0, False, "")


@pytest.mark.parametrize(("policy", "code"), [("", 1), ("never", 0)])
def test_a_finding_is_an_annotation_and_fails(origin: Path, tmp_path: Path, policy: str, code: int) -> None:
    _commit(origin, FAULTY)
    runner = _runner(origin, tmp_path, {"sarif": "true", "fail-on": policy})
    assert runner.run() == code
    assert "::error file=wit/glow.wit,line=4," in runner.log
    read = json.loads(Path(runner.outputs["lint"]["sarif-file"]).read_text(encoding="utf-8"))
    assert [each["ruleId"] for each in read["runs"][0]["results"]] == ["wit-syntax"]


def test_options_and_several_paths_are_passed_on(origin: Path, tmp_path: Path) -> None:
    _commit(origin, FAULTY)
    runner = _runner(origin, tmp_path, {"path": "wit/glow.wit\n\nwit", "args": "--ignore wit-syntax --require-gates"})
    assert (runner.run(), "wit-syntax" in runner.log) == (3, False)


@pytest.mark.parametrize("depth", [0, 1])
def test_a_pull_request_is_told_in_the_summary(origin: Path, tmp_path: Path, depth: int) -> None:
    runner = _pull(origin, tmp_path, GATED, depth=depth)
    assert runner.run() == 0, runner.log
    first, second, *_ = runner.summary.splitlines()
    assert first == "<!-- wasi-tracker: what this pull request does -->"
    assert second.startswith(f"### {NAME}\\#7: added: bulb-dim; ")


@pytest.mark.parametrize(
    ("policy", "code"),
    [("", 1), ("breaking", 1), ("process", 0), ("breaking,process", 1), ("never", 0), ("weather", 2)],
)
def test_a_pull_request_fails_by_policy(origin: Path, tmp_path: Path, policy: str, code: int) -> None:
    runner = _pull(origin, tmp_path, GOOD.replace("on:", "off:"), {"fail-on": policy})
    assert runner.run() == code, runner.log


def test_a_comment_that_cannot_be_made_is_a_warning(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    runner = _pull(origin, tmp_path, GATED, {"comment": "true", "token": "a-token"})
    assert runner.run() == 0, runner.log
    assert "::warning title=tracker::the comment was not made: tracker: lamps/bulb#7: GitHub gave no" in runner.log
    assert "a-token" not in runner.log
