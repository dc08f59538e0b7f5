"""The words of pull requests: titles of one line, texts that call nobody and fit."""

from datetime import date

import pytest

from tracker.agenda.values import Candidate
from tracker.drift.findings import DriftFinding, Said, Severity
from tracker.facts import Revision
from tracker.reports.drafts import agenda_body, agenda_title, drift_body, drift_title
from tracker.standing import CriterionResult, CriterionStatus, Readiness

COMMIT = Revision("c" * 40)


def candidate(subject: str) -> Candidate:
    wit = CriterionResult("wit", 2, CriterionStatus.MET, "wasi:lamp has WIT")
    return Candidate(
        *(subject, "Lamp <3>", None, 1, 2, Readiness.READY, ("@ada", "Bo Builder"), "https://example.org/lamp"),
        criteria=(wit,), open=(), dependencies=(), earliest=None, deadlines=(),
    )  # fmt: skip


def finding(subject: str) -> DriftFinding:
    said = Said("https://example.org/list#L3", "docs/Proposals.md", 3, COMMIT, "phase 1")
    home = Said("https://example.org/tree", "", None, COMMIT, "the repository")
    message = "the vote put it into phase 2, says @ada, and the list has it in phase 1"
    return DriftFinding("unapplied-vote", Severity.ERROR, subject, message, None, (said, home), "Move the row.")


BODY = """\
Puts on the agenda in `wasi/2026/WASI-08-20.md`:

* [Lamp \\<3\\>](https://example.org/lamp) to phase 2, presented by `@ada`, Bo Builder
  * ✓ `wit`: wasi:lamp has WIT

Written with `tracker`; a person asked for it and answers for it."""

DRIFT = """\
The proposal list disagrees with other sources:

* `lamp`: the vote put it into phase 2, says `@ada`, and the list has it in phase 1 (`unapplied-vote`)
  * Fix: Move the row.
  * [docs/Proposals.md](https://example.org/list#L3): phase 1
  * [source](https://example.org/tree): the repository

Written with `tracker`; a person asked for it and answers for it."""


def test_an_agenda_says_what_is_asked_and_how_each_stands() -> None:
    assert agenda_body([candidate("lamp")], "wasi/2026/WASI-08-20.md") == BODY


def test_a_list_says_what_disagrees_and_where() -> None:
    assert drift_body([finding("lamp")]) == DRIFT


@pytest.mark.parametrize(
    ("subjects", "title"),
    [
        (["lamp"], "2026-08-20: vote on lamp to phase 2"),
        (["lamp", "kettle"], "2026-08-20: vote on lamp to phase 2, kettle to phase 2"),
        (["lamp", "kettle", "loom", "wick"], "2026-08-20: vote on lamp to phase 2, kettle to phase 2 and 2 more"),
    ],
)
def test_a_title_names_what_there_is_room_for(subjects: list[str], title: str) -> None:
    assert agenda_title([candidate(each) for each in subjects], str(date(2026, 8, 20))) == title


def test_a_subject_is_named_once() -> None:
    assert drift_title([finding("lamp"), finding("lamp")]) == "Put the proposal list right: lamp"


def test_a_text_is_never_longer_than_what_is_taken() -> None:
    body = drift_body([finding(f"lamp-{number}") for number in range(1000)])
    assert len(body) < 65_000
    left = body.splitlines()[-3]
    assert left.endswith(" more lines are left out.")
    assert int(left.split()[0]) + len(body.splitlines()) - 4 == 4002
