"""How a status looks and sounds: a symbol and a word each, so that no meaning hangs on a colour."""

from collections import Counter
from collections.abc import Iterable

from tracker.standing import CriterionResult, CriterionStatus, Readiness
from tracker.website.pages import CriterionLine, Mark

_SYMBOLS = {
    CriterionStatus.MET: "✓",
    CriterionStatus.UNMET: "✗",
    CriterionStatus.UNKNOWN: "?",
    CriterionStatus.WAIVED: "–",
    CriterionStatus.INHERITED: "↑",
}
_VERDICTS = {
    Readiness.READY: Mark("ready", "✓", "Ready"),
    Readiness.BLOCKED: Mark("blocked", "✗", "Blocked"),
    Readiness.UNDETERMINED: Mark("undetermined", "?", "Undetermined"),
}
LEGEND = tuple(Mark(str(status), symbol, str(status)) for status, symbol in _SYMBOLS.items())
"""Every status of a criterion."""
VERDICTS = tuple(_VERDICTS.values())
"""Every verdict."""


def criterion_mark(result: CriterionResult) -> Mark:
    """Return the mark of a criterion; an inherited one also says how it stands where it comes from."""
    word = str(result.status)
    if result.inherited_status is not None:
        word = f"{word}, {result.inherited_status}"
    return Mark(str(result.status), _SYMBOLS[result.status], word)


def verdict_mark(readiness: Readiness | None) -> Mark | None:
    """Return the mark of a verdict, `None` where there is none."""
    return None if readiness is None else _VERDICTS[readiness]


def tally(lines: Iterable[CriterionLine]) -> str:
    """Return the criteria counted by status: `3 met, 1 unknown`."""
    counts = Counter(line.mark.kind for line in lines)
    return ", ".join(f"{counts[mark.kind]} {mark.word}" for mark in LEGEND if counts[mark.kind])
