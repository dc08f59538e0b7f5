"""Composes what rules found: the lines that several pages show, and the page of drift."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from tracker.drift.findings import CouldNotCheck, DeclaredException, DriftFinding, Said, Severity
from tracker.next_release.ballot import BlockingFinding, Unchecked
from tracker.website.context import Context, evidence_link
from tracker.website.pages.findings import DriftPage, FindingGroup, FindingLine, SaidLine, UncheckedLine
from tracker.website.pages.parts import Link, Mark
from tracker.website.records import DRIFT, Records, records
from tracker.website.text import clip, counted, day

SEVERITIES = {
    Severity.ERROR: Mark("unmet", "✗", "Error"),
    Severity.WARNING: Mark("unknown", "!", "Warning"),
    Severity.NOTE: Mark("inherited", "i", "Note"),
}
"""The mark of each severity."""
_PLAIN_WORD = re.compile(r"[a-z]+(?=[\s,;])")
_MEANINGS = {
    Severity.ERROR: "A vote, a release or a reader of the list goes wrong by it.",
    Severity.WARNING: "It goes against the process, and nothing goes wrong yet.",
    Severity.NOTE: "It should be put right when somebody comes by.",
}


def drift_pages(around: Context) -> Iterator[DriftPage]:
    """Yield the page of drift."""
    drift, known = around.content.drift, records(around)
    said = "Where the proposal list, the repositories, the notes and the releases disagree."
    findings = () if drift is None else drift.findings
    yield DriftPage(
        frame=around.frame(DRIFT, "Where the sources disagree", said, "drift"),
        compared=drift is not None,
        groups=tuple(_groups(around, known, [each for each in findings if each.excepted is None])),
        excepted=tuple(drift_line(around, known, each) for each in findings if each.excepted is not None),
        unchecked=tuple(unchecked_lines(around, known, () if drift is None else drift.could_not_check)),
        unmatched=() if drift is None else tuple(_unmatched(each) for each in drift.unmatched),
    )


def sentence(words: str) -> str:
    """Return words that lack nothing but a capital and a full stop as a sentence; a name that begins it stays."""
    begun = f"{words[:1].upper()}{words[1:]}" if _PLAIN_WORD.match(words) else words
    return f"{begun.rstrip('.')}." if begun else ""


def severity_mark(name: str | None) -> Mark | None:
    """Return the mark of a severity by its name; `None` of one that is not known."""
    return next((mark for severity, mark in SEVERITIES.items() if severity == name), None)


def drift_line(around: Context, known: Records, finding: DriftFinding) -> FindingLine:
    """Return a finding of drift as a line."""
    return _line(around, known, finding, _since(finding.since, around.today))


def blocking_line(around: Context, known: Records, finding: BlockingFinding) -> FindingLine:
    """Return a finding that concerns a release as a line."""
    return _line(around, known, finding, None)


def unchecked_lines(
    around: Context, known: Records, unchecked: Iterable[CouldNotCheck | Unchecked]
) -> Iterator[UncheckedLine]:
    """Yield what could not be judged."""
    for each in unchecked:
        subjects = each.subjects if isinstance(each, CouldNotCheck) else ()
        links = tuple(around.places.link(subject, subject) for subject in subjects)
        yield UncheckedLine(known.rule(each.rule), each.reason, links)


def _groups(around: Context, known: Records, findings: list[DriftFinding]) -> Iterator[FindingGroup]:
    for severity, mark in SEVERITIES.items():
        lines = tuple(drift_line(around, known, each) for each in findings if each.severity is severity)
        if lines:
            title = counted(len(lines), mark.word.lower())
            yield FindingGroup(f"{severity}s", title, _MEANINGS[severity], lines)


def _line(around: Context, known: Records, finding: DriftFinding | BlockingFinding, since: str | None) -> FindingLine:
    excepted = finding.excepted
    return FindingLine(
        severity=SEVERITIES[finding.severity],
        rule=known.rule(finding.rule),
        subject=around.places.link(finding.subject, finding.subject),
        message=sentence(finding.message),
        evidence=tuple(_said(each) for each in finding.evidence),
        fix=None if finding.fix is None else sentence(finding.fix),
        since=since,
        excepted=None if excepted is None else _excepted(excepted),
        agreed=None if excepted is None else Link("where it was agreed", excepted.link),
    )


def _said(said: Said) -> SaidLine:
    place = evidence_link(said)
    return SaidLine(place if said.path else replace(place, text="the repository"), said.says)


def _since(since: datetime | None, today: date) -> str | None:
    if since is None:
        return None
    began = since.date()
    return f"Since {day(began)}, {counted((today - began).days, 'day')}"


def _excepted(excepted: DeclaredException) -> str:
    return f"Accepted by {clip(excepted.who)} since {day(excepted.since)}: {excepted.reason}"


def _unmatched(excepted: DeclaredException) -> str:
    return f"{clip(excepted.rule)} of {clip(excepted.subject)}, accepted by {clip(excepted.who)}"
