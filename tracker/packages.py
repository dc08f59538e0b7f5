"""Finds the WIT packages that a repository's folders declare."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable

from tracker.facts import RepositoryFacts, RepositoryName, WitFile, WitGate, WitPackage
from tracker.frozen import frozen

_WIT_FOLDER = re.compile(r"wit(?![a-z])")
"""A folder of WIT files: `wit`, and `wit-0.3.0-draft` beside it."""


@frozen
class Package:
    """A WIT package as one folder of one repository holds it."""

    repository: RepositoryName
    folder: str
    """Where its files lie; empty for the root."""
    declared: WitPackage
    declared_in: str
    """The file that declares it."""
    files: tuple[tuple[str, WitFile], ...]
    """Path and content of the folder's files."""

    @property
    def home(self) -> str:
        """The folder of the proposal it belongs to: the one that holds the folder `wit` it lies in, else its own."""
        parts = self.folder.split("/")
        wit = next((index for index, part in enumerate(parts) if _WIT_FOLDER.match(part)), len(parts))
        return "/".join(parts[:wit])

    def gates(self) -> Iterable[tuple[str, WitGate, WitPackage]]:
        """Yield each gate of the folder with its file and the package it belongs to."""
        for path, file in self.files:
            for gate in file.gates:
                yield path, gate, gate.package or self.declared


def packages_of(repository: RepositoryFacts) -> Iterable[Package]:
    """Yield the packages that a repository's folders declare, in the order of their paths."""
    folders: dict[str, list[tuple[str, WitFile]]] = defaultdict(list)
    for path, file in repository.wit:
        folders[posixpath.dirname(path)].append((path, file))
    for folder, files in folders.items():
        for path, declared in _declarations(files):
            yield Package(repository.name, folder, declared, path, tuple(files))


def _declarations(files: list[tuple[str, WitFile]]) -> Iterable[tuple[str, WitPackage]]:
    """Yield each package that the files of one folder declare, once, where it is declared first."""
    seen: set[str] = set()
    for path, file in files:
        for package in file.packages:
            if str(package) not in seen:
                seen.add(str(package))
                yield path, package
