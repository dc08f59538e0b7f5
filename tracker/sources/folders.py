"""Reads folders and files of WIT from disk.

A folder stands for every package in it: itself and each folder below that holds `.wit` files, except what lies below a
`deps` folder, which only serves to look names up. A file stands for a package by itself.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from tracker.facts import WitFolder, WitText
from tracker.sources.errors import SourceError

_SUFFIX = ".wit"
_VENDORED = "deps"


def read_wit_paths(paths: Iterable[Path]) -> tuple[WitFolder, ...]:
    """Return the packages that paths stand for, each once; `SourceError` where there is nothing to read."""
    folders: dict[str, WitFolder] = {}
    for path in paths:
        found = list(_packages(path)) if _is_folder(path) else [WitFolder(_shown(path), (_text(path),))]
        if not found:
            raise SourceError(_shown(path), "holds no .wit file (what lies in deps is only looked up)")
        for each in found:
            folders.setdefault(each.path, each)
    return tuple(folders.values())


def _packages(root: Path) -> Iterator[WitFolder]:
    """Yield every folder that holds WIT, the outer ones first, in the order of their names."""
    for folder, below, names in os.walk(root, onerror=_refuse):
        below[:] = sorted(each for each in below if each != _VENDORED and not each.startswith("."))
        files = _texts(Path(folder), names)
        if files:
            yield WitFolder(_shown(Path(folder)), files, tuple(_vendored(Path(folder) / _VENDORED)))


def _vendored(root: Path) -> Iterator[WitFolder]:
    """Yield the packages below a `deps` folder: a folder each, or a file each directly in it."""
    if not root.is_dir():
        return
    for folder, below, names in os.walk(root, onerror=_refuse):
        below.sort()
        files = _texts(Path(folder), names)
        if Path(folder).name == _VENDORED:
            yield from (WitFolder(each.path, (each,)) for each in files)
        elif files:
            yield WitFolder(_shown(Path(folder)), files)


def _texts(folder: Path, names: Iterable[str]) -> tuple[WitText, ...]:
    return tuple(_text(folder / name) for name in sorted(names) if name.endswith(_SUFFIX))


def _text(path: Path) -> WitText:
    try:
        data = path.read_bytes()
    except OSError as error:
        _refuse(error)
    try:
        return WitText(_shown(path), data.decode("utf-8"))
    except UnicodeDecodeError as error:
        reason = f"not UTF-8: byte 0x{data[error.start]:02X}"
        return WitText(_shown(path), data[: error.start].decode("utf-8"), reason)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        _refuse(error)


def _shown(path: Path) -> str:
    """Return a path as findings name it: with forward slashes, and text whatever bytes it is made of."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _refuse(error: OSError) -> NoReturn:
    raise SourceError(_shown(Path(os.fsdecode(error.filename))), error.strerror or "cannot be read") from error
