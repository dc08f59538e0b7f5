"""Reads single objects of a kept mirror by one `git cat-file`: to load libgit2 takes longer than to read a whole line.

The format is the one of git-cat-file(1), "BATCH OUTPUT"; of trees it is the one that git keeps them in.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tracker.facts import BlobId, RepositoryName, Revision, WitFolder, WitText
from tracker.frozen import frozen
from tracker.sources.errors import SourceError
from tracker.sources.text import decode_text

_OF_ONE_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")
"""What git sets for the programs it starts, such as hooks: it would lead our calls into the caller's repository."""
BLOB_LIMIT = 8 * 1024 * 1024
"""No document or WIT file of a person's hand comes near it; what is larger is told and not read."""
_FILES = frozenset({b"100644", b"100755", b"100664"})
"""The modes of files: a symbolic link or a submodule is none."""
_TREE = "tree"
_BLOB = "blob"
_KINDS = frozenset({_TREE, _BLOB, "commit", "tag"})
_UNREADABLE = "its mirror cannot be read by git: `tracker sync` fetches it"


def git_environment() -> dict[str, str]:
    """Return the environment in which git is called: it asks nobody, says the same everywhere, and reads where told."""
    kept = {key: value for key, value in os.environ.items() if key not in _OF_ONE_REPOSITORY}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def not_startable(error: OSError) -> str:
    """Return why the git program cannot be started, and what to do about it."""
    return f"the git program cannot be started ({error.strerror}): install git"


def kept_mirror(cache: Path, name: RepositoryName) -> Path:
    """Return where the mirror of a repository is kept below the cache folder."""
    return cache / "mirrors" / f"{name}.git"


class MissingCommitError(SourceError):
    """A mirror that lacks a commit."""


@frozen
class _Object:
    kind: str
    content: bytes
    oid_bytes: int
    """How long the ids of objects are in it."""


class GitObjects:
    """The objects of one kept mirror; enter it as a context, which ends the program."""

    def __init__(self, name: RepositoryName, path: Path) -> None:
        """Read from the bare repository at `path`; nothing is read before something is asked for."""
        self.name = name
        self._path = path
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program."""
        self.close()

    def close(self) -> None:
        """End the program."""
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            process.wait()

    def read(self, blob: BlobId) -> bytes:
        """Return a blob's content; `SourceError` when it is not there or larger than any document is."""
        found = self._asked(blob)
        if found is None:
            raise SourceError(self.name, f"blob {blob} is missing from the mirror")
        if found.kind != _BLOB:
            raise SourceError(self.name, f"{blob} is not a blob")
        return found.content

    def wit_folder(self, revision: Revision, path: str) -> WitFolder:
        """Return the WIT files that lie directly in a folder; `MissingCommitError` when the mirror lacks the commit."""
        if self._asked(f"{revision}^{{commit}}") is None:
            raise MissingCommitError(self.name, f"no commit {revision} is in the mirror")
        prefix = f"{path}/" if path else ""
        found = self._asked(f"{revision}:{path}")
        entries = sorted(_entries(found)) if found is not None and found.kind == _TREE else []
        wit = [each for each in entries if each[0].endswith(".wit")]
        return WitFolder(path, tuple(self._text(blob, prefix + name) for name, blob in wit))

    def _text(self, blob: BlobId, path: str) -> WitText:
        text, problem = decode_text(self.read(blob))
        return WitText(path, text or "", problem)

    def _asked(self, what: str) -> _Object | None:
        """Return an object; `None` when there is none of that name."""
        if "\n" in what:
            raise SourceError(self.name, f"{what!r}: git cannot be asked for a name of several lines")
        asks, answers = self._pipes()
        try:
            asks.write(what.encode("utf-8", "surrogateescape") + b"\n")
            asks.flush()
            return self._answer(answers)
        except OSError as error:
            raise SourceError(self.name, _UNREADABLE) from error

    def _answer(self, answers: IO[bytes]) -> _Object | None:
        # `OID KIND SIZE`, or `NAME missing`, and NAME may have spaces.
        said = answers.readline()
        oid, _, rest = said.decode("utf-8", "replace").rstrip("\n").partition(" ")
        kind, _, size = rest.partition(" ")
        if not said:
            raise SourceError(self.name, _UNREADABLE)
        if kind not in _KINDS or not size.isdecimal():
            return None
        if int(size) > BLOB_LIMIT:
            # Nothing more can be asked of this program: what is left of its answer is in the way.
            self.close()
            raise SourceError(self.name, f"{kind} {oid} has {size} bytes, more than the {BLOB_LIMIT} read")
        return _Object(kind, answers.read(int(size) + 1)[:-1], len(oid) // 2)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            command = ["git", "-C", str(self._path), "cat-file", "--batch"]
            try:
                self._process = subprocess.Popen(
                    command,
                    env=git_environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as error:
                raise SourceError(self.name, not_startable(error), unreachable=True) from error
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise SourceError(self.name, _UNREADABLE)
        return process.stdin, process.stdout


def _entries(tree: _Object) -> Iterator[tuple[str, BlobId]]:
    """Yield the names and blobs of the files that lie directly in a tree: `MODE NAME`, a zero, and the id's bytes."""
    rest = tree.content
    while rest:
        head, _, rest = rest.partition(b"\0")
        mode, _, name = head.partition(b" ")
        oid, rest = rest[: tree.oid_bytes], rest[tree.oid_bytes :]
        if mode in _FILES:
            yield name.decode("utf-8", "backslashreplace"), BlobId(oid.hex())
