"""`bare-deprecated`: `@deprecated` without `@since` or `@unstable` beside it."""

from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.lint.files import Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import GATES
from tracker.lint.packages import LintPackage


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every `@deprecated` on an item that does not say since when it is there."""
    del surroundings
    for item in package.items:
        if item.gates and all(gate.kind is GateKind.DEPRECATED for gate in item.gates):
            span = Span(item.gates[0].start, item.gates[0].end)
            message = f"{item.title} is `@deprecated` without `@since` or `@unstable`"
            yield Hit(item.file, span, message, repairs=(span,))


RULE = rule(
    check,
    Severity.ERROR,
    "`@deprecated` without `@since` or `@unstable` beside it.",
    "add the `@since` with which the item came: it stays when the item is deprecated",
    GATES,
)
"""The rule."""
