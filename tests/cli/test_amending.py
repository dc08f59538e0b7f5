"""The command about amendments over an invented history: states, subjects, former names, earlier days, nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from jsonschema import Draft202012Validator, FormatChecker

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import SYNCED, Run
from tests.reports.test_schemas import closed, schema
from tracker.aliases import shipped_aliases
from tracker.sources.git import Mirrors
from tracker.standing import AmendmentState
from tracker.store.location import Location
from tracker.sync import Sync


def _list(*rows: tuple[int, str]) -> str:
    """Return a list with rows of phase and title."""
    text = "# Proposals\n"
    for phase in (3, 2, 1):
        text += f"\n### Phase {phase}\n\n| Proposal | Champion |\n| --- | --- |\n"
        for own, title in rows:
            name = "kettle" if "Kettle" in title else "lamp"
            text += f"| [{title}](https://github.com/WebAssembly/wasi-{name}) | Ada Author |\n" if own == phase else ""
    return text


def _wit(version: str, *gates: str) -> str:
    """Return the lamp's WIT; a gate is written `since 0.2.1 blink`, or `unstable lamp-dim dim`."""
    text = f"package wasi:lamp@{version};\n\n@since(version = 0.2.0)\ninterface types {{\n"
    for gate in gates:
        kind, value, function = gate.split()
        text += f"  @{kind}({'version' if kind == 'since' else 'feature'} = {value})\n  {function}: func();\n"
    return text + "}\n"


ON = "since 0.2.0 on"
DIM, BLINK, GLOW = "unstable lamp-dim dim", "unstable lamp-blink blink", "unstable lamp-glow glow"
LANTERN = _list((3, "Lantern"), (1, "Kettle"))
LAMP = _list((3, "Lamp"), (2, "Lamp: Dim"), (2, "Lamp: Buzz"), (1, "Kettle"))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database in which a lamp's amendments landed, were released or withdrawn, or are on a release branch."""
    folder = tmp_path_factory.mktemp("amendments")
    mirrors = MirrorFolder(folder / "mirrors")
    hub = RepositoryBuilder(folder / "hub.git")
    hub.commit({"Proposals.md": LANTERN}, date="2024-01-01")
    hub.commit({"Proposals.md": LAMP}, date="2024-03-01")
    mirrors.add("WebAssembly/WASI", hub)
    lamp = RepositoryBuilder(folder / "lamp.git")
    lamp.commit({"wit/types.wit": _wit("0.2.0", ON)}, date="2024-01-02")
    lamp.commit({"wit/types.wit": _wit("0.2.0", ON, DIM, BLINK)}, date="2024-02-01")
    lamp.commit({"wit/types.wit": _wit("0.2.1", ON, DIM, "since 0.2.1 blink", GLOW)}, date="2024-04-01")
    lamp.tag("v0.2.1")
    lamp.switch("wasi-0.2", at=lamp.head())
    fade = "unstable lamp-fade fade"
    lamp.commit({"wit/types.wit": _wit("0.2.1", ON, DIM, "since 0.2.1 blink", GLOW, fade)}, date="2024-04-15")
    lamp.switch("main")
    lamp.commit({"wit/types.wit": _wit("0.2.1", ON, DIM, "since 0.2.1 blink")}, date="2024-05-01")
    mirrors.add("WebAssembly/wasi-lamp", lamp)
    with time_machine.travel(SYNCED, tick=False):
        location = Location.of_file(folder / "tracker.db")
        Sync(location, Mirrors(folder / "cache", mirror=mirrors.path), shipped_aliases(), None).run()
    return folder / "tracker.db"


@pytest.fixture
def ask(run: Run, recorded: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program over that history."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(recorded))
    return run


def _answer(ask: Run, *arguments: str) -> dict[str, Any]:
    result = ask("amendments", *arguments, "--format", "json")
    assert result.code == 0, result.err
    read: dict[str, Any] = json.loads(result.out)
    return read


def _ids(ask: Run, *arguments: str) -> list[str]:
    return [each["id"] for each in _answer(ask, *arguments)["amendments"]]


EVERY = ["lamp/lamp-dim", "lamp/buzz", "lamp/lamp-blink", "lamp/lamp-fade", "lamp/lamp-glow"]


def test_every_amendment_there_ever_was_is_told(ask: Run) -> None:
    answer = _answer(ask)
    validator = Draft202012Validator(closed(schema("amendments")), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(answer)] == []
    assert [
        (each["id"], each["state"], each["phase"], each["row"] is not None, len(each["items"]), each["step"])
        for each in answer["amendments"]
    ] == [
        ("lamp/lamp-dim", "landed", 2, True, 1, 5),
        ("lamp/buzz", "tracked", 2, True, 0, 1),
        ("lamp/lamp-blink", "released", 3, False, 0, None),
        ("lamp/lamp-fade", "landed", 2, False, 0, 5),
        ("lamp/lamp-glow", "landed", 2, False, 0, 5),
    ]
    assert [
        (each["line"], each["branch"], each["state"], each["released_in"])
        for amendment in answer["amendments"]
        for each in amendment["lines"]
        if amendment["id"] in {"lamp/lamp-blink", "lamp/lamp-glow"}
    ] == [
        ("0.2", "main", "released", "0.2.1"),
        ("0.2", "wasi-0.2", "released", "0.2.1"),
        ("0.2", "main", "withdrawn", None),
        ("0.2", "wasi-0.2", "landed", None),
    ]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["landed"], ["lamp/lamp-dim", "lamp/lamp-fade", "lamp/lamp-glow"]),
        (["tracked", "released"], ["lamp/buzz", "lamp/lamp-blink"]),
        (["released", "tracked", "released"], ["lamp/buzz", "lamp/lamp-blink"]),
        (["rejected"], []),
        ([state.value for state in AmendmentState], EVERY),
    ],
    ids="+".join,
)
def test_states_can_be_chosen_more_than_one(ask: Run, states: list[str], expected: list[str]) -> None:
    assert _ids(ask, *(part for state in states for part in ("--state", state))) == expected


