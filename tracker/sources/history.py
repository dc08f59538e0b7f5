"""Walks a branch along its first parents and says which of the tracker's files each commit changed."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pygit2

from tracker.chronicle import BranchHistory, FileChange, Step
from tracker.facts import BlobId, Commit, FileKind, Revision

_README = re.compile(r"readme(\.md|\.markdown)?", re.IGNORECASE)
_NOTES = re.compile(r"[A-Za-z][\w-]*-\d{2}-\d{2}\.md", re.ASCII)
"""A meeting's file is named after the group and the day: `WASI-05-16.md`."""
_VENDORED = "deps"
"""The folder that WIT tools fill with copies of other packages."""
_LISTS = ("Proposals.md", "docs/Proposals.md")
_FILE_MODES = frozenset({pygit2.enums.FileMode.BLOB, pygit2.enums.FileMode.BLOB_EXECUTABLE})
"""A symbolic link is a blob too, but what it holds is a path, and no text of its own."""
_LATEST = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
"""git keeps any number of seconds, a date ends with the year 9999."""

_MERGED = re.compile(r"Merge pull request #(\d{1,9})\b.*|.*\(#(\d{1,9})\)", re.ASCII)
"""How GitHub writes the first line of a commit that merges a pull request, whole or squashed into one."""

WALK = 2
"""Raised whenever other files of a branch would be found: a branch that was read before is then read anew."""

Files = dict[str, tuple[FileKind, BlobId]]
"""Path -> what the file is, and its content."""
_Found = tuple[tuple[str, FileKind, BlobId], ...]


class TreeReader:
    """Finds the tracker's files in git trees; each distinct tree is read once, however many commits share it."""

    def __init__(self, git: pygit2.Repository) -> None:
        self._git = git
        self._memo: dict[pygit2.Oid, tuple[_Found, _Found]] = {}
        self._copies: dict[pygit2.Oid, _Found] = {}

    def files(self, tree: pygit2.Tree, *, vendored: bool = False) -> Files:
        """Return the files of the tree that the tracker reads, with `vendored` also those below `deps` folders."""
        own, copies = self._read(tree)
        files: Files = {path: (kind, blob) for path, kind, blob in own}
        if vendored:
            files.update((path, (kind, blob)) for path, kind, blob in copies)
        for path in _LISTS:
            if (entry := _entry(tree, path)) is not None and entry.filemode in _FILE_MODES:
                files[path] = (FileKind.PROPOSAL_LIST, BlobId(str(entry.id)))
        return files

    def folder(self, revision: Revision, path: str) -> dict[str, BlobId]:
        """Return every file below the folder `path` at `revision`: path relative to the folder -> blob."""
        commit = self._git[revision]
        if not isinstance(commit, pygit2.Commit):
            return {}
        tree = commit.tree if path == "" else _entry(commit.tree, path)
        return dict(_all_files(tree, "")) if isinstance(tree, pygit2.Tree) else {}

    def _read(self, tree: pygit2.Tree) -> tuple[_Found, _Found]:
        """Return the files of a tree, and apart those below its `deps` folders."""
        known = self._memo.get(tree.id)
        if known is not None:
            return known
        own: list[tuple[str, FileKind, BlobId]] = []
        copies: list[tuple[str, FileKind, BlobId]] = []
        for entry in tree:
            name = _name(entry)
            if isinstance(entry, pygit2.Tree):
                if name == _VENDORED:
                    copies += _below(name, self._vendored(entry))
                elif not name.startswith("."):
                    inside, vendored = self._read(entry)
                    own += _below(name, inside)
                    copies += _below(name, vendored)
            elif (kind := _kind(name)) is not None and entry.filemode in _FILE_MODES:
                own.append((name, kind, BlobId(str(entry.id))))
        result = self._memo[tree.id] = tuple(own), tuple(copies)
        return result

    def _vendored(self, tree: pygit2.Tree) -> _Found:
        """Return the WIT files of a tree that lies below a `deps` folder."""
        known = self._copies.get(tree.id)
        if known is not None:
            return known
        found: list[tuple[str, FileKind, BlobId]] = []
        for entry in tree:
            name = _name(entry)
            if isinstance(entry, pygit2.Tree):
                if not name.startswith("."):
                    found += _below(name, self._vendored(entry))
            elif _kind(name) is FileKind.WIT and entry.filemode in _FILE_MODES:
                found.append((name, FileKind.VENDORED, BlobId(str(entry.id))))
        result = self._copies[tree.id] = tuple(found)
        return result


