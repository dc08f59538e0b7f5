"""Chronicles made by hand: commits of invented repositories, from which follow the spans that a store would keep.

A commit names what it changes, a moment cuts everything off that came later:

    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2024-01-01", rows=[row(3, "Lamp", github("Own/wasi-lamp"))])
    lamp = made.branch("Own/wasi-lamp")
    lamp.commit("2024-02-01", {"wit/lamp.wit": wit("wasi:lamp@0.2.0", unstable("lamp-dim"))}, by="Ada")
    lamp.tag("v0.2.0", "2024-02-02")
    pull = lamp.pull(12)
    pull.commit("2024-02-03", {"wit/lamp.wit": wit("wasi:lamp@0.2.1", since("0.2.1"))})
    lamp.commit("2024-02-04", {"wit/lamp.wit": wit("wasi:lamp@0.2.1", since("0.2.1"))}, merges=pull)
    old = lamp.fork("wasi-0.2")
    made.decide("lamp/lamp-dim", "2024-02-03", Outcome.PASSED, phase=3)
    made.chronicle("2024-03-01"), made.subjects("2024-03-01")
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha1
from itertools import count, groupby

from tests.made_facts import ALIASES, LIST
from tracker.aliases import Aliases
from tracker.chronicle import (
    Branch,
    BranchKind,
    Chronicle,
    Decision,
    DependencySpan,
    DocumentSpan,
    FileSpan,
    GateSpan,
    ListVersion,
    Outcome,
    PackageSpan,
    Point,
    Pull,
    Span,
    Tag,
    WitHistory,
)
from tracker.facts import (
    BlobId,
    Document,
    Facts,
    FileKind,
    GateKind,
    ListRow,
    ProposalList,
    RepositoryFacts,
    RepositoryName,
    Revision,
    WitFile,
    WitPackage,
)
from tracker.subjects import Subjects, identify

Content = WitFile | Document | ProposalList
Tree = dict[str, Content]


def moment(text: str) -> datetime:
    """Return noon of a day, or a moment that is written out: `2024-02-01`, `2024-02-01T08:00`."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=UTC)


@dataclass(frozen=True)
class Commit:
    """A commit, and everything that stands after it."""

    revision: Revision
    at: datetime
    author: str
    summary: str
    tree: Tree

    def point(self, position: int) -> Point:
        """Return it as it lies on a branch."""
        return Point(position, self.revision, self.at, self.author, self.summary)


@dataclass
class MadeBranch:
    """A branch that tests write commits to."""

    made: "MadeChronicle"
    branch: Branch
    commits: list[Commit] = field(default_factory=list)
    """Of a pull request the first one is its base."""
    merged: Commit | None = None
    """The commit that merged the pull request."""

    def commit(
        self,
        day: str,
        files: Mapping[str, WitFile | Document | None] | None = None,
        *,
        rows: Sequence[ListRow] | None = None,
        by: str = "Ada Author",
        summary: str = "Change things",
        merges: "MadeBranch | None" = None,
    ) -> Commit:
        """Add a commit that changes some files (`None` removes one), and with `rows` the proposal list."""
        changes: dict[str, Content | None] = {**(files or {})}
        if rows is not None:
            changes[LIST] = ProposalList(tuple(rows))
        tree = {**(self.commits[-1].tree if self.commits else {}), **changes}
        kept = {path: content for path, content in tree.items() if content is not None}
        new = Commit(self.made.revision(), moment(day), by, summary, kept)
        self.commits.append(new)
        if merges is not None:
            merges.merged = new
        return new

    def fork(self, name: str, kind: BranchKind = BranchKind.RELEASE) -> "MadeBranch":
        """Return a new branch that shares all commits so far."""
        forked = self.made.branch(self.branch.repository, name, kind)
        forked.commits = [*self.commits]
        return forked

    def pull(self, number: int) -> "MadeBranch":
        """Return a pull request that starts from the newest commit."""
        pull = self.made.branch(self.branch.repository, f"refs/pull/{number}/head", BranchKind.PULL)
        pull.commits = [self.commits[-1]]
        return pull

    def wit_files(self) -> Iterator[WitFile]:
        """Yield every WIT file that any commit has."""
        yield from (each for commit in self.commits for each in commit.tree.values() if isinstance(each, WitFile))

    def tag(self, name: str, day: str) -> None:
        """Tag the newest commit."""
        self.made.tags.append((name, moment(day), self, len(self.commits) - 1))

    def tag_apart(self, name: str, day: str, files: Mapping[str, WitFile | Document | None]) -> None:
        """Tag a commit that no followed branch has; it changes some files of the newest commit."""
        apart = self.made.branch(self.branch.repository, f"refs/tags/{name}", BranchKind.TAG)
        apart.commits = self.commits[-1:]
        apart.commit(day, files)
        del apart.commits[:-1]
        apart.tag(name, day)


