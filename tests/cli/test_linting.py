"""`tracker lint` judges files and folders, prints what is asked for, and exits by what it found."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from tests.reports.test_schemas import closed, schema
from tracker.cli import checking, linting

CLEAN = "package example:lamp@1.0.0;\n\n@since(version = 1.0.0)\ninterface light {}\n"
BROKEN = "package example:lamp@1.0.0;\n\ninterface light {\n  dim: func(;\n}\n"
UNGATED = CLEAN.replace("{}", "{\n  dim: func();\n}")

SHOWN = """\
warning[missing-gate]: the function `dim` has no gate
 --> wit/lamp.wit:5:3
  |
5 |   dim: func();
  |   ^^^
  = help: put `@since(version = V)` above it with the first release that has it, or `@unstable(feature = F)` until it is
    voted into one

"""


@pytest.fixture
def program(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the program with these two commands."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command("lint")(linting.lint)
    app.command("explain")(checking.explain)
    monkeypatch.setattr("tracker.cli.app.app", app)
    return run


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def test_a_clean_folder_says_so_on_standard_error_and_exits_with_0(program: Run) -> None:
    _write("wit/lamp.wit", CLEAN)
    assert program("lint", "wit") == (0, "", "tracker: 1 file in 1 package: nothing found\n")


def test_a_finding_is_shown_with_its_line_and_exits_with_1(program: Run) -> None:
    _write("wit/lamp.wit", UNGATED)
    assert program("lint", ".") == (
        1,
        SHOWN,
        "tracker: 1 file in 1 package: 0 errors, 1 warning\n",
    )


def test_the_answer_in_json_is_as_its_schema_says(program: Run) -> None:
    _write("wit/lamp.wit", BROKEN)
    code, out, err = program("lint", "--select", "wit-syntax", "--format", "json", "wit")
    said = json.loads(out)
    Draft202012Validator(closed(schema("lint"))).validate(said)
    assert (code, err, [(each["rule"], each["file"], each["line"]) for each in said["findings"]]) == (
        1,
        "",
        [("wit-syntax", "wit/lamp.wit", 4)],
    )


def test_github_gets_annotations(program: Run) -> None:
    _write("lamp.wit", UNGATED)
    code, out, err = program("lint", "lamp.wit", "--format", "github")
    assert (code, out.startswith("::warning file=lamp.wit,line=5,"), err) == (1, True, "")


def test_sarif_describes_the_rules_that_were_judged(program: Run) -> None:
    _write("lamp.wit", UNGATED)
    code, out, err = program("lint", "lamp.wit", "--format", "sarif", "--select", "missing-gate,wit-syntax")
    run = json.loads(out)["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert (code, rules, len(run["results"]), err) == (1, ["missing-gate", "wit-syntax"], 1, "")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), 1),
        (("--ignore", "missing-gate"), 0),
        (("--ignore", "wit-syntax , missing-gate"), 0),
        (("--select", "wit-syntax", "--select", "repeated-gate"), 0),
        (("--select", "wit-syntax,missing-gate"), 1),
        (("--select", "missing-gate,wit-syntax", "--ignore", "missing-gate"), 0),
    ],
)
def test_rules_are_chosen_by_id(program: Run, options: tuple[str, ...], expected: int) -> None:
    _write("lamp.wit", UNGATED)
    assert program("lint", "lamp.wit", *options).code == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--select", "mising-gate", "lamp.wit"), "there is no rule 'mising-gate': did you mean missing-gate?"),
        (
            ("--select", "wit-syntax", "--ignore", "wit-syntax", "lamp.wit"),
            "no rule is left to judge by: --select and --ignore leave none",
        ),
        (
            ("--select", "since-changed", "lamp.wit"),
            "since-changed compares two revisions: name the earlier one with --against",
        ),
        (("gone.wit",), "gone.wit: No such file or directory"),
        (("empty",), "empty: holds no .wit file (what lies in deps is only looked up)"),
        (("--against", "gone", "lamp.wit"), "gone: No such file or directory"),
    ],
)
def test_wrong_usage_is_one_line_and_exits_with_2(program: Run, arguments: tuple[str, ...], expected: str) -> None:
    _write("lamp.wit", CLEAN)
    Path("empty").mkdir()
    assert program("lint", *arguments) == (2, "", f"tracker: {expected}\n")


def test_an_unknown_rule_that_is_like_no_other_gets_the_whole_list(program: Run) -> None:
    _write("lamp.wit", CLEAN)
    code, _out, err = program("lint", "--ignore", "xyz", "lamp.wit")
    assert (code, "known are bare-deprecated, conflicting-gates, " in err) == (2, True)


def test_a_file_that_cannot_be_judged_exits_with_3(program: Run) -> None:
    _write("lamp.wit", BROKEN)
    assert program("lint", "--select", "missing-gate", "--format", "json", "lamp.wit") == (
        3,
        '{\n  "schema": "wasi-tracker/lint/v1",\n  "findings": []\n}\n',
        "tracker: lamp.wit:4:13: could not be judged: expected an identifier, found `;`\n",
    )


def test_an_earlier_revision_is_compared_with(program: Run) -> None:
    _write("old/lamp.wit", CLEAN)
    _write("new/lamp.wit", CLEAN.replace("@1.0.0", "@1.1.0").replace("version = 1.0.0", "version = 1.1.0"))
    assert program("lint", "new").code == 0
    code, out, _err = program("lint", "new", "--against", "old", "--format", "json")
    assert (code, [each["rule"] for each in json.loads(out)["findings"]]) == (1, ["since-changed"])


def test_gates_can_be_required(program: Run) -> None:
    _write("lamp.wit", "package example:lamp;\ninterface light {}\n")
    assert (program("lint", "lamp.wit").code, program("lint", "--require-gates", "lamp.wit").code) == (0, 1)


def test_a_rule_is_explained(program: Run) -> None:
    code, out, err = program("explain", "missing-gate", "--format", "markdown")
    assert (code, out.splitlines()[0], err) == (0, "# An item without a gate", "")


def test_neither_the_database_nor_the_network_is_imported() -> None:
    heavy = ("sqlmodel", "alembic", "pygit2", "github", "rich", "jinja2", "http.client")
    imports = "import sys, tracker.cli.linting, tracker.lint, tracker.sources.folders"
    code = f"{imports}; print([name for name in {heavy!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert loaded == "[]\n"
