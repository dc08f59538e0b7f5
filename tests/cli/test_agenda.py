"""What comes next, over invented repositories; and the change to the proposal list after a vote."""

import json
import subprocess
from pathlib import Path

import pytest
import time_machine

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import LIST, README, SYNCED, Run
from tracker.aliases import shipped_aliases
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync

NOTES = """\
# Weekly

## Agenda items

1. Opening
1. Announcements
1. Proposals and discussions
{items}

## Attendees

{attendees}

## Notes

{notes}
"""
LOOM = "package wasi:loom@0.1.0;\n\ninterface threads {\n  weave: func();\n}\n"


def notes(items: str = "", *, held: str = "") -> str:
    """Return a meeting's file; `held` is what was noted."""
    people = "- Ada Author\n- Bo Builder" if held else ""
    return NOTES.format(items=items, attendees=people, notes=held)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the database of a world in which latin passed its vote for phase 2 and the list does not say so."""
    folder = MirrorFolder(tmp_path / "mirrors")
    hub = RepositoryBuilder(tmp_path / "built" / "WASI.git")
    hub.commit({"docs/Proposals.md": LIST}, date="2026-01-01")
    folder.add("WebAssembly/WASI", hub)
    loom = RepositoryBuilder(tmp_path / "built" / "loom.git")
    loom.commit({"wit/loom.wit": LOOM, "README.md": README.format(name="Loom")}, date="2025-01-01")
    loom.commit({"wit/loom.wit": f"// A loom.\n{LOOM}"}, date="2026-02-01")
    folder.add("WebAssembly/wasi-loom", loom)
    meetings = RepositoryBuilder(tmp_path / "built" / "meetings.git")
    passed = "### Vote: latin to phase 2\n\nSF: 5\nF: 3\nN: 0\nA: 0\nSA: 0\n\nThe vote passes."
    voted = "### Vote: loom to phase 2\n\nSF: 6\nF: 1\nN: 0\nA: 0\nSA: 0\n\nThe vote passes."
    files = {
        "wasi/2026/WASI-01-08.md": notes("    1. Vote: loom to phase 2 (Ada Author)", held=voted),
        "wasi/2026/WASI-08-06.md": notes("    1. Vote: latin to phase 2 (Dan Drafter)", held=passed),
        "wasi/2026/WASI-08-20.md": notes("    1. Vote: [Loom](https://example.org/loom) to phase 3 (Ada Author)"),
        "wasi/2026/WASI-09-03.md": notes().replace("# Weekly", "# Cancelled"),
    }
    meetings.commit(files, date="2026-08-07")
    folder.add("WebAssembly/meetings", meetings)
    database = tmp_path / "tracker.db"
    cache = tmp_path / "cache"
    with time_machine.travel(SYNCED, tick=False):
        Sync(Location.of_file(database), Mirrors(cache, mirror=folder.path), shipped_aliases(), None).run()
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(cache))
    return database


def test_meetings_come_from_their_files_and_go_on_by_the_rhythm(run: Run, made: Path) -> None:
    answer = json.loads(run("agenda", "--format", "json", "--db", str(made)).out)
    assert [(each["date"], each["planned"], each["path"]) for each in answer["meetings"][:3]] == [
        ("2026-08-20", False, "wasi/2026/WASI-08-20.md"),
        ("2026-09-17", True, "wasi/2026/WASI-09-17.md"),
        ("2026-10-01", True, "wasi/2026/WASI-10-01.md"),
    ]
    vote = answer["meetings"][0]["items"][-1]
    assert (vote["text"], vote["asks_vote"], vote["phase"], vote["subjects"]) == (
        "Vote: Loom to phase 3",
        True,
        3,
        ["loom"],
    )
    assert [(each["version"], each["date"]) for each in answer["releases"]] == [
        ("0.3.2", "2026-10-06"),
        ("0.3.3", "2026-12-01"),
    ]


def test_what_was_voted_in_needs_no_vote_though_the_list_is_behind(run: Run, made: Path) -> None:
    result = run("agenda", "latin", "--format", "json", "--db", str(made))
    answer = json.loads(result.out)
    assert (answer["ready"], answer["undetermined"]) == ([], [])
    assert result.err == ("tracker: latin is voted in, and the list does not show it: `tracker agenda --part list`\n")


def test_a_subject_is_told_by_when_to_ask(run: Run, made: Path) -> None:
    answer = json.loads(run("agenda", "loom", "--format", "json", "--db", str(made)).out)
    (loom,) = answer["ready"] + answer["undetermined"]
    assert (loom["subject"], loom["target_phase"], loom["asked"], loom["earliest"]) == (
        "loom",
        3,
        ["2026-08-20"],
        "2026-09-17",
    )
    assert loom["deadlines"][0] == {
        "release": {"line": "0.3", "version": "0.3.2", "date": "2026-10-06"},
        "meeting": "2026-10-01",
        "aim": "2026-09-24",
        "rule": "2026-09-30",
    }


def test_the_text_for_an_agenda_goes_to_standard_output_alone(run: Run, made: Path) -> None:
    result = run("agenda", "loom", "--part", "agenda", "--db", str(made))
    assert result.out == (
        "    1. Vote: [Loom (wasi-loom)](https://github.com/WebAssembly/wasi-loom) to phase 3 (Ada Author)\n"
    )
    assert result.err == "tracker: for wasi/2026/WASI-09-17.md of WebAssembly/meetings, which is not there yet\n"
    assert run("agenda", "loom", "--part", "slides", "--db", str(made)).out.startswith("## [Loom (wasi-loom)](")


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-08-21", "--meeting: none to come is on 2026-08-21; the nearest: 2026-08-20, 2026-09-17"),
        ("2026-09-03", "--meeting: none to come is on 2026-09-03; the nearest: 2026-08-20, 2026-09-17"),
    ],
)
def test_a_day_without_a_meeting_is_told(run: Run, made: Path, day: str, message: str) -> None:
    result = run("agenda", "--meeting", day, "--db", str(made))
    assert (result.code, result.out, result.err.splitlines()[-1]) == (2, "", f"tracker: {message}")


def test_one_meeting_can_be_asked_for(run: Run, made: Path) -> None:
    answer = json.loads(run("agenda", "--meeting", "2026-10-15", "--format", "json", "--db", str(made)).out)
    assert [each["date"] for each in answer["meetings"]] == ["2026-10-15"]


def test_after_a_vote_the_row_moves_to_the_table_of_its_phase(run: Run, made: Path, tmp_path: Path) -> None:
    result = run("agenda", "latin", "--part", "list", "--db", str(made))
    assert result.err == "tracker: latin: passed on 2026-08-06; its row goes to phase 2\n"
    checkout = tmp_path / "checkout"
    (checkout / "docs").mkdir(parents=True)
    (checkout / "docs" / "Proposals.md").write_text(LIST)
    for arguments in (("init", "--quiet"), ("apply", "--check", "-"), ("apply", "-")):
        subprocess.run(["git", *arguments], cwd=checkout, input=result.out.encode(), check=True, capture_output=True)
    lines = (checkout / "docs" / "Proposals.md").read_text().splitlines()
    row = "| [Latin][latin]           | Dan Drafter | |"
    assert lines[lines.index("| [Loom (wasi-loom)][loom] | Ada Author | |") + 1] == row
    assert sorted(lines) == sorted(LIST.replace("| [Latin][latin] | Dan Drafter | |", row).splitlines())


def test_a_list_that_shows_every_vote_needs_no_change(run: Run, made: Path) -> None:
    result = run("agenda", "loom", "--part", "list", "--db", str(made))
    assert (result.code, result.out, result.err) == (0, "", "tracker: no vote is left for the list\n")


# --- the text of a vote -----------------------------------------------------------------------------------------------


def test_a_comment_more_leaves_the_text_that_was_voted_on(run: Run, made: Path) -> None:
    answer = json.loads(run("vote", "show", "loom", "--format", "json", "--db", str(made)).out)
    (text,) = answer["texts"]
    assert (text["state"], text["then"]["surface"], text["changes"]) == ("same", text["now"]["surface"], [])
    assert text["then"]["revision"] != text["now"]["revision"]
    assert "its text says what was voted on: WebAssembly/wasi-loom at" in run("show", "loom", "--db", str(made)).out
    assert "What was voted on" not in run("show", "loom", "--no-text", "--db", str(made)).out


def test_a_text_that_changed_since_its_vote_is_told_with_the_difference(run: Run, made: Path, tmp_path: Path) -> None:
    loom = RepositoryBuilder(tmp_path / "built" / "loom.git")
    loom.commit({"wit/loom.wit": LOOM.replace("weave: func()", "weave: func(fast: bool)")}, date="2026-08-01")
    mirrors = MirrorFolder(tmp_path / "mirrors")
    mirrors.add("WebAssembly/wasi-loom", loom)
    with time_machine.travel(SYNCED, tick=False):
        source = Mirrors(tmp_path / "cache", mirror=mirrors.path)
        Sync(Location.of_file(made), source, shipped_aliases(), None).run()
    answer = json.loads(run("vote", "show", "loom", "--format", "json", "--db", str(made)).out)
    (text,) = answer["texts"]
    assert (text["state"], [(each["kind"], each["item"]) for each in text["changes"]]) == (
        "different",
        [("parameter-added", "wasi:loom/threads#weave.fast")],
    )
    shown = run("show", "loom", "--db", str(made)).out
    assert "voted on a different text: 1 change of the API since WebAssembly/wasi-loom" in shown


def test_a_recorded_vote_pins_the_commit_and_the_surface(run: Run, made: Path) -> None:
    recorded = run(
        *("vote", "record", "--subject", "loom", "--date", "2026-08-06", "--phase", "3", "--tally", "SF=3"),
        *("--outcome", "passed", "--by", "Chair", "--yes", "--db", str(made)),
    )
    assert recorded.code == 0
    answer = json.loads(run("vote", "show", recorded.out.strip(), "--format", "json", "--db", str(made)).out)
    payload = answer["entries"][0]["payload"]
    (text,) = answer["texts"]
    assert {key: payload[key] for key in ("repository", "revision", "surface")} == {
        key: text["then"][key] for key in ("repository", "revision", "surface")
    }
    assert text["state"] == "same"


def test_without_a_mirror_the_text_is_not_known(
    run: Run, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "elsewhere"))
    assert "the text that was voted on is not known: WebAssembly/wasi-loom: no mirror" in " ".join(
        run("show", "loom", "--db", str(made)).out.split()
    )
