"""`feature-without-prefix`: a feature whose name does not begin with its proposal's."""

from collections import Counter
from collections.abc import Iterator

from tracker.lint.features import features, is_prefixed, mentioned, own_features
from tracker.lint.files import Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import AMENDING
from tracker.lint.packages import LintPackage


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield each such feature at its first gate, unless it is that of a package which this one refers to."""
    if package.name is None:
        return
    name = package.name.name.name
    wrong = {feature: found for feature, found in own_features(package).items() if not is_prefixed(feature, name)}
    taken_over = _taken_over(package, surroundings) if wrong else set()
    used = Counter(feature for _, _, feature in features(package))
    for feature, (item, gate) in wrong.items():
        if feature not in taken_over and gate.feature is not None:
            count = "" if used[feature] == 1 else f" (in {used[feature]} gates)"
            message = f"the feature `{feature}` does not begin with `{name}-`{count}"
            yield Hit(item.file, Span(gate.feature.start, gate.feature.end), message)


def _taken_over(package: LintPackage, surroundings: Surroundings) -> set[str]:
    """Return the features of the packages at hand that a package refers to."""
    wanted = mentioned(package) - {package.id}
    vendored = surroundings.folder.dependencies if wanted and surroundings.folder is not None else ()
    at_hand = [*surroundings.packages, *vendored]
    return {feature for each in at_hand if each.id in wanted for _, _, feature in features(each)}


RULE = rule(
    check,
    Severity.WARNING,
    "A feature whose name does not begin with its proposal's name.",
    "put the proposal's name before it: all features share one namespace, `clocks-timezone` belongs to `clocks`",
    AMENDING,
)
"""The rule."""
