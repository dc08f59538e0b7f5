"""`gate-rules`: the WIT of the line breaks a rule of `tracker lint`."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache

from tracker.drift.findings import Said, Severity
from tracker.facts import WitFolder
from tracker.frozen import frozen
from tracker.lint import RULES, Finding, Place, lint
from tracker.lint import Severity as LintSeverity
from tracker.lint.links import GATES
from tracker.lint.versions import is_reached
from tracker.next_release.evidence import at_phase_3, has_it_as_well, no_tree, owner
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.next_release.line_items import items_of, place_said
from tracker.next_release.texts import LinePackage, LineTree

_ELSEWHERE = frozenset({"since-changed"})
"""What another rule of the release tells: `released-since-changed`."""
_MISSING = "missing-gate"
_TOO_NEW = "since-newer-than-package"
"""It passes with the release when the gate names that: the release raises the packages' versions."""
_NAMED_VERSION = re.compile(r"(?<=[\w-])@\d[\w.+-]*", re.ASCII)
"""The version of another package, which every release raises."""
_SEVERITIES = {LintSeverity.ERROR: Severity.ERROR, LintSeverity.WARNING: Severity.WARNING}


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every finding; one that the release before has as well is a note, for it is out and stays."""
    if sources.tree is None:
        yield no_tree(sources)
        return
    tree = _Linted(sources.tree)
    found = list(_findings(sources, tree, RULES.keys() - _ELSEWHERE))
    released = _released(sources, {finding.rule for finding, _ in found})
    for finding, key in found:
        old = released[key] > 0
        released[key] -= old
        yield _hit(sources, tree, finding, old=old)


def _released(sources: Sources, rules: Collection[str]) -> "Counter[_Key]":
    """Return how often some rules find the same in the release before: only those, since it takes long."""
    if sources.base is None or not rules:
        return Counter()
    return Counter(key for _, key in _findings(sources, _Linted(sources.base), rules))


def _hit(sources: Sources, tree: "_Linted", finding: Finding, *, old: bool) -> Hit:
    package = tree.package(finding.place)
    proposal = owner(sources, package.declared.id)
    return Hit(
        subject=proposal.id if proposal else package.proposal,
        message=f"{finding.rule}: {finding.message}{has_it_as_well(sources) if old else ''}",
        evidence=(
            tree.said(finding.place, finding.message),
            *(tree.said(each.place, each.message) for each in finding.related if tree.holds(each.place)),
        ),
        fix=finding.help,
        severity=Severity.NOTE if old else _SEVERITIES[finding.severity],
    )


_Key = tuple[str, str, str]


def _findings(sources: Sources, tree: "_Linted", rules: Collection[str]) -> Iterator[tuple[Finding, _Key]]:
    """Yield what is wrong in a tree, each with what makes it the same thing in another tree, wherever it moved."""
    for finding in _linted(tree.folders, frozenset(rules)):
        package = tree.package(finding.place)
        if finding.rule == _MISSING and not _must_have_gates(sources, package):
            continue
        if finding.rule == _TOO_NEW and is_reached(tree.since(finding.place), sources.target.version):
            continue
        yield finding, (package.declared.id, finding.rule, _NAMED_VERSION.sub("", finding.message))


@lru_cache(maxsize=4)
def _linted(folders: tuple[WitFolder, ...], rules: frozenset[str]) -> tuple[Finding, ...]:
    """Return what is wrong in folders; a dry run asks about the same ones twice, for what is around them."""
    return lint(folders, rules, require_gates=True).findings


def _must_have_gates(sources: Sources, package: LinePackage) -> bool:
    """Return whether every item must have a gate: in phase 3, and wherever one has."""
    used = any("@since" in file.text or "@unstable" in file.text for file in package.folder.files)
    return used or at_phase_3(owner(sources, package.declared.id))


@frozen
class _Linted:
    """A tree as the rules of `tracker lint` take it: two repositories may call a file the same."""

    tree: LineTree

    @cached_property
    def places(self) -> dict[str, tuple[LinePackage, str]]:
        """Path as the rules see it -> the package and the file's own path."""
        return {
            f"{each.repository}/{file.path}": (each, file.path)
            for each in self.tree.packages
            for file in each.folder.files
        }

    @property
    def folders(self) -> tuple[WitFolder, ...]:
        """Return the folders of its packages."""
        return tuple(self._folder(each) for each in self.tree.packages)

    def _folder(self, package: LinePackage) -> WitFolder:
        prefix = f"{package.repository}/"
        files = (replace(each, path=prefix + each.path) for each in package.folder.files)
        return replace(package.folder, path=prefix + package.folder.path, files=tuple(files))

    def package(self, place: Place) -> LinePackage:
        """Return the package that a place is in."""
        return self.places[place.file][0]

    def holds(self, place: Place) -> bool:
        """Return whether a place is in one of its packages, not in what is vendored beside them."""
        return place.file in self.places

    def since(self, place: Place) -> str:
        """Return the version that the `@since` at a place names."""
        package, path = self.places[place.file]
        own = (each for each in items_of(self.tree).values() if (each.package, each.file) == (package, path))
        named = (gate.version for item in own for gate in item.gates if gate.line == place.line)
        return next(version for version in named if version is not None)

    def said(self, place: Place, says: str) -> Said:
        """Return what stands at a place."""
        package, path = self.places[place.file]
        return place_said(package, path, place.line, f"{self.tree.name}: {says}")


RULE = rule(
    check,
    Severity.ERROR,
    "The WIT of the line breaks a rule of `tracker lint`.",
    GATES,
)
"""The rule."""
