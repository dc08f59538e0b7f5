"""`feature-used-twice`: one feature name that two packages use for things of their own."""

from collections.abc import Iterator

from tracker.lint.features import mentioned, own_features
from tracker.lint.files import Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import AMENDING
from tracker.lint.packages import LintPackage


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield the first gate of each feature that an earlier package, which has nothing to do with this one, uses too."""
    if package.id is None:
        return
    others = [each for each in surroundings.packages if _comes_before(each, package)]
    for feature, (item, gate) in own_features(package).items():
        for other in others:
            used = own_features(other).get(feature)
            if used is not None and not _refer(package, other):
                where = Span(used[1].start, used[1].end)
                message = f"the feature `{feature}` is also used by the package {other.id}"
                related = ((used[0].file, where, f"used in {other.id}"),)
                yield Hit(item.file, Span(gate.start, gate.end), message, related)
                break


def _comes_before(other: LintPackage, package: LintPackage) -> bool:
    return other.id is not None and package.id is not None and other.id < package.id


def _refer(package: LintPackage, other: LintPackage) -> bool:
    """Whether one of two packages refers to the other: then it may gate what it takes from there."""
    return other.id in mentioned(package) or package.id in mentioned(other)


RULE = rule(
    check,
    Severity.WARNING,
    "One feature name that two packages use for things of their own.",
    "give each its own name that begins with its proposal's: who enables a feature enables everything of that name",
    AMENDING,
)
"""The rule."""
