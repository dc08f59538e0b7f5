"""Votes and open concerns in every format, whole."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.ledger.made_ledger import VOTE, whole
from tests.reports.test_schemas import closed, schema
from tracker.chronicle import Outcome
from tracker.ledger import Ledger
from tracker.reports.concerns_json import concerns_as_json
from tracker.reports.concerns_markdown import concerns_as_markdown
from tracker.reports.concerns_table import concerns_as_table
from tracker.reports.votes_groups import Told
from tracker.reports.votes_json import votes_as_json
from tracker.reports.votes_markdown import votes_as_markdown
from tracker.reports.votes_table import votes_as_table
from tracker.standing import OpenConcern
from tracker.voting import Confidence, Method, SubjectKind, Tally, Vote, VoteSource, VoteSourceKind

AS_OF = datetime(2026, 8, 20, 12, 30, tzinfo=UTC)
NOTED = Vote(
    date=date(2026, 6, 11),
    subject="lamp/lamp-dim",
    subject_kind=SubjectKind.AMENDMENT,
    question="Lamp [dim] to phase 3?",
    target_phase=3,
    method=Method.POLL,
    tally=Tally(4, 1, 0, 0, 0, abstained=2),
    outcome=Outcome.UNCLEAR,
    confidence=Confidence.MEDIUM,
    source=VoteSource(VoteSourceKind.NOTES, "wasi/2026/WASI-06-11.md", 12, "https://example.org/n#L12"),
    reason="nobody declared the outcome",
)
CONSENT = replace(
    NOTED,
    subject="process/tea",
    subject_kind=SubjectKind.PROCESS,
    question="Tea?",
    target_phase=None,
    method=Method.UNANIMOUS_CONSENT,
    tally=None,
    outcome=Outcome.PASSED,
    confidence=Confidence.HIGH,
    reason="",
)
LEDGER = Ledger(whole())
RECORDED = LEDGER.votes()[0]
LIST = Told(AS_OF, (NOTED, CONSENT, RECORDED))
QUEUE = Told(AS_OF, (NOTED,), numbered=True)
WHOLE = Told(AS_OF, (RECORDED,), LEDGER.line_of(LEDGER.entries[0].id), whole=True)
OLD, NEW = LEDGER.entries[0].id[:12], LEDGER.entries[4].id[:12]
CONCERN = OpenConcern("ab" * 32, "lamp", "Ada [A]", date(2026, 8, 1), "Too bright.", "https://example.org/2")


TABLE = f"""\
As of 2026-08-20 12:30 UTC: 3 votes

date        subject        question                                     outcome  tally, where
2026-06-11  lamp/lamp-dim  Lamp [dim] to phase 3?                       unclear  SF 4 · F 1 · N 0 · A 0 · SA 0
                                                                                 · abstained 2
                                                                                 wasi/2026/WASI-06-11.md:12
                                                                                 nobody declared the outcome
2026-06-11  process/tea    Tea?                                         passed   unanimous-consent
                                                                                 wasi/2026/WASI-06-11.md:12
2026-06-11  lamp           Should lamp advance to phase 2?              failed   poll
                                                                                 ledger {NEW}
"""

NUMBERED = """\
As of 2026-08-20 12:30 UTC: 1 vote

#  date        subject        question                                   outcome  tally, where
1  2026-06-11  lamp/lamp-dim  Lamp [dim] to phase 3?                     unclear  SF 4 · F 1 · N 0 · A 0 · SA
                                                                                  0 · abstained 2
                                                                                  wasi/2026/WASI-06-11.md:12
                                                                                  nobody declared the outcome

`tracker vote review --accept N --by NAME` records one, --reject N --reason TEXT says it is none
"""

SHOWN = f"""\
As of 2026-08-20 12:30 UTC: 1 vote

2026-06-11 · lamp (proposal)
  Should lamp advance to phase 2?
  Phase 2
  poll: no tally
  failed
  ledger {NEW} (ledger, confidence high)

In the ledger
  1 {OLD} vote by Ada Author, 2026-06-12 09:30 UTC (corrected)
  5 {NEW} correction by Ada Author, 2026-06-16 09:30 UTC, corrects {OLD}
"""

NOTED_ROW = (
    "| 2026-06-11 | `lamp/lamp-dim` | Lamp \\[dim\\] to phase 3? | SF 4 · F 1 · N 0 · A 0 · SA 0 · abstained 2 "
    "| unclear | [wasi/2026/WASI-06-11.md:12](https://example.org/n#L12) (nobody declared the outcome) |"
)
MARKDOWN = f"""\
# Votes

As of 2026-08-20 12:30 UTC.

