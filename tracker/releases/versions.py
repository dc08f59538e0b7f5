"""Reads and orders the versions that tags, packages and gates name."""

import re
from functools import lru_cache

from semver import Version

_VERSION = re.compile(
    r"[vV]?(?P<major>\d{1,9})\.(?P<minor>\d{1,9})(?:\.(?P<patch>\d{1,9}))?"
    r"(?:-(?P<prerelease>[0-9A-Za-z.-]{1,100}))?(?:\+(?P<build>[0-9A-Za-z.-]{1,100}))?",
    re.ASCII,
)
"""SemVer 2.0.0, but for a `v` before it, a missing patch number, and numbers with leading zeros."""


@lru_cache(maxsize=4096)
def parse_version(text: str | None) -> Version | None:
    """Return the version a text is, with or without `v` before it; `None` when it is none: `snapshot-01`."""
    match = _VERSION.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    return Version(
        int(match["major"]), int(match["minor"]), int(match["patch"] or 0), match["prerelease"], match["build"]
    )


class Counting(dict[str | None, bool]):
    """Whether a gate that names a version counts at a release: one that names a later version does not yet."""

    def __init__(self, release: Version) -> None:
        super().__init__()
        self._release = release

    def __missing__(self, named: str | None) -> bool:
        """Find out about a version that was not asked for before: to compare versions takes long."""
        version = parse_version(named)
        counts = self[named] = version is None or version <= self._release
        return counts