def kind_at(path: str) -> FileKind | None:
    """Return what a file of a tree is to the tracker, by its path; `None` for what it does not read.

    It is what `TreeReader` finds with `vendored`, for trees that are told as a list of paths.
    """
    *above, name = path.split("/")
    if any(part.startswith(".") for part in above):
        return None
    if path in _LISTS:
        return FileKind.PROPOSAL_LIST
    kind = _kind(name)
    if _VENDORED in above:
        return FileKind.VENDORED if kind is FileKind.WIT else None
    return kind


def read_history(
    git: pygit2.Repository, trees: TreeReader, branch: str, since: Revision | None, *, vendored: bool = False
) -> BranchHistory:
    """Return the steps of `branch` after the commit `since`, with `vendored` also what they did below `deps` folders.

    When `since` is not among the branch's first parents (a new branch, or a rewritten one) the whole branch is
    returned, with `since` of the result `None`.
    """
    head = git.lookup_reference(f"refs/heads/{branch}").peel(pygit2.Commit)
    new: list[pygit2.Commit] = []
    start: pygit2.Commit | None = None
    for commit in first_parents(head):
        if since is not None and str(commit.id) == since:
            start = commit
            break
        new.append(commit)
    new.reverse()
    if not new:
        return BranchHistory(branch, since)
    before = {} if start is None else trees.files(start.tree, vendored=vendored)
    latest = datetime.min.replace(tzinfo=UTC) if start is None else max(map(date_of, first_parents(start)))
    steps: list[Step] = []
    for commit in new:
        now = trees.files(commit.tree, vendored=vendored)
        latest = max(latest, date_of(commit))
        steps.append(Step(to_commit(commit), latest, tuple(changes_between(before, now))))
        before = now
    return BranchHistory(branch, None if start is None else since, tuple(steps))


def to_commit(commit: pygit2.Commit) -> Commit:
    """Return the fact of a commit, its date in UTC."""
    summary, pull = summary_of(_decode(commit.raw_message, commit.message_encoding))
    return Commit(
        revision=Revision(str(commit.id)),
        date=date_of(commit),
        author=_decode(commit.author.raw_name, commit.message_encoding),
        summary=summary,
        pull=pull,
    )


def summary_of(message: str) -> tuple[str, int | None]:
    """Return the first line of a commit's message, and the pull request that the commit merges."""
    lines = message.strip().splitlines()
    summary = lines[0] if lines else ""
    merged = _MERGED.fullmatch(summary)
    return summary, int(merged[1] or merged[2]) if merged else None


def first_parents(commit: pygit2.Commit) -> Iterator[pygit2.Commit]:
    """Yield a commit, its first parent, that one's, and so on."""
    yield commit
    while commit.parent_ids:
        commit = commit.parents[0]
        yield commit


def date_of(commit: pygit2.Commit) -> datetime:
    """Return the committer's date."""
    return moment_of(commit.commit_time)


def moment_of(seconds: int) -> datetime:
    """Return what git keeps as seconds since 1970; what no calendar has, as the nearest it has."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LATEST), tz=UTC)


def changes_between(before: Files, now: Files) -> Iterator[FileChange]:
    """Yield what changed from one commit to another, by path."""
    if before == now:
        return
    for path in sorted(before.keys() | now.keys()):
        old, new = before.get(path), now.get(path)
        if old == new:
            continue
        if new is not None:
            yield FileChange(path, new[0], new[1])
        elif old is not None:
            yield FileChange(path, old[0], None)


def _below(folder: str, found: _Found) -> Iterator[tuple[str, FileKind, BlobId]]:
    return ((f"{folder}/{path}", kind, blob) for path, kind, blob in found)


def _kind(name: str) -> FileKind | None:
    if name.endswith(".wit"):
        return FileKind.WIT
    if _README.fullmatch(name):
        return FileKind.README
    return FileKind.NOTES if _NOTES.fullmatch(name) else None


def _name(entry: pygit2.Object) -> str:
    """Return an entry's name; bytes that are not UTF-8 are written as escapes, as no text can hold them."""
    return (entry.raw_name or b"").decode(errors="backslashreplace")


def _decode(text: bytes, encoding: str | None) -> str:
    """Return a text of a commit, which may name an encoding of its own."""
    try:
        return text.decode(encoding or "utf-8", errors="replace")
    except LookupError:
        return text.decode(errors="replace")


def _entry(tree: pygit2.Tree, path: str) -> pygit2.Object | None:
    try:
        return tree[path]
    except KeyError:
        return None


def _all_files(tree: pygit2.Tree, prefix: str) -> Iterator[tuple[str, BlobId]]:
    for entry in tree:
        path = f"{prefix}{_name(entry)}"
        if isinstance(entry, pygit2.Tree):
            yield from _all_files(entry, f"{path}/")
        elif entry.filemode in _FILE_MODES:
            yield path, BlobId(str(entry.id))
