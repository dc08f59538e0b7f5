"""Durations in every format, whole."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_latency import EMPTY, LATENCY
from tests.reports.test_schemas import closed, schema
from tracker.reports.latency_json import latency_as_json
from tracker.reports.latency_markdown import latency_as_markdown
from tracker.reports.latency_table import latency_as_table

TABLE = """\
As of 2026-08-20 12:30 UTC: 3 steps taken, 2 open; in days

How long steps took
step                 count  median  shortest                        longest
landed → listed          2     1.5  -5 lamp/lamp-dim                8 lamp/lamp-blink
landed → stabilized      0       –
in phase 2               0       –
voted → listed, voted → stabilized: unknown, no vote is recorded

What waits longest
 days  subject                 since       waits for                    next
≥ 962  loom                    2024-01-01  champion Cleo [C] Coder      Advancing to phase 2.
   19  lamp/lamp-dim           2026-08-01  subgroup                     A vote on phase 3 waits for
                                                                        the subgroup.

Days are negative where the second came first. ≥: it began before the oldest record, and no median
counts it.
"""

EACH = """\
As of 2026-08-20 12:30 UTC: 3 steps taken, 2 open; in days

How long steps took
step                 count  median  shortest                        longest
landed → listed          2     1.5  -5 lamp/lamp-dim                8 lamp/lamp-blink
landed → stabilized      0       –
in phase 2               0       –
voted → listed, voted → stabilized: unknown, no vote is recorded

Each step
 days  subject          step                                                  from        to
    8  lamp/lamp-blink  landed → listed                                       2026-03-01  2026-03-09
   -5  lamp/lamp-dim    landed → listed                                       2026-03-10  2026-03-05
≥ 731  lamp             in phase 2                                            2024-01-01  2026-01-01

What waits longest
 days  subject                 since       waits for                    next
≥ 962  loom                    2024-01-01  champion Cleo [C] Coder      Advancing to phase 2.
   19  lamp/lamp-dim           2026-08-01  subgroup                     A vote on phase 3 waits for
                                                                        the subgroup.

Days are negative where the second came first. ≥: it began before the oldest record, and no median
counts it.
"""

NARROW = """\
As of 2026-08-20 12:30 UTC: 3 steps taken, 2 open;
in days

How long steps took
step                                 count  median
landed → listed                          2     1.5
landed → stabilized                      0       –
in phase 2                               0       –
voted → listed, voted → stabilized: unknown, no
vote is recorded

What waits longest
 days  subject             waits for
≥ 962  loom                champion Cleo [C] Coder
   19  lamp/lamp-dim       subgroup

Days are negative where the second came first. ≥:
it began before the oldest record, and no median
counts it.
"""

NOTHING = """\
As of 2026-08-20 12:30 UTC: 0 steps taken, 0 open; in days

How long steps took
step  count  median  shortest                                longest
"""

MARKDOWN = """\
# How long steps take

As of 2026-08-20 12:30 UTC, in days.

| step | count | median | shortest | longest |
| --- | --- | --- | --- | --- |
| landed → listed | 2 | 1.5 | -5 `lamp/lamp-dim` | 8 `lamp/lamp-blink` |
| landed → stabilized | 0 | – |  |  |
| in phase 2 | 0 | – |  |  |

* voted → listed, voted → stabilized: unknown, no vote is recorded

## Each step

| days | subject | step | from | to |
| --- | --- | --- | --- | --- |
| 8 | `lamp/lamp-blink` | landed → listed | 2026-03-01 | 2026-03-09 |
| -5 | `lamp/lamp-dim` | landed → listed | 2026-03-10 | 2026-03-05 |
| ≥ 731 | `lamp` | in phase 2 | 2024-01-01 | 2026-01-01 |

## What waits longest

| days | subject | since | waits for | next |
| --- | --- | --- | --- | --- |
| ≥ 962 | `loom` | 2024-01-01 | champion Cleo \\[C\\] Coder | Advancing to phase 2. |
| 19 | `lamp/lamp-dim` | 2026-08-01 | subgroup | A vote on phase 3 waits for the subgroup. |