@dataclass
class MadeChronicle:
    """Everything that happened; `chronicle`, `facts` and `subjects` tell it up to a moment."""

    aliases: Aliases = ALIASES
    branches: list[MadeBranch] = field(default_factory=list)
    tags: list[tuple[str, datetime, MadeBranch, int]] = field(default_factory=list)
    decisions: list[Decision] | None = None
    """`None` until the first decision: nobody recorded any."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def revision(self) -> Revision:
        """Return the id of a new commit: 1, 2, 3, ... in 40 digits."""
        return Revision(f"{next(self._numbers):040x}")

    def branch(self, repository: str, name: str = "main", kind: BranchKind = BranchKind.DEFAULT) -> MadeBranch:
        """Return a new branch without a commit."""
        new = MadeBranch(self, Branch(RepositoryName(repository), name, kind))
        self.branches.append(new)
        return new

    def decide(
        self,
        subject: str,
        day: str,
        outcome: Outcome,
        phase: int | None = None,
        summary: str = "Shall it advance?",
        url: str | None = None,
    ) -> None:
        """Record a decision."""
        decision = Decision(subject, moment(day), outcome, phase, summary, url)
        self.decisions = [*(self.decisions or ()), decision]

    def chronicle(self, at: str = "2026-08-20") -> Chronicle:
        """Return what the sources said up to a moment."""
        until = moment(at)
        spans = [span for each in self.branches for span in _spans(each, until) if _speaks(span)]
        unstable = {_item(span) for span in spans if isinstance(span, GateSpan) and span.gate.kind == "unstable"}
        decisions = None if self.decisions is None else tuple(each for each in self.decisions if each.at <= until)
        return Chronicle(
            at=until,
            gates=tuple(span for span in spans if isinstance(span, GateSpan) and _item(span) in unstable),
            packages=tuple(span for span in spans if isinstance(span, PackageSpan)),
            documents=tuple(span for span in spans if isinstance(span, DocumentSpan)),
            lists=tuple(span for span in spans if isinstance(span, ListVersion)),
            tags=tuple(self._tags(until)),
            pulls=tuple(
                sorted(
                    (_pull(each, until) for each in self.branches if _begun(each, until)),
                    key=lambda pull: (pull.repository, pull.number),
                )
            ),
            heads={each.branch: points[-1] for each in self.branches if (points := _points(each, until))},
            decisions=decisions,
        )

    def facts(self, at: str = "2026-08-20") -> Facts:
        """Return what the default branches say at a moment."""
        until = moment(at)
        defaults = [each for each in self.branches if each.branch.kind is BranchKind.DEFAULT]
        repositories = [_facts(each, until) for each in defaults]
        return Facts(until, until, tuple(sorted(repositories, key=lambda each: each.name)))

    def subjects(self, at: str = "2026-08-20") -> Subjects:
        """Return the proposals and amendments of a moment."""
        return identify(self.facts(at), self.aliases)

    def wit(self, at: str = "2026-08-20") -> WitHistory:
        """Return what stood in WIT files up to a moment."""
        until = moment(at)
        branches = [each for each in self.branches if each.branch.kind is not BranchKind.PULL]
        files = tuple(span for each in branches for span in _files(each, until))
        own = (span for span in files if span.kind is FileKind.WIT and span.branch.kind is BranchKind.DEFAULT)
        texts = {_blob(each): each for made in branches for each in made.wit_files()}
        return WitHistory(
            files,
            tuple(
                DependencySpan(each.branch, each.path, each.first, each.last, each.end, needed)
                for each in own
                for needed in texts[each.blob].dependencies
            ),
        )

    def _tags(self, until: datetime) -> Iterator[Tag]:
        for name, at, made, position in sorted(self.tags, key=lambda each: each[1]):
            version = name.rpartition("/")[2].removeprefix("v")
            if at <= until and position < len(_points(made, until)):
                named = version if version[:1].isdigit() else None
                revision = made.commits[position].revision
                yield Tag(made.branch.repository, name, named, at, revision, made.branch, position)


def _points(made: MadeBranch, until: datetime) -> list[Point]:
    return [each.point(position) for position, each in enumerate(made.commits) if each.at <= until]


def _speaks(span: Span) -> bool:
    """Return whether a branch has a say on what stands on it: a release branch only on its own line."""
    if not isinstance(span, GateSpan | PackageSpan) or span.branch.kind is not BranchKind.RELEASE:
        return True
    return span.branch.line == span.line


def _item(span: GateSpan) -> tuple[str | None, str]:
    return (span.package.id if span.package else None), span.gate.item


def _begun(made: MadeBranch, until: datetime) -> bool:
    return made.branch.kind is BranchKind.PULL and len(_points(made, until)) > 1


def _pull(made: MadeBranch, until: datetime) -> Pull:
    points = _points(made, until)
    trunk = next(
        each
        for each in made.made.branches
        if each.branch.repository == made.branch.repository and each.branch.kind is BranchKind.DEFAULT
    )
    on_trunk = {each.revision: each.point(position) for position, each in enumerate(trunk.commits)}
    merged = on_trunk[made.merged.revision] if made.merged and made.merged.at <= until else None
    number = int(made.branch.name.split("/")[2])
    return Pull(made.branch.repository, number, made.branch, on_trunk[points[0].revision], points[-1], merged)


def _facts(made: MadeBranch, until: datetime) -> RepositoryFacts:
    commits = [each for each in made.commits if each.at <= until]
    last = commits[-1] if commits else None
    tree = sorted((path, each) for path, each in last.tree.items() if not _is_vendored(path)) if last else []
    seen = {
        (path, gate.feature)
        for commit in commits
        for path, content in commit.tree.items()
        if isinstance(content, WitFile)
        for gate in content.gates
        if gate.kind is GateKind.UNSTABLE and gate.feature
    }
    return RepositoryFacts(
        name=made.branch.repository,
        revision=last.revision if last else None,
        date=last.at if last else None,
        wit=tuple((path, content) for path, content in tree if isinstance(content, WitFile)),
        documents=tuple((path, content) for path, content in tree if isinstance(content, Document)),
        lists=tuple((path, content) for path, content in tree if isinstance(content, ProposalList)),
        features_seen=tuple(sorted(seen)),
    )


# --- spans --------------------------------------------------------------------------------------------------------


def _spans(made: MadeBranch, until: datetime) -> Iterator[Span]:
    """Yield what stood on a branch, file by file; of a pull request only what it changes."""
    commits = [each for each in made.commits if each.at <= until]
    for path in sorted({path for each in commits for path in each.tree if not _is_vendored(path)}):
        contents = [each.tree.get(path) for each in commits]
        if made.branch.kind is BranchKind.PULL and all(each == contents[0] for each in contents):
            continue
        for first, end in _runs(contents):
            match contents[first]:
                case WitFile() as file:
                    yield from _of_wit(made.branch, commits, path, file, first, end)
                case Document() as document:
                    yield DocumentSpan(*_ends(made.branch, commits, path, first, end), document)
                case ProposalList() as content:
                    yield ListVersion(*_ends(made.branch, commits, path, first, end), content)
                case None:
                    pass


def _files(made: MadeBranch, until: datetime) -> Iterator[FileSpan]:
    """Yield what stood in the WIT files of a branch; copies on a default branch only."""
    commits = [each for each in made.commits if each.at <= until]
    for path in sorted({path for each in commits for path, file in each.tree.items() if isinstance(file, WitFile)}):
        kind = FileKind.VENDORED if _is_vendored(path) else FileKind.WIT
        contents = [each.tree.get(path) for each in commits]
        for first, end in _runs(contents) if kind is FileKind.WIT or made.branch.kind is BranchKind.DEFAULT else ():
            file = contents[first]
            if isinstance(file, WitFile):
                yield FileSpan(*_ends(made.branch, commits, path, first, end), kind, _blob(file), file.packages)


def _is_vendored(path: str) -> bool:
    return "deps" in path.split("/")[:-1]


def _blob(file: WitFile) -> BlobId:
    """Return an id that files of the same content share."""
    return BlobId(sha1(repr(file).encode(), usedforsecurity=False).hexdigest())


def _of_wit(
    branch: Branch, commits: Sequence[Commit], path: str, file: WitFile, first: int, end: int
) -> Iterator[Span]:
    for package in file.packages:
        yield PackageSpan(*_ends(branch, commits, path, first, end), package)
    declared = [_declared(each.tree, path) for each in commits[first:end]]
    for begun, ended in _runs(declared, empty=False):
        place = _ends(branch, commits, path, first + begun, first + ended)
        for gate in file.gates:
            yield GateSpan(*place, gate, gate.package or declared[begun])


def _declared(tree: Tree, path: str) -> WitPackage | None:
    """Return the package of a file's folder: its own declaration first."""
    folder = path.rpartition("/")[0]
    beside = [tree[path], *(each for other, each in sorted(tree.items()) if other.rpartition("/")[0] == folder)]
    return next((each.packages[0] for each in beside if isinstance(each, WitFile) and each.packages), None)


def _ends(
    branch: Branch, commits: Sequence[Commit], path: str, first: int, end: int
) -> tuple[Branch, str, Point, Point | None, Point | None]:
    over = end < len(commits)
    last = commits[end - 1].point(end - 1) if over else None
    return branch, path, commits[first].point(first), last, commits[end].point(end) if over else None


def _runs(values: Sequence[object], *, empty: bool = True) -> Iterator[tuple[int, int]]:
    """Yield from where to where a value stays the same, with `empty` not those of `None`."""
    start = 0
    for value, run in groupby(values):
        length = sum(1 for _ in run)
        if value is not None or not empty:
            yield start, start + length
        start += length
