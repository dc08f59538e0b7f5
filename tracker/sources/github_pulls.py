"""Reads a pull request through GitHub's API, for where no mirror of its repository is kept.

It takes six to eight requests: the pull request, its reviews, where it parted, its newest commit, of a merged one the
commit that merged it, and up to three trees. Each file that is read takes one more, whichever trees have it: those that
it changes, the WIT beside them and, where that needs other packages of the repository, all WIT that may hold them.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tracker.facts import BlobId, Commit, FileKind, RepositoryName, Revision
from tracker.frozen import frozen
from tracker.hosting import HostedPull
from tracker.sources.errors import SourceError
from tracker.sources.git_objects import BLOB_LIMIT
from tracker.sources.github import ask_decision
from tracker.sources.github_answers import GitHubError
from tracker.sources.github_reading import UnreadableError, read_pull
from tracker.sources.history import kind_at, summary_of
from tracker.sources.pull_trees import PullTrees, Tree

if TYPE_CHECKING:
    from tracker.sources.github_client import GitHubClient

_FILE_MODES = frozenset({"100644", "100755"})
"""A symbolic link is a blob too, but what it holds is a path; a submodule is none."""
_MOST_TREES = 100
"""How many answers a tree may take that is too large for one."""
_NOT_THERE = 404

Files = dict[str, tuple[FileKind, BlobId]]


@dataclass
class GitHubPulls:
    """The pull requests of one repository, each read with `trees`; `SourceError` where it cannot be."""

    client: "GitHubClient"
    name: RepositoryName
    hosted: HostedPull | None = None
    """What GitHub tells of the one that was read last."""
    _place: str = ""
    """Where the repository is asked about: elsewhere once it was renamed."""
    _now: RepositoryName = field(init=False)
    """What it is called there."""
    _texts: dict[BlobId, bytes] = field(default_factory=dict)
    _sizes: dict[BlobId, int] = field(default_factory=dict)

    def trees(self, number: int, branch: str | None = None) -> PullTrees:
        """Return a pull request by its number.

        `branch` is the one it is to be merged into, where not the one that GitHub names.
        """
        source = f"{self.name}#{number}"
        try:
            said = self._pull(number, source)
            self.hosted = read_pull(self.name, said)
            self.hosted = replace(self.hosted, decision=ask_decision(self.client, self.hosted, self._now))
            return self._between(said, self.hosted, branch or self.hosted.base, source)
        except (AttributeError, KeyError, TypeError, ValueError, UnreadableError) as error:
            raise GitHubError(source, "GitHub's answer is not as it should be") from error

    # --- the pull request ---------------------------------------------------------------------------------------------

    def _pull(self, number: int, source: str) -> Any:
        self._place = f"/repos/{self.name}"
        self._now = self.name
        path = f"/pulls/{number}"
        try:
            answer = self.client.get(self._place + path, source=source)
        except GitHubError as error:
            if error.status != _NOT_THERE:
                raise
            reason = "GitHub has no such pull request, or it is private and not shown to whoever asks"
            raise SourceError(source, reason) from error
        if answer.moved is not None:
            self._place = answer.moved.removesuffix(path)
            self._now = RepositoryName(answer.body["base"]["repo"]["full_name"])
        return answer.body

    def _between(self, said: Any, pull: HostedPull, branch: str, source: str) -> PullTrees:
        head = self._commit(pull.head, source)
        merged = self._commit(Revision(said["merge_commit_sha"]), source) if pull.merged_at else None
        onto = branch if merged is None else self._onto(said, merged, pull.number)
        compared = self._get(f"compare/{quote(onto, safe='')}...{pull.head}", source)
        base, newest = (_compared(compared[key]) for key in ("merge_base_commit", "base_commit"))
        files = {tree: self._files(tree, source) for tree in dict.fromkeys(each.tree for each in (base, head, newest))}
        base_tree, head_tree, onto_tree = (
            Tree(self.name, each.commit.revision, each.commit.date, files[each.tree], self._read)
            for each in (base, head, newest)
        )
        return PullTrees(
            self.name,
            pull.number,
            branch,
            base_tree,
            head_tree,
            onto_tree,
            None if merged is None else replace(merged.commit, pull=pull.number),
            head.commit.summary,
            head.commit.author,
            int(compared["ahead_by"]),
        )

    def _onto(self, said: Any, merged: "_Told", number: int) -> str:
        """Return the commit that a pull request was merged onto.

        Where its commits came in one by one it is not the one before the last of them, but what GitHub compared with.
        """
        alone = len(merged.parents) == 1 and said["commits"] > 1 and merged.commit.pull != number
        return str(said["base"]["sha"]) if alone or not merged.parents else merged.parents[0]

    def _commit(self, revision: Revision, source: str) -> "_Told":
        return _told(revision, self._get(f"git/commits/{revision}", source))

    # --- trees --------------------------------------------------------------------------------------------------------

    def _files(self, tree: str, source: str) -> Files:
        found: Files = {}
        left = [(tree, "")]
        for asked, (each, folder) in enumerate(left):
            if asked == _MOST_TREES:
                raise SourceError(source, "its tree is too large to be asked for: `tracker sync` fetches it with git")
            answer = self._get(f"git/trees/{each}", source, recursive=1)
            if answer["truncated"]:
                # One level for itself, and what is below in answers of their own.
                answer = self._get(f"git/trees/{each}", source)
                if answer["truncated"]:
                    raise SourceError(source, f"{folder or 'its root'} holds more files than GitHub tells")
                left += [(below["sha"], f"{folder}{below['path']}/") for below in _folders(answer)]
            found |= self._kept(answer, folder)
        return found

    def _kept(self, answer: Any, folder: str) -> Iterator[tuple[str, tuple[FileKind, BlobId]]]:
        """Yield the files of an answer that the tracker reads."""
        for entry in answer["tree"]:
            path = f"{folder}{entry['path']}"
            if entry["type"] == "blob" and entry["mode"] in _FILE_MODES and (kind := kind_at(path)) is not None:
                blob = BlobId(entry["sha"])
                self._sizes[blob] = int(entry["size"])
                yield path, (kind, blob)

    def _read(self, blob: BlobId) -> bytes:
        """Return a blob's content, asked for once."""
        if blob not in self._texts:
            if self._sizes.get(blob, 0) > BLOB_LIMIT:
                raise SourceError(self.name, f"{blob} is no file that can be read")
            said = self._get(f"git/blobs/{blob}", self.name)
            try:
                self._texts[blob] = base64.b64decode(said["content"]) if said["encoding"] == "base64" else b""
            except (AttributeError, KeyError, TypeError, binascii.Error) as error:
                raise GitHubError(self.name, "GitHub's answer is not as it should be") from error
        return self._texts[blob]

    def _get(self, path: str, source: str, **parameters: int) -> Any:
        return self.client.get(f"{self._place}/{path}", parameters, source=source).body


@frozen
class _Told:
    """A commit as GitHub tells it."""

    commit: Commit
    tree: str
    parents: tuple[str, ...]


def _told(revision: Revision, said: Mapping[str, Any]) -> _Told:
    date = datetime.fromisoformat(said["committer"]["date"]).astimezone(UTC)
    summary, number = summary_of(said["message"])
    commit = Commit(revision, date, str(said["author"]["name"]), summary, number)
    return _Told(commit, str(said["tree"]["sha"]), tuple(str(each["sha"]) for each in said.get("parents", ())))


def _compared(said: Mapping[str, Any]) -> _Told:
    return _told(Revision(said["sha"]), said["commit"])


def _folders(answer: Any) -> Iterator[Any]:
    return (each for each in answer["tree"] if each["type"] == "tree" and not each["path"].startswith("."))
