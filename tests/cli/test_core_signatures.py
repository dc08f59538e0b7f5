"""`tracker show SUBJECT --core` over an invented repository of lamps, which need the time from one beside them."""

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from jsonschema import Draft202012Validator, FormatChecker

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import LIST, SYNCED, Run, World
from tests.reports.test_schemas import closed, schema
from tracker.aliases import shipped_aliases
from tracker.reports.core_words import LEGEND
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync
from tracker.wit.reference import ReferenceTool

CLOCK = """\
package wasi:tick@0.3.0;
interface time { type moment = u64; now: func() -> moment; }
"""
LAMP = """\
package wasi:lamp@0.3.0;

@since(version = 0.3.0)
interface types {
  use wasi:tick/time@0.3.0.{moment};
  @since(version = 0.3.0)
  on: func() -> moment;
  @unstable(feature = lamp-dimmer)
  dim: func(percent: u8) -> string;
}

@since(version = 0.3.0)
world room {
  @since(version = 0.3.0)
  import types;
}
"""
FILES = {
    "docs/Proposals.md": LIST,
    "proposals/lamp/wit/types.wit": LAMP,
    "proposals/lamp/README.md": "# Lamp\n",
    "proposals/tick/wit/time.wit": CLOCK,
}

TABLE = """\
lamp/lamp-dimmer · core modules for the build target wasm32, as TOOL gives them

wasi:lamp@0.3.0 · proposals/lamp/wit/ of main of WebAssembly/WASI at REVISION
  https://github.com/WebAssembly/WASI/blob/COMMIT/proposals/lamp/wit

  world wasi:lamp/room@0.3.0: lamp-dimmer adds 1 import, to 3 imports and 2 exports with it
    import from cm32p2|wasi:lamp/types@0.3
      !+  dim           (i32 i32)

"""


@pytest.fixture
def tool() -> ReferenceTool:
    """Return the reference tool; without it the test is skipped."""
    found = ReferenceTool.find()
    if found is None:
        pytest.skip("wasm-tools is not there: install the extra `wasm-tools`, or put the program on PATH")
    return found


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the database of a sync over the registry alone."""
    hub = RepositoryBuilder(tmp_path / "built" / "hub.git")
    hub.commit(FILES, date="2026-01-01")
    folder = MirrorFolder(tmp_path / "mirrors")
    folder.add("WebAssembly/WASI", hub)
    database, cache = tmp_path / "tracker.db", tmp_path / "cache"
    with time_machine.travel(SYNCED, tick=False):
        Sync(Location.of_file(database), Mirrors(cache, mirror=folder.path), shipped_aliases(), None).run()
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(cache))
    return database


def _answer(run: Run, made: Path, subject: str) -> dict[str, Any]:
    result = run("show", subject, "--core", "--format", "json", "--db", str(made))
    assert result.code == 0
    read: dict[str, Any] = json.loads(result.out)
    return read


def test_what_an_amendment_adds_is_shown(run: Run, made: Path, tool: ReferenceTool) -> None:
    commit = _answer(run, made, "lamp/lamp-dimmer")["places"][0]["revision"]
    expected = TABLE.replace("TOOL", tool.version).replace("REVISION", commit[:12]).replace("COMMIT", commit)
    shown = run("show", "lamp/lamp-dimmer", "--core", "--db", str(made))
    assert (shown.code, shown.out.partition("! the call")[0]) == (0, expected)


@pytest.mark.usefixtures("tool")
def test_a_proposal_is_shown_whole_with_what_it_needs_from_beside_it(run: Run, made: Path) -> None:
    answer = _answer(run, made, "lamp")
    (place,) = answer["places"]
    (world,) = place["worlds"]
    told = [(each["name"], each["params"], each["results"], each["features"]) for each in world["functions"]]
    assert (answer["feature"], place["features"], place["problems"], told) == (
        None,
        ["lamp-dimmer"],
        [],
        [
            ("now", [], ["i64"], []),
            ("on", [], ["i64"], []),
            ("dim", ["i32", "i32"], [], ["lamp-dimmer"]),
            ("cm32p2_realloc", ["i32"] * 4, ["i32"], []),
            ("cm32p2_initialize", [], [], []),
        ],
    )


@pytest.mark.usefixtures("tool")
@pytest.mark.parametrize("subject", ["lamp", "lamp/lamp-dimmer"])
def test_the_json_is_as_its_schema_says(run: Run, made: Path, subject: str) -> None:
    read = schema("core")
    Draft202012Validator.check_schema(read)
    validator = Draft202012Validator(closed(read), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(_answer(run, made, subject))] == []


@pytest.mark.usefixtures("tool")
def test_a_package_without_a_world_is_said_to_have_none(
    ask: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(world.cache))
    shown = ask("show", "lamp", "--core")
    assert shown.code == 0
    assert "it has no world: there is nothing that a core module could stand for" in shown.out


@pytest.mark.usefixtures("tool")
def test_a_text_that_the_tool_does_not_take_is_told_with_why(
    ask: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(world.cache))
    answer = json.loads(ask("show", "wick", "--core", "--format", "json").out)
    (place,) = answer["places"]
    assert (place["worlds"], [each.partition(": ")[0] for each in place["problems"]]) == (
        [],
        ["wasi:wick cannot be read"],
    )


@pytest.mark.usefixtures("tool")
def test_without_a_mirror_one_line_says_why(
    run: Run, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "none"))
    result = run("show", "lamp", "--core", "--db", str(made))
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert "`tracker sync` fetches" in result.err


@pytest.mark.usefixtures("tool")
def test_a_subject_without_a_text_has_no_signature(ask: Run) -> None:
    result = ask("show", "missing", "--core")
    words = "tracker: missing: no repository that was read holds a package of it\n"
    assert (result.code, result.out, result.err) == (2, "", words)


def test_without_the_tool_one_line_says_how_to_get_it(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReferenceTool, "find", staticmethod(lambda: None))
    result = ask("show", "lamp", "--core")
    words = "core signatures are taken from wasm-tools, which is not there"
    assert (result.code, result.out, result.err) == (
        3,
        "",
        f"tracker: {words}: `pip install 'wasi-tracker[wasm-tools]'`, or put it on PATH\n",
    )


def test_the_signs_are_explained() -> None:
    assert [each[0] for each in LEGEND] == ["!", "~", "+"]
