"""What changed in an API, as text for a terminal."""

from collections.abc import Iterator

from tracker.changes import ApiChange, Diff, Stability
from tracker.reports.changes_groups import LEGEND, SIGNS, grouped, headline, inner, judged


def changes_as_text(diff: Diff) -> str:
    """Return the changes by interface, each with its lines in both versions, and the verdict at the end."""
    lines = [f"{diff.old.name} → {diff.new.name}", ""]
    for name, changes in grouped(diff.comparison):
        lines.append(name)
        for change in changes:
            lines += _told(change)
        lines.append("")
    lines.append(headline(diff))
    lines += [judged(verdict) for verdict in diff.comparison.verdicts]
    if diff.comparison.changes:
        lines.append(LEGEND)
    return "\n".join(lines) + "\n"


def _told(change: ApiChange) -> Iterator[str]:
    mark = "" if change.stability is Stability.STABLE else f" ({change.stability})"
    yield f"  {SIGNS[change.effect]} {change.kind}  {inner(change)}{mark}"
    yield f"      {change.message}"
    if change.old is not None:
        yield f"      old {change.old}"
    if change.new is not None:
        yield f"      new {change.new}"
