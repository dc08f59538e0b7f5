"""The items of a release line with their gates, known by paths that stay the same from one release to the next."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from tracker.drift.findings import Said
from tracker.facts import GateKind, WitGate
from tracker.frozen import frozen
from tracker.next_release.texts import LinePackage, LineTree
from tracker.permalink import permalink
from tracker.wit.diagnostics import LineTable
from tracker.wit.gates import NamedItem, items, read_gates


class ItemKey(NamedTuple):
    """What identifies an item over the releases of a line."""

    package: str
    """`wasi:clocks`"""
    path: str
    """Its path in its package, without the versions of other packages: `imports#import:wasi:io/poll`."""
    kind: str


@frozen
class LineItem:
    """An item as one tree has it."""

    key: ItemKey
    package: LinePackage
    """The package that holds its file."""
    file: str
    line: int
    """Of its first word."""
    gates: tuple[WitGate, ...]
    """Its own."""
    hidden: bool
    """Whether it, or something that holds it, is behind `@unstable`."""

    @property
    def path(self) -> str:
        """Return its path with its package: `wasi:clocks/timezone#utc-offset`."""
        return f"{self.key.package}/{self.key.path}"

    @property
    def features(self) -> tuple[str, ...]:
        """Return the features that its own gates name."""
        return tuple(each.feature for each in self.gates if each.kind is GateKind.UNSTABLE and each.feature)

    @property
    def since(self) -> str | None:
        """Return the version that its own `@since` names."""
        return next((each.version for each in self.gates if each.kind is GateKind.SINCE), None)

    @property
    def queued(self) -> bool:
        """Return whether `// @stabilize-next` stands above one of its `@unstable` gates."""
        return any(each.queued for each in self.gates if each.kind is GateKind.UNSTABLE)

    def said(self, tree: LineTree) -> Said:
        """Return where it stands in a tree, and behind which gate."""
        gate = next((each for each in self.gates if each.kind is not GateKind.DEPRECATED), None)
        line = self.line if gate is None else gate.line
        written = "without a gate" if gate is None else written_gate(gate)
        return place_said(self.package, self.file, line, f"{tree.name}: {self.path} is {written}")


def stable_path(path: str) -> str:
    """Return an item's path without the version of another package, which every release raises."""
    return path.partition("@")[0]


@lru_cache(maxsize=4)
def items_of(tree: LineTree) -> Mapping[ItemKey, LineItem]:
    """Return every item of a tree; of two that share a path the first counts. Several rules ask of the same trees."""
    found: dict[ItemKey, LineItem] = {}
    for package in tree.packages:
        for file in package.parsed:
            for each in _items(package, file):
                found.setdefault(each.key, each)
    return found


def place_said(package: LinePackage, file: str, line: int | None, says: str) -> Said:
    """Return a place in a package, and what stands there."""
    return Said(permalink(package.repository, package.revision, file, line), file, line, package.revision, says)


def package_said(package: LinePackage, says: str) -> Said:
    """Return where a package of the line is declared; its folder's first file where no file says it."""
    for path, parsed in package.parsed.items():
        if parsed.tree.package is not None:
            return place_said(package, path, package.declared.line, says)
    return place_said(package, next(iter(package.parsed), package.folder.path), None, says)


def written_gate(gate: WitGate) -> str:
    """Return a gate as it is written, on one line."""
    if gate.kind is GateKind.UNSTABLE:
        return f"@unstable(feature = {gate.feature})"
    return f"@{gate.kind}(version = {gate.version})"


def _items(package: LinePackage, file: str) -> Iterator[LineItem]:
    parsed = package.parsed[file]
    lines = LineTable(parsed.text)
    gates: dict[tuple[str, str, str], list[WitGate]] = {}
    for gate in read_gates(parsed.text, parsed.tree, lines):
        holder = gate.package.id if gate.package else package.declared.id
        gates.setdefault((holder, gate.item, gate.item_kind), []).append(gate)
    hidden: set[tuple[str, str]] = set()
    for named in items(parsed.tree):
        holder = _holder(named) or package.declared.id
        own = tuple(gates.get((holder, named.path, named.kind), ()))
        covered = any(each.kind is GateKind.UNSTABLE for each in own)
        covered = covered or any((holder, each) in hidden for each in _containers(named.path))
        if covered:
            hidden.add((holder, named.path))
        key = ItemKey(holder, stable_path(named.path), named.kind)
        yield LineItem(key, package, file, lines.line(named.item.start), own, covered)


def _holder(named: NamedItem) -> str | None:
    """Return the id of the nested package that holds an item."""
    return None if named.package is None else f"{named.package.namespace.name}:{named.package.name.name}"


def _containers(path: str) -> Iterator[str]:
    """Yield the paths of what may hold an item: `types` and `types#request` of `types#request.new`."""
    outer, hash_, inner = path.partition("#")
    if hash_:
        yield outer
        stem = stable_path(inner)
        while "." in stem:
            stem = stem.rpartition(".")[0]
            yield f"{outer}#{stem}"
