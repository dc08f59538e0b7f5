"""Open concerns as JSON: `wasi-tracker/concerns/v1`, described by `data/schemas/concerns.v1.json`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tracker.reports.dumping import dump
from tracker.standing import OpenConcern


def concerns_as_json(concerns: Iterable[OpenConcern], as_of: datetime) -> str:
    """Return one JSON object with the concerns in the order in which they were raised."""
    said = {
        "schema": "wasi-tracker/concerns/v1",
        "as_of": as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "concerns": [concern_as_object(each) for each in concerns],
    }
    return dump(said)


def concern_as_object(concern: OpenConcern) -> dict[str, Any]:
    """Return a concern as the schemas have it."""
    return {
        "id": concern.id,
        "subject": concern.subject,
        "by": concern.by,
        "raised": concern.raised.isoformat(),
        "text": concern.text,
        "link": concern.link,
    }
