"""A vote packet as JSON: `wasi-tracker/packet/v1`, described by `data/schemas/packet.v1.json`."""

from datetime import UTC
from typing import Any

from tracker.agenda.values import Deadline
from tracker.changes import ApiChange
from tracker.next_release.ballot import Implementation
from tracker.next_release.packet import Appointment, FollowUp, Packet, Portability, TextSince
from tracker.reports.dumping import dump
from tracker.standing import CriterionResult, Evidence, OpenConcern
from tracker.voted import PinnedText
from tracker.voting import Vote

SCHEMA = "wasi-tracker/packet/v1"

Object = dict[str, Any]


def packet_as_json(packet: Packet) -> str:
    """Return one JSON object with all that a vote needs."""
    said = {
        "schema": SCHEMA,
        "as_of": packet.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "subject": packet.subject,
        "title": packet.title,
        "question": packet.question,
        "phase": packet.phase,
        "target_phase": packet.target,
        "readiness": packet.readiness,
        "champions": list(packet.champions),
        "url": packet.url,
        "criteria": [_criterion(packet, each) for each in packet.criteria],
        "text": _text(packet.text),
        "portability": _portability(packet.portability),
        "dependencies": [{"package": each.package, "phase": each.phase} for each in packet.dependencies],
        "concerns": [_concern(each) for each in packet.concerns],
        "implementations": [_implementation(each) for each in packet.implementations],
        "meeting": _meeting(packet.appointment),
        "earliest": packet.earliest.isoformat() if packet.earliest else None,
        "deadlines": [_deadline(each) for each in packet.deadlines],
        "patches": [_follow_up(each) for each in packet.follow_ups],
    }
    return dump(said)


def _criterion(packet: Packet, result: CriterionResult) -> Object:
    return {
        "id": result.id,
        "phase": result.phase,
        "title": packet.criterion(result),
        "status": result.status,
        "reason": result.reason,
        "evidence": [_evidence(each) for each in result.evidence],
        "from": result.inherited_from,
        "inherited_status": result.inherited_status,
    }


def _evidence(place: Evidence) -> Object:
    return {"url": place.url, "path": place.path, "line": place.line, "revision": place.revision}


def _text(text: TextSince) -> Object:
    return {
        "since": None if text.vote is None else _vote(text.vote),
        "then": _pinned(text.then),
        "now": _pinned(text.now),
        "changes": [_change(each) for each in text.changes],
        "whole": list(text.whole),
        "problem": text.problem or None,
    }


def _vote(vote: Vote) -> Object:
    return {"date": vote.date.isoformat(), "target_phase": vote.target_phase, "url": vote.source.url}


def _pinned(text: PinnedText | None) -> Object | None:
    if text is None:
        return None
    return {"repository": text.repository, "path": text.path, "revision": text.revision, "surface": text.surface}


def _change(change: ApiChange) -> Object:
    return {"kind": change.kind, "item": change.item, "effect": change.effect, "message": change.message}


def _portability(section: Portability | None) -> Object | None:
    if section is None:
        return None
    return {**_evidence(section.place), "filling": section.filling, "words": section.words}


def _concern(concern: OpenConcern) -> Object:
    return {
        "id": concern.id,
        "by": concern.by,
        "raised": concern.raised.isoformat(),
        "text": concern.text,
        "link": concern.link,
    }


def _implementation(stated: Implementation) -> Object:
    return {"by": stated.by, "date": stated.date.isoformat(), "statement": stated.statement, "link": stated.link}


def _meeting(meeting: Appointment | None) -> Object | None:
    if meeting is None:
        return None
    return {
        "date": meeting.meeting.isoformat(),
        "path": meeting.path,
        "url": meeting.url,
        "aim": meeting.aim.isoformat(),
        "rule": meeting.rule.isoformat(),
        "valid": meeting.valid,
        "asked": meeting.asked,
    }


def _deadline(deadline: Deadline) -> Object:
    release = deadline.release
    return {
        "release": {"line": release.line, "version": release.version, "date": release.date.isoformat()},
        "meeting": deadline.meeting.isoformat(),
        "aim": deadline.aim.isoformat(),
        "rule": deadline.rule.isoformat(),
    }


def _follow_up(follow_up: FollowUp) -> Object:
    return {
        "kind": follow_up.kind,
        "repository": follow_up.repository,
        "branch": follow_up.branch,
        "version": follow_up.version,
        "summary": follow_up.summary,
        "diff": follow_up.diff,
        "proof": {"state": follow_up.proof.state, "reason": follow_up.proof.reason},
    }
