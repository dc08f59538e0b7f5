"""Findings as SARIF 2.1.0, for code scanning and editors."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from tracker.lint.findings import Finding, Place, RuleDescription
from tracker.reports.dumping import dump

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

Object = dict[str, Any]


def findings_as_sarif(
    findings: Iterable[Finding],
    rules: Iterable[RuleDescription],
    documents: Mapping[str, str],
    version: str,
) -> str:
    """Return one log with one run; `rules` were judged, and `documents` explain them in Markdown."""
    described = sorted(rules, key=lambda each: each.id)
    index = {each.id: number for number, each in enumerate(described)}
    driver = {
        "name": "tracker",
        "fullName": "WASI proposal tracker",
        "semanticVersion": version,
        "rules": [_rule(each, documents.get(each.id)) for each in described],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, index) for each in findings],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: RuleDescription, document: str | None) -> Object:
    return {
        "id": rule.id,
        "name": "".join(part.title() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} To fix it: {rule.help}."},
        "defaultConfiguration": {"level": rule.severity},
        "help": {"text": rule.help} if document is None else {"text": rule.help, "markdown": document},
        "helpUri": rule.source,
    }


def _result(finding: Finding, index: Mapping[str, int]) -> Object:
    said: Object = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [_location(finding.place)],
    }
    if finding.related:
        said["relatedLocations"] = [
            {"id": number, "message": {"text": each.message}, **_location(each.place)}
            for number, each in enumerate(finding.related, start=1)
        ]
    return said


def _location(place: Place) -> Object:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}


def _uri(path: str) -> str:
    """Return a path as a URI: relative to the folder the tool ran in, unless the path is absolute."""
    return f"file://{quote(path)}" if PurePosixPath(path).is_absolute() else quote(path)
