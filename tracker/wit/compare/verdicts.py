"""How far a version must be raised for what changed, and whether it was."""

from collections.abc import Sequence

from semver import Version

from tracker.changes import ApiChange, Bump, Change, Effect, PackageVerdict

_ORDER = list(Bump)
_UNVERSIONED = frozenset({Change.PACKAGE_VERSION_CHANGED, Change.DOCUMENTATION_CHANGED})
"""Changes that by themselves need no new version."""


def verdict(package: str, old: str | None, new: str | None, changes: Sequence[ApiChange]) -> PackageVerdict:
    """Return what the changes of a package mean for its version.

    Below 1.0.0 the minor stands for the major and the patch for the minor. What leads up to a release is free: a
    prerelease promises nothing to the versions after it.
    """
    before, after = _version(old), _version(new)
    breaking = sum(change.effect is Effect.BREAKING for change in changes)
    unstarted = before is not None and before.major == 0
    needed = _needed(changes, unstarted=unstarted)
    actual = None if before is None or after is None else _actual(before, after)
    sufficient, reason = _judged(before, after, needed, actual)
    return PackageVerdict(package, old, new, breaking, needed, actual, sufficient, reason)


def _version(text: str | None) -> Version | None:
    return Version.parse(text) if text is not None and Version.is_valid(text) else None


def _needed(changes: Sequence[ApiChange], *, unstarted: bool) -> Bump:
    effects = {change.effect for change in changes}
    if Effect.BREAKING in effects:
        return Bump.MINOR if unstarted else Bump.MAJOR
    if Effect.ADDITION in effects:
        return Bump.PATCH if unstarted else Bump.MINOR
    return Bump.PATCH if any(change.kind not in _UNVERSIONED for change in changes) else Bump.NONE


def _actual(before: Version, after: Version) -> Bump | None:
    """Return the part that was raised; `None` when the version went back."""
    if before > after:
        return None
    if after.major != before.major:
        return Bump.MAJOR
    if after.minor != before.minor:
        return Bump.MINOR
    # A step within the prereleases of one version raises nothing.
    return Bump.PATCH if after.patch != before.patch else Bump.NONE


def _judged(
    before: Version | None, after: Version | None, needed: Bump, actual: Bump | None
) -> tuple[bool | None, str]:
    if before is None or after is None:
        return None, "a version is missing, so whether it was raised far enough cannot be told"
    if actual is None:
        return False, f"the version went back from {before} to {after}"
    if needed is Bump.NONE:
        return True, "nothing changed that needs a new version"
    if before.prerelease is not None and before < after:
        return True, f"{before} is a prerelease: what follows it is free to change"
    if _ORDER.index(actual) >= _ORDER.index(needed):
        return True, f"the changes need a {needed} bump, and {before} to {after} is a {actual} bump"
    raised = "is not raised" if actual is Bump.NONE else f"is only a {actual} bump"
    return False, f"the changes need a {needed} bump, and {before} to {after} {raised}"
