"""What is read of a pull request, wherever it is read from: the trees that it lies between, and what merging makes."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from tracker.facts import BlobId, Commit, FileKind, RepositoryName, Revision
from tracker.sources.errors import SourceError
from tracker.sources.git_objects import not_startable

_TIME_LIMIT = 30.0
"""Seconds that `git merge-file` may take."""
_FOLLOWED = frozenset({FileKind.WIT, FileKind.README, FileKind.PROPOSAL_LIST})
"""What says where things stand."""


@dataclass(frozen=True, eq=False)
class Tree:
    """The files of one commit that the tracker reads."""

    repository: RepositoryName
    revision: Revision
    date: datetime
    """The committer's date."""
    files: Mapping[str, tuple[FileKind, BlobId]]
    """Path -> what the file is, and its content; those below `deps` folders are among them."""
    read: Callable[[BlobId], bytes]
    """Returns a blob's content; raises `SourceError`."""


@dataclass(frozen=True, eq=False)
class PullTrees:
    """A pull request, or what would be one: the trees that it lies between."""

    repository: RepositoryName
    number: int | None
    """`None` for commits that nobody has made a pull request of yet."""
    branch: str
    """The branch that it is to be merged into."""
    base: Tree
    """Where it parted from that branch."""
    head: Tree
    """Its newest commit."""
    onto: Tree
    """What it is merged onto: the branch's newest commit, or of a merged one the commit before it was merged."""
    merged: Commit | None
    """The commit of the branch by which it came in; `None` when none is known."""
    title: str
    """The first line of its newest commit."""
    author: str
    """Who made that."""
    commits: int
    """How many it has of its own."""

    def changed(self) -> frozenset[str]:
        """Return the paths of files that it changes."""
        paths = self.base.files.keys() | self.head.files.keys()
        return frozenset(path for path in paths if self.base.files.get(path) != self.head.files.get(path))


class PullSource(Protocol):
    """Where pull requests are read from: a mirror, or the host's API."""

    def trees(self, number: int, branch: str | None = None) -> PullTrees:
        """Return a pull request by its number; `SourceError` when there is none.

        `branch` is the one it is to be merged into, where somebody knows that.
        """


class MergedFile(NamedTuple):
    """What merging makes of one file."""

    path: str
    kind: FileKind
    data: bytes | None
    """`None` when it goes."""
    conflict: bool = False
    """Whether both sides changed it in one place: then it is as the pull request has it."""


def merged_files(trees: PullTrees) -> Iterator[MergedFile]:
    """Yield the files that merging changes on the branch, of those that say where things stand, by path.

    A file that both sides changed is merged line by line.
    """
    for path in sorted(trees.changed()):
        base, onto, head = (tree.files.get(path) for tree in (trees.base, trees.onto, trees.head))
        kind = (head or base or (FileKind.VENDORED,))[0]
        if kind not in _FOLLOWED or onto == head:
            continue
        if onto == base or head is None or onto is None:
            # What one side removed and the other changed is a conflict that people settle; the pull request's word is
            # what its author wants.
            data = None if head is None else trees.head.read(head[1])
            yield MergedFile(path, kind, data, conflict=onto != base)
        else:
            yield _merged(trees, path, kind)


def _merged(trees: PullTrees, path: str, kind: FileKind) -> MergedFile:
    sides = [(tree, tree.files.get(path)) for tree in (trees.head, trees.base, trees.onto)]
    head, base, onto = (b"" if entry is None else tree.read(entry[1]) for tree, entry in sides)
    merged = merge_texts(onto, base, head)
    return MergedFile(path, kind, head if merged is None else merged, conflict=merged is None)


def merge_texts(ours: bytes, base: bytes, theirs: bytes) -> bytes | None:
    """Return a text with the changes of two sides; `None` when they touch the same lines, or it is no text."""
    with tempfile.TemporaryDirectory(prefix="merge-") as temporary:
        names = []
        for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
            path = Path(temporary, name)
            path.write_bytes(data)
            names.append(str(path))
        command = ["git", "merge-file", "--stdout", "--quiet", *names]
        try:
            done = subprocess.run(
                command, env={**os.environ, "LC_ALL": "C"}, capture_output=True, timeout=_TIME_LIMIT, check=False
            )
        except OSError as error:
            raise SourceError("git merge-file", not_startable(error), unreachable=True) from error
        except subprocess.TimeoutExpired as error:
            reason = f"gave no answer in {_TIME_LIMIT:.0f} s"
            raise SourceError("git merge-file", reason, unreachable=True) from error
    # Its exit code counts the conflicts; what is no text it does not merge at all.
    return done.stdout if done.returncode == 0 else None
