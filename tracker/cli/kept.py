"""Keeps answers between one command and the next, as long as nothing they were told from changes.

What is kept can be dropped at any time: it is told anew from the facts. It is bound to the database file, the moment
asked for, this program with its data, and, where texts were read, the mirrors, so that a sync, a recorded vote or an
update makes it void.
"""

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar, cast

from tracker.cli import output
from tracker.cli.beside import beside
from tracker.cli.cache import cache_folder
from tracker.store.location import Location

if TYPE_CHECKING:
    from tracker.standing import Standing

_MOST = 32
"""How many answers of a kind are kept; each takes about 200 kB."""
_DAMAGED = (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, LookupError, TypeError, ValueError)
"""What reading a file may raise that is cut short, or was written by something else."""

_Answer = TypeVar("_Answer")


def kept_standing(database: str | None, moment: datetime | None, tell: "Callable[[], Standing]") -> "Standing":
    """Return where everything stood before by the same facts, or what `tell` tells now."""
    from tracker.standing import Standing  # noqa: PLC0415 -- a site that stands needs none of it

    return kept(Standing, database, moment, tell, folder="standings")


def kept(
    kind: type[_Answer],
    database: str | None,
    moment: datetime | None,
    tell: Callable[[], _Answer],
    *,
    folder: str,
    asked: Iterable[str] = (),
    texts: bool = False,
) -> _Answer:
    """Return what `tell` told before of the same facts, or tells now.

    `asked` is what else the answer depends on; `texts` says whether it is told from the mirrors that are kept, too.
    What came with words to the user is not kept: they would be missing the next time.
    """
    place = _place(Location.find(database), moment, asked, folder, texts=texts)
    if place is None:
        return tell()
    found = _found(place)
    if isinstance(found, kind):
        return found
    words = output.words()
    told = tell()
    if output.words() == words:
        with _keeping(place) as file:
            if file is not None:
                pickle.dump(told, file, protocol=pickle.HIGHEST_PROTOCOL)
    return told


def kept_or_beside(
    kind: str,
    database: str | None,
    moment: datetime | None,
    tell: Callable[[], _Answer],
    *,
    folder: str,
    asked: Iterable[str] = (),
) -> Callable[[], _Answer]:
    """Return what waits for an answer from facts and texts: the one that was kept, or what another process tells now.

    It is pickled once, by the process that tells it: so it is kept, and so it is handed over. `kind` is the name of its
    class, which takes a while to load.
    """
    place = _place(Location.find(database), moment, asked, folder, texts=True)
    found = None if place is None else _found(place)
    if found is not None and type(found).__name__ == kind:
        return lambda: cast("_Answer", found)

    words = output.words()
    return beside(tell, lambda: _keeping(None if output.words() != words else place))


def stamp_of(database: str | None, moment: datetime | None, asked: Iterable[str]) -> str | None:
    """Return what an answer that is told from facts and texts depends on; `None` where changes cannot be told."""
    return _stamp(Location.find(database), moment, asked, texts=True)


def state_of(folder: Path) -> Iterator[str]:
    """Yield what tells one state of a folder's files from another."""
    for path, folders, names in os.walk(folder):
        folders.sort()
        yield from (_file(f"{path}{os.sep}{name}") for name in sorted(names))


def _place(
    location: Location, moment: datetime | None, asked: Iterable[str], folder: str, *, texts: bool
) -> Path | None:
    """Return where an answer is kept; `None` where changes cannot be told."""
    stamp = _stamp(location, moment, asked, texts=texts)
    return None if stamp is None else cache_folder() / folder / f"{stamp}.pickle"


def _found(place: Path) -> object:
    """Return what is kept; `None` where nothing is, or nothing that can be read."""
    with contextlib.suppress(*_DAMAGED):
        # The folder is the user's own, as the program is: whoever can write there can do anything already.
        return pickle.loads(place.read_bytes())  # noqa: S301 -- see above
    return None


class _File:
    """A file that is being written; when it cannot be, nothing more is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.whole = True

    def write(self, data: bytes, /) -> None:
        """Write some more."""
        if self.whole:
            try:
                self._file.write(data)
            except OSError:
                self.whole = False


@contextlib.contextmanager
def _keeping(place: Path | None) -> Iterator[_File | None]:
    """Give what takes an answer, to be kept whole or not at all; `None` without a place, or a right to write there."""
    partial = None
    with contextlib.suppress(OSError):
        if place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, partial = tempfile.mkstemp(dir=place.parent, suffix=".partial")
    if place is None or partial is None:
        yield None
        return
    file = os.fdopen(handle, "wb")
    writing = _File(file)
    try:
        yield writing
    except BaseException:
        writing.whole = False
        raise
    finally:
        _finish(file, writing, Path(partial), place)


def _finish(file: IO[bytes], writing: _File, partial: Path, place: Path) -> None:
    """Put a file in its place where it was written whole, else remove it; of old ones the newest stay."""
    with contextlib.suppress(OSError):
        try:
            file.close()
        except OSError:
            writing.whole = False
        if not writing.whole:
            partial.unlink()
            return
        partial.replace(place)
        newest = sorted(place.parent.iterdir(), key=lambda each: -each.stat().st_mtime)
        for old in newest[_MOST:]:
            old.unlink(missing_ok=True)


def _stamp(location: Location, moment: datetime | None, asked: Iterable[str], *, texts: bool) -> str | None:
    """Return what the answer depends on, as a digest; `None` where changes cannot be told from outside."""
    if location.file is None:
        return None
    log = location.file.with_name(f"{location.file.name}-wal")
    _settle(location.file, log)
    try:
        facts = [_file(location.file), *([_file(log)] if log.exists() and log.stat().st_size else [])]
        mirrors = [*_mirrors(cache_folder() / "mirrors")] if texts else []
        parts = [str(location.file.resolve()), str(moment), sys.version, *asked, *mirrors, *facts, *_program()]
    except OSError:
        return None
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _settle(file: Path, log: Path) -> None:
    """Let SQLite take in what a killed process, or a copy, left beside its file.

    The first to read would do so, and what it was told be kept under the state from before.
    """
    with contextlib.suppress(OSError):
        if log.stat().st_size:
            from tracker.store.reader import settle  # noqa: PLC0415 -- hardly ever needed

            settle(file)


def _mirrors(folder: Path) -> Iterator[str]:
    """Yield what tells one state of the mirrors from another: a mirror that was fetched has other packs or objects."""
    for repository in sorted(folder.glob("*/*")):
        yield from (_file(each) for each in (repository, repository / "objects", repository / "objects/pack"))


@cache
def _program() -> tuple[str, ...]:
    """Return what tells one version of this program and its data from another."""
    package = Path(__file__).parents[1]
    found: list[str] = []
    for folder in (package, package.parent / "data"):
        for path, folders, names in os.walk(folder):
            folders[:] = sorted(each for each in folders if each != "__pycache__")
            found += (_file(f"{path}{os.sep}{name}") for name in sorted(names) if name.endswith((".py", ".toml")))
    return tuple(found)


def look_again() -> None:
    """Forget how the program and its data were found: a process that stays looks again before each thing it does."""
    _program.cache_clear()


def _file(path: Path | str) -> str:
    # To make a path of each of the program's files would take four times as long.
    state = os.stat(path)  # noqa: PTH116 -- see above
    return f"{path}:{state.st_size}:{state.st_mtime_ns}"
