"""Finds the WIT of a subject at a release: the tag of that name in one of the subject's repositories."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.cli.session import choose, read
from tracker.errors import TrackerError
from tracker.facts import RepositoryName, WitFolder
from tracker.readiness import standing
from tracker.sources.errors import SourceError
from tracker.sources.wit_revisions import WitRevision, read_wit_revision
from tracker.standing import AmendmentStanding
from tracker.wit.compare import Package, read_packages
from tracker.wit.parser import parse

if TYPE_CHECKING:
    from tracker.sources.git import Mirrors


class UnknownReleaseError(TrackerError):
    """A release that no repository of its subject has, or that stands for several packages."""


def read_release(subject: str, version: str, database: str | None, mirrors: "Mirrors") -> WitRevision:
    """Return the WIT of a subject at the tag `version` or `vVERSION`.

    The first of its repositories that has the tag, with a package of the subject in it, counts; where a release line
    is drafted beside another, the package whose version is that of the tag.
    """
    everything = standing(read(database))
    (chosen, *_) = choose(everything, [subject])
    if isinstance(chosen, AmendmentStanding):
        parent = chosen.parent
        chosen = next((each for each in everything.proposals if each.id == parent), chosen)
    known = getattr(chosen, "repositories", ()) or (() if chosen.repository is None else (chosen.repository,))
    packages = {name.partition("@")[0] for name in chosen.packages}
    for found in _tagged(known, version, mirrors):
        folders = _own(found.folders, packages, version.removeprefix("v"))
        if len(folders) > 1:
            places = ", ".join(folder.path or "its root" for folder in folders)
            reason = f"{found.repository} has {places} there: write {found.repository}@{version}:PATH"
            raise UnknownReleaseError(f"{subject}@{version}: several folders hold its package; {reason}")
        if folders:
            return WitRevision(found.repository, found.revision, folders)
    searched = ", ".join(known) or "none is known"
    raise UnknownReleaseError(f"{subject}@{version}: no repository has that tag with its package; searched: {searched}")


def _tagged(known: tuple[RepositoryName, ...], version: str, mirrors: "Mirrors") -> Iterator[WitRevision]:
    """Yield what each repository holds at a tag of that name."""
    for name in known:
        mirror = mirrors.open(name)
        for tag in dict.fromkeys((version, f"v{version}")):
            try:
                found = read_wit_revision(mirror, f"refs/tags/{tag}", "")
            except SourceError:
                # Another repository, or the other spelling, may have it.
                continue
            yield found
            break


def _own(folders: tuple[WitFolder, ...], packages: set[str], version: str) -> tuple[WitFolder, ...]:
    """Return the folders that hold one of the packages: those of that version, if any is."""
    own = {folder.path: (folder, package) for folder in folders if (package := _package(folder)).id in packages}
    exact = tuple(folder for folder, package in own.values() if package.version == version)
    return exact or tuple(folder for folder, _package in own.values())


def _package(folder: WitFolder) -> Package:
    """Return the package that a folder declares; one without a name when it declares none."""
    packages = read_packages({file.path: parse(file.text) for file in folder.files})
    return packages[0] if packages else Package(None)
