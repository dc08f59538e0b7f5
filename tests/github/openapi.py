"""GitHub's published OpenAPI description: what an answer of each endpoint must hold.

`tests/system/install.sh` fetches it. It is large: the parts that the fake's endpoints use are written into a file of
their own the first time, and an object that was valid once is not looked at again.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

PUBLISHED = Path(__file__, "../../../.venv/share/github-api-23.0.2.json").resolve()
"""The description of api.github.com, as the package @octokit/openapi has it."""
PATHS = (
    "/rate_limit",
    "/user",
    "/repos/{owner}/{repo}",
    "/repos/{owner}/{repo}/branches/{branch}",
    "/repos/{owner}/{repo}/compare/{basehead}",
    "/repos/{owner}/{repo}/contents/{path}",
    "/repos/{owner}/{repo}/forks",
    "/repos/{owner}/{repo}/git/blobs",
    "/repos/{owner}/{repo}/git/blobs/{file_sha}",
    "/repos/{owner}/{repo}/git/commits",
    "/repos/{owner}/{repo}/git/commits/{commit_sha}",
    "/repos/{owner}/{repo}/git/ref/{ref}",
    "/repos/{owner}/{repo}/git/refs",
    "/repos/{owner}/{repo}/git/refs/{ref}",
    "/repos/{owner}/{repo}/git/trees",
    "/repos/{owner}/{repo}/git/trees/{tree_sha}",
    "/repos/{owner}/{repo}/issues",
    "/repos/{owner}/{repo}/issues/{issue_number}",
    "/repos/{owner}/{repo}/issues/{issue_number}/comments",
    "/repos/{owner}/{repo}/issues/comments/{comment_id}",
    "/repos/{owner}/{repo}/pulls",
    "/repos/{owner}/{repo}/pulls/{pull_number}",
    "/repos/{owner}/{repo}/pulls/{pull_number}/files",
    "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
    "/repos/{owner}/{repo}/releases",
)
"""The endpoints that the fake has."""
MISSING = "is not there: `sh tests/system/install.sh` fetches it, with npm and a registry"
_COMPONENT = re.compile(r"#/components/(\w+)/(.+)")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_FORMATS = FormatChecker(formats=())
_URN = "urn:github"
Schema = dict[str, Any]


@_FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or _URI.fullmatch(value) is not None


@_FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class UndocumentedError(AssertionError):
    """The fake gave an answer that GitHub's description does not allow."""


@cache
def published() -> "Description":
    """Return the description, where it was fetched."""
    fetched(PUBLISHED, "GitHub's description of its API")
    return Description(_used_parts())


def fetched(file: Path, what: str) -> Path:
    """Return a file; where it is not there, the test is skipped, and fails in continuous integration."""
    if not file.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{what} {MISSING}")
        pytest.skip(f"{what} {MISSING}")
    return file


def _used_parts() -> Schema:
    """Return the parts of the description that the endpoints use."""
    key = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    kept = PUBLISHED.with_name(f"{PUBLISHED.stem}-used-{key}.json")
    if not kept.is_file():
        whole = json.loads(PUBLISHED.read_text(encoding="utf-8"))
        new = kept.with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(_extract(whole)), encoding="utf-8")
        new.replace(kept)
    read: Schema = json.loads(kept.read_text(encoding="utf-8"))
    return read


def _extract(whole: Schema) -> Schema:
    answers = {
        f"{verb.upper()} {path}": _answers(whole, operation["responses"])
        for path in PATHS
        for verb, operation in whole["paths"][path].items()
    }
    components: dict[str, Schema] = {}
    todo = [answers, {"$ref": "#/components/schemas/basic-error"}]
    while todo:
        for name in _named(todo.pop()):
            if name not in components:
                components[name] = whole["components"]["schemas"][name]
                todo.append(components[name])
    return {"answers": _plain(answers), "components": {"schemas": _plain(components)}}


def _answers(whole: Schema, responses: Schema) -> Schema:
    """Return, for each status, the schema of its body; `None` where it has none."""
    found = {}
    for status, response in responses.items():
        at = response
        if "$ref" in response and (match := _COMPONENT.fullmatch(response["$ref"])) is not None:
            at = whole["components"][match[1]][match[2]]
        found[status] = at.get("content", {}).get("application/json", {}).get("schema")
    return found


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _named(each)
    elif isinstance(value, dict):
        if isinstance(value.get("$ref"), str) and (match := _COMPONENT.fullmatch(value["$ref"])) is not None:
            yield match[2]
        for each in value.values():
            yield from _named(each)


