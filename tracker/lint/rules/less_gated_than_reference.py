"""`less-gated-than-reference`: an item that claims to be there without, or before, something it refers to."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.lint.findings import Severity
from tracker.lint.gating import first_missing, gate_span, newest_since
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import GATES
from tracker.lint.packages import LintItem, LintPackage
from tracker.lint.references import ItemReference, References
from tracker.lint.versions import precedence
from tracker.wit.gates import ItemKind

_OTHER_NAMES = (ItemKind.TYPE, ItemKind.USE)
"""Items that only give a type another name: an older item may take to it without a change of its own."""


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every item that refers to something behind a feature that the item is not, or that came later."""
    seen: set[tuple[LintItem, str]] = set()
    for reference in References(package, surroundings):
        hit = _unstable(reference) or _later(reference, package)
        # One gate on the item answers all that it refers to behind the same gate.
        if hit is not None and (reference.item, hit.gate) not in seen:
            seen.add((reference.item, hit.gate))
            related = ((hit.holder.file, gate_span(hit.holder), "the gate of what it refers to"),)
            yield Hit(reference.item.file, reference.span, f"{reference.item.title} {hit.message}", related)


class _Stronger(NamedTuple):
    """What gates a reference more strongly than the item that refers to it."""

    holder: LintItem
    gate: str
    message: str


def _unstable(reference: ItemReference) -> _Stronger | None:
    holder = first_missing(reference.item.all_features, reference.target)
    if holder is None:
        return None
    feature = min(holder.features - reference.item.all_features)
    return _Stronger(holder, feature, f"refers to {holder.title}, which is unstable (`{feature}`)")


def _later(reference: ItemReference, package: LintPackage) -> _Stronger | None:
    """Return what came later than the item, within one package: versions of two packages need not be in step."""
    item, newest = reference.item, newest_since(reference.target)
    if newest is None or item.since is None or item.since.version is None or item.all_features:
        return None
    if reference.target.kind in _OTHER_NAMES:
        return None
    holder, version = newest
    if reference.package is not package or precedence(item.since.version.text) >= precedence(version):
        return None
    message = f"is there since {item.since.version.text}, but refers to {holder.title} of {version}"
    return _Stronger(holder, version, message)


RULE = rule(
    check,
    Severity.ERROR,
    "An item that is less gated than something it refers to.",
    "give the item the gate of what it refers to: where that is left out, the package cannot be read",
    GATES,
)
"""The rule."""
