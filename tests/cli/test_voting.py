"""Recording votes, attestations and concerns over the invented world, and what the other commands make of them."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import SYNCED, Run, World
from tests.reports.test_schemas import closed, schema
from tracker.chronicle import Branch, BranchKind, Outcome, Point
from tracker.cli import deciding
from tracker.facts import RepositoryName, Revision
from tracker.ledger import Objection
from tracker.voting import Confidence, MeetingNotes, Method, NotedDecision, NotesSpan, Tally

VOTE = (
    *("vote", "record", "--subject", "loom", "--date", "2026-08-06", "--phase", "3", "--tally", "SF=10,F=2"),
    *("--outcome", "passed", "--by", "Chair"),
)


@pytest.fixture(autouse=True)
def database(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test a copy of the synced world, a day after it was synced."""
    file = tmp_path / "tracker.db"
    with closing(sqlite3.connect(world.database)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(file))
    with time_machine.travel(SYNCED, tick=False):
        yield file


def _json(run: Run, *arguments: str, name: str) -> dict[str, Any]:
    """Return an answer, held to its schema."""
    answer: dict[str, Any] = json.loads(run(*arguments, "--format", "json").out)
    validator = Draft202012Validator(closed(schema(name)), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(answer)] == []
    return answer


def _votes(run: Run, *arguments: str) -> list[dict[str, Any]]:
    votes: list[dict[str, Any]] = _json(run, "vote", "list", *arguments, name="votes")["votes"]
    return votes


def _with(*changes: str) -> tuple[str, ...]:
    """Return the recording of a vote with some options given again: the last counts."""
    return (*VOTE, *changes)


# --- recording --------------------------------------------------------------------------------------------------------


def test_a_recorded_vote_is_listed_with_its_entry_as_source(run: Run) -> None:
    recorded = run(*VOTE, "--notes", "wasi/2026/WASI-08-06.md:41")
    identifier = recorded.out.strip()
    assert (recorded.code, len(identifier), "recorded as entry 1" in recorded.err) == (0, 64, True)
    assert _votes(run, "loom", "--from", "ledger") == [
        {
            "date": "2026-08-06",
            "subject": "loom",
            "subject_kind": "proposal",
            "question": "Should loom advance to phase 3?",
            "target_phase": 3,
            "method": "poll",
            "tally": {"SF": 10, "F": 2, "N": 0, "A": 0, "SA": 0},
            "abstained": None,
            "outcome": "passed",
            "confidence": "high",
            "source": {
                "kind": "ledger",
                "path": identifier,
                "line": None,
                "url": "https://github.com/WebAssembly/meetings/blob/main/wasi/2026/WASI-08-06.md#L41",
            },
            "reason": "",
        }
    ]
    assert _votes(run, "loom") == _votes(run, "loom", "--from", "ledger")
    assert _votes(run, "loom", "--from", "notes") == []
    assert _votes(run, "loom", "--since", "2026-08-07") == []
    assert _votes(run, "loom", "--until", "2026-08-05") == []
    assert _votes(run, "loom", "--at", "2026-08-05") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("vote", "record"), "missing: --subject, --date, --question, --method, --outcome, --by; nobody can be asked"),
        (VOTE[:-2], "missing: --by; nobody can be asked"),
        (_with("--tally", "SF=-1"), "--tally: SF=-1: write each option once with a whole number"),
        (_with("--tally", "SF=1.5"), "--tally: SF=1.5: write each option once"),
        (_with("--tally", "SF=1,SF=2"), "--tally: SF=2: write each option once"),
        (_with("--tally", "X=1"), "--tally: X=1: write each option once"),
        (_with("--tally", ""), "--tally: is empty"),
        (_with("--subject", "lom"), "lom: no proposal or amendment of that name; did you mean loom or lamp?"),
        (_with("--subject", "A B", "--new-subject"), "--subject: A B: a new subject is called in lower case"),
        (_with("--date", "2026-08-20T12:00"), "--date: 2026-08-20T12:00 is no date"),
        (_with("--date", "2026-09-03"), "--date: 2026-09-03 is in the future"),
        (_with("--date", "2026-08-05"), "--date: 2026-08-05 is no day of the meetings, one every 14 days; name"),
        (_with("--outcome", "carried"), "--outcome: carried: is none of passed, failed, deferred, unclear"),
        (_with("--method", "show of hands"), "--method: show of hands: is none of poll"),
        (_with("--phase", "6"), "--phase: 6 is no phase: 0 to 5"),
        (_with("--subject", "latin"), "latin is in phase 1: an advance to phase 3 needs a --reason"),
        (_with("--notes", "notes"), "--notes: notes: write wasi/2026/WASI-06-11.md:41"),
        (_with("--notes", "wasi/2026/WASI-08-20.md:1"), "--notes: wasi/2026/WASI-08-20.md is of 2026-08-20, the vote"),
        (_with("--by", " "), "--by must not be empty"),
        (_with("--question", "one\ntwo"), "--question must be one line of plain text"),
        (_with("--corrects", "00ff00ff"), "00ff00ff: the ledger has no such entry"),
    ],
)
def test_what_cannot_be_recorded_is_told_in_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(f"tracker: {message}")
    assert run("db", "verify").out.splitlines()[0].endswith("the ledger is whole: 0 entries")


