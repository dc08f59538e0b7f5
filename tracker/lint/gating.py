"""How strongly items are gated, all that contains them counted."""

from tracker.lint.files import Span
from tracker.lint.packages import LintItem
from tracker.lint.versions import precedence


def first_missing(features: frozenset[str], holder: LintItem | None) -> LintItem | None:
    """Return the nearest of an item and what contains it that needs a feature which is not among those given."""
    while holder is not None and holder.features <= features:
        holder = holder.container
    return holder


def newest_since(holder: LintItem | None) -> tuple[LintItem, str] | None:
    """Return the newest `@since` among an item and what contains it, with the item it stands on."""
    newest: tuple[LintItem, str] | None = None
    while holder is not None:
        version = None if holder.since is None or holder.since.version is None else holder.since.version.text
        if version is not None and (newest is None or precedence(version) > precedence(newest[1])):
            newest = holder, version
        holder = holder.container
    return newest


def gate_span(item: LintItem) -> Span:
    """Return where an item's gates begin and end; its head when it has none."""
    if not item.gates:
        return item.head
    return Span(item.gates[0].start, item.gates[-1].end)
