"""Reads pull requests from a repository on disk: a kept mirror by number, a checkout by its commits.

Git does not say which branch a pull request is to be merged into: the one that a commit names it on, else the one from
which it has the fewest commits of its own. That is looked for among the branches that are followed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pygit2

from tracker.chronicle import Branch, BranchKind, line_of
from tracker.facts import BlobId, Commit, FileKind, RepositoryName, Revision, WitPackage
from tracker.sources.errors import SourceError
from tracker.sources.followed import carries_line
from tracker.sources.git_objects import BLOB_LIMIT
from tracker.sources.history import TreeReader, date_of, first_parents, to_commit
from tracker.sources.pull_trees import PullTrees, Tree
from tracker.sources.text import decode_text
from tracker.wit.declarations import read_declaration

_HEADS = "refs/heads/"
_REMOTE = "refs/remotes/origin/"
_ADDRESS = re.compile(r"(?:.*[/:@])?(?P<owner>[A-Za-z0-9][\w.-]*)/(?P<name>[\w.-]+?)(?:\.git)?/?", re.ASCII)


@dataclass
class PullRequests:
    """The pull requests of one repository on disk."""

    name: RepositoryName
    git: pygit2.Repository
    files: TreeReader
    default: str | None
    """The default branch; `None` when there is none."""

    def trees(self, number: int, branch: str | None = None) -> PullTrees:
        """Return a pull request by its number; `SourceError` when the repository holds none of that number.

        `branch` is the one it is to be merged into, where somebody knows that.
        """
        head = self._commit(f"refs/pull/{number}/head")
        if head is None:
            hint = "`tracker sync` fetches what is new, and a number may be that of an issue"
            raise SourceError(self.name, f"what was fetched of it has no pull request {number}; {hint}")
        names = [branch] if branch is not None and self._commit(_HEADS + branch) is not None else [*self._branches()]
        for each in names:
            if (place := self._merged_at(each, number, head)) is not None:
                return self._between(number, each, head, place)
        if not names:
            raise SourceError(self.name, "has no branch that a pull request could be merged into")
        return self._between(number, self._nearest(names, head), head, None)

    def between(self, base: str | None, head: str, number: int | None = None) -> PullTrees:
        """Return what lies between two commits as a pull request, each by any name that git knows.

        Without a base it is the default branch of `origin`.
        """
        newest = self._named(head)
        name, onto = self._base(base)
        return self._trees(number, name, newest, onto, None)

    # --- which branch -------------------------------------------------------------------------------------------------

    def _base(self, given: str | None) -> tuple[str, pygit2.Commit]:
        """Return the name and the newest commit of the branch that commits would be merged into."""
        if given is not None:
            remote = self._commit(_REMOTE + given)
            name = given.removeprefix("refs/").removeprefix("heads/").removeprefix("remotes/").removeprefix("origin/")
            return name, remote or self._named(given)
        for default in filter(None, (self._origin, self.default)):
            for prefix in (_REMOTE, _HEADS):
                if (commit := self._commit(prefix + default)) is not None:
                    return default, commit
        raise SourceError(self.name, "no branch to compare with can be told: name its commit with --base")

    @property
    def _origin(self) -> str | None:
        """The default branch of `origin`, where the checkout knows it."""
        try:
            target = self.git.references[f"{_REMOTE}HEAD"].target
        except (KeyError, pygit2.GitError):
            usual = (name for name in ("main", "master") if self._commit(_REMOTE + name) is not None)
            return next(usual, None)
        return target.removeprefix(_REMOTE) if isinstance(target, str) else None

    def _branches(self) -> Iterator[str]:
        """Yield the branches that may carry something, the default branch first."""
        if self.default is not None:
            yield self.default
        names = (name.removeprefix(_HEADS) for name in self.git.references if name.startswith(_HEADS))
        yield from sorted(name for name in names if name != self.default and carries_line(name))

    def _merged_at(self, branch: str, number: int, head: pygit2.Commit) -> pygit2.Commit | None:
        """Return the commit of a branch that merged a pull request; `None` when none is known to have done so."""
        line = self._lines[branch]
        named = next((each for each in line if to_commit(each).pull == number), None)
        if named is not None or not line or self.git.merge_base(line[0].id, head.id) != head.id:
            return named
        # Along first parents, all commits from the one that brought it on hold it: the oldest of them is looked for.
        first, last = 0, len(line) - 1
        while first < last:
            middle = (first + last + 1) // 2
            held = line[middle].id == head.id or self.git.descendant_of(line[middle].id, head.id)
            first, last = (middle, last) if held else (first, middle - 1)
        return line[first]

    @cached_property
    def _lines(self) -> dict[str, list[pygit2.Commit]]:
        """The first parents of each branch, newest first."""
        heads = {name: self._commit(_HEADS + name) for name in self._branches()}
        return {name: [] if head is None else [*first_parents(head)] for name, head in heads.items()}

    def _nearest(self, names: list[str], head: pygit2.Commit) -> str:
        """Return the branch from which a commit has the fewest of its own.

        Of several that are equally near, that counts whose release line its WIT declares, else the default branch.
        """
        ahead = {name: self._ahead(name, head) for name in names}
        near = [name for name in names if ahead[name] == min(ahead.values())]
        if len(near) == 1:
            return near[0]
        lines = {line_of(each.version) for each in self._declared(self._named(_HEADS + near[0]), head)}
        own = (each for each in near if Branch(self.name, each, BranchKind.RELEASE).line in lines)
        return next(own, near[0]) if len(lines) == 1 else near[0]

    def _ahead(self, branch: str, head: pygit2.Commit) -> int:
        return self.git.ahead_behind(head.id, self._named(_HEADS + branch).id)[0]

    def _declared(self, onto: pygit2.Commit, head: pygit2.Commit) -> Iterator[WitPackage]:
        """Yield the packages of folders whose WIT a commit changes."""
        base = self.git.merge_base(onto.id, head.id)
        before = self.files.files(self.git[base].peel(pygit2.Commit).tree)
        now = self.files.files(head.tree)
        changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        folders = {path.rpartition("/")[0] for path in changed if path.endswith(".wit")}
        for path, (kind, blob) in now.items():
            if kind is FileKind.WIT and path.rpartition("/")[0] in folders:
                text, _ = decode_text(self._read(blob))
                yield from read_declaration(text or "").packages

    # --- trees --------------------------------------------------------------------------------------------------------

    def _between(self, number: int, branch: str, head: pygit2.Commit, merged: pygit2.Commit | None) -> PullTrees:
        newest = self._named(_HEADS + branch)
        onto = merged.parents[0] if merged is not None and merged.parents else newest
        return self._trees(number, branch, head, onto, merged)

    def _trees(
        self,
        number: int | None,
        branch: str,
        head: pygit2.Commit,
        onto: pygit2.Commit,
        merged: pygit2.Commit | None,
    ) -> PullTrees:
        base = self.git.merge_base(onto.id, head.id)
        if base is None:
            hint = "where only a part of the history was fetched (`fetch-depth: 0` fetches all), fetch the rest"
            raise SourceError(self.name, f"{str(head.id)[:12]} and {branch} have no commit in common; {hint}")
        told: Commit = to_commit(head)
        return PullTrees(
            self.name,
            number,
            branch,
            self._tree(self.git[base].peel(pygit2.Commit)),
            self._tree(head),
            self._tree(onto),
            None if merged is None else to_commit(merged),
            told.summary,
            told.author,
            self.git.ahead_behind(head.id, onto.id)[0],
        )

    def _tree(self, commit: pygit2.Commit) -> Tree:
        files = self.files.files(commit.tree, vendored=True)
        return Tree(self.name, Revision(str(commit.id)), date_of(commit), files, self._read)

    def _read(self, blob: BlobId) -> bytes:
        try:
            content = self.git[blob]
        except (KeyError, ValueError) as error:
            raise SourceError(self.name, f"blob {blob} is missing") from error
        if not isinstance(content, pygit2.Blob) or content.size > BLOB_LIMIT:
            raise SourceError(self.name, f"{blob} is no file that can be read")
        return content.data

    def _commit(self, name: str) -> pygit2.Commit | None:
        try:
            return self.git.references[name].peel(pygit2.Commit)
        except (KeyError, ValueError, pygit2.GitError):
            return None

    def _named(self, name: str) -> pygit2.Commit:
        try:
            return self.git.revparse_single(name).peel(pygit2.Commit)
        except (KeyError, ValueError, pygit2.GitError) as error:
            raise SourceError(self.name, f"no tag, branch or commit is called {name!r}") from error


def local_pulls(folder: str) -> PullRequests:
    """Return what reads the repository that a folder lies in, named after its `origin`; `SourceError` without one."""
    found = pygit2.discover_repository(folder)
    if found is None:
        raise SourceError(folder, "is in no git repository; name a pull request as OWNER/NAME#NUMBER")
    try:
        git = pygit2.Repository(found)
        default = None if git.head_is_unborn or git.head_is_detached else git.head.shorthand
    except pygit2.GitError as error:
        raise SourceError(folder, f"its repository cannot be read: {' '.join(str(error).split())}") from error
    return PullRequests(_name_of(git), git, TreeReader(git), default)


def _name_of(git: pygit2.Repository) -> RepositoryName:
    """Return what the address of `origin` calls a repository; `.` when it has none."""
    try:
        match = _ADDRESS.fullmatch(git.remotes["origin"].url or "")
    except (KeyError, pygit2.GitError):
        match = None
    return RepositoryName(f"{match['owner']}/{match['name']}" if match else ".")