@pytest.mark.parametrize(
    ("changes", "subject", "kind"),
    [
        (("--subject", "wasi-0.3.1"), "wasi-0.3.1", "release"),
        (("--subject", "component-model/map"), "component-model/map", "component-model-feature"),
        (("--subject", "process/oci"), "process/oci", "process"),
        (("--subject", "Lamp: Dimmer"), "lamp/lamp-dimmer", "amendment"),
        (("--subject", "kettle", "--new-subject", "--phase", "1"), "kettle", "proposal"),
        (("--subject", "latin", "--reason", "It was phase 2 in all but name."), "latin", "proposal"),
        (("--date", "2026-08-05", "--meeting", "An extra meeting"), "loom", "proposal"),
    ],
)
def test_subjects_of_every_kind_can_be_voted_on(run: Run, changes: tuple[str, ...], subject: str, kind: str) -> None:
    if kind in {"release", "component-model-feature", "process"}:
        changes = (*changes, "--reason", "Asked as a whole.")
    assert run(*_with(*changes)).code == 0
    assert [(each["subject"], each["subject_kind"]) for each in _votes(run, "--from", "ledger")] == [(subject, kind)]


def test_a_vote_that_passed_is_the_phase_from_which_the_next_one_is_counted(run: Run) -> None:
    first = _with("--subject", "latin", "--phase", "2", "--date", "2026-07-23")
    assert run(*first).code == 0
    assert run(*_with("--subject", "latin")).code == 0


def test_a_correction_takes_the_place_of_an_entry_and_both_stay(run: Run) -> None:
    old = run(*VOTE).out.strip()
    new = run("vote", "record", "--corrects", old[:8], "--outcome", "failed", "--by", "Bo", "--reason", "Misread.").out
    (vote,) = _votes(run, "loom")
    assert (vote["outcome"], vote["tally"]["SF"], vote["reason"], vote["source"]["path"]) == (
        *("failed", 10, "Misread."),
        new.strip(),
    )
    answer = _json(run, "vote", "show", old, name="vote")
    assert [(each["kind"], each["superseded"], each["supersedes"]) for each in answer["entries"]] == [
        ("vote", True, None),
        ("correction", False, old),
    ]
    again = run("vote", "record", "--corrects", old, "--outcome", "unclear", "--by", "Bo")
    assert again.err == f"tracker: {old}: was corrected already by {new[:12]}; correct that one\n"
    assert run("vote", "show", "lamp").code == 2


