"""Votes for a terminal: one line or two for each, and where all is asked for everything."""

from collections.abc import Iterator
from datetime import UTC

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.chronicle import Outcome
from tracker.reports.console import Link, rendered
from tracker.reports.voted_table import text_lines
from tracker.reports.votes_conduct import conduct_lines
from tracker.reports.votes_groups import Told, doubt, source_words, tally_words
from tracker.voting import Vote

_STYLES = {
    Outcome.PASSED: "green",
    Outcome.FAILED: "bold red",
    Outcome.DEFERRED: "yellow",
    Outcome.UNCLEAR: "yellow",
}
_WIDEST = 34
"""Columns that a subject's name has at most."""
_NARROW = 80
"""Columns below which the question has no room."""


def votes_as_table(told: Told, width: int, *, color: bool) -> str:
    """Return the votes in order."""
    moment = told.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    count = f"{len(told.votes)} {'vote' if len(told.votes) == 1 else 'votes'}"
    parts: list[RenderableType] = [Text(f"As of {moment}: {count}", style="dim"), Text("")]
    if told.whole:
        for vote in told.votes:
            parts += [*_everything(vote), *_conduct(told, vote), *_text(told, vote), Text("")]
        parts += _entries(told)
    elif told.votes:
        parts.append(_table(told, width))
    if told.numbered and told.votes:
        hint = "`tracker vote review --accept N --by NAME` records one, --reject N --reason TEXT says it is none"
        parts += [Text(""), Text(hint, style="dim")]
    return rendered(parts, width, color=color)


def _table(told: Told, width: int) -> Table:
    table = Table(box=None, expand=True, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    if told.numbered:
        table.add_column("#", justify="right")
    table.add_column("date", width=10, no_wrap=True)
    table.add_column("subject", max_width=_WIDEST, overflow="fold")
    if width >= _NARROW:
        table.add_column("question", ratio=3, overflow="fold")
    table.add_column("outcome", no_wrap=True)
    table.add_column("tally, where", ratio=2, overflow="fold")
    for number, vote in enumerate(told.votes, start=1):
        cells = [Text(str(number))] if told.numbered else []
        cells += [Text(str(vote.date)), Text(vote.subject, style="bold")]
        if width >= _NARROW:
            cells.append(Text(vote.question))
        details = (tally_words(vote.tally) or vote.method, source_words(vote), doubt(vote))
        table.add_row(
            *cells, Text(vote.outcome, style=_STYLES[vote.outcome]), Text("\n".join(each for each in details if each))
        )
    return table


def _everything(vote: Vote) -> Iterator[RenderableType]:
    yield Text.assemble((f"{vote.date} · {vote.subject}", "bold"), f" ({vote.subject_kind})")
    lines = [vote.question]
    if vote.target_phase is not None:
        lines.append(f"Phase {vote.target_phase}")
    lines.append(f"{vote.method}: {tally_words(vote.tally) or 'no tally'}")
    yield Padding(Text("\n".join(lines)), (0, 0, 0, 2))
    yield Text.assemble("  ", (str(vote.outcome), _STYLES[vote.outcome]))
    yield Padding(Text(f"{source_words(vote)} ({vote.source.kind}, confidence {vote.confidence})"), (0, 0, 0, 2))
    if vote.reason:
        yield Padding(Text(vote.reason), (0, 0, 0, 2))
    if vote.source.url:
        yield Link(f"  {vote.source.url}", style="dim")


def _conduct(told: Told, vote: Vote) -> Iterator[RenderableType]:
    for line in conduct_lines(told.standing_of(vote)):
        yield Padding(Text(line), (0, 0, 0, 2))


def _text(told: Told, vote: Vote) -> Iterator[RenderableType]:
    voted = told.text_of(vote)
    if voted is not None:
        yield from text_lines(voted, 2)


def _entries(told: Told) -> Iterator[RenderableType]:
    if told.entries:
        yield Text("In the ledger", style="bold")
    for entry in told.entries:
        draft = entry.draft
        corrects = f", corrects {draft.supersedes[:12]}" if draft.supersedes else ""
        state = " (corrected)" if told.superseded(entry) else ""
        when = draft.recorded_at.strftime("%Y-%m-%d %H:%M UTC")
        yield Text(f"{entry.position:3} {entry.id[:12]} {draft.kind} by {draft.by}, {when}{corrects}{state}")
