"""`since-changed`: a `@since` that named another version in an earlier, released revision."""

from collections.abc import Iterator

from tracker.lint.files import Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import AMENDING
from tracker.lint.packages import LintPackage
from tracker.lint.versions import is_prerelease, line_of, precedence


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield what changed since the earlier revision of the same package, if there is one to compare with."""
    for earlier in surroundings.earlier or ():
        if earlier.id == package.id and package.id is not None and _same_line(earlier.version, package.version):
            yield from changes(earlier, package)


def changes(earlier: LintPackage, package: LintPackage) -> Iterator[Hit]:
    """Yield every `@since` whose version is not the one it was in an earlier revision of the package."""
    before = {(item.kind, item.path): item for item in earlier.items}
    for item in package.items:
        other = before.get((item.kind, item.path))
        old = None if other is None or other.since is None else other.since.version
        new = None if item.since is None else item.since.version
        if other is None or old is None or new is None or item.since is None:
            continue
        # A prerelease promises nothing: its gates are rewritten with each one, and at last by the release.
        if precedence(old.text) != precedence(new.text) and not is_prerelease(old.text):
            message = f"{item.title} is there since {new.text}, and was since {old.text} before"
            related = ((other.file, Span(old.start, old.end), "what it was before"),)
            yield Hit(item.file, Span(item.since.start, item.since.end), message, related)


def _same_line(old: str | None, new: str | None) -> bool:
    """Whether two versions of a package must be compatible: another major version begins anew."""
    if old is None or new is None:
        return old == new
    return line_of(old) == line_of(new)


RULE = rule(
    check,
    Severity.ERROR,
    "A `@since` that named another version in an earlier revision (needs `--against`).",
    "restore the version it had: it says when the item came, which never changes afterwards",
    AMENDING,
)
"""The rule."""
