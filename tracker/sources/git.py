"""Reads repositories through bare mirrors: the `git` program clones and fetches, pygit2 reads."""

import glob
import hashlib
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pygit2

from tracker.chronicle import BranchHistory, RepositoryHistory
from tracker.facts import BlobId, FileKind, RepositoryName, Revision
from tracker.sources.errors import SourceError
from tracker.sources.followed import Following
from tracker.sources.git_objects import BLOB_LIMIT, git_environment, kept_mirror, not_startable
from tracker.sources.history import TreeReader, read_history, to_commit

if TYPE_CHECKING:
    from tracker.sources.pull_requests import PullRequests

_NAME = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9_][A-Za-z0-9._-]*|[A-Za-z0-9][A-Za-z0-9._-]*/\.[A-Za-z0-9._-]+"
)
_BUNDLE_MAGIC = (b"# v2 git bundle\n", b"# v3 git bundle\n")
_FETCHED = "tracker-fetched"
"""A file inside a mirror: the digest of the references it was last fetched from."""
_PARTIAL = ".partial"
"""How the name of a folder ends in which a repository is being cloned."""
_SURELY_OVER = 24 * 60 * 60.0
"""Seconds after which no clone is under way any more."""
_NONE: Mapping[RepositoryName, RepositoryName] = {}


class Mirror:
    """One repository, open for reading."""

    def __init__(self, name: RepositoryName, path: Path) -> None:
        self.name = name
        try:
            self._git = pygit2.Repository(str(path))
        except pygit2.GitError as error:
            raise SourceError(name, f"the mirror at {path} is not a git repository: {error}") from error
        self._trees = TreeReader(self._git)

    @property
    def default_branch(self) -> str | None:
        """The branch that HEAD names; `None` when it names none, or one without a commit (an empty repository)."""
        try:
            if self._git.head_is_unborn or self._git.head_is_detached:
                return None
            return self._git.head.raw_shorthand.decode()
        except (pygit2.GitError, UnicodeDecodeError) as error:
            raise SourceError(self.name, f"its default branch cannot be told: {_one_line(str(error))}") from error

    def history(self, branch: str, since: Revision | None) -> BranchHistory:
        """Return what is new on `branch` since the commit `since`, or all of it when `since` is not on the branch."""
        try:
            return read_history(self._git, self._trees, branch, since)
        except RecursionError as error:
            raise SourceError(self.name, f"branch {branch} cannot be read: its folders are nested too deep") from error
        except (pygit2.GitError, KeyError, ValueError) as error:
            raise SourceError(self.name, f"branch {branch} cannot be read: {_one_line(str(error))}") from error

    def follow(
        self, known: Mapping[str, Revision], begun: Callable[[BranchHistory], None] = lambda _history: None
    ) -> RepositoryHistory:
        """Return what is new on the default branch, release branches, tags and pull requests.

        `known` says how far each was read before; `begun` is told each branch's history before the others are read.
        `SourceError` when there is no default branch, or one is damaged.
        """
        branch = self.default_branch
        if branch is None:
            raise SourceError(self.name, "has no default branch with a commit")
        try:
            return Following(self._git, self._trees, branch, known, begun).read()
        except RecursionError as error:
            raise SourceError(self.name, "cannot be read: its folders are nested too deep") from error
        except (pygit2.GitError, KeyError, ValueError) as error:
            raise SourceError(self.name, f"cannot be read: {_one_line(str(error))}") from error

    def pulls(self) -> "PullRequests":
        """Return what reads the repository's pull requests by their numbers."""
        from tracker.sources.pull_requests import PullRequests  # noqa: PLC0415 -- a sync does without it

        return PullRequests(self.name, self._git, self._trees, self.default_branch)

    def head(self, branch: str) -> Revision:
        """Return the revision of the newest commit of `branch`."""
        return to_commit(self._git.lookup_reference(f"refs/heads/{branch}").peel(pygit2.Commit)).revision

    def resolve(self, name: str) -> Revision:
        """Return the commit that a tag, a branch or a commit id, shortened or not, means; else raise `SourceError`."""
        try:
            return to_commit(self._git.revparse_single(name).peel(pygit2.Commit)).revision
        except (pygit2.GitError, KeyError, ValueError) as error:
            raise SourceError(self.name, f"no tag, branch or commit is called {name!r}") from error

    def read(self, blob: BlobId) -> bytes:
        """Return a blob's content; `SourceError` when it is not there or larger than any document is."""
        try:
            content = self._git[blob]
        except (KeyError, ValueError) as error:
            raise SourceError(self.name, f"blob {blob} is missing from the mirror") from error
        if not isinstance(content, pygit2.Blob):
            raise SourceError(self.name, f"{blob} is not a blob")
        if content.size > BLOB_LIMIT:
            raise SourceError(self.name, f"blob {blob} has {content.size} bytes, more than the {BLOB_LIMIT} read")
        return content.data

    def files(self, branch: str) -> dict[str, tuple[FileKind, BlobId]]:
        """Return the files the tracker reads at the newest commit of `branch`: path -> kind and blob."""
        return self._trees.files(self._git.lookup_reference(f"refs/heads/{branch}").peel(pygit2.Commit).tree)

    def folder(self, revision: Revision, path: str) -> dict[str, BlobId]:
        """Return every file below the folder `path` at `revision`: path relative to the folder -> blob."""
        return self._trees.folder(revision, path)


