"""The reading commands over an invented world: facts, formats, choices and exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import Run, World
from tests.reports.test_schemas import closed, schema
from tracker.checks.registry import CHECKS

COMMANDS = (
    ("status", ()),
    ("show", ("lamp",)),
    ("show", ("lamp/lamp-dimmer",)),
    ("show", ("wick",)),
    ("gates", ()),
    ("history", ()),
    ("history", ("lamp",)),
    ("log", ()),
    ("amendments", ()),
    ("check", ("lamp",)),
    ("explain", ("wit",)),
)


def _json(ask: Run, *arguments: str) -> dict[str, Any]:
    result = ask(*arguments, "--format", "json")
    assert result.err == ""
    read: dict[str, Any] = json.loads(result.out)
    return read


# --- formats --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "arguments"), COMMANDS)
def test_json_is_as_its_schema_says(ask: Run, command: str, arguments: tuple[str, ...]) -> None:
    answer = _json(ask, command, *arguments)
    validator = Draft202012Validator(closed(schema(command)), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(answer)] == []
    assert answer["schema"] == f"wasi-tracker/{command}/v1"


@pytest.mark.parametrize("name", ["table", "json", "markdown"])
@pytest.mark.parametrize(("command", "arguments"), COMMANDS)
def test_every_command_answers_in_every_format(ask: Run, command: str, arguments: tuple[str, ...], name: str) -> None:
    result = ask(command, *arguments, "--format", name)
    assert (result.code, result.err, result.out[-1:], "\x1b" in result.out) == (0, "", "\n", False)


@pytest.mark.parametrize("columns", ["", "100"])
def test_the_table_of_status_fits_100_columns_and_names_every_subject(
    ask: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = ask("status").out
    everything = _json(ask, "status")
    subjects = [
        each["id"].rpartition("/")[2] for kind in ("proposals", "amendments", "unlisted") for each in everything[kind]
    ]
    assert [line for line in text.splitlines() if len(line) > 100] == []
    assert (len(subjects), [each for each in subjects if each not in text]) == (9, [])
    assert {"✓", "✗", "?", "↑"} <= set(text)


# --- facts ----------------------------------------------------------------------------------------------------------


def test_status_tells_every_row_with_phase_and_champions(ask: Run) -> None:
    everything = _json(ask, "status")
    assert everything["as_of"] == "2026-08-20T12:00:00Z"
    assert [(each["id"], each["title"], each["phase"], each["champions"]) for each in everything["proposals"]] == [
        ("lamp", "Lamp", 3, ["Ada Author", "Bo Builder"]),
        ("loom", "Loom (wasi-loom)", 2, ["Ada Author"]),
        ("latin", "Latin", 1, ["Dan Drafter"]),
        ("empty", "Empty", 1, ["Dan Drafter"]),
        ("missing", "Missing", 1, ["Dan Drafter"]),
        ("idea", "Idea", 0, ["Eve Engineer"]),
    ]
    assert [each["id"] for each in everything["unlisted"]] == ["wick"]
    assert [(each["id"], each["state"], each["parent"], each["row"] is None) for each in everything["amendments"]] == [
        ("lamp/lamp-dimmer", "landed", "lamp", False),
        ("lamp/lamp-blink", "landed", "lamp", True),
    ]


def test_status_judges_what_files_tell(ask: Run) -> None:
    everything = _json(ask, "status")
    told = {each["id"]: {one["id"]: one["status"] for one in each["criteria"]} for each in everything["proposals"]}
    files = ("portability-documented", "overview", "wit")
    assert {name: [told[name].get(each) for each in files] for name in told} == {
        "lamp": ["met", "met", "met"],
        "loom": ["unmet", "unmet", "met"],
        "latin": [told["latin"]["portability-documented"], told["latin"]["overview"], "met"],
        "empty": ["unknown"] * 3,
        "missing": ["unknown"] * 3,
        "idea": [None] * 3,
    }
    verdicts = {each["id"]: each["readiness"] for each in everything["proposals"]}
    assert verdicts | {"latin": None} == {
        "lamp": None,
        "loom": "blocked",
        "latin": None,
        "empty": "undetermined",
        "missing": "undetermined",
        "idea": "undetermined",
    }


def test_status_tells_what_was_not_read(ask: Run) -> None:
    sources = {each["source"].partition(":")[0] for each in _json(ask, "status")["notices"]}
    assert sources >= {
        "WebAssembly/WASI",
        "WebAssembly/wasi-empty",
        "WebAssembly/wasi-missing",
        "WebAssembly/wasi-wick",
    }


def test_gates_are_counted_by_what_stands_in_files_and_not_in_comments(ask: Run) -> None:
    gates = _json(ask, "gates")["gates"]
    assert [
        (each["proposal"], each["item"], each["kind"], each["feature"] or each["version"], each["line"])
        for each in gates
    ] == [
        ("lamp", "wasi:lamp/types", "since", "0.2.0", 3),
        ("lamp", "wasi:lamp/types#on", "since", "0.2.0", 5),
        ("lamp", "wasi:lamp/types#dim", "unstable", "lamp-dimmer", 7),
        ("lamp", "wasi:lamp/types#blink", "unstable", "lamp-blink", 10),
        ("loom", "wasi:loom/threads#weave", "unstable", "loom", 5),
    ]


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (("loom",), [5]),
        (("--kind", "since"), [3, 5]),
        (("--feature", "lamp-blink"), [10]),
        (("lamp", "--kind", "unstable"), [7, 10]),
        (("lamp/lamp-dimmer",), [7]),
        (("--kind", "deprecated"), []),
    ],
)
def test_gates_can_be_chosen(ask: Run, arguments: tuple[str, ...], lines: list[int]) -> None:
    assert [each["line"] for each in _json(ask, "gates", *arguments)["gates"]] == lines


def test_a_gate_below_phase_3_gates_the_proposal_itself(ask: Run) -> None:
    shown = _json(ask, "show", "loom")
    assert (shown["proposal"]["features"], shown["amendments"], len(shown["gates"])) == (["loom"], [], 1)


# --- choices --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("loom",), ["loom"]),
        (("LOOM",), ["loom"]),
        (("wasi:loom",), ["loom"]),
        (("WebAssembly/wasi-loom",), ["loom"]),
        (("WebAssembly/wasi-lamp",), ["lamp", "lamp/lamp-dimmer", "lamp/lamp-blink"]),
        (("lamp",), ["lamp", "lamp/lamp-dimmer", "lamp/lamp-blink"]),
        (("lamp/lamp-blink",), ["lamp/lamp-blink"]),
        (("lamp-blink", "wick"), ["lamp/lamp-blink", "wick"]),
        (("--phase", "2"), ["loom", "lamp/lamp-dimmer", "lamp/lamp-blink"]),
        (("--phase", "5"), []),
        (("--mine", "dan"), ["latin", "empty", "missing"]),
        (("--mine", "Cleo Coder"), ["lamp/lamp-dimmer"]),
        (("--mine", "ada", "--phase", "2"), ["loom", "lamp/lamp-blink"]),
        (("--mine", "Nobody"), []),
    ],
)
def test_status_can_be_asked_for_some(ask: Run, arguments: tuple[str, ...], expected: list[str]) -> None:
    everything = _json(ask, "status", *arguments)
    found = [each["id"] for kind in ("proposals", "amendments", "unlisted") for each in everything[kind]]
    assert found == expected


@pytest.mark.parametrize(("name", "near"), [("lomp", "lamp"), ("lomm", "loom"), ("lamp/lamp-dim", "lamp/lamp-dimmer")])
@pytest.mark.parametrize("command", ["status", "show", "gates", "check"])
def test_an_unknown_subject_is_told_in_one_line_with_the_nearest(ask: Run, command: str, name: str, near: str) -> None:
    result = ask(command, name)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert (result.err.startswith(f"tracker: {name}: "), near in result.err) == (True, True)


def test_an_earlier_day_is_answered_with_its_facts_and_rules(ask: Run) -> None:
    then = _json(ask, "status", "--at", "2024-06-02")
    (lamp,) = then["proposals"]
    assert (then["as_of"], lamp["phase"], lamp["repository"], lamp["packages"]) == (
        "2024-06-02T23:59:59Z",
        1,
        "WebAssembly/wasi-lamp",
        ["wasi:lamp@0.2.0"],
    )
    assert ([each["id"] for each in lamp["criteria"]], then["amendments"], then["unlisted"]) == (
        ["portability-documented", "overview", "wit", "dependencies"],
        [],
        [],
    )
    assert _json(ask, "status", "--at", "2024-05-31")["proposals"] == []


# --- exit codes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "lamp"), 0),
        (("check", "loom"), 1),
        (("check", "loom", "--phase", "1"), 0),
        (("check", "lamp/lamp-dimmer"), 0),
        (("check", "empty"), 0),
        (("check", "nothing"), 2),
        (("check", "lamp", "--phase", "6"), 2),
        (("check",), 2),
        (("explain", "nothing"), 2),
        (("status", "--at", "yesterday"), 2),
        (("status", "--format", "xml"), 2),
        (("status", "--phase", "six"), 2),
        (("nothing",), 2),
        (("--version",), 0),
        (("status", "--help"), 0),
    ],
)
def test_exit_codes_are_as_documented(ask: Run, arguments: tuple[str, ...], code: int) -> None:
    result = ask(*arguments)
    assert (result.code, "Traceback" in result.err, bool(result.err)) == (code, False, code == 2)


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_every_requirement_is_explained(ask: Run, rule: str) -> None:
    answer = _json(ask, "explain", rule)
    assert (answer["id"], bool(answer["requirements"]), answer["document"].startswith("# ")) == (rule, True, True)


# --- the database ---------------------------------------------------------------------------------------------------


def test_the_database_may_be_named_in_every_form(run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run("status", "--db", str(world.database))
    assert expected.code == 0
    monkeypatch.chdir(world.database.parent)
    assert run("status", "--db", f"sqlite:///{world.database}") == expected
    assert run("status", "--db", world.database.name) == expected
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{world.database}")
    assert run("status") == expected
    monkeypatch.setenv("TRACKER_DATABASE_URL", "mysql://nowhere")
    assert run("status", "--db", str(world.database)) == expected


@pytest.mark.parametrize("url", ["mysql://me:secret@host/name", "http://example.org/x.db"])
def test_a_database_of_another_kind_is_refused_in_one_line(run: Run, url: str) -> None:
    result = run("status", "--db", url)
    assert (result.code, result.out, result.err.count("\n"), "secret" in result.err) == (2, "", 1, False)


def test_a_file_that_is_no_database_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("just some words\n" * 100)
    result = run("status", "--db", str(path))
    assert (result.code, result.out, result.err.count("\n"), str(path) in result.err) == (2, "", 1, True)


def test_without_a_database_the_shipped_facts_answer_and_one_line_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "tracker.db"
    first, second = (run("status", "--format", "json", "--db", str(path)) for _ in range(2))
    assert (first.code, first.err.count("\n"), str(path) in first.err, "tracker sync" in first.err) == (
        0,
        1,
        True,
        True,
    )
    assert (second.code, second.err, second.out) == (0, "", first.out)
    assert len(json.loads(first.out)["proposals"]) > 20


def test_quiet_says_nothing_but_data(run: Run, tmp_path: Path) -> None:
    result = run("--quiet", "status", "--db", str(tmp_path / "tracker.db"))
    assert (result.code, result.err, bool(result.out)) == (0, "", True)
