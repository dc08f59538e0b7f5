"""Finds what the two sides of `diff` mean: on disk, in a mirror, or a version of a subject."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.changes import Diff, DiffSide, ReadingProblem
from tracker.cli.cache import cache_folder
from tracker.errors import TrackerError
from tracker.facts import RepositoryName, WitFolder
from tracker.frozen import frozen
from tracker.wit.compare import Package, all_at_hand, compare_packages, connect, read_packages
from tracker.wit.parser import Parsed, parse

if TYPE_CHECKING:
    from tracker.sources.git import Mirror, Mirrors

_REPOSITORY = re.compile(r"(?P<repository>[^/@:\s]+/[^/@:\s]+)@(?P<revision>[^:\s]+)(?::(?P<path>.*))?")
_REVISION = re.compile(r"(?P<revision>[^:\s]+):(?P<path>.*)")
_SUBJECT = re.compile(r"(?P<subject>[^@:\s]+)@(?P<version>[^@:/\s]+)")


class UnknownSideError(TrackerError):
    """A side that is none of the things that can be compared."""


@frozen
class Reading:
    """How sides are read."""

    mirror: Path | None
    """The folder of bundles or bare repositories, as `sync` takes it."""
    database: str | None
    """The database that knows the subjects' repositories."""
    offline: bool = False
    """Whether nothing is fetched."""

    def mirrors(self) -> "Mirrors":
        """Return the mirrors to read from."""
        from tracker.sources.git import Mirrors  # noqa: PLC0415 -- two folders on disk need no git

        return Mirrors(cache_folder(), mirror=self.mirror, offline=self.offline)


def read_sides(old: str, new: str, reading: Reading, *, documentation: bool = False) -> Diff:
    """Return the comparison of two sides as the user named them."""
    repositories = [_named_repository(side) for side in (old, new)]
    before, old_packages = _read(old, repositories[0] or repositories[1], reading)
    after, new_packages = _read(new, repositories[1] or repositories[0], reading)
    return Diff(before, after, compare_packages(old_packages, new_packages, documentation=documentation))


def _named_repository(side: str) -> RepositoryName | None:
    match = None if _on_disk(side) else _REPOSITORY.fullmatch(side)
    return None if match is None else RepositoryName(match["repository"])


def _on_disk(side: str) -> bool:
    try:
        return Path(side).exists()
    except OSError:
        # Too long for a path, for one.
        return False


def _read(side: str, repository: RepositoryName | None, reading: Reading) -> tuple[DiffSide, tuple[Package, ...]]:
    """Return a side, with its packages; `repository` is where a revision without one is looked up."""
    if _on_disk(side):
        from tracker.sources.folders import read_wit_paths  # noqa: PLC0415 -- only where something is read from disk

        return _side(side, None, read_wit_paths([Path(side)]))
    if (match := _REPOSITORY.fullmatch(side)) is not None:
        mirror = reading.mirrors().open(RepositoryName(match["repository"]))
        return _at_revision(side, mirror, match["revision"], match["path"] or "")
    if (match := _SUBJECT.fullmatch(side)) is not None:
        from tracker.cli.releases import read_release  # noqa: PLC0415 -- only this form asks the database
        from tracker.sources.wit_revisions import read_wit_elsewhere  # noqa: PLC0415 -- as above

        found = read_release(match["subject"], match["version"], reading.database, reading.mirrors())
        mirror = reading.mirrors().open(found.repository)
        return _side(side, found.revision, found.folders, lambda: read_wit_elsewhere(mirror, found))
    if (match := _REVISION.fullmatch(side)) is not None:
        return _at_revision(side, _mirror(repository, reading), match["revision"], match["path"])
    raise UnknownSideError(
        f"{side}: no such file or folder; a commit is written OWNER/NAME@REVISION:PATH, a release SUBJECT@VERSION"
    )


def _mirror(repository: RepositoryName | None, reading: Reading) -> "Mirror":
    from tracker.sources.wit_revisions import local_repository  # noqa: PLC0415 -- two folders on disk need no git

    return local_repository(Path.cwd()) if repository is None else reading.mirrors().open(repository)


def _at_revision(side: str, mirror: "Mirror", revision: str, path: str) -> tuple[DiffSide, tuple[Package, ...]]:
    from tracker.sources.wit_revisions import read_wit_elsewhere, read_wit_revision  # noqa: PLC0415 -- as above

    found = read_wit_revision(mirror, revision, path)
    return _side(side, found.revision, found.folders, lambda: read_wit_elsewhere(mirror, found))


def _side(
    name: str,
    revision: str | None,
    folders: tuple[WitFolder, ...],
    elsewhere: Callable[[], tuple[WitFolder, ...]] = tuple,
) -> tuple[DiffSide, tuple[Package, ...]]:
    packages: list[Package] = []
    problems: list[ReadingProblem] = []
    for folder in folders:
        parsed = {file.path: parse(file.text) for file in folder.files}
        own = read_packages(parsed)
        connect(own, _library(folder.dependencies))
        packages += own
        problems += [ReadingProblem(file.path, None, file.problem) for file in folder.files if file.problem is not None]
        problems += _faults(parsed)
    connect(packages, packages)
    if not all(map(all_at_hand, packages)):
        connect(packages, _library(elsewhere()))
    return DiffSide(name, revision, tuple(map(str, packages)), tuple(problems)), tuple(packages)


def _library(folders: Iterable[WitFolder]) -> list[Package]:
    """Return the packages of folders, which know each other; faults in them are not the user's."""
    found = [
        package for each in folders for package in read_packages({file.path: parse(file.text) for file in each.files})
    ]
    connect(found, found)
    return found


def _faults(files: dict[str, Parsed]) -> Iterator[ReadingProblem]:
    for path, parsed in files.items():
        for diagnostic in parsed.diagnostics:
            yield ReadingProblem(path, diagnostic.position.line, str(diagnostic))