@pytest.mark.parametrize(
    ("names", "expected", "told"),
    [
        (["lamp"], EVERY, ""),
        (["wasi-lamp"], EVERY, ""),
        (["lantern"], EVERY, "tracker: lantern is called lamp now\n"),
        (["LAMP/LAMP-BLINK"], ["lamp/lamp-blink"], ""),
        (["lamp-glow"], ["lamp/lamp-glow"], ""),
        (["Lamp: Dim"], ["lamp/lamp-dim"], ""),
        (["lamp/lamp-blink", "lamp/buzz"], ["lamp/buzz", "lamp/lamp-blink"], ""),
        (["lamp", "--state", "tracked"], ["lamp/buzz"], ""),
        (["lamp/lamp-dim", "--state", "tracked"], [], ""),
        (["kettle"], [], ""),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else "",
)
def test_subjects_can_be_chosen_by_every_name_they_had(
    ask: Run, names: list[str], expected: list[str], told: str
) -> None:
    result = ask("amendments", *names, "--format", "json")
    assert (result.code, [each["id"] for each in json.loads(result.out)["amendments"]], result.err) == (
        0,
        expected,
        told,
    )


def test_an_earlier_day_is_told_as_it_was(ask: Run) -> None:
    answer = _answer(ask, "lantern", "--at", "2024-02-15")
    assert (answer["as_of"], [(each["id"], each["title"], each["state"]) for each in answer["amendments"]]) == (
        "2024-02-15T23:59:59Z",
        [("lamp/lamp-blink", "Lantern: blink", "landed"), ("lamp/lamp-dim", "Lantern: dim", "landed")],
    )
    assert _ids(ask, "--at", "2024-01-15") == []


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("table", "As of 2026-08-20 12:00 UTC: 0 amendments\n"),
        ("markdown", "# Amendments\n\nAs of 2026-08-20 12:00 UTC.\n"),
    ],
)
def test_nothing_found_is_an_answer(ask: Run, output: str, expected: str) -> None:
    assert ask("amendments", "--state", "rejected", "--format", output) == (0, expected, "")


@pytest.mark.parametrize("arguments", [("nothing",), ("--state", "merged"), ("--at", "yesterday")])
def test_what_cannot_be_asked_is_told_with_exit_code_2(ask: Run, arguments: tuple[str, ...]) -> None:
    result = ask("amendments", *arguments)
    assert (result.code, result.out, "Traceback" in result.err, arguments[-1] in result.err) == (2, "", False, True)


# --- the other commands know them as well -----------------------------------------------------------------------------


def test_status_tells_what_is_on_its_way_and_nothing_that_is_done(ask: Run) -> None:
    told = json.loads(ask("status", "--format", "json").out)["amendments"]
    assert [(each["id"], each["state"]) for each in told] == [
        ("lamp/lamp-dim", "landed"),
        ("lamp/buzz", "tracked"),
        ("lamp/lamp-fade", "landed"),
        ("lamp/lamp-glow", "landed"),
    ]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [(("check",), "criteria"), (("check", "--phase", "2"), "criteria"), (("show",), "history"), (("gates",), "gates")],
)
def test_what_is_on_a_release_branch_only_can_be_asked_for(ask: Run, arguments: tuple[str, ...], field: str) -> None:
    command, *options = arguments
    answers = [ask(command, name, *options, "--format", "json") for name in ("lamp/lamp-fade", "lamp-fade")]
    assert answers[0] == answers[1]
    assert (answers[0].code, answers[0].err, field in json.loads(answers[0].out)) == (0, "", True)
    phases = {each["phase"] for each in json.loads(answers[0].out).get("criteria", [])}
    assert phases == {"check": {2} if options else {2, 3}}.get(command, set())


def test_the_dashboard_shows_the_same_states(ask: Run, tmp_path: Path) -> None:
    assert ask("site", "build", "--out", str(tmp_path)).code == 0
    pages = {path.parent.name: path.read_text("utf-8") for path in (tmp_path / "proposals" / "lamp").glob("*/*.html")}
    assert {
        name: state for name, text in pages.items() for state in AmendmentState if f"amendment, {state}" in text
    } == {
        "lamp-dim": "landed",
        "buzz": "tracked",
        "lamp-fade": "landed",
        "lamp-glow": "landed",
        "lamp-blink": "released",
    }
