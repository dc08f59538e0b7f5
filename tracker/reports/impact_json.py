"""Whom a requirement concerns, as JSON: `wasi-tracker/impact/v1`, described by `data/schemas/impact.v1.json`."""

from datetime import UTC, date
from typing import Any

from tracker.impact.values import Affected, Bearing, Impact
from tracker.reports.dumping import dump
from tracker.standing import CriterionStatus

SCHEMA = "wasi-tracker/impact/v1"

Object = dict[str, Any]

_COUNTED = (CriterionStatus.MET, CriterionStatus.UNMET, CriterionStatus.UNKNOWN, CriterionStatus.WAIVED)


def impact_as_json(impact: Impact) -> str:
    """Return one JSON object with everybody whom it concerns."""
    said = {
        "schema": SCHEMA,
        "as_of": impact.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "day": impact.day.isoformat(),
        "version": impact.version,
        "criterion": _criterion(impact),
        "days_to_effect": impact.days_to_effect,
        "days_of_grace": impact.days_of_grace,
        "members": _counts(impact, Bearing.MEMBER),
        "entrants": _counts(impact, Bearing.ENTRANT),
        "subjects": [_affected(each) for each in impact.affected],
    }
    return dump(said)


def _criterion(impact: Impact) -> Object:
    requirement, criterion = impact.requirement, impact.requirement.criterion
    return {
        "id": criterion.id,
        "phase": criterion.phase,
        "title": criterion.title,
        "requirement": criterion.requirement,
        "judged_by": criterion.judged_by,
        "checked": impact.checked,
        "proposed": impact.proposed,
        "said": requirement.said,
        "in_effect": criterion.in_effect.isoformat(),
        "grace_until": _day(requirement.grace_until),
        "until": _day(requirement.until),
        "source": criterion.source,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _counts(impact: Impact, bearing: Bearing) -> Object:
    counts = impact.counts(bearing)
    return {status: counts[status] for status in _COUNTED}


def _affected(each: Affected) -> Object:
    return {
        "subject": each.subject,
        "title": each.title,
        "phase": each.phase,
        "bearing": each.bearing,
        "since": each.since.isoformat(),
        "status": each.status,
        "reason": each.result.reason,
        "from": each.result.inherited_from,
        "evidence": [
            {"url": place.url, "path": place.path, "line": place.line, "revision": place.revision}
            for place in each.result.evidence
        ],
    }
