"""One pass over the sources: what is new since the last one, recorded in one transaction for each repository."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from tracker.aliases import Aliases
from tracker.chronicle import BranchHistory, FileChange, RepositoryHistory
from tracker.errors import TrackerError
from tracker.facts import BlobId, FileKind, ReferenceVerdict, RepositoryName, Skipped, WitFile
from tracker.frozen import frozen
from tracker.readings import BlobFacts
from tracker.sources.blobs import READERS
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror, Mirrors
from tracker.sources.history import WALK
from tracker.sources.pool import BlobPool
from tracker.sources.processes import prepare
from tracker.sources.reference import Referee
from tracker.sources.repository_reading import RepositoryReading
from tracker.store.known import Known, known, links, outdated, recorded
from tracker.store.location import Location
from tracker.store.reader import Reader, exists
from tracker.store.recorder import Recorder
from tracker.store.writer import Writer
from tracker.wit.collection import no_collection

_FETCHES = 8
"""How many repositories are fetched at once: they wait on the network, not on the processor."""

Progress = Callable[[RepositoryName, int, int], None]
"""Told a repository's name, how many are done, and how many there are."""
Judge = Callable[[], Referee | None]
"""Gives the reference tool; `None` when it is not installed."""


class UnknownSubjectError(TrackerError):
    """A subject named on the command line that no source has."""


@frozen
class SyncReport:
    """What a sync did."""

    repositories: int
    """How many were read."""
    commits: int
    """How many new commits were recorded."""
    blobs: int
    """How many blobs were read that had not been before."""
    skipped: tuple[Skipped, ...]
    """What could not be read."""

    @property
    def unreachable(self) -> bool:
        """Whether a remote or a tool failed."""
        return any(each.unreachable for each in self.skipped)


@frozen
class _News:
    """What is new of one repository."""

    name: RepositoryName
    opened: bool
    """Whether there was a repository to read at all."""
    default_branch: str | None
    history: RepositoryHistory | None
    blobs: dict[tuple[BlobId, FileKind], BlobFacts]
    verdicts: tuple[tuple[str, ReferenceVerdict], ...]
    """Digest of what the tool was given, and what it said."""
    problems: tuple[Skipped, ...]


