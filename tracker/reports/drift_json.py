"""Where sources disagree, as JSON: `wasi-tracker/drift/v1`, described by `data/schemas/drift.v1.json`."""

from datetime import UTC
from typing import Any

from tracker.drift.findings import DeclaredException, Drift, DriftFinding, Said
from tracker.reports.dumping import dump

SCHEMA = "wasi-tracker/drift/v1"

Object = dict[str, Any]


def drift_as_json(drift: Drift) -> str:
    """Return one JSON object with every finding."""
    said = {
        "schema": SCHEMA,
        "as_of": drift.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "findings": [_finding(drift, each) for each in drift.findings],
        "could_not_check": [{"rule": each.rule, "reason": each.reason} for each in drift.could_not_check],
    }
    return dump(said)


def _finding(drift: Drift, finding: DriftFinding) -> Object:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "subject": finding.subject,
        "message": finding.message,
        "since": finding.since.astimezone(UTC).strftime("%Y-%m-%d") if finding.since else None,
        "days": drift.days(finding),
        "evidence": [said_as_object(each) for each in finding.evidence],
        "fix": finding.fix,
        "excepted": _exception(finding.excepted) if finding.excepted else None,
    }


def said_as_object(place: Said) -> Object:
    """Return a place and what is said there as the schemas have it."""
    return {
        "url": place.url,
        "path": place.path,
        "line": place.line,
        "revision": place.revision,
        "says": place.says,
    }


def _exception(exception: DeclaredException) -> Object:
    return {
        "reason": exception.reason,
        "who": exception.who,
        "link": exception.link,
        "from": exception.since.isoformat(),
        "until": exception.until.isoformat() if exception.until else None,
    }
