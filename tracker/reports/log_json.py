"""The log as JSON: `wasi-tracker/log/v1`, described by `data/schemas/log.v1.json`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tracker.happenings import Happening
from tracker.reports.dumping import dump
from tracker.reports.history_json import day

SCHEMA = "wasi-tracker/log/v1"


def log_as_json(happenings: Iterable[Happening], as_of: datetime, more: int) -> str:
    """Return one JSON object with everything that happened, newest first; `more` is how much is left out."""
    said = {
        "schema": SCHEMA,
        "as_of": as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "more": more,
        "log": [_happening(each) for each in happenings],
    }
    return dump(said)


def _happening(happening: Happening) -> dict[str, Any]:
    return {
        "date": day(happening.date),
        "subject": happening.subject,
        "topic": happening.topic,
        "kind": happening.kind,
        "from": happening.origin,
        "to": happening.target,
        "title": happening.title,
        "summary": happening.summary,
        "line": happening.line,
        "repository": happening.repository,
        "revision": happening.revision,
        "url": happening.url,
        "who": happening.who,
    }
