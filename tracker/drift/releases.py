"""Which versions of a package were released: those that a tag of the same version holds."""

import re
from collections import defaultdict
from typing import NamedTuple

from tracker.chronicle import Branch, Chronicle, PackageSpan, Tag, line_of

_VERSION = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})(-[0-9A-Za-z.-]+)?(?:\+.*)?")

Version = tuple[int, int, int, bool]
"""What orders versions: three numbers, and whether it is a release (after all that lead to it)."""


class Release(NamedTuple):
    """A package as a tag released it."""

    order: Version
    package: PackageSpan
    tag: Tag


def version_of(text: str | None) -> Version | None:
    """Return what orders a version; `None` for no version. All prereleases of one version count as the same."""
    match = _VERSION.fullmatch(text) if text else None
    if match is None:
        return None
    return int(match[1]), int(match[2]), int(match[3]), match[4] is None


def newest_releases(chronicle: Chronicle) -> dict[tuple[str, str], Release]:
    """Return the newest release of each package on each of its lines, by the package's id and the line."""
    newest: dict[tuple[str, str], Release] = {}
    packages: dict[tuple[Branch, str], list[PackageSpan]] = defaultdict(list)
    for span in chronicle.packages:
        packages[span.branch, span.package.version or ""].append(span)
    for tag in chronicle.tags:
        order = version_of(tag.version)
        if order is None or not order[3]:
            continue
        for span in packages.get((tag.branch, tag.version or ""), ()):
            if span.holds_at(tag.position):
                key = span.package.id, line_of(tag.version) or ""
                if key not in newest or newest[key].order < order:
                    newest[key] = Release(order, span, tag)
    return newest