| date | subject | question | tally | outcome | where |
| --- | --- | --- | --- | --- | --- |
{NOTED_ROW}
| 2026-06-11 | `process/tea` | Tea? | unanimous-consent | passed | \
[wasi/2026/WASI-06-11.md:12](https://example.org/n#L12) |
| 2026-06-11 | `lamp` | Should lamp advance to phase 2? | poll | failed | ledger {NEW} |
"""

NUMBERED_MARKDOWN = f"""\
# Votes

As of 2026-08-20 12:30 UTC.

| # | date | subject | question | tally | outcome | where |
| --- | --- | --- | --- | --- | --- | --- |
| 1 {NOTED_ROW}
"""

SHOWN_MARKDOWN = f"""\
# Votes

As of 2026-08-20 12:30 UTC.

## 2026-06-11: `lamp`

* Question: Should lamp advance to phase 2?
* Phase: 2
* Method: poll, no tally
* Outcome: **failed**
* Where: ledger {NEW} (ledger, confidence high)

## In the ledger

| entry | id | kind | recorded | by | corrects |
| --- | --- | --- | --- | --- | --- |
| 1 | `{OLD}` | ~~vote~~ | 2026-06-12 09:30 UTC | Ada Author |  |
| 5 | `{NEW}` | correction | 2026-06-16 09:30 UTC | Ada Author | `{OLD}` |
"""

CONCERNS = """\
As of 2026-08-20 12:30 UTC: 1 open

lamp
  Too bright.
  Ada [A], 2026-08-01, abababababab
  https://example.org/2
"""

CONCERNS_MARKDOWN = """\
# Open concerns

As of 2026-08-20 12:30 UTC.

* `lamp`: Too bright. (Ada \\[A\\], 2026-08-01, [discussion](https://example.org/2), `abababababab`)
"""


@pytest.mark.parametrize(
    ("told", "table", "markdown"),
    [(LIST, TABLE, MARKDOWN), (QUEUE, NUMBERED, NUMBERED_MARKDOWN), (WHOLE, SHOWN, SHOWN_MARKDOWN)],
    ids=["list", "review", "show"],
)
def test_votes_are_told_in_tables_and_in_markdown(told: Told, table: str, markdown: str) -> None:
    assert votes_as_table(told, 110, color=False) == table
    assert votes_as_markdown(told) == markdown


@pytest.mark.parametrize("width", [40, 60, 79, 80, 100, 140])
def test_no_line_is_wider_than_asked_or_ends_in_space(width: int) -> None:
    lines = votes_as_table(LIST, width, color=False).splitlines()
    assert [line for line in lines if len(line) > width or line != line.rstrip()] == []


def test_colour_is_written_only_where_it_is_wanted() -> None:
    assert "\x1b" in votes_as_table(LIST, 100, color=True)
    assert "\x1b" not in votes_as_table(LIST, 100, color=False)


def test_concerns_are_told_in_tables_and_in_markdown() -> None:
    assert concerns_as_table([CONCERN], AS_OF, 80, color=False) == CONCERNS
    assert concerns_as_markdown([CONCERN], AS_OF) == CONCERNS_MARKDOWN
    assert concerns_as_markdown([], AS_OF) == "# Open concerns\n\nAs of 2026-08-20 12:30 UTC.\n\nNone is open.\n"


def test_the_json_of_a_vote_says_everything() -> None:
    said = json.loads(votes_as_json(LIST))
    assert (said["schema"], said["as_of"], len(said["votes"])) == ("wasi-tracker/votes/v1", "2026-08-20T12:30:00Z", 3)
    assert said["votes"][0] == {
        "date": "2026-06-11",
        "subject": "lamp/lamp-dim",
        "subject_kind": "amendment",
        "question": "Lamp [dim] to phase 3?",
        "target_phase": 3,
        "method": "poll",
        "tally": {"SF": 4, "F": 1, "N": 0, "A": 0, "SA": 0},
        "abstained": 2,
        "outcome": "unclear",
        "confidence": "medium",
        "source": {
            "kind": "notes",
            "path": "wasi/2026/WASI-06-11.md",
            "line": 12,
            "url": "https://example.org/n#L12",
        },
        "reason": "nobody declared the outcome",
    }
    entries = json.loads(votes_as_json(WHOLE))["entries"]
    assert [(each["position"], each["superseded"]) for each in entries] == [(1, True), (5, False)]
    assert entries[0] == {**LEDGER.entries[0].as_object(), "superseded": True}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("votes", votes_as_json(LIST)),
        ("votes", votes_as_json(Told(AS_OF, ()))),
        ("vote", votes_as_json(WHOLE)),
        ("concerns", concerns_as_json([CONCERN, replace(CONCERN, link=None)], AS_OF)),
    ],
)
def test_the_answers_are_as_the_schema_says_and_have_no_field_it_lacks(name: str, text: str) -> None:
    read, said = schema(name), json.loads(text)
    Draft202012Validator.check_schema(read)
    validator = Draft202012Validator(closed(read), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(said)] == []
    for field in said:
        assert not Draft202012Validator(read).is_valid({key: each for key, each in said.items() if key != field})


def test_what_the_ledger_says_stands_after_its_corrections() -> None:
    assert [(vote.outcome, vote.tally, vote.on_record) for vote in LEDGER.votes()] == [(Outcome.FAILED, None, True)]
    assert [(each.statement.criterion, each.waives) for each in LEDGER.attested()] == [
        ("portability-plan", False),
        ("dependencies", True),
    ]
    assert LEDGER.concerns() == ()
    assert [each.text for each in LEDGER.concerns(datetime(2026, 6, 20, tzinfo=UTC))] == ["Größe is not bounded."]
    assert [objection.text for _, objection in LEDGER.objections()] == ["The tally was read wrongly."]
    assert LEDGER.judged() == {
        (VOTE.path, VOTE.line, "lamp"),
        ("wasi/2026/WASI-06-11.md", 77, "loom"),
    }
