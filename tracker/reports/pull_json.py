"""What a pull request does, as JSON: `wasi-tracker/pull/v1`, described by `data/schemas/pull.v1.json`."""

import json
from datetime import UTC, datetime
from typing import Any

from tracker.hosting import HostedPull
from tracker.lint.findings import Finding
from tracker.pull_report.values import Consequence, DryRun, FeatureChange, ProcessStep, PullReport
from tracker.reports.changes_json import changes_as_json
from tracker.reports.dumping import dump

SCHEMA = "wasi-tracker/pull/v1"

Object = dict[str, Any]


def pull_as_json(report: PullReport) -> str:
    """Return one JSON object with everything."""
    api = json.loads(changes_as_json(report.api))
    said = {
        "schema": SCHEMA,
        "as_of": _moment(report.as_of),
        "repository": report.repository,
        "number": report.number,
        "url": report.url,
        "title": report.title,
        "author": report.author,
        "branch": report.branch,
        "base": report.base,
        "head": report.head,
        "merged": None
        if report.merge is None
        else {"revision": report.merge.revision, "date": report.merge.day.isoformat()},
        "commits": report.commits,
        "files": report.files,
        "features": [_feature(each) for each in report.features],
        "api": api,
        "findings": [_finding(each) for each in report.findings],
        "findings_elsewhere": report.elsewhere,
        "steps": [_step(each) for each in report.steps],
        "dry_run": _dry_run(report.dry_run),
        "skipped": [{"source": each.source, "reason": each.reason} for each in report.skipped],
        "hosted": None if report.hosted is None else _hosted(report.hosted),
    }
    return dump(said)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _feature(change: FeatureChange) -> Object:
    return {
        "effect": change.effect,
        "feature": change.feature,
        "former": change.former,
        "package": change.package,
        "line": change.line,
        "proposal": change.proposal,
        "subject": change.subject,
        "amends": change.amends,
        "left": change.left,
        "items": [
            {
                "effect": each.effect,
                "path": each.path,
                "kind": each.kind,
                "file": each.file,
                "line": each.line,
                "version": each.version,
            }
            for each in change.items
        ],
    }


def _finding(finding: Finding) -> Object:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "file": finding.place.file,
        "line": finding.place.line,
        "help": finding.help,
    }


def _step(step: ProcessStep) -> Object:
    return {
        "subject": step.subject,
        "step": step.number,
        "text": step.text,
        "companions": [
            {"id": each.id, "status": each.status, "text": each.text, "url": each.url} for each in step.companions
        ],
    }


def _dry_run(run: DryRun) -> Object:
    return {
        "as_of": None if run.as_of is None else _moment(run.as_of),
        "version": run.version,
        "reason": run.reason,
        "conflicts": [*run.conflicts],
        "consequences": [_consequence(each) for each in run.consequences],
    }


def _consequence(each: Consequence) -> Object:
    return {
        "area": each.area,
        "turn": each.turn,
        "subject": each.subject,
        "rule": each.rule,
        "severity": each.severity,
        "text": each.text,
    }


def _hosted(pull: HostedPull) -> Object:
    return {
        "state": pull.state,
        "draft": pull.draft,
        "author": pull.author,
        "labels": [*pull.labels],
        "reviewers": [*pull.reviewers],
        "decision": pull.decision,
        "updated_at": _moment(pull.updated_at),
    }
