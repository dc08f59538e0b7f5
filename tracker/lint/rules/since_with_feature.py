"""`since-with-feature`: a `@since` that keeps the feature's name, which the grammar does not have."""

from collections.abc import Iterator

from tracker.lint.files import KeptFeature, LintFile
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import AMENDING
from tracker.lint.packages import LintPackage


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every `@since(version = V, feature = F)`; those of a nested package come with the folder's own."""
    folder = surroundings.folder
    if folder is None or package is not folder.packages[0]:
        return
    for file in folder.files:
        for kept in file.kept_features:
            yield _hit(file, kept)


def _hit(file: LintFile, kept: KeptFeature) -> Hit:
    message = f"`@since` keeps the feature `{kept.name}`: the process encourages it, and no tool reads it"
    return Hit(file, kept.gate, message, repairs=(kept.span,))


RULE = rule(
    check,
    Severity.ERROR,
    "A `@since` that keeps the name of the feature it was before.",
    "leave the feature out: the grammar of WIT no longer has it in `@since`, and `wasm-tools` rejects the file",
    AMENDING,
)
"""The rule."""
