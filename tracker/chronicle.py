"""What the sources said over time, up to a moment: frozen values with the commits between which each held.

`tracker.store.chronicles` reads them; `tracker.lifecycle`, `tracker.phases` and `tracker.drift` make sense of them. A
branch is followed along its first parents only, so its history is what stood on it and never what stood beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from tracker.facts import (
    BlobId,
    Commit,
    Document,
    FileKind,
    ProposalList,
    RepositoryName,
    Revision,
    WitDependency,
    WitFile,
    WitGate,
    WitPackage,
)
from tracker.frozen import frozen

_LINE = re.compile(r"(\d+(?:\.\d+)?)(?:\.[x*])?$")
"""The numbers at the end of a release branch's name."""


class BranchKind(StrEnum):
    """What a followed reference is."""

    DEFAULT = "default"
    """The branch that a clone checks out."""
    RELEASE = "release"
    """A branch that carries a release line: `wasi-0.2`."""
    PULL = "pull"
    """The head of a pull request: `refs/pull/12/head`. It holds only the files that the pull request changes."""
    TAG = "tag"
    """A tag on a commit that no default or release branch has: `refs/tags/v0.2.4`. It has one commit."""


@frozen
class FileChange:
    """From one commit on, a path of a branch held this content."""

    path: str
    kind: FileKind
    blob: BlobId | None
    """`None` when the commit removed the file."""


@frozen
class Step:
    """One commit of a branch and what it changed for the tracker."""

    commit: Commit
    at: datetime
    """When the branch came to hold it: the latest date of it and the commits before, so that time never goes back."""
    changes: tuple[FileChange, ...] = ()


@frozen
class BranchHistory:
    """What is new on one followed reference since it was last read, along first parents, oldest first."""

    branch: str
    """`main`; of a pull request or tag its full name: `refs/pull/12/head`."""
    since: Revision | None
    """The commit it continues from; `None` when it starts at the beginning and replaces what was recorded before."""
    steps: tuple[Step, ...] = ()
    kind: BranchKind = BranchKind.DEFAULT
    head: Revision | None = None
    """Its newest commit where no step names it: a pull request that changes nothing the tracker reads has none."""


@frozen
class TagMark:
    """A tag as a repository has it."""

    name: str
    """`v0.2.4`"""
    revision: Revision
    """The commit it stands on."""
    at: datetime
    """The tag's own date when it has one, else that of its commit."""
    branch: str
    """The followed reference that has the commit."""


@frozen
class RepositoryHistory:
    """What is new of a repository since it was last read."""

    branches: tuple[BranchHistory, ...]
    """Those with news; the default branch first."""
    tags: tuple[TagMark, ...]
    """All there are, by name."""
    followed: frozenset[str]
    """The names of all references that are followed: what was recorded of another one is no more."""


@frozen
class Branch:
    """A followed reference of a repository."""

    repository: RepositoryName
    name: str
    """`main`; of a pull request or tag its full name: `refs/pull/12/head`."""
    kind: BranchKind

    @property
    def line(self) -> str | None:
        """The release line that a release branch speaks for: `0.2` of `wasi-0.2`; `None` of any other branch."""
        numbers = _LINE.search(self.name) if self.kind is BranchKind.RELEASE else None
        return line_of(numbers[1]) if numbers else None


@frozen
class Point:
    """A commit at its place on a branch."""

    position: int
    """From 0 for the branch's first commit; of a pull request 0 is the commit it is based on."""
    revision: Revision
    at: datetime
    """When the branch came to hold it: never earlier than the commits before it."""
    author: str
    summary: str


@frozen
class Span:
    """From which commit of a branch to which something held."""

    branch: Branch
    path: str
    """The file, relative to the repository's root."""
    first: Point
    last: Point | None
    """The last commit that holds it; `None` while it stands."""
    end: Point | None
    """The commit that changed or removed it, the next after `last`; `None` while it stands."""

    @property
    def standing(self) -> bool:
        """Whether it still holds at the chronicle's moment."""
        return self.end is None

    def holds_at(self, position: int) -> bool:
        """Return whether it holds at a commit of its branch."""
        return self.first.position <= position and (self.end is None or position < self.end.position)


@frozen
class GateSpan(Span):
    """A gate in a file, for as long as neither the file nor the package it belongs to changed.

    A new release of a package begins a new span of the same gate.
    """

    gate: WitGate
    package: WitPackage | None
    """The package that the gate belongs to, with its version at that time; `None` when its folder declared none."""

    @property
    def line(self) -> str | None:
        """The release line of its package: `0.2`, `1`; `None` without a version."""
        return line_of(self.package.version if self.package else None)


