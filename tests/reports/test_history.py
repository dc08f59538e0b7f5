"""Timelines and the log in every format, written out whole."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from markdown_it import MarkdownIt

from tests.reports.made_past import AS_OF, EVENTS, FIRST, LAMP_PAST, PAST, SECOND, THIRD, url
from tests.reports.made_standing import HUB, LAMP, STANDING
from tracker.happenings import Timeline, happenings
from tracker.reports.history_json import history_as_json
from tracker.reports.history_markdown import history_as_markdown
from tracker.reports.history_table import history_as_table
from tracker.reports.json import JsonReport
from tracker.reports.log_json import log_as_json
from tracker.reports.log_markdown import log_as_markdown
from tracker.reports.log_table import log_as_table
from tracker.reports.markdown import MarkdownReport
from tracker.reports.table import TableReport
from tracker.shipped import shipped

LOG = happenings(PAST, HUB)


def _lines(text: str) -> list[str]:
    assert text.endswith("\n")
    return text.splitlines()


def _change(day: str, subject: str, kind: str, origin: int | str | None, target: int | str | None, **rest: str) -> Any:
    return {"date": day, "subject": subject, "from": origin, "to": target, "kind": kind, **rest}


LAMP_CHANGES = [
    _change(
        "2024-01-01", "lamp", "entered", None, 1, revision=FIRST, title="Lantern", url=url(FIRST, 7),
        author="Bo B", summary="`it` <now>",
    ),
    _change(
        "2024-02-01", "lamp", "renamed", "Lantern", "Lamp", revision=SECOND, title="Lamp", url=url(SECOND, 7),
        author="Ada", summary="Move on",
    ),
    _change(
        "2024-02-01", "lamp", "advanced", 1, 3, revision=SECOND, title="Lamp", url=url(SECOND, 7), author="Ada",
        summary="Move on",
    ),
]  # fmt: skip


def test_history_as_json() -> None:
    said = json.loads(history_as_json(PAST, AS_OF))
    assert (said["schema"], said["as_of"]) == ("wasi-tracker/history/v1", "2026-08-20T12:30:00Z")
    assert said["changes"] == [
        *LAMP_CHANGES,
        _change(
            "2024-03-01", "lamp/lamp-dim", "entered", None, 2, revision=THIRD, title="Lamp: Dim", url=url(THIRD, 9),
            author="Ada", summary="Track",
        ),
        _change(
            "2024-05-01", "lamp/lamp-dim", "removed", 2, None, revision=FIRST, title="Lamp: Dim", url=url(FIRST),
            author="Ada", summary="Drop | it",
        ),
    ]  # fmt: skip
    assert [(each["date"], each["state"]) for each in said["events"]] == [
        ("2024-03-01", "tracked"),
        ("2024-04-01", "landed"),
        ("2024-04-02", "voted"),
        ("2024-04-03", "deferred"),
    ]
    assert said["events"][1] == {
        "date": "2024-04-01",
        "subject": "lamp/lamp-dim",
        "state": "landed",
        "line": "0.3",
        "summary": "landed with 1 gate",
        "repository": "Own/hub",
        "revision": SECOND,
        "url": "https://github.com/Own/hub/a",
        "who": "Bo",
    }


def test_history_as_table() -> None:
    assert _lines(history_as_table(PAST, AS_OF, 80, color=False)) == [
        "As of 2026-08-20 12:30 UTC: 5 changes of the proposal list",
        "",
        "lamp · Lamp",
        "  2024-01-01  entered the list at phase  Bo B         1111111 `it` <now>",
        "              1",
        "  2024-02-01  renamed from “Lantern” to  Ada          2222222 Move on",
        "              “Lamp”",
        "  2024-02-01  advanced from phase 1 to   Ada          2222222 Move on",
        "              3",
        "",
        "lamp/lamp-dim · Lamp: Dim",
        "  2024-03-01  entered the list at phase  Ada          3333333 Track",
        "              2",
        "  2024-05-01  left the list at phase 2   Ada          1111111 Drop | it",
        "  its life behind the feature",
        "  2024-04-01  landed with 1 gate         Bo           Own/hub@2222222",
        "  2024-04-02  voted to phase 3                        https://example.org/notes",
        "  2024-04-03  put off",
    ]


def test_nothing_in_a_table() -> None:
    assert _lines(history_as_table((), AS_OF, 80, color=False)) == [
        "As of 2026-08-20 12:30 UTC: 0 changes of the proposal list",
        "nothing happened",
    ]
    assert _lines(log_as_table((), AS_OF, 80, color=False)) == [
        "As of 2026-08-20 12:30 UTC, newest first",
        "",
        "nothing happened",
    ]


def test_history_as_markdown() -> None:
    assert _lines(history_as_markdown(PAST, AS_OF)) == [
        "# History",
        "",
        "As of 2026-08-20 12:30 UTC.",
        "",
        "## Lamp (`lamp`)",
        "",
        f"* 2024-01-01: entered the list at phase 1 (Bo B, [`1111111` \\`it\\` \\<now\\>]({url(FIRST, 7)}))",
        f"* 2024-02-01: renamed from “Lantern” to “Lamp” (Ada, [`2222222` Move on]({url(SECOND, 7)}))",
        f"* 2024-02-01: advanced from phase 1 to 3 (Ada, [`2222222` Move on]({url(SECOND, 7)}))",
        "",
        "## Lamp: Dim (`lamp/lamp-dim`)",
        "",
        f"* 2024-03-01: entered the list at phase 2 (Ada, [`3333333` Track]({url(THIRD, 9)}))",
        f"* 2024-05-01: left the list at phase 2 (Ada, [`1111111` Drop \\| it]({url(FIRST)}))",
        "* 2024-04-01: landed with 1 gate (Bo, [`2222222`](https://github.com/Own/hub/a))",
        "* 2024-04-02: voted to phase 3 ([source](https://example.org/notes))",
        "* 2024-04-03: put off",
    ]


def test_a_commit_of_which_little_was_kept_is_shown_by_its_id() -> None:
    bare = Timeline("lamp", "Lamp", (replace(LAMP_PAST.changes[0], author="", summary=""),))
    assert _lines(history_as_markdown([bare], AS_OF))[6:] == [
        f"* 2024-01-01: entered the list at phase 1 ([`1111111`]({url(FIRST, 7)}))",
    ]
    assert _lines(history_as_table([bare], AS_OF, 100, color=False))[3:] == [
        "  2024-01-01  entered the list at phase 1                         1111111",
    ]


def test_a_terminal_shows_colours() -> None:
    for text in (history_as_table(PAST, AS_OF, 100, color=True), log_as_table(LOG, AS_OF, 100, color=True)):
        assert "\x1b[1m" in text


def test_log_as_json() -> None:
    said = json.loads(log_as_json(LOG[3:6], AS_OF, 7))
    assert said == {
        "schema": "wasi-tracker/log/v1",
        "as_of": "2026-08-20T12:30:00Z",
        "more": 7,
        "log": [
            {
                "date": "2024-04-01",
                "subject": "lamp/lamp-dim",
                "topic": "amendment",
                "kind": "landed",
                "from": None,
                "to": None,
                "title": "Lamp: Dim",
                "summary": "landed with 1 gate",
                "line": "0.3",
                "repository": "Own/hub",
                "revision": SECOND,
                "url": "https://github.com/Own/hub/a",
                "who": "Bo",
            },
            {
                "date": "2024-03-01",
                "subject": "lamp/lamp-dim",
                "topic": "phase",
                "kind": "entered",
                "from": None,
                "to": 2,
                "title": "Lamp: Dim",
                "summary": "entered the list at phase 2",
                "line": None,
                "repository": "Own/hub",
                "revision": THIRD,
                "url": url(THIRD, 9),
                "who": "Ada",
            },
            {
                "date": "2024-02-01",
                "subject": "lamp",
                "topic": "phase",
                "kind": "advanced",
                "from": 1,
                "to": 3,
                "title": "Lamp",
                "summary": "advanced from phase 1 to 3",
                "line": None,
                "repository": "Own/hub",
                "revision": SECOND,
                "url": url(SECOND, 7),
                "who": "Ada",
            },
        ],
    }


def test_log_as_table() -> None:
    assert _lines(log_as_table(LOG, AS_OF, 80, color=False)) == [
        "As of 2026-08-20 12:30 UTC, newest first",
        "",
        "2024-05-01  lamp/lamp-dim  left the list at phase 2                Ada",
        "2024-04-03  lamp/lamp-dim  put off",
        "2024-04-02  lamp/lamp-dim  voted to phase 3",
        "2024-04-01  lamp/lamp-dim  landed with 1 gate                      Bo",
        "2024-03-01  lamp/lamp-dim  entered the list at phase 2             Ada",
        "2024-02-01  lamp           advanced from phase 1 to 3              Ada",
        "            lamp           renamed from “Lantern” to “Lamp”        Ada",
        "2024-01-01  lamp           entered the list at phase 1             Bo B",
    ]


def test_log_as_markdown() -> None:
    assert _lines(log_as_markdown(LOG, AS_OF)) == [
        "# Log",
        "",
        "As of 2026-08-20 12:30 UTC.",
        "",
        "| date | subject | what happened | by | where |",
        "| --- | --- | --- | --- | --- |",
        f"| 2024-05-01 | `lamp/lamp-dim` | left the list at phase 2 | Ada | [`1111111`]({url(FIRST)}) |",
        "| 2024-04-03 | `lamp/lamp-dim` | put off |  |  |",
        "| 2024-04-02 | `lamp/lamp-dim` | voted to phase 3 |  | [source](https://example.org/notes) |",
        "| 2024-04-01 | `lamp/lamp-dim` | landed with 1 gate | Bo | [`2222222`](https://github.com/Own/hub/a) |",
        f"| 2024-03-01 | `lamp/lamp-dim` | entered the list at phase 2 | Ada | [`3333333`]({url(THIRD, 9)}) |",
        f"| 2024-02-01 | `lamp` | advanced from phase 1 to 3 | Ada | [`2222222`]({url(SECOND, 7)}) |",
        f"| 2024-02-01 | `lamp` | renamed from “Lantern” to “Lamp” | Ada | [`2222222`]({url(SECOND, 7)}) |",
        f"| 2024-01-01 | `lamp` | entered the list at phase 1 | Bo B | [`1111111`]({url(FIRST, 7)}) |",
    ]


def test_markup_from_outside_stays_text() -> None:
    odd = Timeline("<b>x</b>", "*[x](y)* <i>", (LAMP_PAST.changes[0],), EVENTS)
    text = history_as_markdown([odd], AS_OF) + "\n" + log_as_markdown(happenings([odd], HUB), AS_OF)
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert [tag for tag in ("<b>", "<i>", "<now>", '<a href="y">') if tag in rendered] == []


def test_show_ends_with_what_happened() -> None:
    table = TableReport(80, color=False)
    timeline = _lines(history_as_table([LAMP_PAST], AS_OF, 80, color=False))[3:]
    assert _lines(table.show(LAMP, STANDING, LAMP_PAST)) == [
        *_lines(table.show(LAMP, STANDING)),
        "",
        "History",
        *timeline,
    ]
    markdown = MarkdownReport()
    *before, as_of = _lines(markdown.show(LAMP, STANDING))
    happened = ["## History", "", *_lines(history_as_markdown([LAMP_PAST], AS_OF))[6:], ""]
    assert _lines(markdown.show(LAMP, STANDING, LAMP_PAST)) == [*before, *happened, as_of]
    assert json.loads(JsonReport().show(LAMP, STANDING, LAMP_PAST))["history"] == LAMP_CHANGES


def test_show_is_silent_where_nothing_happened() -> None:
    nothing = Timeline("lamp", "Lamp", ())
    for report in (TableReport(80, color=False), MarkdownReport(), JsonReport()):
        assert report.show(LAMP, STANDING, nothing) == report.show(LAMP, STANDING)


# --- schemas ----------------------------------------------------------------------------------------------------------

ANSWERS = {
    "history": [history_as_json(PAST, AS_OF), history_as_json((), AS_OF)],
    "log": [log_as_json(LOG, AS_OF, 0), log_as_json((), AS_OF, 3)],
    "show": [JsonReport().show(LAMP, STANDING, LAMP_PAST)],
}


def _schema(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(shipped(f"data/schemas/{name}.v1.json").read_text(encoding="utf-8"))
    return read


def _closed(value: Any) -> Any:
    """Return a schema that allows no field it does not name."""
    if isinstance(value, list):
        return [_closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    own = {key: _closed(each) for key, each in value.items()}
    return own | {"additionalProperties": False} if isinstance(own.get("properties"), dict) and "type" in own else own


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_as_their_schema_says(name: str) -> None:
    Draft202012Validator.check_schema(_schema(name))
    validator = Draft202012Validator(_closed(_schema(name)), format_checker=FormatChecker())
    for text in ANSWERS[name]:
        assert [error.message for error in validator.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize(
    ("kind", "origin", "target", "valid"),
    [
        ("entered", None, 1, True),
        ("entered", 0, 1, False),
        ("removed", 1, None, True),
        ("removed", 1, 2, False),
        ("renamed", "a", "b", True),
        ("renamed", 1, 2, False),
        ("advanced", 1, 2, True),
        ("advanced", None, 2, False),
    ],
)
def test_the_kind_says_what_the_ends_are(
    kind: str, origin: int | str | None, target: int | str | None, valid: bool
) -> None:
    answer = json.loads(ANSWERS["history"][0])
    answer["changes"] = [{**LAMP_CHANGES[0], "kind": kind, "from": origin, "to": target}]
    assert Draft202012Validator(_schema("history")).is_valid(answer) is valid
