"""Builds git repositories for tests: dictionaries of files become commits, branches, tags and pull-request heads.

Everything is deterministic: the same steps give the same commit ids on every machine.
"""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pygit2
from pygit2.enums import FileMode, ObjectType

FIRST_DAY = datetime(2024, 1, 1, 12, tzinfo=UTC)
"""When the first commit of a repository is made, unless it says otherwise; each next one is a day later."""


@dataclass(frozen=True, slots=True)
class Symlink:
    """A symbolic link as a file's content."""

    target: str
    """Where it points."""


@dataclass(frozen=True, slots=True)
class Submodule:
    """A submodule as a file's content."""

    revision: str
    """The commit it is pinned to."""


Content = str | bytes | Symlink | Submodule | None
"""What a step puts at a path; `None` removes the file, or the folder with all that is in it."""


class RepositoryBuilder:
    """A bare git repository that grows by steps."""

    def __init__(self, path: Path, *, branch: str = "main") -> None:
        self.path = path
        """The bare repository's folder."""
        self.branch = branch
        """The branch that the next commit goes to."""
        self.git = pygit2.init_repository(str(path), bare=True, initial_head=branch)
        """The repository as pygit2 sees it."""
        self._date = FIRST_DAY - timedelta(days=1)

    def commit(
        self,
        files: Mapping[str, Content] | None = None,
        *,
        message: str = "Change files",
        date: str | datetime | None = None,
        authored: str | datetime | None = None,
        author: str = "Ada Author",
        branch: str | None = None,
        parents: tuple[str, ...] = (),
    ) -> str:
        """Commit `files` on top of `branch` (the current one when not given) and return the commit's id.

        `date` is the committer's (UTC when it names no zone), and `authored` the author's when it differs. `parents`
        are further parents: a commit with one is a merge.
        """
        self.branch = branch or self.branch
        self._date = _moment(date) if date is not None else self._date + timedelta(days=1)
        reference = f"refs/heads/{self.branch}"
        first = [self.head()] if reference in self.git.references else []
        tree = self._tree(first, files or {})
        by, committed = _signature(author, _moment(authored or self._date)), _signature(author, self._date)
        return str(self.git.create_commit(reference, by, committed, message, tree, [*first, *parents]))

    def head(self, branch: str | None = None) -> str:
        """Return the id of the newest commit of a branch (the current one when not given)."""
        return str(self.git.references[f"refs/heads/{branch or self.branch}"].peel(pygit2.Commit).id)

    def switch(self, branch: str, *, at: str | None = None) -> None:
        """Make `branch` the current one; a new branch starts at `at`, or where the current branch stands."""
        reference = f"refs/heads/{branch}"
        if reference not in self.git.references:
            self.git.references.create(reference, at or self.head())
        self.branch = branch

    def merge(self, other: str, files: Mapping[str, Content] | None = None, *, date: str | None = None) -> str:
        """Merge the branch `other` into the current one: this branch's tree, with `files` on top."""
        return self.commit(files, message=f"Merge {other}", date=date, parents=(self.head(other),))

    def tag(self, name: str, *, at: str | None = None, message: str | None = None, date: str | None = None) -> str:
        """Tag an object, the newest commit when not given, and return what the tag's name leads to.

        A `message` makes it an annotated tag, tagged when the newest commit was made unless `date` says otherwise. A
        tag of that name is moved.
        """
        revision = at or self.head()
        reference = f"refs/tags/{name}"
        if message is None:
            self.refer(reference, revision)
            return revision
        if reference in self.git.references:
            self.git.references.delete(reference)
        tagger = _signature("Ada Author", self._date if date is None else _moment(date))
        target = pygit2.Oid(hex=revision)
        return str(self.git.create_tag(name, target, ObjectType(self.git[target].type), tagger, message))

    def refer(self, reference: str, revision: str) -> None:
        """Let a reference, named in full, lead to an object, whatever it led to before."""
        self.git.references.create(reference, revision, force=True)

    def forget(self, reference: str) -> None:
        """Remove a reference, named in full."""
        self.git.references.delete(reference)

    def pull_request(self, number: int, *, at: str | None = None) -> None:
        """Let `refs/pull/NUMBER/head` point to a commit (the newest when not given)."""
        self.refer(f"refs/pull/{number}/head", at or self.head())

    def set_head(self, branch: str) -> None:
        """Make `branch` the repository's default branch; it need not exist."""
        self.git.references.create("HEAD", f"refs/heads/{branch}", force=True)

    def bundle(self, path: Path) -> Path:
        """Write every branch, tag, pull-request head and HEAD into a git bundle."""
        path.parent.mkdir(parents=True, exist_ok=True)
        command = ["git", "-C", str(self.path), "bundle", "create", "--quiet", str(path), "--all", "HEAD"]
        subprocess.run(command, check=True, capture_output=True)
        return path

    def mirror(self, path: Path) -> Path:
        """Clone it, with all its references, into a bare repository at `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        command = ["git", "clone", "--quiet", "--mirror", str(self.path), str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path

    def _tree(self, first: list[str], files: Mapping[str, Content]) -> pygit2.Oid:
        index = pygit2.Index()
        if first:
            index.read_tree(self.git[first[0]].peel(pygit2.Tree))
        for path, content in files.items():
            self._put(index, path, content)
        return index.write_tree(self.git)

    def _put(self, index: pygit2.Index, path: str, content: Content) -> None:
        match content:
            case None:
                index.remove_all([path])
            case Submodule(revision):
                index.add(pygit2.IndexEntry(path, pygit2.Oid(hex=revision), FileMode.COMMIT))
            case Symlink(target):
                index.add(pygit2.IndexEntry(path, self.git.create_blob(target.encode()), FileMode.LINK))
            case str():
                index.add(pygit2.IndexEntry(path, self.git.create_blob(content.encode()), FileMode.BLOB))
            case bytes():
                index.add(pygit2.IndexEntry(path, self.git.create_blob(content), FileMode.BLOB))


class MirrorFolder:
    """A folder of repositories, laid out as `tracker sync --mirror` takes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """The folder."""
        path.mkdir(parents=True, exist_ok=True)

    def add(self, name: str, repository: RepositoryBuilder, *, as_: Literal["bundle", "git"] = "bundle") -> Path:
        """Put a repository in it, as `OWNER+NAME.bundle` or as `OWNER/NAME.git`; `name` is `OWNER/NAME`."""
        owner, _, short = name.partition("/")
        if as_ == "bundle":
            return repository.bundle(self.path / f"{owner}+{short}.bundle")
        return repository.mirror(self.path / owner / f"{short}.git")


def _moment(date: str | datetime) -> datetime:
    moment = datetime.fromisoformat(date) if isinstance(date, str) else date
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _signature(name: str, moment: datetime) -> pygit2.Signature:
    offset = moment.utcoffset() or timedelta()
    email = name.lower().replace(" ", ".") + "@example.org"
    return pygit2.Signature(name, email, int(moment.timestamp()), int(offset.total_seconds()) // 60, "utf-8")
