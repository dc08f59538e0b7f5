"""What the fake GitHub knows: repositories with their git objects, pull requests, issues, comments and releases."""

import hashlib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
Tree = dict[str, str]
"""Path of a file -> its blob, for the whole repository."""


def moment(said: str | datetime) -> datetime:
    """Return `2026-01-31` or a whole RFC 3339 text as a moment in UTC."""
    read = said if isinstance(said, datetime) else datetime.fromisoformat(said)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


@dataclass
class Review:
    """A review; `state` as GitHub spells it: `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`, `PENDING`."""

    user: str
    state: str
    at: datetime
    id: int = 0


@dataclass
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    number: int
    user: str
    body: str
    created: datetime
    updated: datetime


@dataclass
class Thread:
    """A pull request or an issue."""

    number: int
    title: str
    user: str | None
    created: datetime
    updated: datetime
    body: str | None = None
    state: str = "open"
    closed: datetime | None = None
    labels: tuple[str, ...] = ()
    is_pull: bool = False
    head: str = "0" * 40
    """Of a pull request: its newest commit, its branch, and the repository that has it (`None` when deleted)."""
    head_branch: str = "change"
    head_repository: "Repository | None" = None
    base_branch: str = "main"
    base: str | None = None
    """Of a merged one: the commit of its base that GitHub last compared with; `None` for the branch's newest."""
    merge_commit: str | None = None
    commits: int = 1
    merged: datetime | None = None
    draft: bool = False
    reviewers: tuple[str, ...] = ()
    """Logins, and teams as `@team`."""
    reviews: list[Review] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """Of a pull request that has no commits here: path of a changed file -> status."""


@dataclass
class Release:
    """A release."""

    id: int
    tag: str
    name: str | None
    prerelease: bool
    draft: bool
    published: datetime | None


@dataclass
class GitCommit:
    """A commit."""

    tree: str
    parents: tuple[str, ...]
    message: str
    at: datetime


