import json
from dataclasses import replace

from jsonschema import Draft202012Validator

from tracker.shipped import shipped
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.machines.api import api_files
from tracker.website.settings import Settings

GATES = '{\n  "schema": "wasi-tracker/gates/v1",\n  "gates": []\n}\n'
OTHER = '{"schema": "wasi-tracker/nothing-of-that-name/v1"}'


def test_documents_stand_beside_their_schemas_and_an_index(content: Content) -> None:
    told = replace(content, api={"gates.json": GATES, "other.json": OTHER})
    made = dict(api_files(context(told, Settings("1.2.3"))))
    assert list(made) == [
        "api/v1/gates.json",
        "api/v1/other.json",
        "api/v1/schemas/api.v1.json",
        "api/v1/schemas/gates.v1.json",
        "api/v1/index.json",
    ]
    assert made["api/v1/gates.json"] == GATES.encode()
    index = json.loads(made["api/v1/index.json"])
    assert index == {
        "schema": "wasi-tracker/api/v1",
        "as_of": "2026-07-21T10:00:00Z",
        "version": "1.2.3",
        "documents": [
            {"path": "gates.json", "schema": "schemas/gates.v1.json"},
            {"path": "other.json", "schema": None},
        ],
    }
    Draft202012Validator(json.loads(shipped("data/schemas/api.v1.json").read_text("utf-8"))).validate(index)
