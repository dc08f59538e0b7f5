"""Finds the worlds of a line that a component can target: those that export something."""

from collections.abc import Iterable, Mapping

from tracker.next_release.texts import LineTree
from tracker.wit.compare import all_at_hand
from tracker.wit.compare.contents import WorldReader


def targetable_worlds(tree: LineTree | None) -> Mapping[str, tuple[str, ...]]:
    """Return proposal's id -> its worlds with an export, as `wasi:cli/command`; nothing without a text.

    A world that only imports is there to be included by others: nobody calls a component of it.
    """
    found: dict[str, tuple[str, ...]] = {}
    for package in tree.read if tree else ():
        owner = tree.owner(package.id) if tree else None
        reader = WorldReader(package, foreign=all_at_hand(package))
        worlds = (each for each in package.worlds.values() if reader.contents(each).exports)
        names = tuple(f"{package.id}/{each.scope.name}" for each in worlds)
        if owner is not None and names:
            found[owner.proposal] = (*found.get(owner.proposal, ()), *names)
    return found


def worlds_text(worlds: Iterable[str]) -> str:
    """Return worlds as they stand in a sentence."""
    *most, last = list(worlds) or [""]
    return f"{', '.join(most)} and {last}" if most else last
