"""`conflicting-gates`: `@since` and `@unstable` on the same item."""

from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.lint.files import Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import GATES
from tracker.lint.packages import LintPackage


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every item that is said to be stable and unstable at once."""
    del surroundings
    for item in package.items:
        since, unstable = item.gates_of(GateKind.SINCE), item.gates_of(GateKind.UNSTABLE)
        if since and unstable:
            later, earlier = sorted((since[0], unstable[0]), key=lambda gate: gate.start, reverse=True)
            spans = tuple(Span(gate.start, gate.end) for gate in item.gates)
            related = ((item.file, Span(earlier.start, earlier.end), "the other one"),)
            message = f"{item.title} is both `@since` and `@unstable`"
            yield Hit(item.file, Span(later.start, later.end), message, related, spans)


RULE = rule(
    check,
    Severity.ERROR,
    "`@since` and `@unstable` on the same item.",
    "keep `@unstable` until the item is voted into a release; then replace it by `@since`",
    GATES,
)
"""The rule."""
