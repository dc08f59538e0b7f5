"""How changes are put together for people: by interface or world, what breaks first."""

from collections.abc import Iterator

from tracker.changes import ApiChange, Bump, Comparison, Diff, Effect, PackageVerdict, Stability

SIGNS = {Effect.BREAKING: "✗", Effect.ADDITION: "+", Effect.NEUTRAL: "·"}
"""One sign an effect."""

LEGEND = "✗ breaks   + addition   · neither"
"""What the signs mean."""


def grouped(comparison: Comparison) -> Iterator[tuple[str, tuple[ApiChange, ...]]]:
    """Yield each interface, world or package with its changes, in their order."""
    groups: dict[str, list[ApiChange]] = {}
    for change in comparison.changes:
        groups.setdefault(change.item.partition("#")[0], []).append(change)
    for name, changes in groups.items():
        yield name or "(no package)", tuple(changes)


def inner(change: ApiChange) -> str:
    """Return an item's path below its interface or world; of the interface itself, its name."""
    whole, _, below = change.item.partition("#")
    return below or whole


def headline(diff: Diff) -> str:
    """Return the answer in one line."""
    comparison = diff.comparison
    breaking = sum(not change.compatible for change in comparison.changes)
    unstable = sum(change.stability is Stability.UNSTABLE for change in comparison.changes)
    extent = "" if diff.complete else ", as far as it could be read"
    if not comparison.changes:
        return f"nothing changed{extent}"
    if breaking:
        verb = "breaks" if breaking == 1 else "break"
        said = f"incompatible{extent}: {breaking} of {counted(len(comparison.changes), 'change')} {verb}"
    else:
        said = f"compatible{extent}: {counted(len(comparison.changes), 'change')}"
    return said + (f"; {unstable} {'is' if unstable == 1 else 'are'} to unstable items" if unstable else "")


def judged(verdict: PackageVerdict) -> str:
    """Return what the changes mean for a package's version, in one line."""
    name = verdict.package or "(no package)"
    if verdict.sufficient is None:
        need = "no new version is needed" if verdict.needed is Bump.NONE else f"a {verdict.needed} bump is needed"
        return f"{name}: {need}; {verdict.reason}"
    return f"{name}: {'fine' if verdict.sufficient else 'not far enough'}: {verdict.reason}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
