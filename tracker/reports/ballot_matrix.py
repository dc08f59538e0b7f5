"""The subjects of a ballot against their requirements, as a table for a terminal of any width."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.next_release.ballot import BallotItem
from tracker.reports.ballot_words import VERDICT_STYLES, columns, counted
from tracker.reports.marks import STYLES, newest, sign

_SIGN = 5
"""Columns of a sign, or of its head, with the space behind it."""
_WIDEST = 34
"""Columns of a subject's name with the space behind it, at most."""
_NARROWEST = 16
"""The same, at least."""
_VERDICT = 13
"""Columns of a verdict with the space behind it."""
_STEP = 30
"""Columns below which the next step goes on lines of its own."""


def matrix(items: Sequence[BallotItem], width: int) -> Iterator[RenderableType]:
    """Yield a row for each subject, with a sign for each requirement, the verdict and the next step."""
    heads = columns(items)
    shown = dict(list(heads.items())[: max(0, (width - _NARROWEST) // _SIGN)])
    room = width - _SIGN * len(shown)
    name = max(_NARROWEST, min(_WIDEST, room, 1 + max((len(each.subject) for each in items), default=0)))
    if room - name - _VERDICT >= _STEP:
        yield _rows(items, shown, name, wide=True)
    else:
        yield _rows((), shown, name, wide=False)
        for each in items:
            yield _rows([each], shown, name, wide=False, head=False)
            yield Padding(_said(each), (0, 0, 0, 2))
    if left := list(heads)[len(shown) :]:
        yield Text(f"{counted(len(left), 'requirement has', 'requirements have')} no column: {', '.join(left)}")


def _rows(items: Iterable[BallotItem], heads: dict[str, str], name: int, *, wide: bool, head: bool = True) -> Table:
    table = Table(box=None, expand=wide, padding=(0, 1, 0, 0), pad_edge=False, show_header=head, header_style="bold")
    table.add_column("", width=name - 1, overflow="fold")
    for each in heads.values():
        table.add_column(each, width=_SIGN - 1, no_wrap=True)
    if wide:
        table.add_column("verdict", width=_VERDICT - 1, no_wrap=True)
        table.add_column("next step", ratio=1, overflow="fold")
    for item in items:
        verdict = [Text(item.verdict, style=VERDICT_STYLES[item.verdict]), Text(item.next_step)] if wide else []
        table.add_row(Text(item.subject, style="bold"), *_signs(item, heads), *verdict)
    return table


def _signs(item: BallotItem, heads: Iterable[str]) -> Iterator[Text]:
    by_id = newest(item.criteria)
    for each in heads:
        result = by_id.get(each)
        yield Text("") if result is None else Text(sign(result), style=STYLES[result.status])


def _said(item: BallotItem) -> Text:
    return Text.assemble((str(item.verdict), VERDICT_STYLES[item.verdict]), f". {item.next_step}")
