"""The ballot as JSON keeps to its contract and its schema."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_ballot import BALLOT, BREAKOUT, EMPTY, HOSTILE, LOST, SLIPPED
from tests.reports.test_schemas import _parts, closed, schema
from tracker.changes import Change, Effect, Stability
from tracker.drift.findings import Severity
from tracker.next_release.ballot import Ballot, EntryKind
from tracker.published import PublicationFault, PublicationState
from tracker.reports.ballot_json import ballot_as_json
from tracker.reports.ballot_words import tag_of
from tracker.standing import Readiness

CONTRACT = {
    "": "schema version line date_planned date_actual days_left meetings_before agenda_deadline verdict items blocking "
    "changes features published",
    "items": "subject kind question verdict criteria votes gates next_step",
    "blocking": "rule severity subject message evidence fix",
    "changes": "change item compatible amendment",
    "features": "feature adopted_in used_by",
    "published": "package version tag digest checked_at",
}
"""The fields that a ballot has by its contract."""


def told(ballot: Ballot) -> dict[str, Any]:
    """Return what a ballot says in JSON."""
    read: dict[str, Any] = json.loads(ballot_as_json(ballot))
    return read


def test_the_json_is_as_written() -> None:
    expected = (Path(__file__).parent / "ballots" / "full.json").read_text(encoding="utf-8")
    assert ballot_as_json(BALLOT) == expected


def test_every_field_of_the_contract_is_there() -> None:
    answer = told(BALLOT)
    missing = [
        (name, field)
        for name, fields in CONTRACT.items()
        for each in (answer[name] if name else [answer])
        for field in fields.split()
        if field not in each
    ]
    assert missing == []


@pytest.mark.parametrize("ballot", [BALLOT, EMPTY, SLIPPED])
def test_the_json_is_as_its_schema_says_and_the_schema_names_every_field(ballot: Ballot) -> None:
    read = schema("ballot")
    Draft202012Validator.check_schema(read)
    validator = Draft202012Validator(closed(read), format_checker=FormatChecker())
    answer = told(ballot)
    assert [error.message for error in validator.iter_errors(answer)] == []
    for field in answer:
        assert not validator.is_valid({key: value for key, value in answer.items() if key != field})


def test_the_schema_describes_every_field() -> None:
    read = schema("ballot")
    undescribed = [
        key
        for part in _parts(read)
        if isinstance(part.get("properties"), dict) and "required" in part
        for key, each in part["properties"].items()
        if "description" not in each
    ]
    assert (read["properties"]["schema"]["const"], undescribed) == ("wasi-tracker/ballot/v1", [])


@pytest.mark.parametrize(
    ("part", "field", "values"),
    [
        ("item", "kind", EntryKind),
        ("item", "verdict", Readiness),
        ("finding", "severity", Severity),
        ("change", "stability", Stability),
        ("change", "effect", Effect),
        ("publication", "state", PublicationState),
        ("fault", "fault", PublicationFault),
    ],
)
def test_the_schema_allows_each_value_that_there_is(part: str, field: str, values: type[Change]) -> None:
    assert schema("ballot")["$defs"][part]["properties"][field]["enum"] == [each.value for each in values]


def test_text_from_outside_is_told_as_it_is() -> None:
    assert told(HOSTILE)["items"][0]["question"] == BREAKOUT


@pytest.mark.parametrize(
    ("reference", "tag"),
    [
        ("registry.example/wasi/loom:0.3.1-rc", "0.3.1-rc"),
        ("registry.example:5000/wasi/loom", "0.3.1"),
        ("registry.example:5000/wasi/loom:v0.3.1", "v0.3.1"),
        ("", "0.3.1"),
    ],
)
def test_the_tag_is_the_one_that_was_looked_for(reference: str, tag: str) -> None:
    assert tag_of(replace(LOST, reference=reference)) == tag
