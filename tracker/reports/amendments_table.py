"""Amendments for a terminal: each with its state on every release line, and what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.hosting import PullLink
from tracker.lives import AmendmentLife, LineLife
from tracker.reports.console import rendered
from tracker.reports.history_json import day
from tracker.reports.pull_links import pull_words
from tracker.standing import AmendmentStanding, AmendmentState, Standing

_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})


def amendments_as_table(lives: Sequence[AmendmentLife], standing: Standing, width: int, *, color: bool) -> str:
    """Return a block for each amendment."""
    moment = standing.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    counted = f"{len(lives)} {'amendment' if len(lives) == 1 else 'amendments'}"
    parts: list[RenderableType] = [Text(f"As of {moment}: {counted}", style="dim")]
    now = {each.id: each for each in standing.amendments}
    for life in lives:
        parts += [Text(f"\n{life.id} · {life.title}", style="bold"), *_parts(life, now.get(life.id))]
    return rendered(parts, width, color=color)


def headline(life: AmendmentLife, standing: AmendmentStanding | None) -> str:
    """Return an amendment's state, its phase, and whether the list tracks it, in one line."""
    phase = "no phase yet" if life.phase is None else f"phase {life.phase}"
    listed = "its own row in the proposal list" if standing and standing.row else "no row in the proposal list"
    return f"{life.state} · {phase} · {listed}"


def told_of(life: AmendmentLife) -> list[PullLink]:
    """Return an amendment's pull requests of which its host tells."""
    return [each for each in life.pulls if each.hosted is not None]


def line_said(line: LineLife) -> str:
    """Return since when a line has an amendment's gate, until when, and in which version it became stable."""
    said = f"gated since {day(line.first.date)}"
    if line.first == line.last and line.state in _STABLE:
        # No gate needs to have stood there: a line may take over as stable what was gated on another one.
        said = f"there since {day(line.first.date)}"
    elif line.last:
        said += f", until {day(line.last.date)}"
    if line.released_in:
        said += f"; released in {line.released_in}"
    elif line.stabilized_in:
        said += f"; @since {line.stabilized_in}, not released"
    return said if line.carried else f"{said}; the branch holds this line no more"


def _parts(life: AmendmentLife, standing: AmendmentStanding | None) -> Iterator[RenderableType]:
    yield Padding(Text(headline(life, standing)), (0, 0, 0, 2))
    yield Padding(Text(standing.next_step if standing else life.next_step), (0, 0, 0, 2))
    for each in life.missing:
        yield Padding(Text(f"left out: {each}", style="yellow"), (0, 0, 0, 2))
    for pull in told_of(life):
        yield Padding(Text(f"pull request {pull_words(pull)}"), (0, 0, 0, 2))
    if life.lines:
        yield Padding(_lines(life.lines), (0, 0, 0, 2))


def _lines(lines: Iterable[LineLife]) -> Table:
    table = Table(box=None, expand=True, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    for line in lines:
        place = f"{line.repository} {line.branch}"
        table.add_row(line.line or "-", Text(line.state), Text(place), Text(line_said(line)))
    return table
