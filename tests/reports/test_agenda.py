"""What comes next, in every form, written out."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_agenda import AGENDA, DIMMER, EMPTY, LOOM
from tests.reports.test_schemas import _parts, closed, schema
from tracker.reports.agenda_json import agenda_as_json
from tracker.reports.agenda_markdown import agenda_as_markdown
from tracker.reports.agenda_pieces import agenda_items, vote_slides
from tracker.reports.agenda_table import agenda_as_table
from tracker.sources.meetings import read_notes

TABLE = """\
As of 2030-03-05 12:00 UTC: 3 meetings to come, 1 ready for a vote, 1 for people to tell

Meetings
  2030-03-07 Thu
    Proposals
      Loom to phase 1 (@ada) · vote, phase 1 · loom
  2030-03-14 Thu  nothing on its agenda yet
  2030-03-28 Thu  planned: by the rhythm only, no agenda is there yet

Releases
  0.1.4, announced for 2030-04-02 Tue
  next 0.1, by the train 2030-06-04 Tue

Ready for a vote
  loom · phase 0 to 1 · a vote is on the agenda of 2030-03-07
      to make 0.1.4, at the meeting of 2030-03-07: until 2030-03-07; the week's notice that the
      chairs aim for is over

For people to tell: nothing stands against a vote, and this is open
  lamp/lamp-dimmer · phase 2 to 3
    https://github.com/Own/wasi-lamp/tree/HEAD/api
      portability-plan: people must attest it
      first meeting with a week's notice: 2030-03-14
      to make 0.1.4, at the meeting of 2030-03-28: ask by 2030-03-21, by the rule until 2030-03-27
      to make the 0.1 release of 2030-06-04, at the meeting of 2030-05-23: ask by 2030-05-16, by the
      rule until 2030-05-22
"""
MARKDOWN = """\
### Agenda: 3 meetings to come, 1 ready for a vote, 1 for people to tell

As of 2030-03-05 12:00 UTC.

#### Meetings

