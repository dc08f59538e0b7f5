"""The agenda as JSON: `wasi-tracker/agenda/v1`, described by `data/schemas/agenda.v1.json`."""

from datetime import UTC
from typing import Any

from tracker.agenda.values import Agenda, Candidate, Deadline, Departure, Matter, Meeting
from tracker.reports.agenda_pieces import agenda_item, question
from tracker.reports.dumping import dump
from tracker.standing import CriterionResult

SCHEMA = "wasi-tracker/agenda/v1"

Object = dict[str, Any]


def agenda_as_json(agenda: Agenda) -> str:
    """Return one JSON object with all that comes next."""
    said = {
        "schema": SCHEMA,
        "as_of": agenda.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "repository": agenda.repository,
        "meetings": [_meeting(each) for each in agenda.meetings],
        "releases": [_release(each) for each in agenda.releases],
        "ready": [_candidate(each) for each in agenda.ready],
        "undetermined": [_candidate(each) for each in agenda.undetermined],
        "sources": list(agenda.sources),
    }
    return dump(said)


def _meeting(meeting: Meeting) -> Object:
    return {
        "date": meeting.date.isoformat(),
        "planned": meeting.planned,
        "path": meeting.path,
        "url": meeting.url,
        "problem": meeting.problem,
        "items": [_matter(each) for each in meeting.matters],
    }


def _matter(matter: Matter) -> Object:
    item = matter.item
    return {
        "text": item.text,
        "line": item.line,
        "depth": item.depth,
        "presenters": list(item.presenters),
        "links": list(item.links),
        "asks_vote": item.asks_vote,
        "phase": item.phase,
        "subjects": list(matter.subjects),
        "usual": matter.usual,
        "url": matter.url,
    }


def _release(release: Departure) -> Object:
    return {"line": release.line, "version": release.version, "date": release.date.isoformat()}


def _candidate(candidate: Candidate) -> Object:
    return {
        "subject": candidate.id,
        "title": candidate.title,
        "phase": candidate.phase,
        "target_phase": candidate.target,
        "readiness": candidate.readiness,
        "question": question(candidate),
        "champions": list(candidate.champions),
        "url": candidate.url,
        "open": [_open(each) for each in candidate.open],
        "dependencies": [{"package": each.package, "phase": each.phase} for each in candidate.dependencies],
        "asked": [each.isoformat() for each in candidate.asked],
        "earliest": candidate.earliest.isoformat() if candidate.earliest else None,
        "deadlines": [_deadline(each) for each in candidate.deadlines],
        "agenda_item": agenda_item(candidate),
    }


def _open(result: CriterionResult) -> Object:
    return {"id": result.id, "phase": result.phase, "reason": result.reason}


def _deadline(deadline: Deadline) -> Object:
    return {
        "release": _release(deadline.release),
        "meeting": deadline.meeting.isoformat(),
        "aim": deadline.aim.isoformat(),
        "rule": deadline.rule.isoformat(),
    }
