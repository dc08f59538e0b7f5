"""Where a change of the API stands, before and after it, and whose it is."""

from collections.abc import Iterator

from tracker.changes import ApiChange, Place
from tracker.drift.findings import Said
from tracker.facts import GateKind
from tracker.next_release.attribution import package_of
from tracker.next_release.evidence import owner
from tracker.next_release.interface import Sources, Untold
from tracker.next_release.line_items import place_said
from tracker.next_release.texts import LinePackage, LineTree
from tracker.wit.diagnostics import LineTable
from tracker.wit.gates import read_gates


def readable_changes(sources: Sources) -> Iterator[ApiChange | Untold]:
    """Yield the changes since the release before; of a package with a file that is no WIT, that they cannot be told.

    What stands in such a file would else be told as gone.
    """
    faults = dict(_faults(sources))
    for package, reason in sorted(faults.items()):
        yield Untold(f"what changed in {package} cannot be told: {reason}")
    for change in sources.comparison.changes if sources.comparison else ():
        if package_of(change) not in faults:
            yield change


def subject_of(sources: Sources, change: ApiChange) -> str:
    """Return the amendment that a change belongs to, else the proposal."""
    for each in sources.changes:
        if each.change == change:
            return each.amendment or each.proposal
    package = package_of(change)
    proposal = owner(sources, package)
    return proposal.id if proposal else package.partition(":")[2]


def change_said(sources: Sources, change: ApiChange) -> tuple[Said, ...]:
    """Return where the item of a change stands and stood, each as far as the texts are at hand."""
    sides = ((sources.tree, change.new, "stands"), (sources.base, change.old, "stood"))
    return tuple(
        place_said(package, place.file, place.line, f"{tree.name}: {change.item} {word} here")
        for tree, place, word in sides
        if tree is not None and place is not None and (package := _package(tree, change, place)) is not None
    )


def gate_before(sources: Sources, change: ApiChange) -> str | None:
    """Return the version that the `@since` of a change's item named in the release before, where it stood."""
    base, place = sources.base, change.old
    package = _package(base, change, place) if base is not None and place is not None else None
    parsed = package.parsed.get(place.file) if package is not None and place is not None else None
    if parsed is None or place is None:
        return None
    gates = read_gates(parsed.text, parsed.tree, LineTable(parsed.text))
    return next((each.version for each in gates if each.kind is GateKind.SINCE and each.line == place.line), None)


def _faults(sources: Sources) -> Iterator[tuple[str, str]]:
    """Yield each package with a file that is no WIT in either tree, and where."""
    for tree in (sources.base, sources.tree):
        for package in tree.packages if tree else ():
            for path, parsed in package.parsed.items():
                for fault in parsed.diagnostics[:1]:
                    where = f"{package.repository}:{path}:{fault.position.line} of {package.branch}"
                    yield package.declared.id, f"{where} is no WIT: {fault}"


def _package(tree: LineTree, change: ApiChange, place: Place) -> LinePackage | None:
    """Return the package that has the file of a change."""
    own = tree.owner(package_of(change))
    return own if own is not None and place.file in own.parsed else tree.package_of(place.file)
