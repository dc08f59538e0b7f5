"""Where each side says what it says: permalinks to gates, rows, files and whatever a link names."""

import re
from datetime import datetime
from urllib.parse import unquote

from tracker.ballots.standing import Noted
from tracker.chronicle import Decision, GateSpan, ListVersion
from tracker.drift.findings import Said
from tracker.drift.interface import Sources
from tracker.facts import GateKind, RepositoryFacts, RepositoryName, Revision
from tracker.permalink import permalink
from tracker.subjects import Row

_PERMALINK = re.compile(
    r"https://github\.com/[^/]+/[^/]+/blob/(?P<revision>[0-9a-f]{40,64})/(?P<path>[^#?]+)(?:#L(?P<line>\d+)[^#]*)?"
)


def said(repository: RepositoryName, revision: Revision, path: str, line: int | None, says: str) -> Said:
    """Return a place and what stands there."""
    return Said(permalink(repository, revision, path, line), path, line, revision, says)


def row_said(sources: Sources, row: Row | None, says: str) -> tuple[Said, ...]:
    """Return where a row of the list stands now; nothing without one."""
    registry = sources.repository(sources.aliases.registry)
    if row is None or registry is None or registry.revision is None:
        return ()
    return (said(registry.name, registry.revision, row.path, row.row.line, says),)


def old_row_said(version: ListVersion, line: int, says: str) -> Said:
    """Return where a row stood in a version of the list: at the last commit that held it."""
    revision = (version.last or version.first).revision
    return said(version.branch.repository, revision, version.path, line, says)


def gate_said(sources: Sources, span: GateSpan) -> Said:
    """Return where a gate stands, or stood last."""
    head = sources.chronicle.heads.get(span.branch)
    revision = head.revision if span.standing and head else (span.last or span.first).revision
    branch = f"{span.branch.name} of {span.branch.repository}"
    says = f"{span.gate.item} is {gate_text(span)}" if span.standing else f"{span.gate.item} was {gate_text(span)}"
    return said(span.branch.repository, revision, span.path, span.gate.line, f"{branch}: {says}")


def gate_text(span: GateSpan) -> str:
    """Return a gate as it is written."""
    if span.gate.kind is GateKind.UNSTABLE:
        return f"@unstable(feature = {span.gate.feature})"
    return f"@{span.gate.kind}(version = {span.gate.version})"


def file_said(repository: RepositoryFacts, path: str, line: int | None, says: str) -> tuple[Said, ...]:
    """Return where something stands in a file of a repository's default branch."""
    return () if repository.revision is None else (said(repository.name, repository.revision, path, line, says),)


def linked(url: str | None, says: str) -> tuple[Said, ...]:
    """Return what a link shows, when it is a permalink: any other one may show something else tomorrow."""
    match = _PERMALINK.fullmatch(url) if url else None
    if match is None or url is None:
        return ()
    line = int(match["line"]) if match["line"] else None
    return (Said(url, unquote(match["path"]), line, Revision(match["revision"]), says),)


def vote_said(decision: Decision) -> tuple[Said, ...]:
    """Return where a vote is written down."""
    phase = "" if decision.phase is None else f" on phase {decision.phase}"
    return linked(decision.url, f"the vote{phase} of {day(decision.at)} {decision.outcome}")


def noted_said(noted: Noted | None, says: str) -> tuple[Said, ...]:
    """Return a version of a meeting's file; nothing without one."""
    return () if noted is None else (said(noted.repository, noted.revision, noted.path, noted.line, says),)


def day(moment: datetime) -> str:
    """Return the day of a moment."""
    return f"{moment:%Y-%m-%d}"


def later(*moments: datetime | None) -> datetime | None:
    """Return when the last of several things came about; `None` when that of one cannot be told."""
    known = [each for each in moments if each is not None]
    return max(known) if len(known) == len(moments) else None
