"""Whom a requirement concerns in every format, whole; the JSON as its schema says."""

import json
from dataclasses import replace
from datetime import date

from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_impact import COMING, IMPACT, PROPOSED
from tests.reports.test_schemas import closed, schema
from tracker.reports.impact_json import impact_as_json
from tracker.reports.impact_markdown import impact_as_markdown
from tracker.reports.impact_table import impact_as_table
from tracker.reports.impact_words import days_told

COMMIT = "c" * 40

TABLE = f"""\
tests for phase 2: Tests <exist>
There are tests.
It takes effect on 2026-09-01, in 12 days. It binds those in the phase on
2026-10-06, in 47 days.
On 2026-06-25 the group gave time until 0.3.2.
https://example.org/source

1 of 6 would fail; of 3 nobody can tell
By the rule of 2026-10-06, when 0.3.2 is due, and the facts of 2026-08-20 12:30
UTC

In phase 2, and must keep it from 2026-10-06 on: 1 unmet, 1 waived, 1 met
✗  loom · phase 2
   README.md:3 names none
   https://github.com/Own/wasi-loom/blob/{COMMIT}/README.md#L3
–  kettle · phase 2
   excepted by Ada from 2026-01-01: Later. (https://example.org/1)
✓  lamp/lamp-dim · phase 2
   answered by lamp: it has 3

Before phase 2, and must meet it to enter from 2026-09-01 on: 3 unknown
?  latin, wick · phase 1
   nothing was read
?  wool · phase 0
   nothing was read
"""

MARKDOWN = f"""\
### tests for phase 2: Tests \\<exist\\>

There are tests. It takes effect on 2026-09-01, in 12 days. \
It binds those in the phase on 2026-10-06, in 47 days. \
On 2026-06-25 the group gave time until 0.3.2. [Source](https://example.org/source).

**1 of 6 would fail; of 3 nobody can tell.** \
By the rule of 2026-10-06, when 0.3.2 is due, and the facts of 2026-08-20 12:30 UTC.

#### In phase 2, and must keep it from 2026-10-06 on

1 unmet, 1 waived, 1 met.

| | Subject | Phase | What was found |
| - | - | - | - |
| ✗ | `loom` | 2 | README.md:3 names none [1](https://github.com/Own/wasi-loom/blob/{COMMIT}/README.md#L3) |
| – | `kettle` | 2 | excepted by Ada from 2026-01-01: Later. (https://example.org/1) |
| ✓ | `lamp/lamp-dim` | 2 | answered by lamp: it has 3 |

#### Before phase 2, and must meet it to enter from 2026-09-01 on

3 unknown.

| | Subject | Phase | What was found |
| - | - | - | - |
| ? | `latin` | 1 | nothing was read |
| ? | `wick` | 1 | nothing was read |
| ? | `wool` | 0 | nothing was read |
"""

PROPOSED_TABLE = """\
tests for phase 2, proposed: Tests
There are tests.
It takes effect on 2026-08-21, in 1 day.
https://example.org
This version of tracker has no check for it: people must tell who meets it.

0 of 0 would fail
By the rule of 2026-08-20, and the facts of 2026-08-20 12:30 UTC
"""


def test_the_table_puts_those_who_fail_first_and_those_alike_together() -> None:
    assert impact_as_table(IMPACT, 80, color=False) == TABLE


def test_what_is_proposed_and_what_has_no_check_is_told() -> None:
    assert impact_as_table(PROPOSED, 80, color=False) == PROPOSED_TABLE


def test_markdown_shows_everybody_in_tables() -> None:
    assert impact_as_markdown(IMPACT) == MARKDOWN


def test_a_requirement_with_an_end_tells_it() -> None:
    ending = replace(COMING, until=date(2027, 1, 1), replaced_by="plan")
    assert [*days_told(replace(IMPACT, requirement=ending))][-1] == "Counts until 2027-01-01, then plan."


def test_json_is_as_its_schema_says() -> None:
    read = schema("impact")
    Draft202012Validator.check_schema(read)
    for each in (IMPACT, PROPOSED):
        Draft202012Validator(closed(read), format_checker=FormatChecker()).validate(json.loads(impact_as_json(each)))


def test_json_tells_the_requirement_the_counts_and_every_subject() -> None:
    told = json.loads(impact_as_json(IMPACT))
    subjects = told.pop("subjects")
    assert told == {
        "schema": "wasi-tracker/impact/v1",
        "as_of": "2026-08-20T12:30:00Z",
        "day": "2026-10-06",
        "version": "0.3.2",
        "criterion": {
            "id": "tests",
            "phase": 2,
            "title": "Tests <exist>",
            "requirement": "There are tests.",
            "judged_by": "tool",
            "checked": True,
            "proposed": False,
            "said": "On 2026-06-25 the group gave time until 0.3.2.",
            "in_effect": "2026-09-01",
            "grace_until": "2026-10-06",
            "until": None,
            "source": "https://example.org/source",
        },
        "days_to_effect": 12,
        "days_of_grace": 47,
        "members": {"met": 1, "unmet": 1, "unknown": 0, "waived": 1},
        "entrants": {"met": 0, "unmet": 0, "unknown": 3, "waived": 0},
    }
    assert [(each["subject"], each["status"], each["from"]) for each in subjects] == [
        ("loom", "unmet", None),
        ("kettle", "waived", None),
        ("lamp/lamp-dim", "met", "lamp"),
        ("latin", "unknown", None),
        ("wick", "unknown", None),
        ("wool", "unknown", None),
    ]
    assert subjects[0] == {
        "subject": "loom",
        "title": "Loom",
        "phase": 2,
        "bearing": "member",
        "since": "2026-10-06",
        "status": "unmet",
        "reason": "README.md:3 names none",
        "from": None,
        "evidence": [
            {
                "url": f"https://github.com/Own/wasi-loom/blob/{COMMIT}/README.md#L3",
                "path": "README.md",
                "line": 3,
                "revision": COMMIT,
            }
        ],
    }
