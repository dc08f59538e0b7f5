"""`gate-in-unversioned-package`: a gate that names a version, in a package that has none."""

from collections.abc import Iterator

from tracker.lint.declarations import declaration
from tracker.lint.files import Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import GATES
from tracker.lint.packages import LintPackage


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every `@since` and `@deprecated` of a package that is declared without a version."""
    del surroundings
    if package.name is None or package.version is not None:
        return
    for item in package.items:
        for gate in item.gates:
            if gate.version is not None:
                span = Span(gate.start, gate.end)
                message = f"`@{gate.kind}` names {gate.version.text}, but the package {package.id} has no version"
                yield Hit(item.file, span, message, declaration(package, "declared without a version"), (span,))


RULE = rule(
    check,
    Severity.ERROR,
    "A `@since` or `@deprecated` in a package that has no version.",
    "declare the package with its version: `package namespace:name@version;`",
    GATES,
)
"""The rule."""
