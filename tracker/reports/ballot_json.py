"""The ballot of a release as JSON: `wasi-tracker/ballot/v1`, described by `data/schemas/ballot.v1.json`."""

from datetime import UTC, date
from typing import Any

from tracker.changes import Place
from tracker.next_release.ballot import (
    AttributedChange,
    Ballot,
    BallotItem,
    BlockingFinding,
    ChangeCommit,
    FeatureStanding,
)
from tracker.published import Publication
from tracker.reports.ballot_words import tag_of
from tracker.reports.concerns_json import concern_as_object
from tracker.reports.drift_json import said_as_object
from tracker.reports.dumping import dump
from tracker.reports.json import criterion_as_object, gate_as_object
from tracker.reports.pull_links import pull_as_object
from tracker.reports.votes_json import vote_as_object

SCHEMA = "wasi-tracker/ballot/v1"

Object = dict[str, Any]


def ballot_as_json(ballot: Ballot) -> str:
    """Return one JSON object with all of a ballot."""
    schedule = ballot.schedule
    said = {
        "schema": SCHEMA,
        "as_of": ballot.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": ballot.version,
        "line": ballot.line,
        "previous": ballot.previous,
        "prerelease": ballot.prerelease,
        "date_planned": _day(schedule.planned),
        "date_announced": schedule.announced,
        "date_actual": _day(schedule.actual),
        "days_left": schedule.days_left,
        "meetings_before": [each.isoformat() for each in schedule.meetings],
        "agenda_deadline": _day(schedule.agenda_deadline),
        "agenda_aim": _day(schedule.agenda_aim),
        "train": schedule.source,
        "verdict": ballot.verdict,
        "reason": ballot.reason,
        "strict": ballot.strict,
        "items": [_item(each) for each in ballot.items],
        "blocking": [_finding(each) for each in ballot.blocking],
        "unchecked": [{"rule": each.rule, "reason": each.reason} for each in ballot.unchecked],
        "changes": [_change(each) for each in ballot.changes],
        "features": [_feature(each) for each in ballot.features],
        "published": [_publication(each) for each in ballot.published],
        "packages": list(ballot.packages),
        "unlocks": [
            {"action": each.action, "subject": each.subject, "frees": list(each.frees), "path": list(each.path)}
            for each in ballot.unlocks
        ],
        "blockages": [
            {"subject": each.subject, "path": list(each.path), "reason": each.reason} for each in ballot.blockages
        ],
    }
    return dump(said)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _item(item: BallotItem) -> Object:
    return {
        "subject": item.subject,
        "title": item.title,
        "kind": item.kind,
        "question": item.question,
        "verdict": item.verdict,
        "reason": item.reason,
        "criteria": [criterion_as_object(each) for each in item.criteria],
        "votes": [vote_as_object(each) for each in item.votes],
        "gates": [gate_as_object(each) for each in item.gates],
        "implementations": [
            {"by": each.by, "date": each.date.isoformat(), "statement": each.statement, "link": each.link}
            for each in item.implementations
        ],
        "pulls": [pull_as_object(each) for each in item.pulls],
        "concerns": [concern_as_object(each) for each in item.concerns],
        "next_step": item.next_step,
        "tentative": item.tentative,
    }


def _finding(finding: BlockingFinding) -> Object:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "subject": finding.subject,
        "message": finding.message,
        "evidence": [said_as_object(each) for each in finding.evidence],
        "fix": finding.fix,
    }


def _change(attributed: AttributedChange) -> Object:
    change = attributed.change
    return {
        "change": change.kind,
        "item": change.item,
        "compatible": change.compatible,
        "amendment": attributed.amendment,
        "proposal": attributed.proposal,
        "package": attributed.package,
        "stability": change.stability,
        "effect": change.effect,
        "message": change.message,
        "old": _place(change.old),
        "new": _place(change.new),
        "url": attributed.url,
        "commit": _commit(attributed.commit),
    }


def _place(place: Place | None) -> Object | None:
    return None if place is None else {"file": place.file, "line": place.line}


def _commit(commit: ChangeCommit | None) -> Object | None:
    if commit is None:
        return None
    return {
        "repository": commit.repository,
        "revision": commit.revision,
        "date": commit.date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "summary": commit.summary,
        "url": commit.url,
    }


def _feature(feature: FeatureStanding) -> Object:
    return {
        "feature": feature.id,
        "title": feature.title,
        "adopted_in": feature.adopted_in,
        "adopted_on": _day(feature.adopted_on),
        "source": feature.source,
        "allowed": feature.allowed,
        "used_by": [each.says for each in feature.used_by],
        "used_unstable": [each.says for each in feature.used_unstable],
        "places": [said_as_object(each) for each in (*feature.used_by, *feature.used_unstable)],
    }


def _publication(publication: Publication) -> Object:
    return {
        "package": publication.package,
        "version": publication.version,
        "tag": tag_of(publication),
        "digest": publication.digest,
        "checked_at": publication.checked_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "state": publication.state,
        "reference": publication.reference,
        "created": publication.created,
        "compared": publication.compared,
        "findings": [
            {"fault": each.fault, "item": each.item, "message": each.message} for each in publication.findings
        ],
        "problem": publication.problem,
    }