def _plain(value: Any) -> Any:
    """Return a schema of OpenAPI 3.0 as JSON Schema: there `nullable` is a type."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        return {"$ref": f"{_URN}{value['$ref']}"}
    own = {key: _plain(each) for key, each in value.items() if key not in {"discriminator", "examples", "xml"}}
    if own.get("nullable") is not True:
        return own
    del own["nullable"]
    return {"anyOf": [own, {"type": "null"}], **({"example": None} if own.get("example") is None else {})}


class Description:
    """What GitHub says about its answers."""

    def __init__(self, parts: Schema) -> None:
        self._answers: dict[str, dict[str, Schema | None]] = parts["answers"]
        self._parts = parts
        self._valid: dict[tuple[int, int], object] = {}
        self._kept: dict[int, object] = {}

    def check(self, verb: str, path: str, status: int, body: Any) -> None:
        """Raise `UndocumentedError` unless the endpoint may answer so; errors may come from any endpoint."""
        answers = self._answers[f"{verb} {path}"]
        pointer = f"{verb} {path}: {status}"
        if str(status) in answers:
            schema = answers[str(status)]
            if schema is None:
                if body is not None:
                    raise UndocumentedError(f"{verb} {path}: {status} has no body")
                return
        elif status in {304, 204}:
            return
        elif status >= 300:
            schema = _reference("basic-error")
        else:
            raise UndocumentedError(f"{verb} {path}: there is no answer {status}")
        if isinstance(body, list) and "items" in schema:
            for each in body:
                self._validate(f"{pointer}[]", schema["items"], each)
        else:
            self._validate(pointer, schema, body)

    def _validate(self, name: str, schema: Schema, body: Any) -> None:
        error = next(self._validator.evolve(schema=schema).iter_errors(body), None)
        if error is not None:
            raise UndocumentedError(f"{name}: {error.json_path}: {error.message[:300]}")

    @cached_property
    def _validator(self) -> Any:
        def once(keyword: str) -> Any:
            told = Draft202012Validator.VALIDATORS[keyword]

            def check(validator: Any, value: Any, instance: Any, schema: Schema) -> Iterator[ValidationError]:
                key = (id(schema), id(instance))
                if isinstance(instance, dict) and self._valid.get(key) is instance:
                    return
                errors = list(told(validator, value, instance, schema))
                yield from errors
                if not errors and isinstance(instance, dict):
                    self._valid[key] = instance

            return check

        kind: Any = extend(  # type: ignore[no-untyped-call]
            Draft202012Validator, {"$ref": once("$ref"), "properties": once("properties")}
        )
        root = Resource.from_contents({"components": self._parts["components"]}, default_specification=DRAFT202012)
        registry: Registry[Any] = Registry().with_resource(_URN, root)
        return kind({}, registry=registry, format_checker=_FORMATS)

    def completed(self, verb: str, path: str, status: int, body: Any) -> Any:
        """Return the body of an answer with what its schema requires, where its objects are not complete yet."""
        schema = self._answers[f"{verb} {path}"].get(str(status))
        if schema is None or not isinstance(body, dict | list):
            return body
        if isinstance(body, list):
            items = self._resolved(schema).get("items", {})
            return [each if self._is_valid(items, each) else self._filled(items, each) for each in body]
        return body if self._is_valid(schema, body) else self._filled(self._fitting(schema, body), body)

    def _fitting(self, schema: Schema, body: dict[str, Any]) -> Schema:
        """Return which of several forms a body has: for contents, the one of its type."""
        for each in schema.get("oneOf", ()):
            own = self._resolved(each)
            if body.get("type") in own.get("properties", {}).get("type", {}).get("enum", ()):
                return own
        return schema

    def _is_valid(self, schema: Schema, body: object) -> bool:
        return self._valid.get((id(schema), id(body))) is body

    # --- filling --------------------------------------------------------------------------------------------------

    def filled(self, name: str, said: dict[str, Any]) -> dict[str, Any]:
        """Return an object with everything that its schema requires and nobody says: its examples, or empty values."""
        found = self._filled(_reference(name), said)
        assert isinstance(found, dict)
        return found

    def _filled(self, schema: Schema, said: Any) -> Any:
        schema = self._resolved(schema)
        if isinstance(said, list) and "items" in schema:
            own = [self._filled(schema["items"], each) for each in said]
            return said if all(new is old for new, old in zip(own, said, strict=True)) else own
        if not isinstance(said, dict):
            return said
        properties, required = schema.get("properties", {}), schema.get("required", ())
        whole = {
            key: self._filled(properties[key], value) if key in properties else value for key, value in said.items()
        }
        if all(whole[key] is said[key] for key in said) and all(key in said for key in required):
            return said
        return {**{key: self._made(properties[key]) for key in required if key not in whole}, **whole}

    def _resolved(self, schema: Schema) -> Schema:
        """Return a schema with references followed, the first of several, and all of a whole."""
        if "$ref" in schema:
            return self._resolved(self._parts["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        for key in ("anyOf", "oneOf"):
            if key in schema and "properties" not in schema:
                return self._resolved(schema[key][0])
        if "allOf" in schema:
            parts = [self._resolved(each) for each in schema["allOf"]]
            return {
                "properties": {key: value for part in parts for key, value in part.get("properties", {}).items()},
                "required": [key for part in parts for key in part.get("required", ())],
            }
        return schema

    def _made(self, schema: Schema) -> Any:
        """Return a value that a schema allows."""
        if {"type": "null"} in schema.get("anyOf", ()):
            return None
        referred = schema.get("$ref", "").rpartition("/")[2]
        if {"type": "null"} in self._parts["components"]["schemas"].get(referred, {}).get("anyOf", ()):
            return None
        own = self._resolved(schema)
        if "properties" not in own and own.get("type") != "object":
            return _simple(own)
        # The same object each time: it is looked at once.
        return self._kept.setdefault(id(schema), self._filled(own, {}))


def _reference(name: str) -> Schema:
    return {"$ref": f"{_URN}#/components/schemas/{name}"}


def _simple(schema: Schema) -> Any:
    """Return a value of a simple type."""
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "string":
        example = schema.get("example")
        formats = {"date-time": "2026-01-01T00:00:00Z", "uri": "https://example.org/"}
        return formats.get(schema.get("format", ""), example if isinstance(example, str) else "")
    return {"array": [], "boolean": False, "integer": 0, "number": 0}.get(kind or "", "")
