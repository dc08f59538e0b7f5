"""The Markdown report: for issues, agendas and meeting notes."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from itertools import groupby

from tracker.happenings import Timeline
from tracker.hosting import PullLink
from tracker.reports.concerns_markdown import concern_words
from tracker.reports.escaping import code as _code
from tracker.reports.escaping import text as _text
from tracker.reports.history_markdown import timeline_lines
from tracker.reports.interface import Check, Explanation, Subject
from tracker.reports.marks import LEGEND, newest, sign
from tracker.reports.pull_links import pull_lines
from tracker.reports.rhythm_text import active, needs, presented
from tracker.reports.voted_words import text_lines
from tracker.standing import (
    AmendmentStanding,
    CriterionResult,
    GateStanding,
    OpenConcern,
    ProposalStanding,
    Standing,
)
from tracker.voted import VotedText


class MarkdownReport:
    """Writes GitHub's Markdown; text from outside is escaped."""

    def status(self, standing: Standing, phase_names: dict[int, str]) -> str:
        """Return a table a phase, amendments under their parent."""
        lines = ["# WASI proposals", "", _as_of(standing), ""]
        for phase, group in groupby(standing.proposals, key=lambda each: each.phase):
            lines += [f"## Phase {phase}: {_text(phase_names.get(phase or 0, ''))}", "", *_STATUS_HEAD]
            for proposal in group:
                lines.append(_status_row(proposal))
                lines += [_status_row(each) for each in standing.amendments if each.parent == proposal.id]
            lines.append("")
        shown = {each.id for each in standing.proposals}
        if left := [each for each in standing.amendments if each.parent not in shown]:
            lines += ["## Amendments", "", *_STATUS_HEAD, *map(_status_row, left), ""]
        if standing.unlisted:
            lines += ["## Not in the proposal list", "", *_STATUS_HEAD, *map(_status_row, standing.unlisted), ""]
        lines += [LEGEND, ""]
        if standing.notices:
            lines += ["## Not everything was there to read", ""]
            lines += [f"* {_text(each.source)}: {_text(each.message)}" for each in standing.notices]
            lines.append("")
        return "\n".join(lines)

    def show(
        self,
        subject: Subject,
        standing: Standing,
        past: Timeline | None = None,
        texts: tuple[VotedText, ...] | None = None,
        pulls: tuple[PullLink, ...] = (),
    ) -> str:
        """Return a subject's headline, requirements, items, amendments, and what happened to it."""
        phase = "not in the proposal list" if subject.phase is None else f"phase {subject.phase}"
        lines = [
            f"# {_text(subject.title)} (`{_code(subject.id)}`)",
            "",
            f"**{phase}**. {_text(needs(subject))}",
            "",
        ]
        lines += [f"* Champions: {_text(', '.join(subject.champions)) or 'none named'}"]
        lines += [f"* Packages: {', '.join(f'`{_code(each)}`' for each in subject.packages) or 'none found'}"]
        if subject.repository:
            lines.append(f"* Repository: {_text(subject.repository)} {_text(subject.path or '')}".rstrip())
        lines += [f"* Last presented: {_text(presented(subject))}", f"* Last activity: {_text(active(subject))}"]
        if isinstance(subject, AmendmentStanding):
            lines += [f"* Amends `{_code(subject.parent)}`, state: {subject.state}", "", *_criteria(subject.criteria)]
            lines += ["", *_items(subject), *pull_lines(pulls)]
        else:
            amendments = [each for each in standing.amendments if each.parent == subject.id]
            lines += ["", *_criteria(subject.criteria), ""]
            if amendments:
                lines += ["## Amendments", "", *_STATUS_HEAD, *map(_status_row, amendments), ""]
        lines += _concerns([each for each in standing.concerns if each.subject == subject.id], lines[-1])
        if texts:
            lines += [*([""] if lines[-1] else []), "## What was voted on", "", *text_lines(texts), ""]
        happened = timeline_lines(past) if past else []
        if happened:
            lines += [*([""] if lines[-1] else []), "## History", "", *happened, ""]
        return "\n".join([*lines, *([""] if lines[-1] else []), _as_of(standing), ""])

    def gates(self, gates: Iterable[GateStanding]) -> str:
        """Return one table of all gates."""
        lines = ["| gate | item | where |", "| --- | --- | --- |"]
        for gate in gates:
            about = f"@{gate.kind} {gate.feature or gate.version or ''}"
            lines.append(f"| `{_code(about)}` | `{_code(gate.item)}` | [{_text(gate.file)}:{gate.line}]({gate.url}) |")
        return "\n".join([*lines, ""])

    def check(self, check: Check) -> str:
        """Return the requirements with their evidence, and the verdict."""
        towards = f" for phase {check.phase}" if check.phase is not None else ""
        verdict = "blocked" if check.blocked else "not blocked"
        lines = [f"# {_text(check.subject.title)}{towards}: {verdict}", "", *_criteria(check.results)]
        return "\n".join([*lines, *_concerns(check.concerns, lines[-1]), "", LEGEND, ""])

    def explain(self, explanation: Explanation) -> str:
        """Return the document as it is."""
        return explanation.document.rstrip("\n") + "\n"


_STATUS_HEAD = (
    "| subject | port | over | wit | deps | oci | plan | next step |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
)
_COLUMNS = ("portability-documented", "overview", "wit", "dependencies", "oci-published", "portability-plan")


def _as_of(standing: Standing) -> str:
    moment = standing.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"As of {moment}, from {len(standing.revisions)} repositories."


def _status_row(subject: ProposalStanding | AmendmentStanding) -> str:
    by_id = newest(subject.criteria)
    signs = " | ".join(sign(by_id[each]) if each in by_id else "" for each in _COLUMNS)
    state = f" ({subject.state})" if isinstance(subject, AmendmentStanding) else ""
    return f"| `{_code(subject.id)}`{state} | {signs} | {_text(needs(subject))} |"


def _criteria(results: Iterable[CriterionResult]) -> list[str]:
    lines = ["| | phase | requirement | why, and where |", "| --- | --- | --- | --- |"]
    for result in results:
        places = " ".join(
            f"[{_text(place.path)}{f':{place.line}' if place.line else ''}]({place.url})" for place in result.evidence
        )
        reason = f"{_text(result.reason)} {places}".rstrip()
        lines.append(f"| {sign(result)} | {result.phase} | `{result.id}` | {reason} |")
    return lines


def _concerns(concerns: Sequence[OpenConcern], last: str) -> list[str]:
    """Return the open concerns as a section that comes after a line."""
    if not concerns:
        return []
    return [*([""] if last else []), "## Open concerns", "", *(f"* {concern_words(each)}" for each in concerns)]


def _items(amendment: AmendmentStanding) -> list[str]:
    return [
        f"* `{_code(item.path)}` ({item.kind}): [{_text(item.file)}:{item.line}]({item.url})"
        for item in amendment.items
    ]
