"""What git says of files on disk: whether they have changes that no commit has, and what a patch makes of them."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pygit2
from pygit2.enums import FileStatus

from tracker.sources.errors import SourceError

_TIME_LIMIT = 30.0
"""Seconds that `git apply` may take."""
_OF_THE_USER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")
"""What would lead git from a folder of ours into the caller's repository."""


def uncommitted(folder: Path, files: Iterable[str]) -> tuple[str, ...] | None:
    """Return the files below a folder that differ from its repository's newest commit; `None` outside of any."""
    found = pygit2.discover_repository(str(folder))
    if found is None:
        return None
    try:
        repository = pygit2.Repository(found)
        below = folder.resolve().relative_to(Path(repository.workdir or "").resolve())
        return tuple(each for each in files if repository.status_file((below / each).as_posix()) != FileStatus.CURRENT)
    except (pygit2.GitError, KeyError, ValueError) as error:
        raise SourceError(str(folder), f"its repository cannot be read: {error}") from error


def patched(files: Mapping[str, bytes], patch: str) -> dict[str, bytes]:
    """Return what `git apply` makes of some files with a patch; `SourceError` when it does not take it."""
    with tempfile.TemporaryDirectory(prefix="patch-") as temporary:
        root = Path(temporary).resolve()
        for path, content in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        for arguments in (("--check",), ()):
            _apply(root, patch, *arguments)
        return {path: (root / path).read_bytes() for path in files}


def _apply(root: Path, patch: str, *arguments: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in _OF_THE_USER}
    environment |= {"LC_ALL": "C", "GIT_CEILING_DIRECTORIES": str(root.parent)}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(root), "apply", "--whitespace=nowarn", *arguments, "-"]
    try:
        done = subprocess.run(
            command, env=environment, input=patch.encode(), capture_output=True, timeout=_TIME_LIMIT, check=False
        )
    except OSError as error:
        reason = f"the git program cannot be started ({error.strerror}): install git"
        raise SourceError("git apply", reason, unreachable=True) from error
    except subprocess.TimeoutExpired as error:
        raise SourceError("git apply", f"gave no answer in {_TIME_LIMIT:.0f} s", unreachable=True) from error
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").splitlines()
        raise SourceError("git apply", next(iter(lines), "it gave no reason").removeprefix("error: "))
