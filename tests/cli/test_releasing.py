"""`releases`, `gates --release` and `latency` over a small invented history with tags, a pull request and two lists."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import Run
from tests.reports.test_schemas import closed, schema
from tracker.aliases import shipped_aliases
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync

LIST = """\
### Phase 3

| Proposal | Champion |
| -------- | -------- |
| [Lamp][lamp] | Ada Author |

### Phase {phase}

| Proposal | Champion |
| -------- | -------- |
| [Loom][loom] | Bo Builder |

[lamp]: https://github.com/WebAssembly/WASI/tree/main/proposals/lamp
[loom]: https://github.com/WebAssembly/wasi-loom
"""
EMPTY_LIST = "### Phase 1\n\n| Proposal | Champion |\n| -------- | -------- |\n"


def lamp(version: str, gate: str) -> dict[str, str | bytes | None]:
    """Return the lamp's WIT with one function behind a gate."""
    text = f"package wasi:lamp@{version};\n@since(version = 0.2.0)\ninterface types {{\n  {gate}\n  dim: func();\n}}\n"
    return {"proposals/lamp/wit/types.wit": text}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, scrubbed_session: None) -> Path:
    """Return a database of the history, synced once."""
    del scrubbed_session
    folder = tmp_path_factory.mktemp("released")
    mirrors = MirrorFolder(folder / "mirrors")
    hub = RepositoryBuilder(folder / "hub.git")
    hub.commit({"docs/Proposals.md": EMPTY_LIST}, date="2024-01-01")
    hub.commit(
        {"docs/Proposals.md": LIST.format(phase=1), **lamp("0.2.0", "@since(version = 0.2.0)")}, date="2024-01-10"
    )
    hub.tag("v0.2.0")
    hub.commit({"docs/Proposals.md": LIST.format(phase=2)}, date="2024-02-09")
    hub.commit(lamp("0.2.1", "@unstable(feature = lamp-dim)"), date="2024-03-01")
    hub.tag("v0.2.1")
    hub.commit(lamp("0.2.2-rc.1", "@unstable(feature = lamp-dim)"), date="2024-03-20")
    hub.tag("v0.2.2-rc.1")
    hub.commit(lamp("0.2.2", "@since(version = 0.2.2)"), date="2024-04-01")
    hub.tag("v0.2.2", message="Release 0.2.2", date="2024-04-02")
    hub.commit(lamp("0.2.3", "@since(version = 0.2.2)"), date="2024-05-01")
    mirrors.add("WebAssembly/WASI", hub, as_="bundle")
    loom = RepositoryBuilder(folder / "loom.git")
    loom.commit({"wit/loom.wit": "package wasi:loom@0.2.1;\ninterface threads {}\n"}, date="2024-03-05")
    loom.tag("v0.2.1")
    mirrors.add("WebAssembly/wasi-loom", loom, as_="bundle")
    location = Location.of_file(folder / "tracker.db")
    Sync(location, Mirrors(folder / "cache", mirror=mirrors.path), shipped_aliases(), None).run()
    return folder / "tracker.db"