class Mirrors:
    """The bare mirrors under a cache folder, and where they are fetched from."""

    def __init__(
        self,
        cache: Path,
        *,
        mirror: Path | None = None,
        offline: bool = False,
        timeout: float = 600.0,
        renamed: Mapping[RepositoryName, RepositoryName] = _NONE,
    ) -> None:
        """Keep mirrors below `cache`; fetch from `mirror` (`OWNER+NAME.bundle` or `OWNER/NAME.git`) or from GitHub.

        `offline` never fetches; `timeout` is the number of seconds one `git` call may take. `renamed` says which
        repositories have another name now, old name -> new name: the mirror folder may hold them by the old one.
        """
        if mirror is not None and not mirror.is_dir():
            raise SourceError(str(mirror), "is not a folder; --mirror takes a folder of bundles or bare repositories")
        self._cache = cache
        self._mirror = mirror
        self._offline = offline
        self._timeout = timeout
        self._renamed = renamed

    def names(self) -> tuple[RepositoryName, ...]:
        """Return the repositories the mirror folder holds, by their present names; empty without one."""
        if self._mirror is None:
            return ()
        names = {path.name.removesuffix(".bundle").replace("+", "/", 1) for path in self._mirror.glob("*+*.bundle")}
        names |= {f"{path.parent.name}/{path.name.removesuffix('.git')}" for path in self._mirror.glob("*/*.git")}
        held = {RepositoryName(name) for name in names if _NAME.fullmatch(name)}
        return tuple(sorted({self._renamed.get(name, name) for name in held}))

    def holds(self, name: RepositoryName) -> bool:
        """Return whether there is anywhere to read `name` from: a mirror folder, GitHub, or offline what was kept."""
        return self._location(name) is not None or (self._offline and self._kept(name).is_dir())

    def open(self, name: RepositoryName) -> Mirror:
        """Return `name`, fetched first unless offline; `SourceError` when there is nothing to read."""
        if not _NAME.fullmatch(name):
            raise SourceError(name, "is not a repository name of the form OWNER/NAME")
        kept = self._kept(name)
        if not self._offline:
            try:
                self._fetch(name, kept)
            except OSError as error:
                raise SourceError(name, f"its mirror cannot be kept at {kept}: {error.strerror}") from error
        elif not kept.is_dir():
            raise SourceError(name, "no mirror was fetched before, and --offline fetches none")
        return Mirror(name, kept)

    def rename(self, old: RepositoryName, new: RepositoryName) -> None:
        """Let the mirror that is kept of a repository be found under its new name, unless there is one already."""
        before, now = self._kept(old), self._kept(new)
        if _NAME.fullmatch(old) and _NAME.fullmatch(new) and before.is_dir() and not now.exists():
            # Where that cannot be, the repository is cloned again under its new name.
            with suppress(OSError):
                now.parent.mkdir(parents=True, exist_ok=True)
                before.rename(now)

    def _kept(self, name: RepositoryName) -> Path:
        return kept_mirror(self._cache, name)

    def _location(self, name: RepositoryName) -> str | None:
        if self._mirror is None:
            return None if self._offline else f"https://github.com/{name}"
        former = (old for old, new in self._renamed.items() if new == name)
        for owner, _, repository in (each.partition("/") for each in (name, *former)):
            for path in (self._mirror / f"{owner}+{repository}.bundle", self._mirror / owner / f"{repository}.git"):
                if path.exists():
                    return str(path.resolve())
        return None

    def _fetch(self, name: RepositoryName, kept: Path) -> None:
        location = self._location(name)
        if location is None:
            raise SourceError(name, "no mirror of it")
        state, branch = self._references(name, location)
        if _was_fetched(kept, state):
            return
        if not kept.is_dir():
            self._clone(name, location, kept, branch, state)
        elif self._updated(name, location, kept, branch):
            with suppress(FileNotFoundError):  # Another process is replacing it: what it puts there is as new.
                (kept / _FETCHED).write_text(state)
        else:
            self._clone(name, location, kept, branch, state, instead=True)

    def _clone(
        self,
        name: RepositoryName,
        location: str,
        kept: Path,
        branch: str | None,
        state: str,
        *,
        instead: bool = False,
    ) -> None:
        """Clone beside the final place and move it there, so that an interrupted clone is never taken for a mirror.

        A mirror that another process put there meanwhile is as good as this one and stays, for it may be in use;
        `instead` says that the one that was there before could not be used.
        """
        kept.parent.mkdir(parents=True, exist_ok=True)
        _remove_left(kept)
        partial = Path(tempfile.mkdtemp(prefix=f"{kept.name}.", suffix=_PARTIAL, dir=kept.parent))
        try:
            self._git(name, "clone", "--quiet", "--mirror", location, str(partial / "new"))
            self._name_default(name, partial / "new", branch)
            (partial / "new" / _FETCHED).write_text(state)
            if instead and not _was_fetched(kept, state):
                with suppress(FileNotFoundError):
                    kept.rename(partial / "old")
            try:
                (partial / "new").rename(kept)
            except OSError:
                # Another process was first.
                if not kept.is_dir():
                    raise
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def _updated(self, name: RepositoryName, location: str, kept: Path, branch: str | None) -> bool:
        """Fetch into a kept mirror, and return whether that was possible.

        It is not where a process was killed while it wrote: git leaves locks that nobody will ever release.
        """
        fetch = ("-C", str(kept), "fetch", "--quiet", "--prune", "--force", location, "+refs/*:refs/*")
        for _ in range(2):  # Another process may be moving the same references.
            with suppress(SourceError):
                self._git(name, *fetch)
                self._name_default(name, kept, branch)
                return True
        return False

    def _name_default(self, name: RepositoryName, kept: Path, branch: str | None) -> None:
        if branch is not None:
            self._git(name, "-C", str(kept), "symbolic-ref", "HEAD", f"refs/heads/{branch}")

    def _references(self, name: RepositoryName, location: str) -> tuple[str, str | None]:
        """Return a digest of all references at `location`, and the default branch where it can be told."""
        if location.endswith(".bundle"):
            listing = _bundle_references(name, Path(location))
        else:
            listing = self._git(name, "ls-remote", "--symref", location)
        return hashlib.sha256(listing.encode()).hexdigest(), _default_branch(listing)

    def _git(self, name: RepositoryName, *arguments: str) -> str:
        command = ["git", "-c", "protocol.ext.allow=never", "-c", "gc.auto=0", *arguments]
        try:
            done = subprocess.run(
                command,
                env=git_environment(),
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=self._timeout,
                check=False,
            )
        except OSError as error:
            raise SourceError(name, not_startable(error), unreachable=True) from error
        except subprocess.TimeoutExpired as error:
            raise SourceError(name, f"git gave no answer in {self._timeout:.0f} s", unreachable=True) from error
        if done.returncode != 0:
            reason = _git_reason(done.stderr.decode(errors="replace"))
            # What lies in a mirror folder was reached, whatever is wrong with it.
            raise SourceError(name, f"git could not fetch it: {reason}", unreachable=self._mirror is None)
        return done.stdout.decode(errors="replace")