* [2030-03-07 Thu](https://github.com/Own/meetings/blob/bb/own/2030/OWN-03-07.md)
  * [Proposals](https://github.com/Own/meetings/blob/bb/own/2030/OWN-03-07.md#L10)
    * [Loom to phase 1](https://github.com/Own/meetings/blob/bb/own/2030/OWN-03-07.md#L11) · **vote, phase 1** · `loom`
* [2030-03-14 Thu](https://example.org/14): nothing on its agenda yet
* 2030-03-28 Thu: planned: by the rhythm only, no agenda is there yet

#### Releases

* 0.1.4, announced for 2030-04-02 Tue
* next 0.1, by the train 2030-06-04 Tue

#### Ready for a vote

* `loom` · phase 0 to 1 · a vote is on the agenda of 2030-03-07
  * to make 0.1.4, at the meeting of 2030-03-07: until 2030-03-07; the week's notice that the chairs aim for is over

#### For people to tell

* [`lamp/lamp-dimmer`](https://github.com/Own/wasi-lamp/tree/HEAD/api) · phase 2 to 3
  * open: `portability-plan`: people must attest it
  * first meeting with a week's notice: 2030-03-14
  * to make 0.1.4, at the meeting of 2030-03-28: ask by 2030-03-21, by the rule until 2030-03-27
  * to make the 0.1 release of 2030-06-04, at the meeting of 2030-05-23: ask by 2030-05-16, by the rule until 2030-05-22
"""
ITEMS = """\
    1. Vote: Loom to phase 1
    1. Vote: [Lamp: Dim\\_mer](https://github.com/Own/wasi-lamp/tree/HEAD/api) to phase 3 (Ada Author, Bo Builder)
"""
SLIDES = """\
## Loom: phase 1

**Should Loom advance from phase 0 to phase 1?**

| Requirement | Phase | | Why | Evidence |
| --- | --- | --- | --- | --- |
| WIT of the API | 2 | ✓ | wasi:loom with 1 interface |  |

Dependencies: none

| SF | F | N | A | SA |
| -- | -- | -- | -- | -- |
|    |    |    |    |    |

---

## [Lamp: Dim\\_mer](https://github.com/Own/wasi-lamp/tree/HEAD/api): phase 3

**Should Lamp: Dim\\_mer advance from phase 2 to phase 3, so that what the feature `lamp-dimmer` gates becomes stable?**

Presented by Ada Author, Bo Builder

| Requirement | Phase | | Why | Evidence |
| --- | --- | --- | --- | --- |
| WIT of the API | 2 | ↑✓ | answered by lamp: a \\| b | [README.md:4](https://example.org/api/README.md#L4) |
| A plan | 3 | ? | people must attest it |  |

Dependencies: `wasi:io` (phase 3), `wasi:wick` (phase unknown)

| SF | F | N | A | SA |
| -- | -- | -- | -- | -- |
|    |    |    |    |    |
"""


def test_a_table_says_what_comes_next_and_by_when_to_ask() -> None:
    assert agenda_as_table(AGENDA, 100, color=False) == TABLE


def test_markdown_says_the_same() -> None:
    assert agenda_as_markdown(AGENDA) == MARKDOWN


def test_items_have_the_form_that_agendas_use() -> None:
    assert agenda_items([LOOM, DIMMER]) == ITEMS


def test_items_are_read_again_as_requests_for_votes() -> None:
    item = agenda_items([replace(DIMMER, title="Lamp: Dimmer")])
    text = f"# Weekly\n\n## Agenda items\n\n1. Proposals and discussions\n{item}\n## Notes\n"
    _, read = read_notes(text).agenda
    assert (read.depth, read.asks_vote, read.phase, read.presenters, read.links) == (
        1,
        True,
        3,
        ("Ada Author", "Bo Builder"),
        (DIMMER.url,),
    )


def test_a_slide_has_question_requirements_dependencies_and_options() -> None:
    assert vote_slides(AGENDA, [LOOM, DIMMER]) == SLIDES


def test_where_nothing_is_known_nothing_is_made_up() -> None:
    assert agenda_as_table(EMPTY, 80, color=False) == (
        "As of 2030-03-05 12:00 UTC: 0 meetings to come, nothing ready for a vote, 0 for\npeople to tell\n\n"
        "Meetings\n  none is known\n\nReady for a vote\n  nothing\n"
    )
    assert (agenda_items([]), vote_slides(EMPTY, [])) == ("", "")


def test_the_json_is_as_its_schema_says() -> None:
    read = schema("agenda")
    Draft202012Validator.check_schema(read)
    validator = Draft202012Validator(closed(read), format_checker=FormatChecker())
    for each in (AGENDA, EMPTY):
        assert [error.message for error in validator.iter_errors(json.loads(agenda_as_json(each)))] == []
    undescribed = [
        key
        for part in _parts(read)
        if isinstance(part.get("properties"), dict) and "required" in part
        for key, each in part["properties"].items()
        if "description" not in each
    ]
    assert (read["properties"]["schema"]["const"], undescribed) == ("wasi-tracker/agenda/v1", [])


def test_the_json_holds_every_value() -> None:
    answer = json.loads(agenda_as_json(AGENDA))
    assert answer["meetings"][0]["items"][2] == {
        "text": "Loom to phase 1",
        "line": 11,
        "depth": 1,
        "presenters": ["@ada"],
        "links": ["https://example.org/loom"],
        "asks_vote": True,
        "phase": 1,
        "subjects": ["loom"],
        "usual": False,
        "url": "https://github.com/Own/meetings/blob/bb/own/2030/OWN-03-07.md#L11",
    }
    assert answer["undetermined"][0]["deadlines"][0] == {
        "release": {"line": "0.1", "version": "0.1.4", "date": "2030-04-02"},
        "meeting": "2030-03-28",
        "aim": "2030-03-21",
        "rule": "2030-03-27",
    }
    assert answer["undetermined"][0]["open"] == [
        {"id": "portability-plan", "phase": 3, "reason": "people must attest it"}
    ]


@pytest.mark.parametrize("field", json.loads(agenda_as_json(EMPTY)))
def test_the_schema_rejects_an_answer_without_one_of_its_fields(field: str) -> None:
    answer: dict[str, Any] = json.loads(agenda_as_json(AGENDA))
    del answer[field]
    assert not Draft202012Validator(schema("agenda")).is_valid(answer)
