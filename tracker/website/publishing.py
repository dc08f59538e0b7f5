"""Puts the files of a site in their place, all at once or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tracker.website.errors import WebsiteError

MARKER = ".tracker-site"
"""The file that says a folder is ours, and lists what we wrote there."""
_MARKER_TITLE = "tracker site 1"


def publish(files: Mapping[str, bytes], out: Path) -> int:
    """Make `out` hold exactly the files, and return how many of them are new or changed.

    The site is written beside `out` and swapped in; a file that did not change keeps its time of change, and when
    none did nothing is touched. `out` may be missing, empty, or a site that this function wrote. Raises `WebsiteError`
    when it is anything else, or cannot be written; then what stood there still does.
    """
    place = out.resolve()
    contents = {**files, MARKER: "\n".join((_MARKER_TITLE, *sorted(files), "")).encode()}
    try:
        present = _present(place, out)
        changed = [path for path, data in contents.items() if path not in present or _read(place / path) != data]
        if changed or present != set(contents):
            _replace(contents, place, frozenset(contents).difference(changed))
    except OSError as error:
        reason = error.strerror or str(error)
        raise WebsiteError(f"{out}: the site cannot be written: {reason}; choose a folder you may write to") from error
    return sum(path != MARKER for path in changed)


def _present(place: Path, out: Path) -> set[str]:
    """Return the files in the place; raise `WebsiteError` unless every one is ours to replace."""
    if not place.exists():
        return set()
    if not place.is_dir():
        raise WebsiteError(f"{out}: is a file, and the site is a folder; choose another name")
    present = {_inside(Path(folder) / name, place) for folder, _, names in os.walk(place) for name in names}
    if not present and not any(place.iterdir()):
        return set()
    title, *ours = (_read(place / MARKER) or b"").decode("utf-8", "replace").splitlines() or [""]
    if title != _MARKER_TITLE:
        raise WebsiteError(f"{out}: is not empty and not a site of the tracker; choose another folder or empty it")
    foreign = sorted(present - {*ours, MARKER})
    if foreign:
        raise WebsiteError(f"{out}: holds {foreign[0]}, which the tracker did not write; move it elsewhere")
    return present


def _inside(path: Path, place: Path) -> str:
    return path.relative_to(place).as_posix()


def _read(path: Path) -> bytes | None:
    """Return the bytes of a plain file, `None` where there is none."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _replace(contents: Mapping[str, bytes], place: Path, unchanged: frozenset[str]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    # A folder of its own inside the stage, since the stage itself is readable by its owner alone.
    new, old = stage / "new", stage / "old"
    try:
        new.mkdir()
        made = f"{new}{os.sep}"
        for folder in sorted({path.rpartition("/")[0] for path in contents}):
            os.makedirs(made + folder, exist_ok=True)  # noqa: PTH103 -- paths are made of text: that takes half the time
        for path, data in contents.items():
            with open(made + path, "wb") as file:  # noqa: PTH123 -- as above
                file.write(data)
        for path in unchanged:
            kept = (place / path).stat()
            os.utime(new / path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
        _swap(new, place, old)
    finally:
        # Should the old site be neither replaced nor put back, it is kept where it is.
        if place.exists() or not old.exists():
            shutil.rmtree(stage, ignore_errors=True)


def _swap(new: Path, place: Path, old: Path) -> None:
    """Put the new folder in the place, and put the old one back should that fail."""
    if not place.exists():
        new.rename(place)
        return
    place.rename(old)
    try:
        new.rename(place)
    except BaseException:
        old.rename(place)
        raise
