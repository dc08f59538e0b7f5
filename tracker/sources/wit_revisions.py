"""Reads the WIT of one commit: every package below a folder, or one file, as `tracker.sources.folders` does on disk."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath

import pygit2

from tracker.facts import BlobId, RepositoryName, Revision, WitFolder, WitText
from tracker.frozen import frozen
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror
from tracker.sources.text import decode_text

_SUFFIX = ".wit"
_VENDORED = "deps"


@frozen
class WitRevision:
    """The WIT of one commit."""

    repository: RepositoryName
    revision: Revision
    folders: tuple[WitFolder, ...]
    """In the order of their names, with what is vendored beside each."""


def read_wit_revision(mirror: Mirror, name: str, path: str) -> WitRevision:
    """Return the WIT at or below `path` in the commit that `name` means; `SourceError` when there is none."""
    revision = mirror.resolve(name)
    place = "/".join(part for part in PurePosixPath(path).parts if part not in {".", "/"})
    if place.endswith(_SUFFIX):
        folder, _, file = place.rpartition("/")
        blobs = mirror.folder(revision, folder)
        found = {file: blobs[file]} if file in blobs else {}
        prefix = f"{folder}/" if folder else ""
    else:
        found, prefix = mirror.folder(revision, place), f"{place}/" if place else ""
    folders = _folders(mirror, found, prefix)
    if not folders:
        reason = f"{name} holds no {_SUFFIX} file at {path or 'its root'} (what lies in {_VENDORED} does not count)"
        raise SourceError(mirror.name, reason)
    return WitRevision(mirror.name, revision, folders)


def read_wit_elsewhere(mirror: Mirror, found: WitRevision) -> tuple[WitFolder, ...]:
    """Return the other WIT of the same commit: in a repository of many packages one needs another."""
    known = {folder.path for folder in found.folders}
    return tuple(
        folder for folder in _folders(mirror, mirror.folder(found.revision, ""), "") if folder.path not in known
    )


def wit_folders(
    files: Mapping[str, BlobId], read: Callable[[BlobId], bytes], wanted: Collection[str] | None = None
) -> tuple[WitFolder, ...]:
    """Return the packages among the files of a commit, or those of `wanted` folders, with what is vendored beside."""
    near = [f"{each}/{_VENDORED}/".lstrip("/") for each in wanted or ()]
    kept = {
        path: blob
        for path, blob in files.items()
        if wanted is None or path.rpartition("/")[0] in wanted or path.startswith(tuple(near))
    }
    return _folders(_Reading(read), kept, "")


@frozen
class _Reading:
    """What blobs are read with."""

    read: Callable[[BlobId], bytes]


def local_repository(folder: Path) -> Mirror:
    """Return the repository that a folder lies in; `SourceError` when there is none."""
    shown = RepositoryName(folder.name or ".")
    found = pygit2.discover_repository(str(folder))
    if found is None:
        raise SourceError(str(folder), "is in no git repository; name one as OWNER/NAME@REVISION:PATH")
    return Mirror(shown, Path(found))


def _folders(mirror: Mirror | _Reading, blobs: Mapping[str, BlobId], prefix: str) -> tuple[WitFolder, ...]:
    grouped: dict[str, list[WitText]] = {}
    vendored: dict[str, dict[str, list[WitText]]] = {}
    for path in sorted(blobs):
        *above, name = path.split("/")
        if not name.endswith(_SUFFIX) or any(part.startswith(".") for part in above):
            continue
        text = _text(mirror, blobs[path], prefix + path)
        if _VENDORED in above:
            at = above.index(_VENDORED)
            # A file directly in `deps` is a package by itself.
            place = path if above[-1] == _VENDORED else "/".join(above)
            vendored.setdefault("/".join(above[:at]), {}).setdefault(place, []).append(text)
        else:
            grouped.setdefault("/".join(above), []).append(text)
    return tuple(
        WitFolder((prefix + folder).rstrip("/"), tuple(files), _dependencies(vendored.get(folder, {}), prefix))
        for folder, files in sorted(grouped.items())
    )


def _dependencies(found: Mapping[str, list[WitText]], prefix: str) -> tuple[WitFolder, ...]:
    return tuple(WitFolder(prefix + place, tuple(files)) for place, files in sorted(found.items()))


def _text(mirror: Mirror | _Reading, blob: BlobId, path: str) -> WitText:
    text, problem = decode_text(mirror.read(blob))
    return WitText(path, text or "", problem)
