"""Findings as GitHub Actions annotations: one workflow command a line."""

from collections.abc import Iterable, Mapping

from tracker.lint.findings import Finding, Place

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def findings_as_annotations(findings: Iterable[Finding]) -> str:
    """Return the commands that make GitHub show the findings beside the changed lines."""
    return "".join(_annotation(each) for each in findings)


def _annotation(finding: Finding) -> str:
    properties = {**_place(finding.place), "title": finding.rule}
    shown = ",".join(f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items())
    message = f"{finding.message}\nHelp: {finding.help} (tracker explain {finding.rule})"
    return f"::{finding.severity} {shown}::{_escaped(message, _DATA)}\n"


def _place(place: Place) -> dict[str, str | int]:
    said: dict[str, str | int] = {"file": place.file, "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:
        # GitHub takes columns only within one line.
        said |= {"col": place.column, "endColumn": place.end_column}
    return said


def _escaped(text: str, marks: Mapping[str, str]) -> str:
    return "".join(marks.get(each, each) for each in text)
