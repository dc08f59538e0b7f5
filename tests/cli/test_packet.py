"""All that a vote needs, over invented repositories."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.made_voted import Voted, make_voted
from tracker.cli.proving import Prover


@pytest.fixture
def voted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Voted:
    """Return the invented world, without the reference tool."""
    monkeypatch.setattr(Prover, "tool", None)
    return make_voted(tmp_path, monkeypatch)


def packet(run: Run, voted: Voted, *arguments: str) -> Any:
    """Return the packet of a subject as JSON."""
    said = run("packet", *arguments, "--format", "json", "--db", str(voted.database))
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out)


def test_the_question_of_an_amendment_names_what_becomes_stable(run: Run, voted: Voted) -> None:
    found = packet(run, voted, "lamp-blink")
    assert found["question"] == (
        "Should Lamp: Blink advance from phase 2 to phase 3, so that what the feature lamp-blink gates in wasi:lamp "
        "becomes stable?"
    )


def test_without_a_vote_before_it_is_about_all_that_its_gates_hold(run: Run, voted: Voted) -> None:
    text = packet(run, voted, "lamp-blink")["text"]
    assert (text["since"], text["changes"], text["problem"]) == (None, [], None)
    assert text["whole"] == ["wasi:lamp/types#blink func()"]


def test_the_first_meeting_that_keeps_the_week_is_meant(run: Run, voted: Voted) -> None:
    found = packet(run, voted, "loom")
    assert found["meeting"] == {
        "date": "2026-09-03",
        "path": "wasi/2026/WASI-09-03.md",
        "url": None,
        "aim": "2026-08-27",
        "rule": "2026-09-02",
        "valid": True,
        "asked": False,
    }
    assert found["earliest"] == "2026-09-03"


def test_a_meeting_can_be_named(run: Run, voted: Voted) -> None:
    found = packet(run, voted, "loom", "--meeting", "2026-08-20")
    assert (found["meeting"]["date"], found["meeting"]["valid"]) == ("2026-08-20", False)


def test_a_day_without_a_meeting_is_told(run: Run, voted: Voted) -> None:
    said = run("packet", "loom", "--meeting", "2026-08-21", "--db", str(voted.database))
    hint = "the nearest: 2026-08-20, 2026-09-03"
    assert said == (2, "", f"tracker: --meeting: none to come is on 2026-08-21; {hint}\n")


def test_the_row_and_the_document_of_a_proposal_follow_a_pass(run: Run, voted: Voted) -> None:
    row, readme = packet(run, voted, "loom")["patches"]
    assert (row["kind"], row["summary"], row["proof"]["state"]) == (
        "list-row",
        "move its row to phase 3",
        "proved",
    )
    assert [line for line in row["diff"].splitlines() if line[0] in "+-"][2:] == [
        "+| [Loom][loom] | Ada Author | |",
        "-| [Loom][loom] | Ada Author | |",
    ]
    assert readme == {
        "kind": "readme-phase",
        "repository": "WebAssembly/wasi-loom",
        "branch": None,
        "version": None,
        "summary": "let README.md say phase 3",
        "diff": "--- a/README.md\n+++ b/README.md\n@@ -1,3 +1,3 @@\n # Loom\n \n"
        "-The proposal is currently in phase 2.\n+The proposal is currently in phase 3.\n",
        "proof": {"state": "proved", "reason": "git apply takes it; read again, it says phase 3"},
    }


def test_gates_follow_on_their_line_today_and_with_the_release(run: Run, voted: Voted) -> None:
    row, queue, flip = packet(run, voted, "lamp-blink")["patches"]
    assert row["summary"] == "take its row out: it becomes a part of its proposal"
    assert [(each["kind"], each["version"], each["summary"]) for each in (queue, flip)] == [
        ("queue-gates", "0.2.5", "queue 1 gate of wasi:lamp@0.2.4 for 0.2.5"),
        ("stabilize-gates", "0.2.5", "stabilize 1 gate of wasi:lamp@0.2.4 for 0.2.5"),
    ]
    assert [line for line in queue["diff"].splitlines() if line[0] in "+-"][2:] == ["+  // @stabilize-next"]
    assert [line for line in flip["diff"].splitlines() if line[0] in "+-"][2:] == [
        "-  @unstable(feature = lamp-blink)",
        "+  @since(version = 0.2.5)",
    ]


def test_without_the_reference_tool_nothing_about_wit_is_proved(run: Run, voted: Voted) -> None:
    _row, queue, flip = packet(run, voted, "lamp-blink")["patches"]
    reason = "the reference tool wasm-tools is not there to judge the WIT"
    assert queue["proof"] == flip["proof"] == {"state": "unproved", "reason": reason}


def test_without_a_mirror_no_patch_is_made_and_the_reason_is_told(
    run: Run, voted: Voted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "elsewhere"))
    found = packet(run, voted, "lamp-blink")
    assert [(each["diff"], each["proof"]["state"]) for each in found["patches"]] == [("", "unproved")] * 2
    assert all("mirror" in each["proof"]["reason"] for each in found["patches"])


def test_the_portability_section_is_linked(run: Run, voted: Voted) -> None:
    section = packet(run, voted, "lamp-blink")["portability"]
    assert (section["path"], section["line"], section["filling"]) == ("proposals/lamp/README.md", 13, "content")
    assert packet(run, voted, "loom")["portability"] is None


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        ("lamp-dimmer", "lamp/lamp-dimmer: no vote is to come: the vote to stabilize it passed already"),
        ("lamp", "lamp: no vote is to come: no phase after 3 is defined"),
        ("room", "room: no vote is to come: the proposal list does not have it"),
    ],
)
def test_a_subject_without_a_vote_to_come_is_told(run: Run, voted: Voted, subject: str, reason: str) -> None:
    said = run("packet", subject, "--db", str(voted.database))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"tracker: {reason}")


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_every_form_has_the_question(run: Run, voted: Voted, form: str) -> None:
    said = run("packet", "loom", "--format", form, "--db", str(voted.database))
    assert said.code == 0
    assert "Should Loom advance from phase 2 to phase 3?" in said.out
