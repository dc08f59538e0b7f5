"""The JSON Schemas document every field of every answer, and nothing that is not there."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_lives import LIVES
from tests.reports.made_standing import AMENDMENT, CHECK, EXPLANATION, GATES, LAMP, PHASES, STANDING
from tracker.lives import EventKind
from tracker.reports.amendments_json import amendments_as_json
from tracker.reports.json import JsonReport
from tracker.shipped import shipped
from tracker.standing import AmendmentState

REPORT = JsonReport()
ANSWERS = {
    "status": [REPORT.status(STANDING, PHASES)],
    "show": [REPORT.show(LAMP, STANDING), REPORT.show(AMENDMENT, STANDING)],
    "gates": [REPORT.gates(GATES), REPORT.gates(())],
    "amendments": [amendments_as_json(LIVES, STANDING), amendments_as_json((), STANDING)],
    "check": [REPORT.check(CHECK)],
    "explain": [REPORT.explain(EXPLANATION)],
}


def schema(name: str) -> dict[str, Any]:
    """Return the shipped schema of a command."""
    read: dict[str, Any] = json.loads(shipped(f"data/schemas/{name}.v1.json").read_text(encoding="utf-8"))
    return read


def closed(value: Any) -> Any:
    """Return a schema that allows no field it does not name: so that no field stays undocumented."""
    if isinstance(value, list):
        return [closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    own = {key: closed(each) for key, each in value.items()}
    return (
        own | {"additionalProperties": False} if isinstance(own.get("properties"), dict) and "required" in own else own
    )


def _parts(value: Any) -> list[dict[str, Any]]:
    found = [value] if isinstance(value, dict) else []
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        found += _parts(each)
    return found


@pytest.mark.parametrize("name", ANSWERS)
def test_the_schema_is_valid_and_describes_every_field(name: str) -> None:
    read = schema(name)
    Draft202012Validator.check_schema(read)
    undescribed = [
        key
        for part in _parts(read)
        if isinstance(part.get("properties"), dict) and "required" in part
        for key, each in part["properties"].items()
        if "description" not in each
    ]
    assert (read["properties"]["schema"]["const"], undescribed) == (f"wasi-tracker/{name}/v1", [])


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answers_are_as_the_schema_says_and_have_no_field_it_lacks(name: str) -> None:
    validator = Draft202012Validator(closed(schema(name)), format_checker=FormatChecker())
    for text in ANSWERS[name]:
        assert [error.message for error in validator.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("name", ANSWERS)
def test_the_schema_rejects_an_answer_without_one_of_its_fields(name: str) -> None:
    validator = Draft202012Validator(schema(name))
    answer = json.loads(ANSWERS[name][0])
    for field in answer:
        assert not validator.is_valid({key: value for key, value in answer.items() if key != field})


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({}, True),
        ({"new": 1}, True),
        ({"status": "maybe"}, False),
        ({"status": "inherited"}, False),
        ({"status": "inherited", "from": "lamp", "from_status": "met"}, True),
        ({"from": "lamp"}, False),
        ({"reason": "two\nlines"}, False),
    ],
)
def test_only_an_inherited_requirement_says_from_whom(change: dict[str, Any], valid: bool) -> None:
    criterion = {"id": "wit", "phase": 2, "status": "met", "reason": "it reads", "evidence": [], **change}
    about = {"schema": "wasi-tracker/check/v1", "subject": "a", "phase": 2, "blocked": False}
    answer = {**about, "criteria": [criterion], "concerns": []}
    assert Draft202012Validator(schema("check")).is_valid(answer) is valid


def test_every_schema_in_the_folder_has_its_name_inside() -> None:
    folder = Path(str(shipped("data/schemas")))
    names = {path.name.removesuffix(".v1.json") for path in folder.glob("*.json")}
    assert names >= ANSWERS.keys()


@pytest.mark.parametrize("name", ["amendments", "show", "status"])
def test_an_amendment_may_be_in_any_state_that_there_is(name: str) -> None:
    allowed = schema(name)["$defs"]["amendment"]["properties"]["state"]["enum"]
    assert allowed == [state.value for state in AmendmentState]


def test_an_event_may_be_of_any_kind_that_there_is() -> None:
    assert schema("amendments")["$defs"]["event"]["properties"]["state"]["enum"] == [kind.value for kind in EventKind]


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({}, True),
        ({"phase": 3}, True),
        ({"phase": "3"}, False),
        ({"step": 9}, False),
        ({"state": "merged"}, False),
        ({"lines": [{}]}, False),
        ({"events": None}, False),
        ({"missing": ["two\nlines"]}, False),
    ],
)
def test_an_amendment_without_a_phase_or_a_place_is_valid_and_a_broken_one_is_not(
    change: dict[str, Any], valid: bool
) -> None:
    answer = json.loads(amendments_as_json(LIVES, STANDING))
    *_, proposed = answer["amendments"]
    assert (proposed["phase"], proposed["repository"], proposed["row"]) == (None, None, None)
    proposed.update(change)
    assert Draft202012Validator(schema("amendments")).is_valid(answer) is valid
