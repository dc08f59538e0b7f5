"""Whose a feature is: features share one namespace, and begin with the name of the proposal they belong to."""

from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.lint.packages import LintItem, LintPackage
from tracker.wit.mentions import mentions
from tracker.wit.type_syntax import Gate


def is_prefixed(feature: str, name: str) -> bool:
    """Whether a feature begins with a proposal's name, or is that name: then it gates the whole proposal."""
    return feature == name or feature.startswith(f"{name}-")


def mentioned(package: LintPackage) -> frozenset[str]:
    """Return the packages that a package refers to, as `namespace:name`."""
    return frozenset(
        f"{path.package.namespace.name}:{path.package.name.name}"
        for file in package.files
        for path in mentions(file.parsed.tree.items)
        if path.package is not None
    )


def features(package: LintPackage) -> Iterator[tuple[LintItem, Gate, str]]:
    """Yield the `@unstable` gates of a package with the features they name."""
    for item in package.items:
        for gate in item.gates_of(GateKind.UNSTABLE):
            if gate.feature is not None:
                yield item, gate, gate.feature.name


def own_features(package: LintPackage) -> dict[str, tuple[LintItem, Gate]]:
    """Return the features that a package does not take over from one that it refers to, each with its first gate."""
    names = {each.partition(":")[2] for each in mentioned(package) if each != package.id}
    found: dict[str, tuple[LintItem, Gate]] = {}
    for item, gate, feature in features(package):
        if not any(is_prefixed(feature, name) for name in names):
            found.setdefault(feature, (item, gate))
    return found
