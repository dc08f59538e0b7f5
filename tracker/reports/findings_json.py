"""Findings as JSON: `wasi-tracker/lint/v1`, described by `data/schemas/lint.v1.json`."""

from collections.abc import Iterable

from tracker.lint.findings import Finding
from tracker.reports.dumping import dump

SCHEMA = "wasi-tracker/lint/v1"


def findings_as_json(findings: Iterable[Finding]) -> str:
    """Return one JSON object with every finding."""
    said = {"schema": SCHEMA, "findings": [_finding(each) for each in findings]}
    return dump(said)


def _finding(finding: Finding) -> dict[str, str | int]:
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "help": finding.help,
    }
