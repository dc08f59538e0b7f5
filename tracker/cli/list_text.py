"""Reads the text of the proposal list, which the database does not keep, from the mirror that is."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.readiness import Assessment

if TYPE_CHECKING:
    from tracker.facts import Revision
    from tracker.sources.git import Mirror


class NoListTextError(TrackerError):
    """The proposal list's text is not at hand."""

    unreachable = True


def list_text(assessment: Assessment, path: str) -> str:
    """Return the proposal list as the registry has it at the moment; `NoListTextError` without a mirror of it."""
    from tracker.cli.cache import cache_folder  # noqa: PLC0415 -- only a patch needs the mirror
    from tracker.sources.errors import SourceError  # noqa: PLC0415 -- as above
    from tracker.sources.git import Mirrors  # noqa: PLC0415 -- as above

    registry = assessment.aliases.registry
    revision = assessment.repositories[registry].revision
    mirrors = Mirrors(cache_folder(), offline=True)
    if not mirrors.holds(registry):
        raise NoListTextError(f"a patch needs a mirror of {registry}, and none is kept here; `tracker sync` fetches it")
    try:
        content = _read(mirrors.open(registry), revision, PurePosixPath(path)) if revision else None
    except SourceError as error:
        raise NoListTextError(f"no patch without a mirror of {registry}: {error}; `tracker sync` renews it") from error
    if content is None:
        raise NoListTextError(f"the mirror of {registry} holds no {path} at {revision}; `tracker sync` renews it")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoListTextError(f"{registry}:{path} is not UTF-8: no patch can be written for it") from error


def _read(mirror: "Mirror", revision: "Revision", path: PurePosixPath) -> bytes | None:
    # The revision may be newer than the mirror that is kept here: resolving it says so.
    folder = "" if str(path.parent) == "." else str(path.parent)
    blob = mirror.folder(mirror.resolve(revision), folder).get(path.name)
    return None if blob is None else mirror.read(blob)