def _was_fetched(kept: Path, state: str) -> bool:
    """Return whether a mirror was fetched whole when its origin had these references."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return (kept / _FETCHED).read_bytes() == state.encode()
    return False


def _remove_left(kept: Path) -> None:
    """Remove what processes left that were killed while they cloned a repository, once none can be at it any more."""
    for left in kept.parent.glob(f"{glob.escape(kept.name)}.*{_PARTIAL}"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - _SURELY_OVER:
                shutil.rmtree(left, ignore_errors=True)


def _bundle_references(name: RepositoryName, bundle: Path) -> str:
    """Return the head of a bundle, a line a reference (gitformat-bundle); cheaper than asking git by 5 ms a file."""
    lines: list[bytes] = []
    try:
        with bundle.open("rb") as file:
            if file.readline() not in _BUNDLE_MAGIC:
                raise SourceError(name, f"{bundle.name} is not a git bundle")
            while (line := file.readline()).strip():
                lines.append(line)
    except OSError as error:
        raise SourceError(name, f"{bundle.name} cannot be read: {error.strerror}", unreachable=True) from error
    return b"".join(lines).decode(errors="replace")


def _default_branch(listing: str) -> str | None:
    """Return the branch HEAD names in a listing of references, by `ref:` line or by the commit it shares.

    A listing without HEAD has a default branch all the same where it has only one, or one by an accustomed name.
    """
    heads: dict[str, str] = {}
    head = None
    for line in listing.splitlines():
        value, _, reference = line.replace("\t", " ").rpartition(" ")
        if reference == "HEAD" and value.startswith("ref: refs/heads/"):
            return value.removeprefix("ref: refs/heads/").strip()
        if reference == "HEAD":
            head = value
        elif reference.startswith("refs/heads/"):
            heads[reference.removeprefix("refs/heads/")] = value
    same = [branch for branch, value in heads.items() if head in {None, value}]
    usual = [branch for branch in ("main", "master") if branch in same]
    if usual:
        return usual[0]
    return same[0] if same and (head is not None or len(same) == 1) else None


def _git_reason(text: str) -> str:
    """Return the line of git's complaint that says most: the first `fatal:` or `ERROR:` one, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:", "ERROR:"))]
    return (told or lines[-1:] or ["it gave no reason"])[0].removeprefix("fatal: ").removeprefix("error: ")


def _one_line(text: str) -> str:
    return " ".join(text.split())