def test_at_a_terminal_what_is_missing_is_asked_for_shown_and_confirmed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["lom", "loom", "2026-08-06", "3", "poll", "SF 3", "SF=3,A=1", "passed", "", "Chair"])
    asked: list[str] = []

    def prompt(question: str, **_settings: object) -> str:
        asked.append(question.partition(" (")[0])
        return next(answers)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", prompt)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: True)
    result = run("vote", "record", "--question", "Is it ready?")
    assert (result.code, next(answers, None)) == (0, None)
    assert asked == [
        *("Subject", "Subject", "Date of the meeting", "Phase that was asked for", "Method"),
        *("Tally, as SF=10,F=2,N=0,A=0,SA=0", "Tally, as SF=10,F=2,N=0,A=0,SA=0", "Outcome"),
        *("Line of the notes, as PATH:LINE", "Recorded by"),
    ]
    assert result.err.splitlines()[2].startswith("tracker: the vote pins no text: WebAssembly/wasi-loom: no mirror")
    assert result.err.splitlines()[3:-1] == [
        "  2026-08-06: loom (proposal)",
        "  question: Is it ready?",
        "  phase:    3",
        "  method:   poll, SF=3,F=0,N=0,A=1,SA=0",
        "  outcome:  passed",
        "  by:       Chair",
    ]


def test_nothing_is_recorded_that_was_not_confirmed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "")
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    result = run(*VOTE)
    assert (result.code, result.err.splitlines()[-1]) == (2, "tracker: nothing was recorded")
    assert _votes(run, "--from", "ledger") == []
    assert run(*VOTE, "--yes").code == 0


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_votes_are_told_in_every_format(run: Run, form: str) -> None:
    run(*VOTE)
    for arguments in (("list",), ("show", "loom"), ("review",)):
        result = run("vote", *arguments, "--format", form)
        assert (result.code, result.err, result.out[-1:]) == (0, "", "\n")


# --- what was read from notes -----------------------------------------------------------------------------------------

