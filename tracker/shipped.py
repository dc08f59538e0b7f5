"""Where the files that travel with the program lie: `data/`, `migrations/` and `site/`, in a wheel or a checkout.

The build maps the three folders into the wheel as `tracker/_shipped/<name>`; in a source checkout they lie beside the
package. The working directory plays no part.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SHIPPED_FOLDERS = ("data", "migrations", "site")
"""The top-level folders that travel with the program."""

_PACKAGE = Path(__file__).parent


class ShippedFileError(TrackerError):
    """A file that should have travelled with the program is not there."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"shipped file {path!r} {reason}")


def shipped(path: str) -> Traversable:
    """Return the shipped file or folder at `path`, such as `data/process.toml`.

    Raises `ShippedFileError` when the path leaves the shipped folders or nothing is there.
    """
    parts = PurePosixPath(path).parts
    if not parts or parts[0] not in SHIPPED_FOLDERS or ".." in parts:
        raise ShippedFileError(path, f"is outside {', '.join(SHIPPED_FOLDERS)}: name it relative to the checkout")
    found = _root().joinpath(*parts)
    if not (found.is_file() or found.is_dir()):
        raise ShippedFileError(path, "is missing from this installation: reinstall tracker")
    return found


def _root() -> Traversable:
    unpacked = _PACKAGE / "_shipped"
    if unpacked.is_dir():
        return unpacked
    if (_PACKAGE.parent / "pyproject.toml").is_file():
        return _PACKAGE.parent
    return _archived()


def _archived() -> Traversable:
    # Imported only for a package inside an archive: it costs every start-up more than all of the above together.
    from importlib.resources import files  # noqa: PLC0415

    return files("tracker").joinpath("_shipped")