@pytest.fixture
def ask(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program over the history."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(database))
    return run


def _json(ask: Run, *arguments: str) -> dict[str, Any]:
    result = ask(*arguments, "--format", "json")
    assert (result.code, result.err) == (0, "")
    read: dict[str, Any] = json.loads(result.out)
    validator = Draft202012Validator(closed(schema(arguments[0])), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(read)] == []
    return read


# --- releases -------------------------------------------------------------------------------------------------------


def test_releases_are_listed_by_train_and_version_with_what_they_stabilized(ask: Run) -> None:
    releases = _json(ask, "releases")["releases"]
    assert [
        (each["train"], each["version"], each["date"], each["previous"], each["amendments"]) for each in releases
    ] == [
        ("WebAssembly/WASI", "0.2.0", "2024-01-10", None, []),
        ("WebAssembly/WASI", "0.2.1", "2024-03-01", "0.2.0", []),
        ("WebAssembly/WASI", "0.2.2", "2024-04-02", "0.2.1", ["lamp/lamp-dim"]),
        ("WebAssembly/wasi-loom", "0.2.1", "2024-03-05", None, []),
    ]


@pytest.mark.parametrize(
    ("arguments", "versions"),
    [
        (("--prereleases",), ["0.2.0", "0.2.1", "0.2.2-rc.1", "0.2.2", "0.2.1"]),
        (("--line", "0.2"), ["0.2.0", "0.2.1", "0.2.2", "0.2.1"]),
        (("--line", "0.3"), []),
        (("0.2.2",), ["0.2.2"]),
        (("v0.2.2",), ["0.2.2"]),
        (("0.2.2-rc.1",), ["0.2.2-rc.1"]),
        (("0.2.1",), ["0.2.1", "0.2.1"]),
        (("--at", "2024-03-02"), ["0.2.0", "0.2.1"]),
        (("--at", "2023-01-01"), []),
    ],
)
def test_releases_can_be_chosen(ask: Run, arguments: tuple[str, ...], versions: list[str]) -> None:
    assert [each["version"] for each in _json(ask, "releases", *arguments)["releases"]] == versions


def test_the_first_release_is_told_by_count_unless_everything_is_asked_for(ask: Run) -> None:
    (short,), (long,) = (_json(ask, "releases", "0.2.0", *more)["releases"] for more in ((), ("--verbose",)))
    assert (short["added"], short["holds"]) == ([], {"since": 2, "unstable": 0, "deprecated": 0})
    assert [each["item"] for each in long["added"]] == ["wasi:lamp/types", "wasi:lamp/types#dim"]


@pytest.mark.parametrize("output", ["table", "markdown"])
def test_a_release_names_its_items_in_every_format(ask: Run, output: str) -> None:
    result = ask("releases", "0.2.2", "--format", output)
    assert (result.code, result.err) == (0, "")
    assert [
        word for word in ("Stabilized", "wasi:lamp/types", "dim", "lamp-dim", "0.2.1") if word not in result.out
    ] == []


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("0.2.9", "0.2.9: no tag names that version; did you mean 0.2.2?"),
        ("0.1.9", "0.1.9: no tag names that version; did you mean 0.2.2?"),
        ("0.2", "0.2: a release line; `tracker releases --line 0.2` lists its releases"),
        ("nonsense", "nonsense: no tag names that version; `tracker releases` lists what is known"),
    ],
)
@pytest.mark.parametrize("command", [("releases",), ("gates", "--release")])
def test_an_unknown_version_is_told_in_one_line_with_the_nearest(
    ask: Run, command: tuple[str, ...], version: str, said: str
) -> None:
    assert ask(*command, version) == (2, "", f"tracker: {said}\n")


@pytest.mark.parametrize(
    ("arguments", "gates"),
    [
        (("--release", "0.2.2"), [("wasi:lamp/types", "since", "0.2.0"), ("wasi:lamp/types#dim", "since", "0.2.2")]),
        (("--release", "v0.2.1", "lamp", "--kind", "unstable"), [("wasi:lamp/types#dim", "unstable", "lamp-dim")]),
        (("--release", "0.2.1", "loom"), []),
    ],
)
def test_gates_are_told_as_a_release_has_them(
    ask: Run, arguments: tuple[str, ...], gates: list[tuple[str, str, str]]
) -> None:
    told = _json(ask, "gates", *arguments)["gates"]
    assert [(each["item"], each["kind"], each["version"] or each["feature"]) for each in told] == gates


# --- latency --------------------------------------------------------------------------------------------------------


def test_latency_says_how_long_each_step_took_and_what_waits(ask: Run) -> None:
    said = _json(ask, "latency", "--at", "2024-06-10")
    assert [(each["subject"], each["step"], each["days"], each["at_least"]) for each in said["steps"]] == [
        ("lamp/lamp-dim", "landed-to-stabilized", 31, False),
        ("lamp/lamp-dim", "stabilized-to-released", 1, False),
        ("loom", "in-phase-1", 30, False),
    ]
    assert said["waiting"] == [
        {
            "subject": "loom",
            "step": "Advancing to phase 3.",
            "waits_for": "champion Bo Builder",
            "since": "2024-02-09",
            "days": 122,
            "at_least": False,
        }
    ]
    assert [each["step"] for each in said["unknown"]] == ["proposed-to-tracked", "proposed-to-landed"]


@pytest.mark.parametrize(("subject", "steps"), [("lamp", 2), ("loom", 1)])
def test_latency_can_be_asked_for_some(ask: Run, subject: str, steps: int) -> None:
    said = _json(ask, "latency", subject)
    everything = _json(ask, "latency")
    assert (len(said["steps"]), said["medians"]) == (steps, everything["medians"])


@pytest.mark.parametrize("output", ["table", "markdown"])
def test_latency_names_its_steps_in_every_format(ask: Run, output: str) -> None:
    result = ask("latency", "--each", "--format", output)
    assert (result.code, result.err) == (0, "")
    assert [word for word in ("landed → stabilized", "lamp/lamp-dim", "Bo Builder") if word not in result.out] == []


def test_latency_of_an_unknown_subject_is_told_in_one_line(ask: Run) -> None:
    result = ask("latency", "lomm")
    assert (result.code, result.out, result.err.count("\n"), "loom" in result.err) == (2, "", 1, True)
