"""The JSON report: one object with the name and version of its schema (`data/schemas`)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tracker.happenings import Timeline
from tracker.hosting import PullLink, contributors
from tracker.reports.concerns_json import concern_as_object
from tracker.reports.dumping import dump
from tracker.reports.history_json import change_as_object, day, event_as_object
from tracker.reports.interface import Check, Explanation, Subject
from tracker.reports.pull_links import pull_as_object
from tracker.reports.voted_words import text_as_object
from tracker.standing import (
    AmendmentStanding,
    CriterionResult,
    Evidence,
    GateStanding,
    Item,
    Notice,
    ProposalStanding,
    Standing,
)
from tracker.voted import VotedText

Object = dict[str, Any]


class JsonReport:
    """Writes JSON with two spaces of indentation and text as it is."""

    def status(self, standing: Standing, phase_names: dict[int, str]) -> str:
        """Return `wasi-tracker/status/v1`."""
        del phase_names
        return dump(
            {
                **head_of("status", standing),
                "proposals": [_proposal(each) for each in standing.proposals],
                "amendments": [amendment_as_object(each) for each in standing.amendments],
                "unlisted": [_proposal(each) for each in standing.unlisted],
                "notices": [_notice(each) for each in standing.notices],
            }
        )

    def show(
        self,
        subject: Subject,
        standing: Standing,
        past: Timeline | None = None,
        texts: tuple[VotedText, ...] | None = None,
        pulls: tuple[PullLink, ...] = (),
    ) -> str:
        """Return `wasi-tracker/show/v1`."""
        said: Object = {"proposal": None, "amendment": None, "amendments": []}
        if isinstance(subject, AmendmentStanding):
            said["amendment"] = amendment_as_object(subject)
            features: tuple[str, ...] = (subject.feature,) if subject.feature else ()
            gates = [each for each in standing.gates if each.proposal == subject.parent and each.feature in features]
        else:
            said["proposal"] = _proposal(subject)
            own = [each for each in standing.amendments if each.parent == subject.id]
            said["amendments"] = [amendment_as_object(each) for each in own]
            gates = [each for each in standing.gates if each.proposal == subject.id]
        said |= {"gates": [gate_as_object(each) for each in gates]}
        said |= {"concerns": [concern_as_object(each) for each in standing.concerns if each.subject == subject.id]}
        said |= {"history": [change_as_object(each) for each in (past.changes if past else ())]}
        said |= {"votes": [event_as_object(each, subject.id) for each in (past.votes() if past else ())]}
        if isinstance(subject, AmendmentStanding):
            said |= {"pulls": [pull_as_object(each) for each in pulls], "contributors": [*contributors(pulls)]}
        said |= {"texts": [text_as_object(each) for each in texts or ()]}
        return dump({**head_of("show", standing), **said})

    def gates(self, gates: Iterable[GateStanding]) -> str:
        """Return `wasi-tracker/gates/v1`."""
        return dump({"schema": "wasi-tracker/gates/v1", "gates": [gate_as_object(each) for each in gates]})

    def check(self, check: Check) -> str:
        """Return `wasi-tracker/check/v1`."""
        return dump(
            {
                "schema": "wasi-tracker/check/v1",
                "subject": check.subject.id,
                "phase": check.phase,
                "blocked": check.blocked,
                "criteria": [criterion_as_object(each) for each in check.results],
                "concerns": [concern_as_object(each) for each in check.concerns],
            }
        )

    def explain(self, explanation: Explanation) -> str:
        """Return `wasi-tracker/explain/v1`."""
        return dump(
            {
                "schema": "wasi-tracker/explain/v1",
                "id": explanation.id,
                "requirements": [
                    {
                        "phase": each.phase,
                        "title": each.title,
                        "requirement": each.requirement,
                        "judged_by": each.judged_by,
                        "in_effect": each.in_effect.isoformat(),
                        "source": each.source,
                    }
                    for each in explanation.criteria
                ],
                "document": explanation.document,
            }
        )


def head_of(name: str, standing: Standing) -> Object:
    """Return what every answer about a standing begins with; `name` is its schema's."""
    return {
        "schema": f"wasi-tracker/{name}/v1",
        "as_of": _moment(standing.as_of),
        "synced_at": _moment(standing.synced_at) if standing.synced_at else None,
        "revisions": dict(standing.revisions),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _proposal(proposal: ProposalStanding) -> Object:
    return {
        "id": proposal.id,
        "title": proposal.title,
        "phase": proposal.phase,
        "champions": list(proposal.champions),
        "repository": proposal.repository,
        "path": proposal.path,
        "packages": list(proposal.packages),
        "next_phase": proposal.next_phase,
        "readiness": proposal.readiness,
        "criteria": [criterion_as_object(each) for each in proposal.criteria],
        "next_step": proposal.next_step,
        "row": _place(proposal.row),
        "features": list(proposal.features),
        "repositories": list(proposal.repositories),
        **_rhythm(proposal),
    }


def amendment_as_object(amendment: AmendmentStanding) -> Object:
    """Return where an amendment stands as the schemas have it."""
    return {
        "id": amendment.id,
        "title": amendment.title,
        "phase": amendment.phase,
        "champions": list(amendment.champions),
        "repository": amendment.repository,
        "path": amendment.path,
        "packages": list(amendment.packages),
        "next_phase": amendment.next_phase,
        "readiness": amendment.readiness,
        "criteria": [criterion_as_object(each) for each in amendment.criteria],
        "next_step": amendment.next_step,
        "row": _place(amendment.row),
        "parent": amendment.parent,
        "feature": amendment.feature,
        "state": amendment.state,
        "items": [_item(each) for each in amendment.items],
        **_rhythm(amendment),
    }


def _rhythm(subject: Subject) -> Object:
    """Return when a subject was last presented and worked on."""
    shown, worked = subject.last_presented, subject.last_activity
    return {
        "last_presented": shown and {"date": shown.date.isoformat(), "path": shown.path, "url": shown.url},
        "last_activity": worked
        and {"date": day(worked.date), "repository": worked.repository, "revision": worked.revision},
        "quiet": subject.quiet,
    }


def criterion_as_object(result: CriterionResult) -> Object:
    """Return a requirement as the schemas have it."""
    said: Object = {
        "id": result.id,
        "phase": result.phase,
        "status": result.status,
        "reason": result.reason,
        "evidence": [_evidence(each) for each in result.evidence],
    }
    if result.inherited_from is not None:
        said["from"] = result.inherited_from
        said["from_status"] = result.inherited_status
    return said


def _place(evidence: Evidence | None) -> Object | None:
    return None if evidence is None else _evidence(evidence)


def _evidence(evidence: Evidence) -> Object:
    return {"url": evidence.url, "path": evidence.path, "line": evidence.line, "revision": evidence.revision}


def _item(item: Item) -> Object:
    return {"path": item.path, "kind": item.kind, "file": item.file, "line": item.line, "url": item.url}


def _notice(notice: Notice) -> Object:
    return {"source": notice.source, "message": notice.message}


def gate_as_object(gate: GateStanding) -> Object:
    """Return a gate as the schemas have it."""
    return {
        "proposal": gate.proposal,
        "package": gate.package,
        "item": gate.item,
        "item_kind": gate.item_kind,
        "kind": gate.kind,
        "feature": gate.feature,
        "version": gate.version,
        "file": gate.file,
        "line": gate.line,
        "repository": gate.repository,
        "revision": gate.revision,
        "url": gate.url,
    }
