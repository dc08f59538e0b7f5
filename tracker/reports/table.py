"""The report people read in a terminal: tables wrapped to its width, with signs that do not need colour."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from datetime import UTC, datetime
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.happenings import Timeline
from tracker.hosting import PullLink
from tracker.reports.concerns_table import concern_parts
from tracker.reports.console import Link, rendered
from tracker.reports.history_table import timeline_parts
from tracker.reports.interface import Check, Explanation, Subject
from tracker.reports.marks import COLUMNS, LEGEND, STYLES, newest, sign
from tracker.reports.pull_links_table import pull_parts
from tracker.reports.rhythm_text import active, needs, presented
from tracker.reports.voted_table import text_parts
from tracker.standing import (
    AmendmentStanding,
    CriterionResult,
    GateStanding,
    Notice,
    OpenConcern,
    ProposalStanding,
    Readiness,
    Standing,
)
from tracker.voted import VotedText

_SUBJECT = 34
"""Columns of a subject's name: the longest feature seen so far fits."""


class TableReport:
    """Writes tables with rich."""

    def __init__(self, width: int, *, color: bool) -> None:
        self._width = width
        self._color = color

    def status(self, standing: Standing, phase_names: dict[int, str]) -> str:
        """Return a table a phase under one head, amendments under their parent."""
        parts: list[RenderableType] = [_headline(standing), _counts(standing), Text(""), _status_table(head=True)]
        for phase, group in groupby(standing.proposals, key=lambda each: each.phase):
            parts.append(Text(f"\nPhase {phase} · {phase_names.get(phase or 0, '')}".rstrip(" ·"), style="bold"))
            parts.append(_proposal_rows(standing, group))
        shown = {each.id for each in standing.proposals}
        if left := [each for each in standing.amendments if each.parent not in shown]:
            parts += [Text("\nAmendments", style="bold"), _amendment_rows(_status_table(), left)]
        if standing.unlisted:
            parts += [Text("\nNot in the proposal list", style="bold"), _proposal_rows(standing, standing.unlisted)]
        return self._text(*parts, Text(f"\n{LEGEND}", style="dim"), *_notices(standing.notices))

    def show(
        self,
        subject: Subject,
        standing: Standing,
        past: Timeline | None = None,
        texts: tuple[VotedText, ...] | None = None,
        pulls: tuple[PullLink, ...] = (),
    ) -> str:
        """Return a subject's headline, requirements, gates, amendments, and what happened to it."""
        parts: list[RenderableType] = [*_headlines(subject, standing), Text("")]
        parts += [line for result in subject.criteria for line in _criterion(result, most=1)]
        parts += _concerns(each for each in standing.concerns if each.subject == subject.id)
        if isinstance(subject, AmendmentStanding):
            parts += [Text(""), *_items(subject), *pull_parts(pulls)]
        else:
            amendments = [each for each in standing.amendments if each.parent == subject.id]
            if amendments:
                rows = _amendment_rows(_status_table(), amendments)
                parts += [Text("\nAmendments", style="bold"), rows]
            own = [gate for gate in standing.gates if gate.proposal == subject.id]
            parts.append(Text(f"\n{_gate_summary(own)}"))
        if texts:
            parts += [Text("\nWhat was voted on", style="bold"), *text_parts(texts)]
        if past and (happened := [*timeline_parts(past)]):
            parts += [Text("\nHistory", style="bold"), *happened]
        return self._text(*parts)

    def gates(self, gates: Iterable[GateStanding]) -> str:
        """Return a table of gates by repository."""
        listed = list(gates)
        parts: list[RenderableType] = []
        for repository, group in groupby(listed, key=lambda gate: gate.repository):
            own = list(group)
            parts.append(Text(f"{repository} at {own[0].revision[:12]}", style="bold"))
            parts.append(_gate_table(own))
        parts.append(Text(_gate_summary(listed)))
        return self._text(*parts)

    def check(self, check: Check) -> str:
        """Return the requirements with their evidence, and the verdict."""
        towards = f" for phase {check.phase}" if check.phase is not None else ""
        verdict = "blocked" if check.blocked else "not blocked"
        head = Text(f"{check.subject.id}{towards}: {verdict}", style="bold red" if check.blocked else "bold")
        lines = [line for result in check.results for line in _criterion(result, most=len(result.evidence))]
        return self._text(head, *lines, *_concerns(check.concerns), Text(f"\n{LEGEND}", style="dim"))

    def explain(self, explanation: Explanation) -> str:
        """Return the document, with what each phase asks before it."""
        from rich.markdown import Markdown  # noqa: PLC0415 -- 150 ms that only this report pays

        asked = [
            Text(f"Phase {each.phase}, since {each.in_effect:%Y-%m-%d}: {each.requirement}\n  {each.source}")
            for each in explanation.criteria
        ]
        return self._text(*asked, Markdown(explanation.document, hyperlinks=False))

    def _text(self, *parts: RenderableType) -> str:
        return rendered(parts, self._width, color=self._color)


def _headline(standing: Standing) -> Text:
    repositories = _counted(len(standing.revisions), "repository", "repositories")
    registry = next((each for each in standing.proposals if each.row), None)
    source = f", proposal list at {registry.row.revision[:12]}" if registry and registry.row else ""
    return Text(f"As of {_moment(standing.as_of)}, from {repositories}{source}", style="dim")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _counts(standing: Standing) -> Text:
    """Return how many subjects stand where, in one line."""
    every: list[Subject] = [*standing.proposals, *standing.amendments]
    verdicts = Counter(each.readiness for each in every if each.readiness is not None)
    said = ", ".join(f"{verdicts[readiness]} {readiness}" for readiness in Readiness if verdicts[readiness])
    what = f"{_count(standing.proposals, 'proposal')} and {_count(standing.amendments, 'amendment')}"
    return Text(f"{what}; for their next phase: {said or 'nothing to judge'}")


