"""Finds what to follow beside the default branch: branches that carry a release line, tags, and pull requests."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pygit2

from tracker.chronicle import BranchHistory, BranchKind, RepositoryHistory, Step, TagMark
from tracker.facts import FileKind, Revision
from tracker.sources.history import (
    Files,
    TreeReader,
    changes_between,
    date_of,
    first_parents,
    moment_of,
    read_history,
    to_commit,
)

_LINE = re.compile(r"(?:(?:releases?|stable|lines?)/|[\w.]+[_-])?v?\d+\.(?:\d+(?:\.[x*])?|[x*])")
"""`wasi-0.2`, `release/1.x`, `v0.3`: a branch of a line, as against `release-v0.2.4`, which prepares one release."""
_PULL = re.compile(r"refs/pull/(\d+)/head")
_IN_PULLS = frozenset({FileKind.WIT, FileKind.PROPOSAL_LIST})
"""What is read of pull requests; what becomes of their READMEs is read when they are merged."""
_HEADS = "refs/heads/"
_TAGS = "refs/tags/"


@dataclass
class Following:
    """One reading of all followed references of a repository."""

    git: pygit2.Repository
    trees: TreeReader
    default: str
    """The default branch."""
    known: Mapping[str, Revision]
    """How far each followed reference was read before."""
    begun: Callable[[BranchHistory], None] = lambda _history: None
    """Told each branch's history as soon as it is read, so that its files can be read beside the walk."""
    _places: dict[pygit2.Oid, str] = field(default_factory=dict)
    """Commit -> the default or release branch that has it among its first parents."""
    _in_pulls: dict[pygit2.Oid, Files] = field(default_factory=dict)
    """Tree -> what is read of pull requests in it."""
    _news: list[BranchHistory] = field(default_factory=list)
    _followed: set[str] = field(default_factory=set)

    def read(self) -> RepositoryHistory:
        """Return what is new on every followed reference."""
        for name in self._branches():
            self._follow_branch(name)
        tags = tuple(self._tag(name) for name in sorted(self._references(_TAGS)) if self._commit(name) is not None)
        pulls = [name for name in self._names if _PULL.fullmatch(name)]
        for name in sorted(pulls, key=_number):
            self._follow_pull(name)
        return RepositoryHistory(tuple(self._news), tags, frozenset(self._followed))

    # --- branches -------------------------------------------------------------------------------------------------

    def _branches(self) -> list[str]:
        """Return the branches to follow, the default branch first."""
        lines = [name.removeprefix(_HEADS) for name in self._references(_HEADS)]
        return [self.default, *sorted(name for name in lines if name != self.default and carries_line(name))]

    def _follow_branch(self, name: str) -> None:
        head = self._commit(f"{_HEADS}{name}")
        if head is None:
            return
        self._followed.add(name)
        for commit in first_parents(head):
            if self._places.setdefault(commit.id, name) != name:
                break
        since = self.known.get(name)
        if str(head.id) != since:
            default = name == self.default
            news = read_history(self.git, self.trees, name, since, vendored=default)
            self._news.append(replace(news, kind=BranchKind.DEFAULT if default else BranchKind.RELEASE))
            self.begun(self._news[-1])

    # --- tags -----------------------------------------------------------------------------------------------------

    def _tag(self, name: str) -> TagMark:
        commit = self._commit(name)
        if commit is None:
            raise KeyError(name)
        target = self.git.references[name].target
        tag = self.git[target] if isinstance(target, pygit2.Oid) else None
        tagger = tag.tagger if isinstance(tag, pygit2.Tag) else None
        at = date_of(commit) if tagger is None else moment_of(tagger.time)
        branch = self._places.get(commit.id)
        if branch is None:
            branch = name
            self._followed.add(name)
            if self.known.get(name) != str(commit.id):
                files = {path: each for path, each in self.trees.files(commit.tree).items() if each[0] is FileKind.WIT}
                step = Step(to_commit(commit), date_of(commit), tuple(changes_between({}, files)))
                self._news.append(BranchHistory(name, None, (step,), BranchKind.TAG))
        return TagMark(name.removeprefix(_TAGS), Revision(str(commit.id)), at, branch)

    # --- pull requests --------------------------------------------------------------------------------------------

    def _follow_pull(self, name: str) -> None:
        head = self._commit(name)
        if head is None:
            return
        self._followed.add(name)
        if self.known.get(name) == str(head.id) and self._starts_where_it_did(head):
            return
        base, own = self._own_commits(head, self._newest)
        steps = tuple(self._pull_steps(base, own)) if base is not None and own else ()
        self._news.append(BranchHistory(name, None, steps, BranchKind.PULL, Revision(str(head.id))))

    def _starts_where_it_did(self, head: pygit2.Commit) -> bool:
        """Return whether the default branch, as it moved on, left alone what a pull request that stood still is of."""
        since = self.known.get(self.default)
        if since is None or since == str(self._default_branch[-1].id):
            return since is not None
        place = next((place for place, commit in enumerate(self._default_branch) if str(commit.id) == since), None)
        if place is None:
            return False
        (base, own), (base_then, own_then) = self._own_commits(head, self._newest), self._own_commits(head, place)
        return (base and base.id, len(own)) == (base_then and base_then.id, len(own_then))

    def _own_commits(self, head: pygit2.Commit, newest: int) -> tuple[pygit2.Commit | None, list[pygit2.Commit]]:
        """Return the commit that a pull request starts from, and its own commits along first parents, oldest first.

        It starts from the newest commit that it shares with the default branch as that was before the pull request was
        merged, or at the place `newest`. This is `git merge-base`, which would walk the whole history for each pull
        request.
        """
        merged = self._entered.get(head.id, newest + 1)
        until = min(merged, newest + 1)
        shared: list[pygit2.Commit] = []
        own: list[pygit2.Commit] = []
        seen = {head.id}
        left = [head]
        while left:
            commit = left.pop()
            if self._held_before(commit, until):
                shared.append(commit)
                continue
            new = [parent for parent in commit.parents if parent.id not in seen]
            seen.update(parent.id for parent in new)
            left += new
        for commit in first_parents(head):
            if self._held_before(commit, until):
                break
            own.append(commit)
        own.reverse()
        return self._newest_of(shared), own

    def _newest_of(self, shared: list[pygit2.Commit]) -> pygit2.Commit | None:
        """Return the commit that the default branch got last; of several at once, one that no other descends from."""
        last = max((self._entered[commit.id] for commit in shared), default=None)
        at_once = [commit for commit in shared if self._entered[commit.id] == last]
        tips = [
            commit for commit in at_once if not any(self.git.descendant_of(other.id, commit.id) for other in at_once)
        ]
        return max(tips, key=lambda commit: (commit.commit_time, str(commit.id)), default=None)

    def _held_before(self, commit: pygit2.Commit, place: int) -> bool:
        """Return whether the default branch held a commit before its commit at `place`."""
        return self._entered.get(commit.id, place) < place

    @cached_property
    def _default_branch(self) -> list[pygit2.Commit]:
        """The commits of the default branch, oldest first."""
        head = self._commit(f"{_HEADS}{self.default}")
        return [] if head is None else [*first_parents(head)][::-1]

    @property
    def _newest(self) -> int:
        """The place of the default branch's newest commit."""
        return len(self._default_branch) - 1

    @cached_property
    def _entered(self) -> dict[pygit2.Oid, int]:
        """The place on the default branch of the commit by which it came to hold each of its commits."""
        entered: dict[pygit2.Oid, int] = {}
        for place, commit in enumerate(self._default_branch):
            left = [commit]
            while left:
                reached = left.pop()
                if reached.id not in entered:
                    entered[reached.id] = place
                    left += reached.parents
        return entered

    def _pull_steps(self, base: pygit2.Commit, own: list[pygit2.Commit]) -> Iterator[Step]:
        """Yield the base and each commit, with the paths that the whole pull request changes; nothing without any."""
        first = self._files(base)
        paths = {change.path for change in changes_between(first, self._files(own[-1]))}
        if not paths:
            return
        at = min(date_of(base), date_of(own[0]))
        before: Files = {}
        for commit in (base, *own):
            now = {path: each for path, each in self._files(commit).items() if path in paths}
            at = max(at, date_of(commit)) if commit is not base else at
            yield Step(to_commit(commit), at, tuple(changes_between(before, now)))
            before = now

    # --- git --------------------------------------------------------------------------------------------------------

    def _files(self, commit: pygit2.Commit) -> Files:
        """Return what is read of pull requests at a commit; many start from the same one."""
        known = self._in_pulls.get(commit.tree_id)
        if known is None:
            files = self.trees.files(commit.tree)
            known = {path: each for path, each in files.items() if each[0] in _IN_PULLS}
            self._in_pulls[commit.tree_id] = known
        return known

    def _references(self, prefix: str) -> list[str]:
        return [name for name in self._names if name.startswith(prefix)]

    @cached_property
    def _names(self) -> list[str]:
        """The references whose names are text; git takes any bytes."""
        return [name for name in self.git.references if _is_text(name)]

    def _commit(self, name: str) -> pygit2.Commit | None:
        """Return the commit that a reference leads to; `None` when it leads to something else, or nowhere."""
        try:
            return self.git.references[name].peel(pygit2.Commit)
        except (KeyError, pygit2.GitError):
            return None


def carries_line(branch: str) -> bool:
    """Return whether a branch's name says that it carries a release line: `wasi-0.2`, `release/1.x`."""
    return _LINE.fullmatch(branch) is not None


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _number(name: str) -> int:
    match = _PULL.fullmatch(name)
    return int(match[1]) if match else 0
