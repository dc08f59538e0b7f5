"""Findings as JSON follow their schema."""

import json

from jsonschema import Draft202012Validator

from tests.reports.finding_examples import NEWER
from tracker.reports.findings_json import findings_as_json
from tracker.shipped import shipped


def test_each_finding_has_the_fields_of_the_contract() -> None:
    said = json.loads(findings_as_json([NEWER]))
    assert said == {
        "schema": "wasi-tracker/lint/v1",
        "findings": [
            {
                "rule": "since-newer-than-package",
                "severity": "error",
                "message": "the interface `light` is there since 2.0.0, but the package is 1.0.0",
                "file": "wit/a b.wit",
                "line": 3,
                "column": 2,
                "end_line": 3,
                "end_column": 25,
                "help": "correct one of the two",
            }
        ],
    }
    schema = json.loads(shipped("data/schemas/lint.v1.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(said)


def test_nothing_found_is_an_empty_list() -> None:
    assert json.loads(findings_as_json([])) == {"schema": "wasi-tracker/lint/v1", "findings": []}
