"""How releases are put together for people: what each brought, by proposal and interface."""

from collections.abc import Iterable, Iterator

from tracker.facts import GateKind
from tracker.released import Release, ReleaseItem

SECTIONS = (
    ("stabilized", "Stabilized", "unstable in {previous}, stable now"),
    ("added", "Added", "new and stable"),
    ("late", "Late", "the first release with this gate, which names an earlier one"),
    ("deprecated", "Deprecated", "deprecated from this release on"),
    ("unstable", "New behind a feature", "gated as unstable, not so in {previous}"),
    ("removed", "Gates gone", "gated in {previous}, without that gate now"),
)
"""Each list of a release: its field, a heading, and what it holds; `{previous}` is the release before."""


def sections(release: Release) -> Iterator[tuple[str, str, tuple[ReleaseItem, ...]]]:
    """Yield the heading, the meaning and the items of each list that is not empty."""
    for name, heading, meaning in SECTIONS:
        items: tuple[ReleaseItem, ...] = getattr(release, name)
        if items:
            initial = release.previous is None
            said = "all that the line begins with" if initial else meaning.format(previous=release.previous)
            yield heading, said, items


def grouped(items: Iterable[ReleaseItem]) -> Iterator[tuple[str, str, tuple[ReleaseItem, ...]]]:
    """Yield each proposal and interface (or world) with its items, in order."""
    groups: dict[tuple[str, str], list[ReleaseItem]] = {}
    for item in items:
        groups.setdefault((item.proposal, item.item.partition("#")[0]), []).append(item)
    for (proposal, interface), own in sorted(groups.items()):
        yield proposal, interface, tuple(own)


def inner(item: ReleaseItem) -> str:
    """Return an item's path below its interface or world; of the interface itself, its name."""
    whole, _, below = item.item.partition("#")
    return below or whole.partition("/")[2] or whole


def gate(item: ReleaseItem) -> str:
    """Return the gate, and the feature that gated a stabilized item before."""
    said = f"@{item.kind} {item.version or item.feature or ''}".rstrip()
    return f"{said}, was {item.feature}" if item.kind is GateKind.SINCE and item.feature else said


def name_of(release: Release) -> str:
    """Return what a release is called: `WASI 0.2.4`."""
    return f"{release.train.rpartition('/')[2]} {release.version}"


def initially(release: Release) -> str:
    """Return what the first release of a line holds, by count."""
    holds = release.holds
    counts = ((holds.since, "@since"), (holds.unstable, "@unstable"), (holds.deprecated, "@deprecated"))
    gates = ", ".join(f"{number} {kind}" for number, kind in counts if number) or "no gates"
    return f"first of line {release.line}: {counted(len(release.packages), 'package')}, {gates}"


def nothing(release: Release) -> str:
    """Return what is said of a release of which nothing is listed."""
    holds = release.holds
    if release.previous is not None:
        return f"No gate changed since {release.previous}."
    if holds.since or holds.unstable or holds.deprecated:
        return "All of it is initial: --verbose lists it item by item."
    return "It holds no gates."


def otherwise_declared(release: Release) -> tuple[str, ...]:
    """Return the packages that the tags' trees declare with another version than the release's."""
    return tuple(each for each in release.packages if each.partition("@")[2] != release.version)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
