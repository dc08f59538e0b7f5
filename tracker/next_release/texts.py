"""The WIT of a release line at one commit: what the API changes, the features used and the lint of a release come from.

`tracker.cli.line_texts` reads it from the mirrors that are kept.
"""

from collections.abc import Iterator
from functools import cached_property

from tracker.facts import RepositoryName, Revision, WitFolder, WitPackage
from tracker.frozen import frozen
from tracker.wit.compare import Package, connect, read_packages
from tracker.wit.parser import Parsed, parse_once


@frozen
class LinePackage:
    """One package of the line, as one commit holds it."""

    proposal: str
    """The id of the proposal that owns it; of a package that none owns, its short name."""
    declared: WitPackage
    """With the version that its files declare: `wasi:clocks@0.2.11`."""
    repository: RepositoryName
    branch: str
    """The branch or tag it was read from: `main`, `wasi-0.2`, `v0.2.11`."""
    revision: Revision
    folder: WitFolder
    """Its files, with paths from the repository's root."""

    @cached_property
    def parsed(self) -> dict[str, Parsed]:
        """Its files by path, as syntax trees."""
        return {file.path: parse_once(file.text) for file in self.folder.files}


@frozen
class LineTree:
    """All packages of one line at one moment: at a tag, or at the heads of branches."""

    name: str
    """What it is: `v0.2.11`, `main`."""
    packages: tuple[LinePackage, ...]
    """By package id; each once."""

    @cached_property
    def read(self) -> tuple[Package, ...]:
        """The packages as a comparison takes them, each with the others at hand."""
        found = tuple(self._read())
        connect(found, found)
        return found

    def _read(self) -> Iterator[Package]:
        for each in self.packages:
            yield from read_packages(each.parsed)

    def package_of(self, file: str) -> LinePackage | None:
        """Return the package that has a file."""
        return next((each for each in self.packages if file in each.parsed), None)

    def owner(self, package: str) -> LinePackage | None:
        """Return the package of an id: `wasi:clocks`."""
        return next((each for each in self.packages if each.declared.id == package), None)