@dataclass(eq=False)
class Repository:
    """A repository; make one with `World.repository`."""

    world: "World"
    id: int
    name: str
    """`OWNER/NAME`"""
    default_branch: str = "main"
    parent: "Repository | None" = None
    archived: bool = False
    has_issues: bool = True
    """Issues that are switched off answer 410."""
    gone: int | None = None
    """The status that everything of it answers: 404, 410, 451."""
    threads: dict[int, Thread] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    releases: list[Release] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)
    """`heads/main` -> commit"""
    commits: dict[str, GitCommit] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)
    """Blob -> its mode in trees, where it is no plain file: `120000` is a symbolic link, `160000` a submodule."""
    most_entries: int | None = None
    """How many entries of a tree are told at once; `None` for all."""

    def pull(
        self,
        title: str = "A change",
        *,
        user: str | None = "ada",
        created: str | datetime | None = None,
        updated: str | datetime | None = None,
        closed: str | datetime | None = None,
        merged: str | datetime | None = None,
        **more: object,
    ) -> Thread:
        """Open a pull request; without moments each is a minute later than the last. `more` as in `Thread`."""
        thread = self._thread(title, user, created, updated, closed or merged)
        thread.is_pull = True
        thread.merged = moment(merged) if merged else None
        thread.head = hashlib.sha1(f"{self.id}#{thread.number}".encode(), usedforsecurity=False).hexdigest()
        thread.head_repository = self
        for name, value in more.items():
            setattr(thread, name, value)
        return thread

    def issue(
        self,
        title: str = "A thought",
        *,
        user: str | None = "ada",
        created: str | datetime | None = None,
        updated: str | datetime | None = None,
        closed: str | datetime | None = None,
        **more: object,
    ) -> Thread:
        """Open an issue."""
        thread = self._thread(title, user, created, updated, closed)
        for name, value in more.items():
            setattr(thread, name, value)
        return thread

    def _thread(
        self,
        title: str,
        user: str | None,
        created: str | datetime | None,
        updated: str | datetime | None,
        closed: str | datetime | None,
    ) -> Thread:
        number = max(self.threads, default=0) + 1
        began = moment(created or updated or self.world.tick())
        ended = moment(closed) if closed else None
        last = moment(updated or ended or began)
        state = "closed" if closed else "open"
        self.threads[number] = thread = Thread(number, title, user, began, last, state=state, closed=ended)
        return thread

    def touch(self, number: int, **changes: object) -> Thread:
        """Change something of a pull request or an issue, now."""
        thread = self.threads[number]
        for name, value in changes.items():
            setattr(thread, name, value)
        thread.updated = self.world.tick()
        return thread

    def release(self, tag: str, name: str | None = None, *, published: str | None = None, draft: bool = False) -> None:
        """Publish a release."""
        at = None if draft else moment(published) if published else self.world.tick()
        self.releases.insert(0, Release(self.world.next_id(), tag, name, "-" in tag, draft, at))

    def comment(self, number: int, body: str, user: str = "ada") -> Comment:
        """Comment on a pull request or an issue."""
        now = self.world.tick()
        comment = Comment(self.world.next_id(), number, user, body, now, now)
        self.comments[comment.id] = comment
        self.threads[number].updated = now
        return comment

    def rename(self, name: str) -> None:
        """Give it another name; the old one leads here."""
        self.world.names[name.casefold()] = self
        self.name = name

    # --- git ----------------------------------------------------------------------------------------------------------

    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        *,
        branch: str = "main",
        message: str = "Change",
        start: str | None = None,
    ) -> str:
        """Commit files (`None` removes one) on a branch, which begins at the branch `start` when it is new."""
        parent = self.refs.get(f"heads/{branch}") or self.refs.get(f"heads/{start or self.default_branch}")
        tree = dict(self.trees[self.commits[parent].tree]) if parent else {}
        for path, content in files.items():
            if content is None:
                tree.pop(path, None)
            else:
                tree[path] = self.add_blob(content.encode() if isinstance(content, str) else content)
        commit = self.add_commit(self.add_tree(tree), (parent,) if parent else (), message)
        self.refs[f"heads/{branch}"] = commit
        return commit

    def add_blob(self, content: bytes) -> str:
        """Keep a blob, and return its id."""
        sha = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
        self.blobs[sha] = content
        return sha

    def add_tree(self, tree: Tree) -> str:
        """Keep a tree, and return its id (not git's own)."""
        sha = hashlib.sha1(repr(sorted(tree.items())).encode(), usedforsecurity=False).hexdigest()
        self.trees[sha] = tree
        return sha

    def add_commit(self, tree: str, parents: Iterable[str], message: str) -> str:
        """Keep a commit, and return its id (not git's own)."""
        commit = GitCommit(tree, tuple(parents), message, self.world.tick())
        sha = hashlib.sha1(repr(commit).encode(), usedforsecurity=False).hexdigest()
        self.commits[sha] = commit
        return sha

    def files(self, revision: str) -> Tree:
        """Return the files at a branch, a tag or a commit; `KeyError` when there is none of that name."""
        sha = self.refs.get(f"heads/{revision}") or self.refs.get(f"tags/{revision}") or revision
        return self.trees[self.commits[sha].tree]

    def ancestors(self, commit: str) -> list[str]:
        """Return a commit and all before it, the nearest first."""
        found = {commit: None}
        for each in (todo := [commit]):
            for parent in self.commits[each].parents:
                if parent not in found:
                    found[parent] = None
                    todo.append(parent)
        return [*found]


@dataclass
class World:
    """Everything there is."""

    names: dict[str, Repository] = field(default_factory=dict)
    """Every name that a repository ever had, in lower case."""
    now: datetime = FIRST_DAY
    """The clock: each thing that happens is a minute later."""
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1001))
    users: dict[str, int] = field(default_factory=dict)

    def repository(self, name: str, *, default_branch: str = "main", parent: Repository | None = None) -> Repository:
        """Return the repository of a name, made when there is none."""
        if name.casefold() not in self.names:
            self.names[name.casefold()] = Repository(self, self.next_id(), name, default_branch, parent)
        return self.names[name.casefold()]

    def by_id(self, identifier: int) -> Repository | None:
        """Return a repository by its number."""
        return next((each for each in self.names.values() if each.id == identifier), None)

    def next_id(self) -> int:
        """Return a number that nothing else has."""
        return next(self._ids)

    def tick(self) -> datetime:
        """Return a moment later than everything that happened."""
        self.now += timedelta(minutes=1)
        return self.now

    def user_id(self, login: str) -> int:
        """Return the number of an account."""
        return self.users.setdefault(login, len(self.users) + 1)
