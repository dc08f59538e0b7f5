"""Asks a host of repositories what git cannot tell, and records each page as soon as it is there.

A page is recorded in one transaction with how far its list is known then. Whenever asking ends, the database is
complete up to there, and the next pass goes on from where it was. Releases that were never asked for are told first, of
many repositories at once; then each repository is asked about by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tracker.facts import RepositoryName, Skipped
from tracker.frozen import frozen
from tracker.hosting import HostedList, Renamed
from tracker.sources.github import Known, Page, ask, dates_of
from tracker.sources.github_answers import GitHubError, Limits
from tracker.sources.github_releases import ask_releases
from tracker.sources.github_settings import GitHubSettings
from tracker.store.hosting import HostingRecorder, hosted, reaches, renames
from tracker.store.location import Location
from tracker.store.reader import Reader
from tracker.store.renaming import rename_repository
from tracker.store.writer import Writer

if TYPE_CHECKING:
    from tracker.sources.github_client import GitHubClient

Progress = Callable[[RepositoryName, int, int], None]
"""Told a repository's name, how many are done, and how many there are."""


@frozen
class HostingReport:
    """What asking came to."""

    repositories: int
    """How many were asked about to the end."""
    pulls: int
    """How many pull requests were told of that are new or changed."""
    issues: int
    """The same of issues."""
    requests: int
    """How many requests were made that count."""
    skipped: tuple[Skipped, ...]
    """What could not be asked."""
    ended: str | None = None
    """Why asking ended before everything was asked, in one line; `None` when it did not."""

    @property
    def unreachable(self) -> bool:
        """Whether anything is left untold because the host could not be asked."""
        return bool(self.skipped) or self.ended is not None


def ask_host(
    location: Location,
    names: Iterable[RepositoryName],
    settings: GitHubSettings,
    limits: Limits | None = None,
    progress: Progress = lambda _name, _done, _all: None,
) -> HostingReport:
    """Ask about repositories, one after the other, and record what is told; nothing raises but the database."""
    from tracker.sources.github_client import GitHubClient  # noqa: PLC0415 -- imports PyGithub: 0.2 s

    wanted = tuple(names)
    with Writer.open(location) as writer, GitHubClient(settings, limits) as client:
        with Reader.open(location) as reader:
            asking = _Asking(client, writer, _known(reader, wanted))
        ended = None
        try:
            if settings.token is not None:
                # GraphQL, unlike lists, is for accounts only.
                asking.releases()
            for name in wanted:
                progress(name, asking.done + len(asking.skipped), len(wanted))
                asking.repository(name)
        except GitHubError as error:
            left = len(wanted) - asking.done - len(asking.skipped)
            ended = f"{error}; {left} of {len(wanted)} repositories are left for the next sync"
        if wanted:
            progress(wanted[-1], len(wanted), len(wanted))
        with Reader.open(location) as reader:
            moved = renames(reader)
        if moved:
            with writer.transaction() as statements:
                for each in moved:
                    rename_repository(statements, each.old, each.new)
        skipped = tuple(asking.skipped)
        return HostingReport(asking.done, asking.pulls, asking.issues, client.counted, skipped, ended)


@dataclass(slots=True)
class _Asking:
    client: "GitHubClient"
    writer: Writer
    known: dict[RepositoryName, Known]
    now: datetime = field(default_factory=lambda: datetime.now(tz=UTC).replace(microsecond=0))
    """When it began, as the store keeps it."""
    done: int = 0
    pulls: int = 0
    issues: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def releases(self) -> None:
        """Record the releases of repositories that were never asked for theirs, as far as they are told at once."""
        new = {name: known.name for name, known in self.known.items() if HostedList.RELEASES not in known.reaches}
        for name, page in ask_releases(self.client, new, self.now):
            _record(self.writer, name, page)
            known = self.known[name]
            self.known[name] = replace(known, name=page.renamed or known.name, releases_told=True)

    def repository(self, name: RepositoryName) -> None:
        """Record what is new of a repository; `GitHubError` when nothing else is to be asked either."""
        known = self.known[name]
        try:
            for page in ask(self.client, name, known, self.now):
                _record(self.writer, name, page)
                # A page has what is known beside what is not.
                self.pulls += sum(known.pulls.get(each.number) != dates_of(each) for each in page.pulls)
                self.issues += sum(known.issues.get(each.number) != dates_of(each) for each in page.issues)
        except GitHubError as error:
            if error.ends or error.status is None:
                raise
            self.skipped.append(Skipped(error.source, error.reason, unreachable=True))
            return
        with self.writer.transaction() as statements:
            HostingRecorder(statements).asked(name, datetime.now(tz=UTC))
        self.done += 1


def _record(writer: Writer, name: RepositoryName, page: Page) -> None:
    with writer.transaction() as statements:
        recorder = HostingRecorder(statements)
        recorder.pulls(page.pulls)
        recorder.issues(page.issues)
        if page.releases is not None:
            recorder.releases(name, page.releases)
        if page.renamed is not None:
            recorder.renamed(Renamed(name, page.renamed, datetime.now(tz=UTC)))
        recorder.reach(name, page.listed, page.reach)


def _known(reader: Reader, names: Iterable[RepositoryName]) -> dict[RepositoryName, Known]:
    """Return what is known of repositories before they are asked about."""
    told = hosted(reader)
    reached = reaches(reader)
    now = {each.old: each.new for each in told.renamed}
    return {
        name: Known(
            name=now.get(name, name),
            reaches={listed: reach for (of, listed), reach in reached.items() if of == name},
            pulls={each.number: dates_of(each) for each in told.pulls if each.repository == name},
            issues={each.number: dates_of(each) for each in told.issues if each.repository == name},
        )
        for name in names
    }
