"""News in every format, whole; the JSON as its schema says."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.test_schemas import closed, schema
from tracker.news import News, NewsChange, NewsItem, NewsKind
from tracker.reports.news_json import news_as_json
from tracker.reports.news_markdown import news_as_markdown
from tracker.reports.news_table import news_as_table

NEWS = News(
    since=datetime(2026, 8, 1, 9, tzinfo=UTC),
    as_of=datetime(2026, 8, 20, 12, 30, tzinfo=UTC),
    subjects=("lamp",),
    items=(
        NewsItem("lamp", NewsKind.PHASE, NewsChange.NEW, "renamed from “Light” to “Lamp”", date(2026, 8, 3), None),
        NewsItem(
            *("lamp", NewsKind.DRIFT, NewsChange.CHANGED, "the list says 2, *it* says 3 (phase-claims-differ)", None),
            "https://example.org/README.md#L3",
        ),
        NewsItem(
            *("lamp/lamp-dim", NewsKind.CONCERN, NewsChange.GONE, "settled: the concern of @ada,\x1b Too\nbright."),
            date(2026, 8, 9), None,
        ),
    ),
    untold=(NewsKind.BLOCKING,),
)  # fmt: skip

TABLE = """\
News from 2026-08-01 09:00 UTC to 2026-08-20 12:30 UTC

lamp
  phase     2026-08-03  renamed from “Light” to “Lamp”
  drift                 the list says 2, *it* says 3
                        (phase-claims-differ) (changed)
                        https://example.org/README.md#L3

lamp/lamp-dim
  concern   2026-08-09  settled: the concern of @ada,\ufffd Too bright.

Not looked at, for it could not be read: what stands against the next
release (`tracker release next` says why).
"""

MARKDOWN = """\
# News

From 2026-08-01 09:00 UTC to 2026-08-20 12:30 UTC.

## `lamp`

* **phase** 2026-08-03: renamed from “Light” to “Lamp”
* **drift** the list says 2, \\*it\\* says 3 (phase-claims-differ) (changed) \
([source](https://example.org/README.md#L3))

## `lamp/lamp-dim`

* **concern** 2026-08-09: settled: the concern of `@ada`,\ufffd Too bright.

Not looked at, for it could not be read: what stands against the next release (`tracker release next` says why).
"""


def test_the_table() -> None:
    assert news_as_table(NEWS, 72, color=False) == TABLE


def test_the_markdown() -> None:
    assert news_as_markdown(NEWS) == MARKDOWN


def test_without_news_there_is_no_text() -> None:
    quiet = replace(NEWS, items=())
    assert (news_as_table(quiet, 72, color=True), news_as_markdown(quiet)) == ("", "")
    assert json.loads(news_as_json(quiet))["news"] == []


def test_the_json_is_as_its_schema_says() -> None:
    validator = Draft202012Validator(closed(schema("news")), format_checker=FormatChecker())
    answer = json.loads(news_as_json(NEWS))
    assert [error.message for error in validator.iter_errors(answer)] == []
    assert {key: answer[key] for key in ("as_of", "since", "subjects", "untold")} == {
        "as_of": "2026-08-20T12:30:00Z",
        "since": "2026-08-01T09:00:00Z",
        "subjects": ["lamp"],
        "untold": ["blocking"],
    }
    assert answer["news"][0] == {
        "subject": "lamp",
        "kind": "phase",
        "change": "new",
        "says": "renamed from “Light” to “Lamp”",
        "date": "2026-08-03",
        "url": None,
    }
    kinds = schema("news")["$defs"]["item"]["properties"]["kind"]["enum"]
    assert kinds == [*NewsKind]