class Sync:
    """A pass over the sources into one database."""

    def __init__(self, location: Location, mirrors: Mirrors, aliases: Aliases, referee: Judge | None) -> None:
        """Read `mirrors` into the database at `location`; `referee` gives who judges WIT, once it is needed."""
        self._location = location
        self._mirrors = mirrors
        self._aliases = aliases
        self._find_referee = referee
        self._pool = BlobPool()
        self._store: Writer | None = None
        self._commits = 0
        self._blobs = 0
        self._skipped: list[Skipped] = []

    def run(self, subjects: Iterable[str] = (), progress: Progress = lambda _name, _done, _all: None) -> SyncReport:
        """Read the registry, then every repository it lists or the mirror folder holds, or only those of `subjects`."""
        registry = self._aliases.registry
        if not exists(self._location):
            prepare()
        with ExitStack() as stack:
            stack.callback(self._close)
            stack.enter_context(self._pool)
            stack.enter_context(no_collection())
            self._read([registry], progress)
            chosen = tuple(subjects)
            names = self._chosen(self._names(), chosen)
            self._read([name for name in names if name != registry], progress)
            if not chosen:
                self._forget_problems(names)
        return SyncReport(len(names) - len(self._skipped), self._commits, self._blobs, tuple(self._skipped))

    def _names(self) -> tuple[RepositoryName, ...]:
        """Return the repositories to read: those the list links to, those the mirror folder holds, and a few more.

        A proposal's repository that was read once is read again, or said to be missing, whatever links to it now.
        """
        listed: list[RepositoryName] = []
        before: list[RepositoryName] = []
        if exists(self._location):
            with closing(Reader.open(self._location)) as reader:
                places = [self._aliases.place(url) for url in links(reader, self._aliases.registry)]
                listed = [place.repository for place in places if place]
                before = [name for name in recorded(reader) if name not in self._aliases.not_proposals]
        more = [name for name in self._aliases.more if self._mirrors.holds(name)]
        return tuple(dict.fromkeys((self._aliases.registry, *listed, *self._mirrors.names(), *more, *before)))

    def _chosen(self, names: tuple[RepositoryName, ...], subjects: tuple[str, ...]) -> tuple[RepositoryName, ...]:
        chosen: list[RepositoryName] = []
        for subject in subjects:
            wanted = subject.partition("/")[0] if subject.count("/") == 1 and subject not in names else subject
            found = [name for name in names if wanted in {name, short_name(name), name.rpartition("/")[2]}]
            if not found:
                raise UnknownSubjectError(f"{subject}: no repository of that name is listed or mirrored")
            chosen += found
        return tuple(dict.fromkeys((self._aliases.registry, *chosen))) if subjects else names

    def _read(self, names: list[RepositoryName], progress: Progress) -> None:
        """Open repositories side by side, and record each as soon as it is read."""
        state = self._known()
        if _outdated_kinds(state):
            prepare()
        with ThreadPoolExecutor(_FETCHES) as pool, ExitStack() as interrupted:
            interrupted.callback(pool.shutdown, wait=False, cancel_futures=True)
            opened = [(name, pool.submit(self._mirrors.open, name)) for name in names]
            for done, (name, mirror) in enumerate(opened):
                progress(name, done, len(names))
                try:
                    news = self._news(mirror.result(), state)
                except SourceError as error:
                    news = _News(name, False, None, None, {}, (), (_skipped(error),))
                self._skipped += news.problems
                self._record(news, state)
        if names:
            progress(names[-1], len(names), len(names))

    def _known(self) -> Known:
        if not exists(self._location):
            return Known()
        with closing(Reader.open(self._location)) as reader:
            return known(reader)

    # --- reading ------------------------------------------------------------------------------------------------

    def _news(self, mirror: Mirror, state: Known) -> _News:
        branch = mirror.default_branch
        if branch is None:
            return _News(
                mirror.name, True, None, None, {}, (), (Skipped(mirror.name, "has no default branch with a commit"),)
            )
        heads = {name: head for (repository, name), head in state.heads.items() if repository == mirror.name}
        anew = state.walks.get(mirror.name) != WALK
        if anew or state.branches.get(mirror.name) != branch:
            # Pull requests start from the default branch: with another one all is read anew.
            heads = {}
        reading = RepositoryReading(mirror, self._pool, state.blobs)

        def begun(branch_history: BranchHistory) -> None:
            reading.find(self._relevant(mirror.name, branch_history))
            reading.begin_early()

        history = mirror.follow(heads, begun)
        history = replace(history, branches=tuple(self._relevant(mirror.name, each) for each in history.branches))
        for branch_history in history.branches:
            reading.find(branch_history)
        if _outdated_kinds(state):
            reading.want(self._outdated(mirror.name))
        if reading.begin():
            # Making a database takes a while, in which nothing else is to be done here.
            self._writer()
        # A branch that is recorded anew is recorded without the verdicts on it.
        asked = frozenset() if anew else state.verdicts.get(mirror.name, frozenset())
        facts = reading.facts()
        verdicts = self._verdicts(mirror, branch, asked, facts)
        return _News(mirror.name, True, branch, history, facts, verdicts, ())

    def _relevant(self, name: RepositoryName, history: BranchHistory) -> BranchHistory:
        """Return a history without files that mean nothing where they lie.

        The proposal list is one in the registry only, and notes are notes where meetings are; of the registry's READMEs
        those of proposals count.
        """
        listed = name == self._aliases.registry

        def counts(change: FileChange) -> bool:
            if change.kind is FileKind.PROPOSAL_LIST:
                return listed
            if change.kind is FileKind.NOTES:
                return name == self._aliases.meetings and change.path.startswith(f"{self._aliases.notes}/")
            wit = change.kind in {FileKind.WIT, FileKind.VENDORED}
            return not listed or wit or change.path.startswith(f"{self._aliases.proposals}/")

        steps = (replace(step, changes=tuple(filter(counts, step.changes))) for step in history.steps)
        return replace(history, steps=tuple(steps))

    def _verdicts(
        self, mirror: Mirror, branch: str, recorded: frozenset[str], facts: Mapping[tuple[BlobId, FileKind], BlobFacts]
    ) -> tuple[tuple[str, ReferenceVerdict], ...]:
        """Ask the reference tool about the newest commit, unless this version of it was asked before."""
        if self._referee is None:
            return ()
        digest = f"{mirror.head(branch)} {self._referee.version}"
        if recorded == {digest}:
            return ()
        read = {
            blob: said for (blob, kind), said in facts.items() if kind is FileKind.WIT and isinstance(said, WitFile)
        }
        return tuple((digest, verdict) for verdict in self._referee.judge(mirror, branch, read))

    @cached_property
    def _referee(self) -> Referee | None:
        return None if self._find_referee is None else self._find_referee()

    def _outdated(self, name: RepositoryName) -> set[tuple[BlobId, FileKind]]:
        with closing(Reader.open(self._location)) as reader:
            return {(BlobId(oid), kind) for oid, kind in outdated(reader, name, READERS)}

    # --- recording ----------------------------------------------------------------------------------------------

    def _record(self, news: _News, state: Known) -> None:
        self._commits += sum(len(branch.steps) for branch in news.history.branches) if news.history else 0
        self._blobs += len(news.blobs)
        if not _is_new(news, state):
            return
        removed = _write(self._writer(), news)
        state.blobs.update({key: READERS[key[1]] for key in news.blobs})
        for blob in removed:
            # Another repository that is read later in this pass may hold it.
            state.blobs.pop(blob, None)

    def _forget_problems(self, names: Iterable[RepositoryName]) -> None:
        """Forget what could not be read of repositories that are no longer read at all."""
        gone = self._known().problems.keys() - set(names)
        if not gone:
            return
        for name in sorted(gone):
            _write(self._writer(), _News(name, False, None, None, {}, (), ()))

    def _writer(self) -> Writer:
        """Return the database opened for writing: only when there are news."""
        if self._store is None:
            self._store = Writer.open(self._location)
        return self._store

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _write(writer: Writer, news: _News) -> set[tuple[str, str]]:
    """Record news, and return the blobs that are no longer recorded, with what they were read as."""
    now = datetime.now(tz=UTC)
    with writer.transaction() as statements:
        recorder = Recorder(statements)
        recorder.problems(news.name, news.problems)
        for kind, version in READERS.items():
            recorder.blobs(version, {key: said for key, said in news.blobs.items() if key[1] is kind})
        if news.opened:
            repository = recorder.repository(news.name, news.default_branch)
            if news.history is not None:
                recorder.followed(repository, news.history)
                recorder.walked(news.name, WALK)
            if news.default_branch is not None:
                recorder.references(repository, news.default_branch, news.verdicts)
        recorder.synced(now)
        return recorder.removed


def short_name(name: RepositoryName) -> str:
    """Return a repository's name without its owner and without `wasi-`."""
    return name.rpartition("/")[2].removeprefix("wasi-")


def _skipped(error: SourceError) -> Skipped:
    return Skipped(error.source, error.reason, error.unreachable)


def _is_new(news: _News, state: Known) -> bool:
    """Return whether anything differs from what is recorded."""
    return bool(
        (news.history is not None and _moved(news.name, news.history, state))
        or news.blobs
        or news.verdicts
        or news.problems != state.problems.get(news.name, ())
        or (news.history is not None and state.branches.get(news.name) != news.default_branch)
    )


def _outdated_kinds(state: Known) -> bool:
    """Return whether an older reader read anything."""
    return bool(state.readers - {(kind.value, version) for kind, version in READERS.items()})


def _moved(name: RepositoryName, history: RepositoryHistory, state: Known) -> bool:
    """Return whether a followed reference came, went, or leads to another commit."""
    recorded = {branch for repository, branch in state.heads if repository == name}
    return bool(
        history.branches or history.followed != recorded or frozenset(history.tags) != state.tags.get(name, frozenset())
    )
