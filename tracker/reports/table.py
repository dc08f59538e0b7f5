"""The report people read in a terminal: tables wrapped to its width, with signs that do not need colour."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.reports.interface import Check, Explanation, Subject
from tracker.reports.marks import COLUMNS, LEGEND, newest, sign
from tracker.standing import (
    AmendmentStanding,
    CriterionResult,
    CriterionStatus,
    GateStanding,
    Notice,
    ProposalStanding,
    Standing,
)

_STYLES = {
    CriterionStatus.MET: "green",
    CriterionStatus.UNMET: "bold red",
    CriterionStatus.UNKNOWN: "yellow",
    CriterionStatus.WAIVED: "cyan",
    CriterionStatus.INHERITED: "dim",
}


class TableReport:
    """Writes tables with rich."""

    def __init__(self, width: int, *, color: bool) -> None:
        self._width = width
        self._color = color

    def status(self, standing: Standing, phase_names: dict[int, str]) -> str:
        """Return a table a phase, amendments under their parent."""
        parts: list[RenderableType] = [_headline(standing)]
        for phase, group in groupby(standing.proposals, key=lambda each: each.phase):
            parts.append(Text(f"\nPhase {phase} · {phase_names.get(phase or 0, '')}", style="bold"))
            parts.append(_phase_table(standing, list(group)))
        shown = {each.id for each in standing.proposals}
        if left := [each for each in standing.amendments if each.parent not in shown]:
            parts += [Text("\nAmendments", style="bold"), _amendment_rows(_status_table(), left)]
        if standing.unlisted:
            parts.append(Text("\nRepositories that the proposal list does not have", style="bold"))
            parts.append(_phase_table(standing, list(standing.unlisted)))
        parts.append(Text(f"\n{LEGEND}", style="dim"))
        parts += _notices(standing.notices)
        return self._text(*parts)

    def show(self, subject: Subject, standing: Standing) -> str:
        """Return a subject's headline, requirements, gates, and amendments."""
        parts: list[RenderableType] = [*_headlines(subject, standing)]
        parts += [Text(""), _criteria_table(subject.criteria, evidence=True)]
        if isinstance(subject, AmendmentStanding):
            parts += _items(subject)
        else:
            amendments = [each for each in standing.amendments if each.parent == subject.id]
            if amendments:
                parts += [Text("\nAmendments", style="bold"), _amendment_rows(_status_table(), amendments)]
            own = [gate for gate in standing.gates if gate.proposal == subject.id]
            parts.append(Text(f"\n{_gate_summary(own)}"))
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

    def amendments(self, standing: Standing) -> str:
        """Return a table of amendments, each with its items."""
        parts: list[RenderableType] = [_headline(standing)]
        for amendment in standing.amendments:
            parts += [Text(""), Text(f"{amendment.id} · {amendment.title}", style="bold")]
            listed = "its own row in the proposal list" if amendment.row else "no row in the proposal list"
            parts.append(Text(f"  {amendment.state} · phase {amendment.phase} · {listed}"))
            parts.append(Padding(Text(amendment.next_step), (0, 0, 0, 2)))
            parts += _items(amendment)
        if not standing.amendments:
            parts.append(Text("no amendment is open"))
        return self._text(*parts)

    def check(self, check: Check) -> str:
        """Return the requirements with their evidence, and the verdict."""
        towards = f" for phase {check.phase}" if check.phase is not None else ""
        verdict = "blocked" if check.blocked else "not blocked"
        head = Text(f"{check.subject.id}{towards}: {verdict}", style="bold red" if check.blocked else "bold")
        return self._text(head, _criteria_table(check.results, evidence=True), Text(LEGEND, style="dim"))

    def explain(self, explanation: Explanation) -> str:
        """Return the document, with what each phase asks before it."""
        from rich.markdown import Markdown  # noqa: PLC0415 -- 150 ms that only this report pays

        asked = [
            Text(f"Phase {each.phase}, since {each.in_effect:%Y-%m-%d}: {each.requirement}\n  {each.source}")
            for each in explanation.criteria
        ]
        return self._text(*asked, Markdown(explanation.document, hyperlinks=False))

    def _text(self, *parts: RenderableType) -> str:
        out = StringIO()
        console = Console(
            file=out,
            width=self._width,
            force_terminal=self._color,
            color_system="standard" if self._color else None,
            legacy_windows=False,
            highlight=False,
            emoji=False,
            markup=False,
        )
        for part in parts:
            console.print(part)
        return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _headline(standing: Standing) -> Text:
    repositories = len(standing.revisions)
    registry = next((each for each in standing.proposals if each.row), None)
    source = f", proposal list at {registry.row.revision[:12]}" if registry and registry.row else ""
    return Text(f"As of {_moment(standing.as_of)}, from {repositories} repositories{source}", style="dim")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _phase_table(standing: Standing, proposals: list[ProposalStanding]) -> Table:
    table = _status_table()
    for proposal in proposals:
        table.add_row(Text(proposal.id), *_signs(proposal.criteria), _next(proposal))
        _amendment_rows(table, [each for each in standing.amendments if each.parent == proposal.id])
    return table


def _status_table() -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column("", width=27, overflow="fold")
    for head in list(COLUMNS.values())[2:]:
        table.add_column(head, width=4, no_wrap=True)
    table.add_column("next step", ratio=1, overflow="fold")
    return table


def _amendment_rows(table: Table, amendments: list[AmendmentStanding]) -> Table:
    for each in amendments:
        name = Text.assemble(" └ ", each.feature or each.id.partition("/")[2], (f" ({each.state})", "dim"))
        table.add_row(name, *_signs(each.criteria), _next(each))
    return table


def _signs(results: tuple[CriterionResult, ...]) -> list[Text]:
    by_id = newest(results)
    return [
        Text(sign(by_id[each]), style=_STYLES[by_id[each].status]) if each in by_id else Text("")
        for each in list(COLUMNS)[2:]
    ]


def _next(subject: Subject) -> Text:
    return Text(subject.next_step)


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
        lines.append(Text(f"Listed: {subject.row.url}"))
    lines.append(Text(f"Next: {subject.next_step}", style="bold"))
    return lines


def _criteria_table(results: Iterable[CriterionResult], *, evidence: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column("", width=2)
    table.add_column("phase", width=5)
    table.add_column("requirement", width=22, overflow="fold")
    table.add_column("why, and where", ratio=1, overflow="fold")
    for result in results:
        reason = Text(result.reason)
        if evidence:
            for place in result.evidence:
                reason.append(f"\n{place.url}", style="dim")
        table.add_row(Text(sign(result), style=_STYLES[result.status]), Text(str(result.phase)), result.id, reason)
    return table


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
    return f"{len(gates)} gates in {repositories} repositories: {', '.join(counts)}"


def _notices(notices: tuple[Notice, ...]) -> list[RenderableType]:
    if not notices:
        return []
    lines = [Padding(Text(f"{each.source}: {each.message}"), (0, 0, 0, 2)) for each in notices]
    return [Text("\nNot everything was there to read", style="bold"), *lines]
