"""`repeated-gate`: several gates of one kind on the same item."""

from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.lint.files import Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import GATES
from tracker.lint.packages import LintPackage


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every gate after the first of its kind on an item."""
    del surroundings
    for item in package.items:
        for kind in GateKind:
            spans = [Span(gate.start, gate.end) for gate in item.gates_of(kind)]
            for span in spans[1:]:
                related = ((item.file, spans[0], "the first one"),)
                yield Hit(item.file, span, f"{item.title} has more than one `@{kind}`", related, (span,))


RULE = rule(
    check,
    Severity.ERROR,
    "Several gates of one kind on the same item.",
    "keep one of them: an item has one `@since` for good, and is unstable for one feature",
    GATES,
)
"""The rule."""
