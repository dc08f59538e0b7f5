"""`missing-gate`: an item without a gate, in a package where gates are in use."""

from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import CONSISTENCY
from tracker.lint.packages import LintItem, LintPackage
from tracker.wit.syntax import TopLevelUse


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every item that has neither `@since` nor `@unstable`, when the package has a gate anywhere."""
    if not surroundings.require_gates and not any(item.gates for item in package.items):
        return
    for item in package.items:
        # The grammar gives a `use` at the top of a file no attributes.
        if item.since is None and not item.features and not isinstance(item.item, TopLevelUse):
            yield Hit(item.file, item.head, f"{item.title} has no gate{_surprise(item)}")


def _surprise(item: LintItem) -> str:
    if item.gates_of(GateKind.DEPRECATED):
        return " that says since when it is there"
    return ""


RULE = rule(
    check,
    Severity.WARNING,
    "An item without `@since` or `@unstable`, in a package where gates are in use.",
    "put `@since(version = V)` above it with the first release that has it, or `@unstable(feature = F)` until it is "
    "voted into one",
    CONSISTENCY,
)
"""The rule."""
