"""Disagreements in every format, whole; the JSON as its schema says."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_drift_findings import DRIFT, NOTHING
from tests.reports.test_schemas import closed, schema
from tracker.drift.findings import Drift
from tracker.reports.drift_json import drift_as_json
from tracker.reports.drift_markdown import drift_as_markdown
from tracker.reports.drift_table import drift_as_table

COMMIT = "c" * 40

TABLE = f"""\
As of 2026-08-20 12:30 UTC: 1 error, 1 excepted, 3 rules could not be checked in
full

error · untracked-feature
  lamp/lamp-dim · 19 days, since 2026-08-01
    lamp-dim is @unstable in lamp on main of Own/hub, and its row left the
    proposal list on 2026-08-01
    Fix: file it in the proposal list as a phase-2 item of its own, or take the
    gate out of the branch
      main of Own/hub: types#dim is @unstable(feature = lamp-dim)
      https://github.com/Own/hub/blob/{COMMIT}/wit/types.wit#L7
      proposal list, before: Lamp: Dim, phase 2
      https://github.com/Own/hub/blob/{COMMIT}/docs/List.md#L12

note · champions-differ
  loom · excepted
    the champions of Loom [red|blue] <b> differ: only the list names Bo_Builder
    Accepted by Ada Author from 2026-01-01: Bo is on leave.
      https://example.org/1
      proposal list: Bo_Builder
      https://github.com/Own/hub/blob/{COMMIT}/docs/List.md#L20

Could not be checked
  queued-without-vote, unapplied-vote: no vote of the subgroup was ever recorded
  gateless-amendment: loom/x: Own/wasi-loom was not read, which would hold its
  gate
"""

MARKDOWN = f"""\
### Drift: 1 error, 1 excepted, 3 rules could not be checked in full

As of 2026-08-20 12:30 UTC.

#### Errors

* `lamp/lamp-dim` (`untracked-feature`): lamp-dim is `@unstable` in lamp on main of Own/hub, \
and its row left the proposal list on 2026-08-01 (19 days, since 2026-08-01).
  Fix: file it in the proposal list as a phase-2 item of its own, or take the gate out of the branch.
  * [main of Own/hub: types\\#dim is `@unstable(feature = lamp-dim)`](https://github.com/Own/hub/blob/{COMMIT}/wit/types.wit#L7)
  * [proposal list, before: Lamp: Dim, phase 2](https://github.com/Own/hub/blob/{COMMIT}/docs/List.md#L12)

<details>
<summary>1 excepted</summary>

* `loom` (`champions-differ`): the champions of Loom \\[red\\|blue\\] \\<b\\> differ: only the list names Bo\\_Builder.
  Accepted by Ada Author: Bo is on leave. <https://example.org/1>
  * [proposal list: Bo\\_Builder](https://github.com/Own/hub/blob/{COMMIT}/docs/List.md#L20)

</details>

#### Could not be checked

* `queued-without-vote`, `unapplied-vote`: no vote of the subgroup was ever recorded
* `gateless-amendment`: loom/x: Own/wasi-loom was not read, which would hold its gate
"""

JSON = """\
{
  "schema": "wasi-tracker/drift/v1",
  "as_of": "2026-08-20T12:30:00Z",
  "findings": [
    {
      "rule": "untracked-feature",
      "severity": "error",
      "subject": "lamp/lamp-dim",
      "message": "lamp-dim is @unstable in lamp on main of Own/hub, and its row left the proposal list on 2026-08-01",
      "since": "2026-08-01",
      "days": 19,
      "evidence": [
        {
          "url": "https://github.com/Own/hub/blob/COMMIT/wit/types.wit#L7",
          "path": "wit/types.wit",
          "line": 7,
          "revision": "COMMIT",
          "says": "main of Own/hub: types#dim is @unstable(feature = lamp-dim)"
        },
        {
          "url": "https://github.com/Own/hub/blob/COMMIT/docs/List.md#L12",
          "path": "docs/List.md",
          "line": 12,
          "revision": "COMMIT",
          "says": "proposal list, before: Lamp: Dim, phase 2"
        }
      ],
      "fix": "file it in the proposal list as a phase-2 item of its own, or take the gate out of the branch",
      "excepted": null
    },
    {
      "rule": "champions-differ",
      "severity": "note",
      "subject": "loom",
      "message": "the champions of Loom [red|blue] <b> differ: only the list names Bo_Builder",
      "since": null,
      "days": null,
      "evidence": [
        {
          "url": "https://github.com/Own/hub/blob/COMMIT/docs/List.md#L20",
          "path": "docs/List.md",
          "line": 20,
          "revision": "COMMIT",
          "says": "proposal list: Bo_Builder"
        }
      ],
      "fix": "ask the champions who they are, and name the same people in both",
      "excepted": {
        "reason": "Bo is on leave.",
        "who": "Ada Author",
        "link": "https://example.org/1",
        "from": "2026-01-01",
        "until": "2027-01-01"
      }
    }
  ],
  "could_not_check": [
    {
      "rule": "queued-without-vote",
      "reason": "no vote of the subgroup was ever recorded"
    },
    {
      "rule": "unapplied-vote",
      "reason": "no vote of the subgroup was ever recorded"
    },
    {
      "rule": "gateless-amendment",
      "reason": "loom/x: Own/wasi-loom was not read, which would hold its gate"
    }
  ]
}
""".replace("COMMIT", COMMIT)


def test_the_table_says_what_each_side_says_and_where() -> None:
    assert drift_as_table(DRIFT, 80, color=False) == TABLE


def test_the_markdown_is_fit_for_a_comment() -> None:
    assert drift_as_markdown(DRIFT) == MARKDOWN


def test_the_json_has_every_field() -> None:
    assert drift_as_json(DRIFT) == JSON


def test_that_the_sources_agree_is_said() -> None:
    assert drift_as_table(NOTHING, 80, color=False) == "As of 2026-08-20 12:30 UTC: the sources agree\n"
    assert drift_as_markdown(NOTHING) == "### Drift: the sources agree\n\nAs of 2026-08-20 12:30 UTC.\n"


@pytest.mark.parametrize("width", [40, 80, 100, 140])
def test_no_line_of_the_table_is_wider_than_asked_but_for_addresses(width: int) -> None:
    lines = drift_as_table(DRIFT, width, color=False).splitlines()
    assert [line for line in lines if len(line) > width and "https://" not in line] == []


def test_colour_is_written_only_where_it_is_wanted() -> None:
    assert ("\x1b" in drift_as_table(DRIFT, 80, color=True), "\x1b" in TABLE) == (True, False)


@pytest.mark.parametrize("drift", [DRIFT, NOTHING])
def test_the_json_is_as_its_schema_says_and_the_schema_names_every_field(drift: Drift) -> None:
    read = schema("drift")
    Draft202012Validator.check_schema(read)
    validator = Draft202012Validator(closed(read), format_checker=FormatChecker())
    answer = json.loads(drift_as_json(drift))
    assert [error.message for error in validator.iter_errors(answer)] == []
    for field in answer:
        assert not validator.is_valid({key: value for key, value in answer.items() if key != field})
