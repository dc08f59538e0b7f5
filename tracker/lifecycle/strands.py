"""What became of the gates of one feature on one release line of one branch."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import zip_longest

from tracker.chronicle import Branch, GateSpan, Point
from tracker.frozen import frozen
from tracker.lifecycle.register import Key, Register, identity, version_key
from tracker.lifecycle.spells import STANDING, Spell, ending, holding, spells
from tracker.lives import EventKind


@frozen
class Outcome:
    """How an item's gate ended."""

    kind: EventKind
    """Stabilized, renamed, moved or withdrawn."""
    path: str
    """The item."""
    at: Point
    """The commit that ended it; when the item came back as a stable one, the commit that brought it."""
    place: GateSpan
    """Where it can be seen: the gate that came in its place, else the one that ended."""
    renamed_to: str | None = None


@frozen
class GatedItem:
    """One item and the spells in which it was behind the feature's gate."""

    package: str
    item: str
    """Its path as `identity` tells it."""
    spells: tuple[Spell, ...]

    @property
    def path(self) -> str:
        """What it is told apart by: its package and item."""
        return f"{self.package}/{self.item}"

    @property
    def key(self) -> Key:
        """Its package and item."""
        return self.package, self.item

    @property
    def name(self) -> str:
        """The item as it was written last: `wasi:clocks/timezone#utc-offset`."""
        return f"{self.package}/{self.spells[-1].final.gate.item}"

    @property
    def standing(self) -> Sequence[GateSpan]:
        """Its gates that stand."""
        return [span for span in self.spells[-1].spans if span.standing]

    @property
    def latest(self) -> Sequence[GateSpan]:
        """Its gates as they stood last."""
        return [span for span in self.spells[-1].spans if ending(span) == self.spells[-1].stop]

    def ended_at(self, position: int) -> Spell | None:
        """Return the spell that a commit ended."""
        return next((spell for spell in self.spells if spell.stop == position), None)

    def begun_at(self, position: int) -> Spell | None:
        """Return the spell that a commit began."""
        return next((spell for spell in self.spells if spell.first.position == position), None)


@frozen
class Strand:
    """A feature on one release line of one branch."""

    register: Register
    branch: Branch
    line: str | None
    spans: tuple[GateSpan, ...]

    @cached_property
    def items(self) -> Mapping[str, GatedItem]:
        """The items by their paths."""
        found: dict[tuple[str, str], list[GateSpan]] = defaultdict(list)
        for span in self.spans:
            if span.package is not None:
                found[span.package.id, identity(span.gate.item)].append(span)
        items = [GatedItem(*key, spells(each)) for key, each in sorted(found.items())]
        return {item.path: item for item in items}

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """How long any of its gates stood."""
        return spells(self.spans)

    @cached_property
    def packages(self) -> Sequence[str]:
        """The packages that its items are in."""
        return sorted({item.package for item in self.items.values()})

    @cached_property
    def carried(self) -> bool:
        """Whether the branch still holds a package of it on that line."""
        declared = (self.register.declared(self.branch, package, self.line) for package in self.packages)
        return any(span.standing for each in declared for span in each)

    @cached_property
    def version(self) -> str | None:
        """The newest version of its packages that the branch holds now on that line; `None` without one."""
        declared = (self.register.declared(self.branch, package, self.line) for package in self.packages)
        versions = (span.package.version for each in declared for span in each if span.standing)
        return max((each for each in versions if each), key=version_key, default=None)

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[Outcome, ...]]:
        """How the spells of each item ended, oldest first."""
        return {path: tuple(self._outcomes(item)) for path, item in self.items.items()}

    def _outcomes(self, item: GatedItem) -> Iterator[Outcome]:
        for spell, following in zip_longest(item.spells, item.spells[1:]):
            if spell.end is None:
                continue
            stable = self._stable_after(item, spell, following)
            if stable is None or stable.first.position > spell.end.position:
                yield self._without_since(item, spell, spell.end)
            if stable is not None:
                late = stable.first.position > spell.end.position
                yield Outcome(EventKind.STABILIZED, item.path, stable.first if late else spell.end, stable)

    def _stable_after(self, item: GatedItem, spell: Spell, following: Spell | None) -> GateSpan | None:
        """Return the first `@since` gate that stands in an item's place from when a spell ended to the next one."""
        limit = following.first.position if following else STANDING
        later = [
            span
            for span in self.register.since(item.key, self.line)
            if span.branch == self.branch and ending(span) > spell.stop and span.first.position < limit
        ]
        return min(later, key=lambda span: (span.first.position, span.path, span.gate.line), default=None)

    def _without_since(self, item: GatedItem, spell: Spell, end: Point) -> Outcome:
        if not self.register.carries(self.branch, item.package, self.line, end.position):
            return Outcome(EventKind.MOVED, item.path, end, spell.final)
        renamed = self._renames(item.package, end.position).get(item.path)
        begun = self.items[renamed].begun_at(end.position) if renamed else None
        if begun is None:
            return Outcome(EventKind.WITHDRAWN, item.path, end, spell.final)
        return Outcome(EventKind.RENAMED, item.path, end, begun.spans[0], renamed)

    def _renames(self, package: str, position: int) -> dict[str, str]:
        """Return which items of a package left in a commit, and under which new path each goes on."""
        own = [item for item in self.items.values() if item.package == package]
        gone = [item for item in own if item.ended_at(position) and not self._stable_at(item, position)]
        come = [item for item in own if item.begun_at(position)]
        pairs = sorted((-_likeness(old, new), old.path, new.path) for old in gone for new in come)
        found: dict[str, str] = {}
        for _, old, new in pairs:
            if old not in found and new not in found.values():
                found[old] = new
        return found

    def _stable_at(self, item: GatedItem, position: int) -> bool:
        here = [span for span in self.register.since(item.key, self.line) if span.branch == self.branch]
        return bool(holding(here, position))


def _likeness(old: GatedItem, new: GatedItem) -> int:
    """Return how alike two items are: by kind, then by their own names, then by what they are part of."""
    (old_owner, old_name), (new_owner, new_name) = _named(old), _named(new)
    kind = old.spells[-1].final.gate.item_kind == new.spells[0].spans[0].gate.item_kind
    return 4 * kind + 2 * (old_name == new_name) + (old_owner == new_owner)


def _named(item: GatedItem) -> tuple[str, str]:
    owner, _, name = item.item.rpartition("#") if "#" in item.item else ("", "", item.item)
    inner, _, leaf = name.rpartition(".")
    return f"{owner}#{inner}", leaf


def strands(spans: Iterable[GateSpan], register: Register) -> tuple[Strand, ...]:
    """Return what the gates of one feature make up, branch by branch and line by line."""
    found: dict[tuple[Branch, str | None], list[GateSpan]] = defaultdict(list)
    for span in spans:
        found[span.branch, span.line].append(span)
    return tuple(Strand(register, branch, line, tuple(each)) for (branch, line), each in found.items())
