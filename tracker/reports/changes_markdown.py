"""What changed in an API, as Markdown for a comment on a pull request."""

import re
from collections.abc import Iterable, Iterator

from tracker.changes import ApiChange, Diff, DiffSide, Place, Stability
from tracker.reports.changes_groups import LEGEND, SIGNS, counted, grouped, headline, inner, judged

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~@])")


def changes_as_markdown(diff: Diff) -> str:
    """Return the verdict, what breaks, and the rest folded away."""
    comparison = diff.comparison
    lines = [f"### API: {_text(headline(diff))}", "", f"{_side(diff.old)} → {_side(diff.new)}", ""]
    lines += [f"* {_text(judged(verdict))}" for verdict in comparison.verdicts]
    lines += [""] if comparison.verdicts else []
    problems = [*diff.old.problems, *diff.new.problems]
    if problems:
        lines += ["**Not everything could be read:**", "", *(f"* {_text(str(each))}" for each in problems), ""]
    breaking = [change for change in comparison.changes if not change.compatible]
    if breaking:
        lines += ["**What breaks:**", "", *_HEAD, *(_row(change, change.item) for change in breaking), ""]
    if len(breaking) < len(comparison.changes):
        lines += _rest(diff, len(comparison.changes) - len(breaking))
    return "\n".join(lines).rstrip("\n") + "\n"


_HEAD = ("| | change | item | what | old | new |", "| --- | --- | --- | --- | --- | --- |")


def _rest(diff: Diff, number: int) -> Iterator[str]:
    yield from ("<details>", f"<summary>{counted(number, 'other change')}</summary>", "")
    for name, changes in grouped(diff.comparison):
        kept = [change for change in changes if change.compatible]
        if kept:
            yield from (f"**{_code(name)}**", "", *_HEAD, *_rows(kept), "")
    yield from (LEGEND, "", "</details>", "")


def _rows(changes: Iterable[ApiChange]) -> Iterator[str]:
    return (_row(change, inner(change)) for change in changes)


def _row(change: ApiChange, item: str) -> str:
    mark = "" if change.stability is Stability.STABLE else f" ({change.stability})"
    cells = (
        SIGNS[change.effect],
        change.kind,
        f"{_code(item)}{mark}",
        _text(change.message),
        _place(change.old),
        _place(change.new),
    )
    return f"| {' | '.join(cells)} |"


def _place(place: Place | None) -> str:
    return "" if place is None else _code(str(place))


def _side(side: DiffSide) -> str:
    revision = "" if side.revision is None else f" ({_code(side.revision[:12])})"
    return f"{_code(side.name)}{revision}"


def _text(text: str) -> str:
    """Return text from outside so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    """Return text as a code span that is right in a table cell, too."""
    return "`" + " ".join(text.split()).replace("`", "'").replace("|", "\\|") + "`"
