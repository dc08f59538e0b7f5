"""Durations as JSON: `wasi-tracker/latency/v1`, described by `data/schemas/latency.v1.json`."""

from datetime import UTC
from typing import Any

from tracker.durations import Latency, StepMedian, StepTime, Wait
from tracker.reports.dumping import dump

SCHEMA = "wasi-tracker/latency/v1"

Object = dict[str, Any]


def latency_as_json(latency: Latency) -> str:
    """Return one JSON object with medians, every step, what waits, and what cannot be told."""
    said = {
        "schema": SCHEMA,
        "as_of": latency.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "medians": [_median(each) for each in latency.medians],
        "steps": [_step(each) for each in latency.steps],
        "waiting": [_wait(each) for each in latency.waiting],
        "unknown": [{"step": each.step, "reason": each.reason} for each in latency.unknown],
    }
    return dump(said)


def _median(median: StepMedian) -> Object:
    return {
        "step": median.step,
        "count": median.count,
        "median_days": median.median_days,
        "shortest": _extreme(median.shortest),
        "longest": _extreme(median.longest),
    }


def _extreme(time: StepTime | None) -> Object | None:
    return None if time is None else {"subject": time.subject, "days": time.days}


def _step(time: StepTime) -> Object:
    return {
        "subject": time.subject,
        "step": time.step,
        "began": time.began.isoformat(),
        "ended": time.ended.isoformat(),
        "days": time.days,
        "at_least": time.at_least,
    }


def _wait(wait: Wait) -> Object:
    return {
        "subject": wait.subject,
        "step": wait.step,
        "waits_for": wait.waits_for,
        "since": wait.since.isoformat(),
        "days": wait.days,
        "at_least": wait.at_least,
    }
