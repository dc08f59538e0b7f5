"""The JSON documents with the schemas they follow, and an index of both."""

import json
import re
from collections.abc import Iterator
from datetime import UTC

from tracker.shipped import shipped
from tracker.website.context import Context

_ROOT = "api/v1/"
_SUFFIX = ".v1.json"
_SCHEMA = re.compile(r'\s*\{\s*"schema":\s*"wasi-tracker/([a-z-]+)/v1"')
INDEX = f"{_ROOT}index.json"
"""The path of the index."""


def api_files(around: Context) -> Iterator[tuple[str, bytes]]:
    """Yield every document, the schema of each kind once, and the index."""
    schemas = {each.name.removesuffix(_SUFFIX): each for each in shipped("data/schemas").iterdir()}
    used: set[str] = {"api"}
    documents = []
    for path, text in sorted(around.content.api.items()):
        named = _SCHEMA.match(text)
        kind = named.group(1) if named and named.group(1) in schemas else None
        documents.append({"path": path, "schema": f"schemas/{kind}{_SUFFIX}" if kind else None})
        used |= {kind} if kind else set()
        yield f"{_ROOT}{path}", text.encode("utf-8")
    for kind in sorted(used & schemas.keys()):
        yield f"{_ROOT}schemas/{kind}{_SUFFIX}", schemas[kind].read_bytes()
    said = {
        "schema": "wasi-tracker/api/v1",
        "as_of": around.standing.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": around.settings.version,
        "documents": documents,
    }
    yield INDEX, (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