PATH = "wasi/2026/WASI-08-06.md"


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the notes tell of a vote whose outcome nobody declared, and of one about nothing that is known."""
    branch = Branch(RepositoryName("WebAssembly/meetings"), "main", BranchKind.DEFAULT)
    point = Point(0, Revision("a" * 40), SYNCED, "Ada", "Notes")
    unsure = NotedDecision(
        line=12,
        question="Loom to phase 3?",
        method=Method.POLL,
        tally=Tally(4, 1),
        outcome=Outcome.UNCLEAR,
        outcome_line=None,
        phase=3,
        named=("Loom",),
        confidence=Confidence.MEDIUM,
        reason="nobody declared the outcome",
    )
    strange = replace(unsure, line=30, question="Tea or coffee?", phase=None, named=("Tea",), confidence=Confidence.LOW)
    notes = MeetingNotes(date(2026, 8, 6), attendees=("Ada",), decisions=(unsure, strange))
    spans = (NotesSpan(branch, PATH, point, None, None, notes),)
    for reading in ("read_notes", "read_newest_notes"):
        monkeypatch.setattr(deciding, reading, lambda *_: spans, raising=False)
    monkeypatch.setattr(deciding, "shipped_votes", tuple)


def _queue(run: Run) -> list[tuple[str, int]]:
    answer = _json(run, "vote", "review", name="votes")
    return [(each["question"], each["source"]["line"]) for each in answer["votes"]]


@pytest.mark.usefixtures("queue")
def test_a_reading_that_is_accepted_becomes_a_recorded_vote(run: Run) -> None:
    assert _queue(run) == [("Loom to phase 3?", 12), ("Tea or coffee?", 30)]
    assert _votes(run) == []
    assert run("vote", "review", "--accept", "1", "--outcome", "passed", "--by", "Chair").code == 0
    assert _queue(run) == [("Tea or coffee?", 30)]
    (vote,) = _votes(run, "loom")
    assert (vote["outcome"], vote["tally"]["SF"], vote["source"]["kind"]) == ("passed", 4, "ledger")
    assert vote["source"]["url"].endswith(f"/{PATH}#L12")
    assert [each["source"]["line"] for each in _votes(run, "--from", "notes")] == [12, 30]


@pytest.mark.usefixtures("queue")
def test_a_reading_is_accepted_under_another_subject(run: Run) -> None:
    refused = run("vote", "review", "--accept", f"{PATH}:30", "--by", "Chair")
    assert (refused.code, refused.err.count("\n"), "--subject is missing: " in refused.err) == (2, 1, True)
    given = ("--subject", "process/drinks", "--outcome", "passed")
    assert run("vote", "review", "--accept", f"{PATH}:30", "--by", "Chair", *given).code == 0
    assert [(each["subject"], each["subject_kind"]) for each in _votes(run, "process/drinks")] == [
        ("process/drinks", "process")
    ]
    assert _queue(run) == [("Loom to phase 3?", 12)]


@pytest.mark.usefixtures("queue")
def test_a_reading_that_is_rejected_is_asked_about_no_more(run: Run) -> None:
    assert run("vote", "review", "--reject", "2", "--by", "Chair").err.startswith("tracker: missing: --reason; nobody")
    assert run("vote", "review", "--reject", "2", "--by", "Chair", "--reason", "A joke.").code == 0
    assert _queue(run) == [("Loom to phase 3?", 12)]
    assert run("vote", "review", "--accept", "2", "--by", "Chair").err == (
        "tracker: 2: the queue has 1; `tracker vote review` lists them\n"
    )


@pytest.mark.usefixtures("queue")
def test_a_vote_must_be_on_the_day_of_a_meeting_that_the_notes_know(run: Run) -> None:
    refused = run(*_with("--date", "2026-07-23"))
    assert refused.err == (
        "tracker: --date: no meeting was on 2026-07-23; the nearest: 2026-08-06; name the meeting with --meeting\n"
    )
    assert run(*_with("--date", "2026-08-20")).code == 0


# --- attestations and concerns ----------------------------------------------------------------------------------------

ATTEST = ("attest", "loom", "portability-plan", "--by", "Ada", "--statement", "Two hosts.")
LINK = ("--link", "https://example.org/1")


def _criteria(run: Run, *arguments: str) -> dict[tuple[str, int], dict[str, Any]]:
    answer = _json(run, "check", "loom", *arguments, name="check")
    return {(each["id"], each["phase"]): each for each in answer["criteria"]}


def test_an_attested_criterion_is_met_from_the_day_it_was_recorded(run: Run) -> None:
    identifier = run(*ATTEST, *LINK).out.strip()
    assert _criteria(run)["portability-plan", 3] == {
        "id": "portability-plan",
        "phase": 3,
        "status": "met",
        "reason": "attested by Ada on 2026-08-20: Two hosts.",
        "evidence": [{"url": "https://example.org/1", "path": "ledger", "line": 1, "revision": identifier}],
    }
    assert _criteria(run, "--at", "2026-08-20")["portability-plan", 3]["status"] == "met"
    assert _criteria(run, "--at", "2026-08-19")["portability-plan", 3]["status"] == "unknown"
    for command in (("status",), ("show", "loom")):
        assert run(*command).code == 0


def test_what_was_said_earlier_counts_from_when_it_was_recorded(run: Run) -> None:
    assert run(*ATTEST, *LINK, "--date", "2026-08-01").code == 0
    assert _criteria(run)["portability-plan", 3]["reason"] == "attested by Ada on 2026-08-01: Two hosts."
    assert _criteria(run, "--at", "2026-08-10")["portability-plan", 3]["status"] == "unknown"


def test_a_waiver_lifts_what_the_tool_found_unmet_of_that_phase(run: Run) -> None:
    assert _criteria(run)["overview", 2]["status"] == "unmet"
    waived = ("attest", "loom", "overview", "--waive", "--by", "Bo", "--statement", "It is one function.")
    assert run(*waived).code == 0
    found = _criteria(run)["overview", 2]
    assert (found["status"], found["reason"], found["evidence"]) == (
        *("waived", "waived by Bo on 2026-08-20: It is one function."),
        [],
    )


def test_an_attestation_can_be_corrected(run: Run) -> None:
    old = run(*ATTEST, *LINK).out.strip()
    assert run(*ATTEST[:-1], "Three hosts.", *LINK, "--corrects", old).code == 0
    assert _criteria(run)["portability-plan", 3]["reason"] == "attested by Ada on 2026-08-20: Three hosts."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (ATTEST, "missing: --link; nobody can be asked"),
        (ATTEST[:3], "missing: --by, --statement, --link; nobody can be asked"),
        ((*ATTEST, "--link", "example.org"), "--link: example.org is no address"),
        (("attest", "loom", "wit"), "wit is judged by the tool, not by people; --waive records"),
        (("attest", "loom", "beauty"), "beauty is no criterion: there are dependencies, "),
        (("attest", "latin", "wit", "--phase", "3", "--waive"), "phase 3 does not ask wit; the phases that do: 2"),
        (("attest", "lamp", "dependencies", "--waive"), "dependencies is asked by the phases 2 and 3; choose one"),
        (("attest", "kettle", "scope"), "kettle: no proposal or amendment of that name"),
        ((*ATTEST, *LINK, "--date", "2026-08-21"), "--date: 2026-08-21 is in the future"),
        (("concern", "raise", "loom", "--by", "Ada"), "missing: --text; nobody can be asked"),
        (("concern", "resolve", "abcdef", "--by", "Ada", "--text", "x"), "abcdef: the ledger has no such entry"),
    ],
)
def test_what_cannot_be_attested_is_told_in_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(f"tracker: {message}")


def test_a_concern_is_shown_as_open_until_it_is_resolved(run: Run) -> None:
    raised = run("concern", "raise", "loom", "--by", "Ada", "--text", "Weaves too [b]fast[/b].", *LINK)
    concern = {
        "id": raised.out.strip(),
        "subject": "loom",
        "by": "Ada",
        "raised": "2026-08-20",
        "text": "Weaves too [b]fast[/b].",
        "link": "https://example.org/1",
    }
    verdict = run("check", "lamp").code
    for name, arguments in (
        ("show", ("show", "loom")),
        ("check", ("check", "loom")),
        ("concerns", ("concern", "list")),
    ):
        assert _json(run, *arguments, name=name)["concerns"] == [concern]
        for form in ("table", "markdown"):
            assert "Weaves too" in run(*arguments, "--format", form).out
    assert _json(run, "show", "lamp", name="show")["concerns"] == []
    assert run("check", "lamp").code == verdict
    with time_machine.travel(SYNCED.replace(day=21), tick=False):
        settled = run("concern", "resolve", concern["id"] or "", "--by", "Bo", "--text", "It is slow.")
    assert settled.code == 0
    assert _json(run, "concern", "list", name="concerns")["concerns"] == []
    assert _json(run, "concern", "list", "--at", "2026-08-20", name="concerns")["concerns"] == [concern]
    again = run("concern", "resolve", concern["id"] or "", "--by", "Bo", "--text", "It is slow.")
    assert again.err == f"tracker: {concern['id']}: is resolved already\n"


def test_a_formal_objection_to_a_decision_is_recorded(run: Run, database: Path) -> None:
    run(*VOTE)
    objection = ("vote", "object", "loom", "--by", "Eve", "--text", "It was not announced.")
    assert run(*objection, "--date", "2026-08-06", *LINK).code == 0
    refused = run(*objection, "--date", "2026-07-23")
    assert refused.err == "tracker: loom: no vote of 2026-07-23 is known; `tracker vote list` has them all\n"
    ((entry, said),) = deciding.read_ledger(str(database)).objections()
    assert (entry.draft.by, said) == (
        "Eve",
        Objection(date(2026, 8, 6), date(2026, 8, 20), "loom", "It was not announced.", LINK[1]),
    )


# --- the ledger as a whole --------------------------------------------------------------------------------------------


def _head(run: Run) -> str:
    return run("db", "verify").out.split()[-1]


def test_verify_prints_the_head_and_holds_the_ledger_to_one_that_was_published(run: Run, database: Path) -> None:
    run(*VOTE)
    head = _head(run)
    run(*ATTEST, *LINK)
    assert run("db", "verify").out == f"{database}: the ledger is whole: 2 entries\nhead {_head(run)}\n"
    expected = run("db", "verify", "--expect", head)
    assert (expected.code, expected.out.splitlines()[0]) == (
        *(0, f"{database}: the ledger is whole: 2 entries, 1 after the one expected"),
    )
    other = run("db", "verify", "--expect", "0" * 64)
    assert (other.code, "is not the one that was published" in other.out) == (1, True)


def test_a_ledger_that_was_tampered_with_is_found_and_counts_no_more(run: Run, database: Path) -> None:
    run(*ATTEST, *LINK)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER ledger_entry_no_update")
    assert (
        run("db", "verify").out
        == f"{database}: the ledger is whole, but not guarded: it lacks ledger_entry_no_update\n"
    )
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE ledger_entry SET recorded_by = 'Eve'")
    found = run("db", "verify")
    told = "entry 1 was changed: it says something else than its hash was made of"
    assert (found.code, found.out) == (1, f"{database}: the ledger is broken: {told}\n")
    checked = run("check", "loom", "--format", "json")
    assert checked.err == (
        f"tracker: the ledger is broken and none of it counts: {told}; `tracker db verify` looks at it\n"
    )
    plan = next(each for each in json.loads(checked.out)["criteria"] if each["id"] == "portability-plan")
    assert plan["status"] == "unknown"
    assert run("db", "ledger", "export", str(database.with_name("l"))).code == 2


def test_two_ledgers_are_merged_by_their_files_and_conflicts_are_told(run: Run, database: Path, tmp_path: Path) -> None:
    ours, file = database, tmp_path / "ledger.jsonl"
    theirs = tmp_path / "theirs.db"
    with closing(sqlite3.connect(ours)) as source, closing(sqlite3.connect(theirs)) as copy:
        source.backup(copy)
    run(*VOTE)
    run(*_with("--outcome", "failed"), "--db", str(theirs))
    assert run("db", "ledger", "export", str(file), "--db", str(theirs)).code == 0
    merged = run("db", "ledger", "import", str(file))
    assert (merged.code, merged.out.partition(",")[0]) == (1, "1 entry added")
    assert "tell the vote about loom on 2026-08-06 differently; all are kept" in merged.err
    told = sorted((each["outcome"], each["confidence"]) for each in _votes(run, "loom"))
    assert told == [("failed", "medium"), ("passed", "medium")]
    again = run("db", "ledger", "import", str(file))
    assert (again.code, again.out.partition(" head")[0]) == (0, "0 entries added, 1 known already,")
    shutil.copy(file, tmp_path / "first")
    assert run("db", "ledger", "export", str(file), "--db", str(theirs)).code == 0
    assert file.read_bytes() == (tmp_path / "first").read_bytes()


def test_of_a_file_with_a_broken_line_nothing_is_imported(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    run(*VOTE)
    run(*ATTEST, *LINK)
    run("db", "ledger", "export", str(file))
    lines = file.read_bytes().splitlines(keepends=True)
    empty = str(tmp_path / "empty.db")
    run("db", "upgrade", "--db", empty)
    for broken, message in (
        (lines[0] + lines[1][:-9] + b"\n", "line 2: is no JSON; nothing was imported"),
        (lines[0] + b"\xff\n", "line 2: is no UTF-8; nothing was imported"),
    ):
        file.write_bytes(broken)
        result = run("db", "ledger", "import", str(file), "--db", empty)
        assert (result.code, result.err) == (2, f"tracker: {file}: {message}\n")
        assert "0 entries" in run("db", "verify", "--db", empty).out
