"""Tells what tags hold by their packages alone: enough to know which releases there are, and much faster to read."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.chronicle import Branch, Chronicle, PackageSpan, Tagged
from tracker.facts import WitFile, WitPackage


def outlined(chronicle: Chronicle) -> tuple[Tagged, ...]:
    """Return the tags of a chronicle, oldest first, each with its packages and without their gates.

    What releases made of them say of items is empty; their versions, tags, days and packages are right.
    """
    return tuple(_outlined(chronicle))


def _outlined(chronicle: Chronicle) -> Iterator[Tagged]:
    spans: dict[Branch, list[PackageSpan]] = defaultdict(list)
    for span in chronicle.packages:
        spans[span.branch].append(span)
    for tag in chronicle.tags:
        files: dict[str, list[WitPackage]] = defaultdict(list)
        for span in spans[tag.branch]:
            if span.holds_at(tag.position):
                files[span.path].append(span.package)
        yield Tagged(tag, tuple((path, WitFile(packages=(*packages,))) for path, packages in sorted(files.items())))
