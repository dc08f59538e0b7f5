"""The packages of others that the packages of a line name, and where."""

from collections.abc import Iterator

from tracker.drift.findings import Said
from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.next_release.line_items import place_said
from tracker.next_release.texts import LinePackage, LineTree
from tracker.wit.diagnostics import LineTable
from tracker.wit.gates import gated_items
from tracker.wit.mentions import mentions
from tracker.wit.type_syntax import Gate


@frozen
class Need:
    """A place where a package of the line names another one."""

    package: LinePackage
    id: str
    """`wasi:io`"""
    version: str | None
    file: str
    line: int
    hidden: bool
    """Whether it stands behind `@unstable`."""

    def __str__(self) -> str:
        """Return the package that is named, as it is written: `wasi:io@0.2.8`."""
        return self.id if self.version is None else f"{self.id}@{self.version}"

    def said(self, tree: LineTree) -> Said:
        """Return where it stands."""
        return place_said(
            self.package, self.file, self.line, f"{tree.name}: the WIT of {self.package.declared.id} names {self}"
        )


def needs_of(tree: LineTree) -> Iterator[Need]:
    """Yield every mention of another package, in the order of the text."""
    for package in tree.packages:
        for file, parsed in package.parsed.items():
            lines = LineTable(parsed.text)
            hidden = [
                (each.item.start, each.item.end)
                for each in gated_items(parsed.tree)
                if any(isinstance(gate, Gate) and gate.kind is GateKind.UNSTABLE for gate in each.item.attributes)
            ]
            for path in mentions(parsed.tree.items):
                name = path.package
                if name is None or (id_ := f"{name.namespace.name}:{name.name.name}") == package.declared.id:
                    continue
                version = None if name.version is None else name.version.text
                covered = any(start <= path.start < end for start, end in hidden)
                yield Need(package, id_, version, file, lines.line(path.start), covered)


def first_needs(tree: LineTree) -> tuple[Need, ...]:
    """Return each package and version that each package names once: where it is exposed, else where it is hidden."""
    found: dict[tuple[str, str, str | None], Need] = {}
    for each in sorted(needs_of(tree), key=lambda need: need.hidden):
        found.setdefault((each.package.declared.id, each.id, each.version), each)
    return tuple(found.values())
