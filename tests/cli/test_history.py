"""What happened, and old names, over an invented list that had five versions."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import time_machine

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import SYNCED, Run
from tracker.aliases import shipped_aliases
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync

WIT = """\
package wasi:lamp@0.2.0;

@since(version = 0.2.0)
interface types {
  @since(version = 0.2.0)
  on: func();
}
"""
DIM = WIT.replace("}", "  @unstable(feature = lamp-dim)\n  dim: func();\n}")


def _list(*rows: tuple[int, str, str]) -> str:
    """Return a list with rows of phase, title and repository."""
    text = "# Proposals\n"
    for phase in (3, 2, 1, 0):
        text += f"\n### Phase {phase}\n\n| Proposal | Champion |\n| --- | --- |\n"
        for own, title, name in rows:
            text += f"| [{title}](https://github.com/WebAssembly/{name}) | Ada Author |\n" if own == phase else ""
    return text


VERSIONS = {
    "2024-01-01": _list((1, "Lantern", "wasi-lamp"), (1, "Loom", "wasi-loom")),
    "2024-02-01": _list((3, "Lamp", "wasi-lamp"), (1, "Loom", "wasi-loom")),
    "2024-03-01": _list((3, "Lamp", "wasi-lamp"), (2, "Lamp: Dim", "wasi-lamp"), (1, "Loom", "wasi-loom")),
    "2024-04-01": _list((3, "Lamp", "wasi-lamp"), (2, "Lamp: Dim", "wasi-lamp")),
    "2024-05-01": _list((3, "Lamp", "wasi-lamp"), (2, "Lamp: Dim", "wasi-lamp"), (1, "Shine", "wasi-wool")),
    "2024-06-01": _list((3, "Lamp", "wasi-lamp"), (2, "Lamp: Dim", "wasi-lamp"), (2, "Wick", "wasi-wick")),
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the list's whole history."""
    folder = tmp_path_factory.mktemp("history")
    mirrors = MirrorFolder(folder / "mirrors")
    hub = RepositoryBuilder(folder / "hub.git")
    for day, text in VERSIONS.items():
        hub.commit({"Proposals.md": text}, date=day, message=f"Change the list in {day[:7]}")
    mirrors.add("WebAssembly/WASI", hub)
    lamp = RepositoryBuilder(folder / "lamp.git")
    lamp.commit({"wit/types.wit": WIT}, date="2024-01-02")
    lamp.commit({"wit/types.wit": DIM}, date="2024-02-20", message="Gate dim")
    mirrors.add("WebAssembly/wasi-lamp", lamp)
    wool = RepositoryBuilder(folder / "wool.git")
    wool.commit({"wit/a.wit": "package wasi:wool;\n\ninterface a {}\n"}, date="2024-05-02")
    mirrors.add("WebAssembly/wasi-wool", wool)
    with time_machine.travel(SYNCED, tick=False):
        location = Location.of_file(folder / "tracker.db")
        Sync(location, Mirrors(folder / "cache", mirror=mirrors.path), shipped_aliases(), None).run()
    return folder / "tracker.db"


class Answer(NamedTuple):
    """What a command said."""

    json: dict[str, Any]
    err: str


