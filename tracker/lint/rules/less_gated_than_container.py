"""`less-gated-than-container`: an item that claims to be there without, or before, what it stands in."""

from collections.abc import Iterator

from tracker.lint.findings import Severity
from tracker.lint.gating import first_missing, gate_span, newest_since
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import GATES
from tracker.lint.packages import LintItem, LintPackage
from tracker.lint.versions import precedence


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every item whose container is behind a feature that the item is not, or came later than the item."""
    del surroundings
    for item in package.items:
        if item.container is not None:
            yield from _hits(item, item.container)


def _hits(item: LintItem, container: LintItem) -> Iterator[Hit]:
    holder = first_missing(item.features, container)
    if holder is not None and not item.features:
        feature = min(holder.features - item.features)
        state = "`@since`" if item.since is not None else "without a gate"
        message = f"{item.title} is {state}, but {holder.title} that it stands in is unstable (`{feature}`)"
        yield Hit(item.file, item.head, message, ((holder.file, gate_span(holder), "the gate of what it stands in"),))
        return
    newest = newest_since(container)
    if newest is None or item.since is None or item.since.version is None or item.features:
        return
    holder, version = newest
    if precedence(item.since.version.text) < precedence(version):
        message = f"{item.title} is there since {item.since.version.text}, but {holder.title} only since {version}"
        yield Hit(item.file, item.head, message, ((holder.file, gate_span(holder), "the gate of what it stands in"),))


RULE = rule(
    check,
    Severity.ERROR,
    "An item that is less gated than the interface, world, resource or import it stands in.",
    "give the item the gate of what it stands in: it cannot be there without it",
    GATES,
)
"""The rule."""
