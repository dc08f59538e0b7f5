"""Timelines as JSON: `wasi-tracker/history/v1`, described by `data/schemas/history.v1.json`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tracker.happenings import Timeline
from tracker.lives import LifeEvent, PhaseChange
from tracker.reports.dumping import dump

SCHEMA = "wasi-tracker/history/v1"

Object = dict[str, Any]


def history_as_json(timelines: Iterable[Timeline], as_of: datetime) -> str:
    """Return one JSON object with the changes of all subjects and the events of all amendments, oldest first."""
    listed = tuple(timelines)
    changes = sorted((change for each in listed for change in each.changes), key=lambda change: change.date)
    events = sorted(
        ((event, each.subject) for each in listed for event in each.events), key=lambda event: event[0].date
    )
    said = {
        "schema": SCHEMA,
        "as_of": as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "changes": [change_as_object(change) for change in changes],
        "events": [event_as_object(event, subject) for event, subject in events],
    }
    return dump(said)


def change_as_object(change: PhaseChange) -> Object:
    """Return a change of the proposal list as the schema has it."""
    return {
        "date": day(change.date),
        "subject": change.subject,
        "from": change.origin,
        "to": change.target,
        "revision": change.revision,
        "kind": change.kind,
        "title": change.title,
        "url": change.url,
        "author": change.author,
        "summary": change.summary,
    }


def day(moment: datetime) -> str:
    """Return a moment's day in UTC."""
    return moment.astimezone(UTC).date().isoformat()


def event_as_object(event: LifeEvent, subject: str) -> Object:
    """Return what happened to a subject beside the list as the schema has it."""
    return {
        "date": day(event.date),
        "subject": subject,
        "state": event.state,
        "line": event.line,
        "summary": event.summary,
        "repository": event.repository,
        "revision": event.revision,
        "url": event.url,
        "who": event.who,
    }