def _count(things: Sized, name: str) -> str:
    return _counted(len(things), name, f"{name}s")


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _proposal_rows(standing: Standing, proposals: Iterable[ProposalStanding]) -> Table:
    table = _status_table()
    for proposal in proposals:
        table.add_row(Text(proposal.id), *_signs(proposal.criteria), Text(needs(proposal)))
        _amendment_rows(table, [each for each in standing.amendments if each.parent == proposal.id])
    return table


def _status_table(*, head: bool = False) -> Table:
    """Return an empty table; all have the same columns, so that one head stands for all."""
    table = Table(box=None, expand=True, padding=(0, 1, 0, 0), pad_edge=False, show_header=head)
    table.add_column("", width=_SUBJECT, overflow="fold")
    for name in list(COLUMNS.values())[2:]:
        table.add_column(name, width=4, no_wrap=True, header_style="bold")
    table.add_column("still needs", ratio=1, overflow="fold", header_style="bold")
    return table


def _amendment_rows(table: Table, amendments: Iterable[AmendmentStanding]) -> Table:
    for each in amendments:
        name = f"└ {each.feature or each.id.partition('/')[2]}"
        state = str(each.state).capitalize()
        table.add_row(Text(name), *_signs(each.criteria), Text(f"{state}. {needs(each)}"))
    return table


def _signs(results: tuple[CriterionResult, ...]) -> list[Text]:
    by_id = newest(results)
    return [
        Text(sign(by_id[each]), style=STYLES[by_id[each].status]) if each in by_id else Text("")
        for each in list(COLUMNS)[2:]
    ]


def _headlines(subject: Subject, standing: Standing) -> list[Text]:
    phase = "not in the proposal list" if subject.phase is None else f"phase {subject.phase}"
    lines = [Text(f"{subject.id} · {subject.title} · {phase}", style="bold"), _headline(standing)]
    if isinstance(subject, AmendmentStanding):
        lines.append(Text(f"Amends {subject.parent} behind the feature {subject.feature or '(no gate was ever seen)'}"))
        lines.append(Text(f"State: {subject.state}"))
    lines.append(Text(f"Champions: {', '.join(subject.champions) or 'none named'}"))
    if subject.repository:
        lines.append(Text(f"Lives in {subject.repository}{f', {subject.path}/' if subject.path else ''}"))
    lines.append(Text(f"Packages: {', '.join(subject.packages) or 'none found'}"))
    if isinstance(subject, ProposalStanding) and subject.features:
        lines.append(Text(f"Gated as a whole behind: {', '.join(subject.features)}"))
    if subject.row:
        lines.append(Link(f"Listed: {subject.row.url}"))
    lines += [Text(f"Last presented: {presented(subject)}"), Text(f"Last activity: {active(subject)}")]
    lines.append(Text(f"Next: {needs(subject)}", style="bold"))
    return lines


def _criterion(result: CriterionResult, most: int) -> Iterator[RenderableType]:
    """Yield a requirement with its reason, and at most `most` links to its evidence."""
    mark = (f"{sign(result):3}", STYLES[result.status])
    yield Text.assemble(mark, (result.id, "bold"), f" (phase {result.phase})")
    yield Padding(Text(result.reason), (0, 0, 0, 3))
    for place in result.evidence[:most]:
        yield Link(f"   {place.url}", style="dim")


def _concerns(concerns: Iterable[OpenConcern]) -> list[RenderableType]:
    parts = [part for each in concerns for part in concern_parts(each)]
    return [Text("\nOpen concerns", style="bold"), *parts] if parts else []


def _items(amendment: AmendmentStanding) -> list[RenderableType]:
    if not amendment.items:
        return []
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    for head, ratio in (("item", 5), ("kind", 1), ("gate", 4)):
        table.add_column(head, ratio=ratio, overflow="fold")
    for item in amendment.items:
        table.add_row(Text(item.path), Text(item.kind), Text(f"{item.file}:{item.line}"))
    return [table]


def _gate_table(gates: Iterable[GateStanding]) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    for head, ratio in (("gate", 3), ("item", 5), ("file", 4)):
        table.add_column(head, ratio=ratio, overflow="fold")
    for gate in gates:
        about = f"@{gate.kind} {gate.feature or gate.version or ''}"
        table.add_row(Text(about), Text(gate.item), Text(f"{gate.file}:{gate.line}"))
    return table


def _gate_summary(gates: list[GateStanding]) -> str:
    counts = [f"{sum(gate.kind == kind for gate in gates)} @{kind}" for kind in ("since", "unstable", "deprecated")]
    repositories = len({gate.repository for gate in gates})
    return f"{_count(gates, 'gate')} in {_counted(repositories, 'repository', 'repositories')}: {', '.join(counts)}"


def _notices(notices: tuple[Notice, ...]) -> list[RenderableType]:
    """Return what was not there to read: sources that say the same share a line."""
    if not notices:
        return []
    sources: dict[str, list[str]] = {}
    for each in notices:
        sources.setdefault(each.message, []).append(each.source)
    lines = [Padding(Text(f"{', '.join(names)}: {message}"), (0, 0, 0, 2)) for message, names in sources.items()]
    return [Text("\nNot everything was there to read", style="bold"), *lines]