@frozen
class PackageSpan(Span):
    """A package declaration, for as long as its file did not change; `path` is the file that declares it."""

    package: WitPackage

    @property
    def line(self) -> str | None:
        """The release line: `0.2`, `1`; `None` without a version."""
        return line_of(self.package.version)

    @property
    def folder(self) -> str:
        """The folder that holds the package; empty for the root."""
        return self.path.rpartition("/")[0]


@frozen
class FileSpan(Span):
    """The content of a WIT file, for as long as it did not change."""

    kind: FileKind
    """The repository's own WIT, or a file of a vendored copy."""
    blob: BlobId
    packages: tuple[WitPackage, ...]
    """The packages that it declares."""

    @property
    def folder(self) -> str:
        """The folder that holds it; empty for the root."""
        return self.path.rpartition("/")[0]


@frozen
class DependencySpan(Span):
    """A file of the repository's own WIT that names another package, for as long as it did not change."""

    dependency: WitDependency


@frozen
class WitHistory:
    """What stood in WIT files, and which packages they named, up to a moment."""

    files: tuple[FileSpan, ...] = ()
    """Own files of default, release and tag branches; those of vendored copies, of default branches."""
    dependencies: tuple[DependencySpan, ...] = ()
    """Of default branches."""


@frozen
class DocumentSpan(Span):
    """A README of a default branch, for as long as it did not change."""

    document: Document


@frozen
class ListVersion(Span):
    """The proposal list between two commits of the registry's default branch that changed it."""

    content: ProposalList


@frozen
class Tag:
    """A tag of a repository."""

    repository: RepositoryName
    name: str
    """`v0.2.4`"""
    version: str | None
    """The version it names, when its name is one: `0.2.4`."""
    at: datetime
    """The tag's own date when it has one, else that of its commit."""
    revision: Revision
    branch: Branch
    """A followed branch that has its commit: a default or release branch, else one of its own."""
    position: int
    """The place of its commit there."""

    @property
    def line(self) -> str | None:
        """The release line it belongs to: `0.2`."""
        return line_of(self.version)


@frozen
class Tagged:
    """A tag, and the WIT that its commit holds."""

    tag: Tag
    wit: tuple[tuple[str, WitFile], ...]
    """Path and content of the repository's own WIT files, by path."""


@frozen
class Pull:
    """A pull request, as far as git tells: whether it is still open is known only once it was merged."""

    repository: RepositoryName
    number: int
    branch: Branch
    base: Point
    """The commit of the repository's default branch that it starts from."""
    head: Point
    """Its newest commit."""
    merged: Point | None
    """The commit of the default branch that merged it; `None` when none names it."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://github.com/{self.repository}/pull/{self.number}"


class Outcome(StrEnum):
    """How a decision came out, as the chair declared it."""

    PASSED = "passed"
    FAILED = "failed"
    DEFERRED = "deferred"
    UNCLEAR = "unclear"


@frozen
class Decision:
    """What the subgroup decided about a subject."""

    subject: str
    """The id of a proposal or an amendment."""
    at: datetime
    """The day of the meeting."""
    outcome: Outcome
    phase: int | None
    """The phase that was asked for; `None` when the question was another."""
    summary: str
    """The question, in one line."""
    url: str | None
    """Where it is written."""


@frozen
class Chronicle:
    """Everything the sources said up to a moment."""

    at: datetime
    """The moment."""
    gates: tuple[GateSpan, ...] = ()
    """Gates of default, release, tag and pull branches on items that ever were `@unstable`, of whatever kind."""
    packages: tuple[PackageSpan, ...] = ()
    """Of the same branches."""
    documents: tuple[DocumentSpan, ...] = ()
    lists: tuple[ListVersion, ...] = ()
    """Oldest first, without a gap unless the list was away."""
    tags: tuple[Tag, ...] = ()
    """Oldest first."""
    pulls: tuple[Pull, ...] = ()
    """By repository and number."""
    heads: Mapping[Branch, Point] = field(default_factory=dict)
    """The newest commit of every followed branch at the moment."""
    decisions: tuple[Decision, ...] | None = None
    """`None` when no decision of the subgroup was ever recorded: then no one can tell what was voted."""


@lru_cache(maxsize=1024)
def line_of(version: str | None) -> str | None:
    """Return the release line of a version: `0.2.11` -> `0.2`, `1.4.0-rc.1` -> `1`; `None` for no version."""
    if not version:
        return None
    major, _, rest = version.partition(".")
    return f"0.{rest.partition('.')[0]}" if major == "0" and rest else major
