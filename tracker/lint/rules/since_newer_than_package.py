"""`since-newer-than-package`: a `@since` with a version that the package has not reached."""

from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.lint.declarations import declaration
from tracker.lint.files import Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import GATES
from tracker.lint.packages import LintPackage
from tracker.lint.versions import is_reached


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every `@since` whose version comes after the package's."""
    del surroundings
    if package.version is None:
        return
    for item in package.items:
        for gate in item.gates_of(GateKind.SINCE):
            if gate.version is not None and not is_reached(gate.version.text, package.version):
                span = Span(gate.start, gate.end)
                message = f"{item.title} is there since {gate.version.text}, but the package is {package.version}"
                yield Hit(item.file, span, message, declaration(package, "the package's version"), (span,))


RULE = rule(
    check,
    Severity.ERROR,
    "A `@since` with a version that the package has not reached.",
    "gate it with `@unstable(feature = F)` until the package has that version, or correct one of the two versions",
    GATES,
)
"""The rule."""
