"""Remembers which site stands in a folder, so that a build of the same site can leave it as it is.

It is remembered in the cache folder, not in the site: the same facts give the same bytes there. Nothing of the site is
read to find out that it stands: each of its files must be there, of the size and the time it was left with.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from tracker.cli.cache import cache_folder
from tracker.cli.kept import stamp_of, state_of

_FOLDER = "sites"
_DAMAGED = (OSError, ValueError, LookupError, TypeError)


def site_stamp(database: str | None, at: datetime | None, asked: Iterable[str], shipped: Iterable[Path]) -> str | None:
    """Return what a site depends on: facts, texts, the program, the folders it is made of, and what was asked.

    `None` where nobody can tell from outside whether the facts changed.
    """
    states = [line for folder in shipped for line in state_of(folder)]
    return stamp_of(database, at, (*asked, *states))


def pages_standing(out: Path, stamp: str | None) -> int | None:
    """Return how many pages the site in a folder has; `None` unless it is the one of the stamp, whole and untouched."""
    if stamp is None:
        return None
    with contextlib.suppress(*_DAMAGED):
        said = json.loads(_place(out).read_text("utf-8"))
        if said["stamp"] == stamp and said["files"] == [*_files(out)]:
            return int(said["pages"])
    return None


def remember(out: Path, stamp: str | None, pages: int) -> None:
    """Remember that the site of a stamp stands in a folder."""
    place = _place(out)
    with contextlib.suppress(OSError):
        if stamp is None:
            place.unlink(missing_ok=True)
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_suffix(f".{os.getpid()}.partial")
        partial.write_text(json.dumps({"stamp": stamp, "pages": pages, "files": [*_files(out)]}), "utf-8")
        partial.replace(place)


def _place(out: Path) -> Path:
    name = hashlib.sha256(str(out.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return cache_folder() / _FOLDER / f"{name}.json"


def _files(folder: Path) -> Iterator[str]:
    return (os.fsencode(line).decode("utf-8", "backslashreplace") for line in state_of(folder.resolve()))
