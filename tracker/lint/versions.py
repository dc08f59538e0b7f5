"""How versions of gates and packages compare: Semantic Versioning 2.0.0, where build metadata does not count."""

from tracker.wit.names import version_key


def precedence(version: str) -> tuple[object, ...]:
    """Return what orders well-formed versions."""
    return version_key(version.partition("+")[0])


def is_prerelease(version: str) -> bool:
    """Whether a version comes before a release."""
    return "-" in version.partition("+")[0]


def release_of(version: str) -> str:
    """Return the release that a version is, or leads to: `0.3.0` for `0.3.0-rc.1`."""
    return version.partition("+")[0].partition("-")[0]


def is_reached(since: str, package: str) -> bool:
    """Whether a package of some version may hold what is there since another: a prerelease may name its release."""
    return precedence(since) <= precedence(package) or precedence(since) == precedence(release_of(package))


def line_of(version: str) -> tuple[str, ...]:
    """Return what versions that must stay compatible have in common: `0` and `3` for `0.3.1`, `1` for `1.4.0`."""
    major, minor, patch = release_of(version).split(".")
    if major != "0":
        return (major,)
    return (major, minor) if minor != "0" else (major, minor, patch)