@pytest.fixture
def ask(run: Run, recorded: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program over that history."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(recorded))
    return run


def _answer(ask: Run, *arguments: str) -> Answer:
    result = ask(*arguments, "--format", "json")
    assert result.code == 0, result.err
    return Answer(json.loads(result.out), result.err)


def _told(answer: Answer) -> list[tuple[str, str, str, Any, Any]]:
    return [(each["date"], each["subject"], each["kind"], each["from"], each["to"]) for each in answer.json["changes"]]


LAMP = [
    ("2024-01-01", "lamp", "entered", None, 1),
    ("2024-02-01", "lamp", "renamed", "Lantern", "Lamp"),
    ("2024-02-01", "lamp", "advanced", 1, 3),
]
DIM_ENTERED = ("2024-03-01", "lamp/lamp-dim", "entered", None, 2)
LOOM = [("2024-01-01", "loom", "entered", None, 1), ("2024-04-01", "loom", "removed", 1, None)]
WICK = [
    ("2024-05-01", "wick", "entered", None, 1),
    ("2024-06-01", "wick", "renamed", "Shine", "Wick"),
    ("2024-06-01", "wick", "advanced", 1, 2),
]


# --- history ----------------------------------------------------------------------------------------------------------


def test_history_tells_everything_oldest_first(ask: Run) -> None:
    answer = _answer(ask, "history")
    assert (answer.err, sorted(_told(answer))) == ("", sorted([*LAMP, DIM_ENTERED, *LOOM, *WICK]))
    assert [each["date"] for each in answer.json["changes"]] == sorted(each["date"] for each in answer.json["changes"])
    landed = next(each for each in answer.json["events"] if each["state"] == "landed")
    assert (landed["date"], landed["subject"], landed["who"]) == ("2024-02-20", "lamp/lamp-dim", "Ada Author")


@pytest.mark.parametrize(
    ("names", "expected", "told"),
    [
        (["lamp"], [*LAMP, DIM_ENTERED], ""),
        (["LAMP/"], [*LAMP, DIM_ENTERED], ""),
        (["lamp/lamp-dim"], [DIM_ENTERED], ""),
        (["lamp-dim"], [DIM_ENTERED], ""),
        (["Lamp"], [*LAMP, DIM_ENTERED], ""),
        (["lantern"], [*LAMP, DIM_ENTERED], "tracker: lantern is called lamp now\n"),
        (["loom"], LOOM, ""),
        (["WebAssembly/wasi-loom"], LOOM, "tracker: WebAssembly/wasi-loom is called loom now\n"),
        (["wool"], WICK, "tracker: wool is called wick now\n"),
        (["loom", "wick"], [LOOM[0], LOOM[1], *WICK], ""),
    ],
    ids=lambda value: "+".join(value) if value and isinstance(value[0], str) and isinstance(value, list) else "",
)
def test_history_of_names(
    ask: Run, names: list[str], expected: list[tuple[str, str, str, Any, Any]], told: str
) -> None:
    answer = _answer(ask, "history", *names)
    assert (_told(answer), answer.err) == (expected, told)


def test_history_between_days(ask: Run) -> None:
    assert _told(_answer(ask, "history", "--since", "2024-02-01", "--until", "2024-03-01")) == [*LAMP[1:], DIM_ENTERED]


def test_history_as_of_a_day_uses_the_names_of_that_day(ask: Run) -> None:
    assert _told(_answer(ask, "history", "--at", "2024-05-15", "wool")) == [
        ("2024-05-01", "wool", "entered", None, 1),
    ]


def test_history_in_a_table_fits_100_columns(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    lines = ask("history").out.splitlines()
    assert ([line for line in lines if len(line) > 100], "lamp · Lamp" in lines, "loom · Loom" in lines) == (
        [],
        True,
        True,
    )


def test_an_unknown_name_is_an_error_with_a_hint(ask: Run) -> None:
    result = ask("history", "lmp")
    assert (result.code, result.out, result.err) == (
        2,
        "",
        "tracker: lmp: no proposal or amendment of that name; did you mean lamp?\n",
    )


@pytest.mark.parametrize("command", ["history", "log"])
def test_what_is_no_date_is_an_error(ask: Run, command: str) -> None:
    result = ask(command, "--since", "yesterday")
    assert (result.code, "'yesterday' is no date: write 2026-06-02" in result.err) == (2, True)


# --- log --------------------------------------------------------------------------------------------------------------


def test_log_is_newest_first_and_says_how_much_it_leaves_out(ask: Run) -> None:
    everything = _answer(ask, "log", "--all")
    dates = [each["date"] for each in everything.json["log"]]
    assert (dates == sorted(dates, reverse=True), everything.json["more"], everything.err) == (True, 0, "")
    two = _answer(ask, "log", "--limit", "2")
    assert two.json["log"] == everything.json["log"][:2]
    assert (two.json["more"], two.err) == (
        len(dates) - 2,
        f"tracker: {len(dates) - 2} more before that; --all shows everything, --limit N so many\n",
    )


def test_log_tells_phases_and_lives_in_one_list(ask: Run) -> None:
    told = [(each["date"], each["topic"], each["kind"]) for each in _answer(ask, "log", "lamp/lamp-dim").json["log"]]
    assert told == [("2024-03-01", "phase", "entered"), ("2024-02-20", "amendment", "landed")]


def test_log_of_everything_has_no_limit(ask: Run) -> None:
    result = ask("log", "--all", "--limit", "3")
    assert (result.code, "--all and --limit exclude each other" in result.err) == (2, True)


# --- old names elsewhere ----------------------------------------------------------------------------------------------


def test_show_has_the_history_of_its_subject_alone(ask: Run) -> None:
    told = [(each["date"], each["kind"]) for each in _answer(ask, "show", "lamp").json["history"]]
    assert told == [("2024-01-01", "entered"), ("2024-02-01", "renamed"), ("2024-02-01", "advanced")]
    assert "\nHistory\n  2024-03-01  entered the list at phase 2" in ask("show", "lamp/lamp-dim").out
    assert "\n## History\n\n* 2024-01-01: entered" in ask("show", "lamp", "--format", "markdown").out


@pytest.mark.parametrize("command", ["show", "status", "gates", "check"])
def test_an_old_name_leads_to_the_present_subject(ask: Run, command: str) -> None:
    old, new = ask(command, "lantern"), ask(command, "lamp")
    assert (old.err, old.out, old.code) == ("tracker: lantern is called lamp now\n", new.out, new.code)


def test_a_repository_that_a_subject_left_is_still_shown_by_its_own_id(ask: Run) -> None:
    shown = _answer(ask, "show", "wool")
    assert (shown.json["proposal"]["id"], shown.json["proposal"]["phase"], shown.err) == ("wool", None, "")
    titled = _answer(ask, "show", "Wool")
    assert (titled.json["proposal"]["id"], titled.err) == ("wick", "tracker: Wool is called wick now\n")


def test_what_left_the_list_is_not_shown_but_told_where_it_is(ask: Run) -> None:
    result = ask("show", "Loom")
    hint = "left the proposal list on 2024-04-01; `tracker history loom` tells what happened to it"
    assert (result.code, result.err) == (2, f"tracker: Loom: {hint}\n")