* Days are negative where the second came first.
* ≥: it began before the oldest record, and no median counts it.
"""


def test_the_table_has_the_medians_first_then_what_waits_longest() -> None:
    assert latency_as_table(LATENCY, 100, color=False) == TABLE


def test_each_step_is_listed_where_it_is_asked_for() -> None:
    assert latency_as_table(LATENCY, 100, color=False, each_step=True) == EACH


def test_a_narrow_table_has_only_the_days_and_who_is_waited_for() -> None:
    assert latency_as_table(LATENCY, 50, color=False) == NARROW


def test_a_world_in_which_nothing_happened_has_a_table_too() -> None:
    assert latency_as_table(EMPTY, 100, color=False) == NOTHING


@pytest.mark.parametrize("width", [40, 60, 79, 80, 100, 140])
def test_no_line_is_wider_than_asked_or_ends_in_space(width: int) -> None:
    lines = latency_as_table(LATENCY, width, color=False, each_step=width >= 80).splitlines()
    assert [line for line in lines if len(line) > width or line != line.rstrip()] == []


def test_colour_is_written_only_where_it_is_wanted() -> None:
    assert "\x1b" in latency_as_table(LATENCY, 100, color=True)
    assert "\x1b" not in latency_as_table(LATENCY, 100, color=False)


def test_markdown_has_the_same_in_tables() -> None:
    assert latency_as_markdown(LATENCY, each_step=True) == MARKDOWN


def test_the_json_says_everything() -> None:
    assert json.loads(latency_as_json(LATENCY)) == {
        "schema": "wasi-tracker/latency/v1",
        "as_of": "2026-08-20T12:30:00Z",
        "medians": [
            {
                "step": "landed-to-tracked",
                "count": 2,
                "median_days": 1.5,
                "shortest": {"subject": "lamp/lamp-dim", "days": -5},
                "longest": {"subject": "lamp/lamp-blink", "days": 8},
            },
            {"step": "landed-to-stabilized", "count": 0, "median_days": None, "shortest": None, "longest": None},
            {"step": "in-phase-2", "count": 0, "median_days": None, "shortest": None, "longest": None},
        ],
        "steps": [
            {
                "subject": "lamp/lamp-blink",
                "step": "landed-to-tracked",
                "began": "2026-03-01",
                "ended": "2026-03-09",
                "days": 8,
                "at_least": False,
            },
            {
                "subject": "lamp/lamp-dim",
                "step": "landed-to-tracked",
                "began": "2026-03-10",
                "ended": "2026-03-05",
                "days": -5,
                "at_least": False,
            },
            {
                "subject": "lamp",
                "step": "in-phase-2",
                "began": "2024-01-01",
                "ended": "2026-01-01",
                "days": 731,
                "at_least": True,
            },
        ],
        "waiting": [
            {
                "subject": "loom",
                "step": "Advancing to phase 2.",
                "waits_for": "champion Cleo [C] Coder",
                "since": "2024-01-01",
                "days": 962,
                "at_least": True,
            },
            {
                "subject": "lamp/lamp-dim",
                "step": "A vote on phase 3 waits for the subgroup.",
                "waits_for": "subgroup",
                "since": "2026-08-01",
                "days": 19,
                "at_least": False,
            },
        ],
        "unknown": [
            {"step": "voted-to-listed", "reason": "no vote is recorded"},
            {"step": "voted-to-stabilized", "reason": "no vote is recorded"},
        ],
    }


def test_the_json_is_as_its_schema_says_and_has_no_field_it_lacks() -> None:
    read = schema("latency")
    Draft202012Validator.check_schema(read)
    validator = Draft202012Validator(closed(read), format_checker=FormatChecker())
    for latency in (LATENCY, EMPTY):
        said = json.loads(latency_as_json(latency))
        assert [error.message for error in validator.iter_errors(said)] == []


@pytest.mark.parametrize("part", ["medians", "steps", "waiting", "unknown"])
def test_the_schema_rejects_an_answer_without_one_of_its_fields(part: str) -> None:
    validator = Draft202012Validator(schema("latency"))
    said = json.loads(latency_as_json(LATENCY))
    assert not validator.is_valid({key: value for key, value in said.items() if key != part})
    for name in said[part][0]:
        less = {key: value for key, value in said[part][0].items() if key != name}
        assert not validator.is_valid(said | {part: [less]})
