"""Asks a host of repositories what git cannot tell, and records each page as soon as it is there.

A page is recorded in one transaction with how far its list is known then. Whenever asking ends, the database is
complete up to there, and the next pass goes on from where it was.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tracker.facts import RepositoryName, Skipped
from tracker.hosting import Renamed
from tracker.sources.github import Known, Page, ask, dates_of
from tracker.sources.github_answers import GitHubError, Limits
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


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
class _Counts:
    done: int = 0
    pulls: int = 0
    issues: int = 0


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
    counts, skipped, ended = _Counts(), list[Skipped](), None
    with Writer.open(location) as writer, GitHubClient(settings, limits) as client:
        with Reader.open(location) as reader:
            known = _known(reader, wanted)
        for name in wanted:
            progress(name, counts.done + len(skipped), len(wanted))
            try:
                _ask(client, writer, name, known[name], counts)
            except GitHubError as error:
                if error.ends or error.status is None:
                    left = len(wanted) - counts.done - len(skipped)
                    ended = f"{error}; {left} of {len(wanted)} repositories are left for the next sync"
                    break
                skipped.append(Skipped(error.source, error.reason, unreachable=True))
        if wanted:
            progress(wanted[-1], len(wanted), len(wanted))
        with Reader.open(location) as reader:
            moved = renames(reader)
        if moved:
            with writer.transaction() as statements:
                for each in moved:
                    rename_repository(statements, each.old, each.new)
        return HostingReport(counts.done, counts.pulls, counts.issues, client.counted, tuple(skipped), ended)


def _ask(client: "GitHubClient", writer: Writer, name: RepositoryName, known: Known, counts: _Counts) -> None:
    for page in ask(client, name, known):
        _record(writer, name, page)
        # A page has what is known beside what is not.
        counts.pulls += sum(known.pulls.get(each.number) != dates_of(each) for each in page.pulls)
        counts.issues += sum(known.issues.get(each.number) != dates_of(each) for each in page.issues)
    with writer.transaction() as statements:
        HostingRecorder(statements).asked(name, datetime.now(tz=UTC))
    counts.done += 1


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
