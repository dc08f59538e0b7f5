"""Reads the WIT of one commit: every package below a folder, or one file, as `tracker.sources.folders` does on disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pygit2

from tracker.facts import BlobId, RepositoryName, Revision, WitFolder, WitText
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror
from tracker.sources.text import decode_text

_SUFFIX = ".wit"
_VENDORED = "deps"


@dataclass(frozen=True, slots=True)
class WitRevision:
    """The WIT of one commit."""

    repository: RepositoryName
    revision: Revision
    folders: tuple[WitFolder, ...]
    """In the order of their names, without what is vendored."""


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


def local_repository(folder: Path) -> Mirror:
    """Return the repository that a folder lies in; `SourceError` when there is none."""
    shown = RepositoryName(folder.name or ".")
    found = pygit2.discover_repository(str(folder))
    if found is None:
        raise SourceError(str(folder), "is in no git repository; name one as OWNER/NAME@REVISION:PATH")
    return Mirror(shown, Path(found))


def _folders(mirror: Mirror, blobs: Mapping[str, BlobId], prefix: str) -> tuple[WitFolder, ...]:
    grouped: dict[str, list[WitText]] = {}
    for path in sorted(blobs):
        *above, name = path.split("/")
        if name.endswith(_SUFFIX) and not any(part == _VENDORED or part.startswith(".") for part in above):
            grouped.setdefault("/".join(above), []).append(_text(mirror, blobs[path], prefix + path))
    return tuple(WitFolder((prefix + folder).rstrip("/"), tuple(files)) for folder, files in sorted(grouped.items()))


def _text(mirror: Mirror, blob: BlobId, path: str) -> WitText:
    text, problem = decode_text(mirror.read(blob))
    return WitText(path, text or "", problem)
