"""Reads what a pull request does to WIT: the packages on both sides, the API, and what the rules find."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from tracker.changes import Comparison, Diff, DiffSide, ReadingProblem
from tracker.facts import (
    BlobId,
    Document,
    FileKind,
    ProposalList,
    RepositoryFacts,
    Skipped,
    WitFile,
    WitFolder,
)
from tracker.frozen import frozen
from tracker.lint import lint
from tracker.lint.findings import Finding
from tracker.packages import Package as DeclaredPackage
from tracker.packages import packages_of
from tracker.pull_report.lines import changed_lines, on_changed_lines
from tracker.sources.blobs import read_blob
from tracker.sources.pull_trees import PullTrees, Tree
from tracker.sources.text import decode_text
from tracker.sources.wit_revisions import wit_folders
from tracker.wit.compare import Package, all_at_hand, compare_packages, connect, read_packages
from tracker.wit.declarations import read_declaration
from tracker.wit.mentions import mentions
from tracker.wit.parser import Parsed, parse

_ROUNDS = 16
"""How far packages are followed from one to the next that it needs."""


@frozen
class Reading:
    """What a pull request holds on both sides, read when it is asked for."""

    trees: PullTrees

    @cached_property
    def wit(self) -> frozenset[str]:
        """The paths of WIT files of the repository's own that it changes."""
        return frozenset(path for path in self.trees.changed() if self._kind(path) is FileKind.WIT)

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders whose WIT it changes."""
        return frozenset(path.rpartition("/")[0] for path in self.wit)

    @cached_property
    def old(self) -> "SideReading":
        """What it parts from."""
        return SideReading(self.trees.base, self.folders)

    @cached_property
    def new(self) -> "SideReading":
        """What it comes to."""
        return SideReading(self.trees.head, self.folders)

    def api(self) -> Diff:
        """Return what changes in the API of packages in folders that it changes."""
        old, new = self.old, self.new
        if not self.folders:
            return Diff(old.told(), new.told(), Comparison((), ()))
        return Diff(old.told(), new.told(), compare_packages(old.packages, new.packages))

    def findings(self) -> tuple[tuple[Finding, ...], int, tuple[Skipped, ...]]:
        """Return what rules find on changed lines, how much they find elsewhere, and what could not be judged."""
        judged = lint(self.new.judged, against=self.old.judged) if self.folders else None
        if judged is None:
            return (), 0, ()
        changed = {path: self._changed_lines(path) for path in {each.place.file for each in judged.findings}}
        return *on_changed_lines(judged.findings, changed), judged.unchecked

    def _changed_lines(self, path: str) -> frozenset[int]:
        if path not in self.wit:
            return frozenset()
        former = path if path in self.trees.base.files else self._moved_from(path)
        old = "" if former is None else text_of(self.trees.base, former)
        return changed_lines(old, text_of(self.trees.head, path))

    def _moved_from(self, path: str) -> str | None:
        """Return where a new file lay before: with the same content, else the one that went and has its name."""
        gone = [each for each in self.wit if each not in self.trees.head.files]
        same = [each for each in gone if self.trees.base.files[each] == self.trees.head.files[path]]
        named = [each for each in gone if each.rpartition("/")[2] == path.rpartition("/")[2]]
        return same[0] if same else named[0] if len(named) == 1 else None

    def _kind(self, path: str) -> FileKind | None:
        entry = self.trees.head.files.get(path) or self.trees.base.files.get(path)
        return entry[0] if entry else None


@frozen
class SideReading:
    """The packages of some folders of one commit."""

    tree: Tree
    wanted: frozenset[str]
    """The folders."""

    @cached_property
    def folders(self) -> tuple[WitFolder, ...]:
        """The folders with their texts, and what is vendored beside them."""
        return wit_folders(self._blobs, self.tree.read, self.wanted)

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """The packages, as a comparison takes them, each with what it needs at hand."""
        packages: list[Package] = []
        for folder in self.folders:
            own = read_packages({file.path: self.parsed[file.path] for file in folder.files})
            connect(own, _library(folder.dependencies))
            packages += own
        connect(packages, packages)
        if not all(map(all_at_hand, packages)):
            connect(packages, _library(self.elsewhere))
        return tuple(packages)

    @cached_property
    def elsewhere(self) -> tuple[WitFolder, ...]:
        """Other folders of the commit, of packages that these need: in a repository of many, one needs another."""
        wanted = {name for folder in self.folders for name in _needs(self.parsed[each.path] for each in folder.files)}
        found: set[str] = set()
        for _ in range(_ROUNDS if wanted else 0):
            new = {place for name in wanted for place in self._places.get(name, ())} - found - self.wanted
            if not new:
                break
            found |= new
            folders = wit_folders(self._blobs, self.tree.read, new)
            wanted = {name for folder in folders for name in _needs(parse(each.text) for each in folder.files)}
        return wit_folders(self._blobs, self.tree.read, found) if found else ()

    @cached_property
    def judged(self) -> tuple[WitFolder, ...]:
        """The folders as rules judge them: what they need of the repository counts as vendored beside each."""
        return tuple(replace(each, dependencies=(*each.dependencies, *self.elsewhere)) for each in self.folders)

    @cached_property
    def parsed(self) -> Mapping[str, Parsed]:
        """The files of the folders by path, as syntax trees."""
        return {file.path: parse(file.text) for folder in self.folders for file in folder.files}

    @cached_property
    def declared(self) -> tuple[DeclaredPackage, ...]:
        """The packages with their gates."""
        wit = tuple((path, self.content(path)) for path in sorted(self.tree.files) if self._is_wanted(path))
        files = tuple((path, content) for path, content in wit if isinstance(content, WitFile))
        return tuple(packages_of(RepositoryFacts(self.tree.repository, self.tree.revision, self.tree.date, files)))

    def content(self, path: str) -> WitFile | Document | ProposalList | None:
        """Return what a file says; `None` where there is none, or it is of no such kind."""
        entry = self.tree.files.get(path)
        said = None if entry is None else read_blob(entry[0], self.tree.read(entry[1]))
        return said if isinstance(said, WitFile | Document | ProposalList) else None

    def told(self) -> DiffSide:
        """Return the side as a report names it."""
        problems = [
            ReadingProblem(file.path, None, file.problem)
            for folder in self.folders
            for file in folder.files
            if file.problem is not None
        ]
        problems += [
            ReadingProblem(path, fault.position.line, str(fault))
            for path, parsed in self.parsed.items()
            for fault in parsed.diagnostics
        ]
        names = tuple(map(str, self.packages)) if self.folders else ()
        return DiffSide(self.tree.revision[:12], self.tree.revision, names, tuple(problems))

    def _is_wanted(self, path: str) -> bool:
        return self.tree.files[path][0] is FileKind.WIT and path.rpartition("/")[0] in self.wanted

    @cached_property
    def _blobs(self) -> Mapping[str, BlobId]:
        return {path: blob for path, (_, blob) in self.tree.files.items()}

    @cached_property
    def _places(self) -> Mapping[str, tuple[str, ...]]:
        """Package id -> the folders of the repository's own that declare it."""
        found: dict[str, dict[str, None]] = {}
        for path, (kind, _) in self.tree.files.items():
            if kind is FileKind.WIT:
                for package in read_declaration(text_of(self.tree, path)).packages:
                    found.setdefault(package.id, {})[path.rpartition("/")[0]] = None
        return {name: tuple(folders) for name, folders in found.items()}


def text_of(tree: Tree, path: str) -> str:
    """Return a file's text; nothing of one that is no text."""
    text, _ = decode_text(tree.read(tree.files[path][1]))
    return text or ""


def _library(folders: Iterable[WitFolder]) -> list[Package]:
    """Return the packages of folders, which know each other."""
    found = [
        package for each in folders for package in read_packages({file.path: parse(file.text) for file in each.files})
    ]
    connect(found, found)
    return found


def _needs(files: Iterable[Parsed]) -> set[str]:
    """Return the ids of other packages that files name."""
    named = (path.package for parsed in files for path in mentions(parsed.tree.items))
    return {f"{each.namespace.name}:{each.name.name}" for each in named if each is not None}
