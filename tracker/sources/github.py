"""Asks GitHub what git cannot tell of a repository: pull requests, issues, releases, and its new name.

Lists come newest change first, so that asking stops where everything is known already. Each page is handed over as
soon as it is there, with how far the list is known then: an interrupted reading leaves a gap, which the next one closes
from where it was. When all is known, the first page's ETag asks for nothing new at no cost; therefore no `since` is
sent, with which each sync would ask for another page. The list of issues has pull requests too: it is followed only as
long as a number is missing that no pull request has. Releases that were told without an ETag
(`tracker.sources.github_releases`) are asked for when there is reason to: something else happened, or a day went by.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.hosting import HostedIssue, HostedList, HostedPull, HostedRelease, Reach, ReviewDecision, Stretch
from tracker.sources.github_answers import Answer, GitHubError
from tracker.sources.github_reading import (
    UnreadableError,
    is_pull,
    read_decision,
    read_issue,
    read_pull,
    read_release,
)

if TYPE_CHECKING:
    from tracker.sources.github_client import GitHubClient

_PAGE = 100
"""The most that GitHub gives at once."""
_GONE = 410
"""What is answered for issues that are switched off."""
_SWITCHED_OFF = "410"
"""Stands for the ETag of a list that is switched off; GitHub's own are quoted."""
_NOTHING = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the newest moment of a list that is empty."""
_LATELY = timedelta(days=1)
"""For how long releases that were told without an ETag are taken to be all there are, while nothing else happens."""
_NEWEST: Mapping[str, str | int] = {"state": "all", "sort": "updated", "direction": "desc", "per_page": _PAGE}


Dates = tuple[datetime, datetime]
"""When something was opened, and when it was last changed."""


@frozen
class Known:
    """What is known of a repository before it is asked about."""

    name: RepositoryName
    """What it is called where it is now."""
    reaches: dict[HostedList, Reach] = field(default_factory=dict)
    pulls: Mapping[int, Dates] = field(default_factory=dict)
    """Number of a pull request -> when it was opened and last changed."""
    issues: Mapping[int, Dates] = field(default_factory=dict)
    """The same of issues."""
    releases_told: bool = False
    """Whether its releases were told just now, with those of others."""


@frozen
class Page:
    """A part of what GitHub tells of a repository, to be recorded as a whole."""

    listed: HostedList
    reach: Reach
    """How far the list is known with it."""
    pulls: tuple[HostedPull, ...] = ()
    issues: tuple[HostedIssue, ...] = ()
    releases: tuple[HostedRelease, ...] | None = None
    """All of them; `None` when this is not about releases."""
    renamed: RepositoryName | None = None
    """What the repository is called now, when not as it was asked for."""


def ask(client: "GitHubClient", repository: RepositoryName, known: Known, now: datetime) -> Iterator[Page]:
    """Yield what is new of a repository; `GitHubError` when it cannot be asked. Facts have the name `repository`."""
    every = {**known.pulls, **known.issues}
    inquiry = _Inquiry(client, repository, known.name, known.reaches, {**known.pulls}, every, now)
    yield from inquiry.list_of(HostedList.PULLS)
    yield from inquiry.list_of(HostedList.ISSUES)
    if not known.releases_told:
        yield from inquiry.releases()


def ask_decision(client: "GitHubClient", pull: HostedPull, name: RepositoryName | None = None) -> ReviewDecision:
    """Return what the reviews of a pull request come to; `name` is what its repository is called now."""
    source = f"{pull.repository}#{pull.number}"
    answer = client.get(
        f"/repos/{name or pull.repository}/pulls/{pull.number}/reviews", {"per_page": _PAGE}, source=source
    )
    reviews = [*_entries(answer, source)]
    while answer.next is not None:
        answer = client.get(answer.next, source=source)
        reviews += _entries(answer, source)
    try:
        return read_decision(reviews)
    except UnreadableError as error:
        raise GitHubError(source, str(error)) from error


def ask_pull(client: "GitHubClient", repository: RepositoryName, number: int) -> HostedPull:
    """Return one pull request with what its reviews come to."""
    source = f"{repository}#{number}"
    answer = client.get(f"/repos/{repository}/pulls/{number}", source=source)
    try:
        pull = read_pull(repository, answer.body)
    except UnreadableError as error:
        raise GitHubError(source, str(error)) from error
    return replace(pull, decision=ask_decision(client, pull))


def dates_of(told: HostedPull | HostedIssue) -> Dates:
    """Return when something was opened and last changed."""
    return told.created_at, told.updated_at


@dataclass
class _Inquiry:
    client: "GitHubClient"
    repository: RepositoryName
    name: RepositoryName
    """What it is called where it is now."""
    reaches: Mapping[HostedList, Reach]
    pulls: dict[int, Dates]
    every: dict[int, Dates]
    """Pull requests and issues, as the list of issues has them."""
    now: datetime
    renamed: RepositoryName | None = None
    changed: bool = False
    """Whether anything about its pull requests is new: only then is it asked again whether issues are switched on."""

    def _get(self, path: str, parameters: dict[str, str | int], etag: str | None) -> Answer:
        answer = self.client.get(f"/repos/{self.name}/{path}", parameters, etag=etag, source=self.repository)
        if answer.moved is not None:
            self._move(answer.moved.removesuffix(f"/{path}"))
        return answer

    def _move(self, place: str) -> None:
        """Note what a repository is called now."""
        body = self.client.get(place, source=self.repository).body
        name = body.get("full_name") if isinstance(body, dict) else None
        if not isinstance(name, str) or name.count("/") != 1:
            raise GitHubError(self.repository, "GitHub does not say what it is called now")
        self.name = self.renamed = RepositoryName(name)

    # --- lists --------------------------------------------------------------------------------------------------------

    def list_of(self, listed: HostedList) -> Iterator[Page]:
        """Yield the pages of pull requests or issues that are not known."""
        reach = self.reaches.get(listed, Reach())
        off = reach.etag == _SWITCHED_OFF
        if off and not self.changed:
            return
        try:
            answer = self._get(listed.value, {**_NEWEST}, None if off else reach.etag)
        except GitHubError as error:
            if error.status == _GONE and listed is HostedList.ISSUES:
                yield Page(listed, replace(reach, etag=_SWITCHED_OFF), renamed=self.renamed)
                return
            raise
        if answer.unchanged and reach.complete:
            return
        if reach.complete:
            yield from self._doubted_releases()
        yield from self._pages(listed, reach, answer)

    def _pages(self, listed: HostedList, reach: Reach, answer: Answer) -> Iterator[Page]:
        """Yield the pages of a list from its first one on, as long as they are not known."""
        etag = reach.etag if answer.unchanged else answer.etag
        top = reach.known[0][0] if answer.unchanged else None
        number, before = 1, 0
        while True:
            if answer.unchanged:
                # The first page is as it was when reading was interrupted.
                before, number = number, self._further(listed, reach.known[0][1], None, number)
            else:
                page = self._read(listed, answer)
                if number > before + 1 and _too_far(page, reach.known[0][1]):
                    # Something that was known is no more: the list is shorter than it would be with it.
                    number -= 1
                else:
                    top = top or page.newest
                    reach = replace(self._reached(listed, reach, top, page.oldest if answer.next else None), etag=etag)
                    yield Page(listed, reach, pulls=page.pulls, issues=page.issues, renamed=self.renamed)
                    if reach.complete:
                        return
                    before, number = number, self._further(listed, reach.known[0][1], page.oldest, number)
            answer = self._get(listed.value, {**_NEWEST, "page": number}, None)

    def _reached(self, listed: HostedList, reach: Reach, top: datetime | None, oldest: datetime | None) -> Reach:
        """Return how far a list is known after it was read from its newest entry down to `oldest`."""
        known = _merged(reach.known, top or _NOTHING, oldest)
        if listed is HostedList.ISSUES and len(known) == 1 and self._all_told(known[0][1]):
            known = ((known[0][0], None),)
        return Reach(None, known)

    def _further(self, listed: HostedList, until: datetime | None, oldest: datetime | None, number: int) -> int:
        """Return the number of the next page to ask for: past what an interrupted reading left.

        It is the page on which what is known ends, so that what changed in the same second is on it as well.
        """
        if until is None or (oldest is not None and until >= oldest):
            return number + 1
        dates = self.pulls if listed is HostedList.PULLS else self.every
        above = sum(changed > until for _, changed in dates.values())
        return max(number + 1, above // _PAGE + 1)

    def _all_told(self, oldest: datetime | None) -> bool:
        """Return whether there can be no further issue: every number is known, and no newer one can be hidden."""
        newest = max(self.every, default=0)
        return oldest is not None and len(self.every) == newest > 0 and oldest < self.every[newest][0]

    def _read(self, listed: HostedList, answer: Answer) -> "_Read":
        entries = _entries(answer, self.repository)
        pulls: list[HostedPull] = []
        every: list[HostedIssue] = []
        try:
            if listed is HostedList.PULLS:
                self.changed = True
                pulls = [read_pull(self.repository, each) for each in entries]
            else:
                every = [read_issue(self.repository, each) for each in entries]
        except UnreadableError as error:
            raise GitHubError(self.repository, str(error)) from error
        told: list[HostedPull | HostedIssue] = [*pulls, *every]
        self.pulls |= {each.number: dates_of(each) for each in pulls}
        self.every |= {each.number: dates_of(each) for each in told}
        issues = [issue for issue, said in zip(every, entries, strict=bool(every)) if not is_pull(said)]
        return _Read(tuple(pulls), tuple(issues), [each.updated_at for each in told])

    # --- releases -----------------------------------------------------------------------------------------------------

    def releases(self) -> Iterator[Page]:
        """Yield all releases, if anything changed on their first page."""
        reach = self.reaches.get(HostedList.RELEASES, Reach())
        if self._told_lately(reach):
            return
        answer = self._get("releases", {"per_page": _PAGE}, reach.etag)
        if answer.unchanged:
            return
        etag = answer.etag
        entries = [*_entries(answer, self.repository)]
        while answer.next is not None:
            answer = self.client.get(answer.next, source=self.repository)
            entries += _entries(answer, self.repository)
        try:
            found = {each.tag: each for each in (read_release(self.repository, said) for said in entries)}
        except UnreadableError as error:
            raise GitHubError(self.repository, str(error)) from error
        yield Page(HostedList.RELEASES, Reach(etag), releases=tuple(found.values()), renamed=self.renamed)

    def _told_lately(self, reach: Reach) -> bool:
        """Return whether all releases were told without an ETag, and not long ago."""
        return reach.etag is None and reach.complete and timedelta() <= self.now - reach.known[0][0] <= _LATELY

    def _doubted_releases(self) -> Iterator[Page]:
        """Let releases that were told without an ETag be asked for, as something happened since.

        It is recorded before what happened is, so that the next sync asks for them when this one is interrupted.
        """
        reach = self.reaches.get(HostedList.RELEASES, Reach())
        if reach.etag is None and reach.complete:
            self.reaches = {**self.reaches, HostedList.RELEASES: Reach()}
            yield Page(HostedList.RELEASES, Reach(), renamed=self.renamed)


@frozen
class _Read:
    """A page of pull requests or issues."""

    pulls: tuple[HostedPull, ...]
    issues: tuple[HostedIssue, ...]
    changed: list[datetime]
    """When each entry was last changed, pull requests in a list of issues too."""

    @property
    def newest(self) -> datetime | None:
        return max(self.changed, default=None)

    @property
    def oldest(self) -> datetime | None:
        return min(self.changed, default=None)


def _too_far(page: _Read, until: datetime | None) -> bool:
    """Return whether there may be entries between what is known and a page."""
    return until is not None and (page.newest is None or page.newest < until)


def _merged(known: tuple[Stretch, ...], top: datetime, oldest: datetime | None) -> tuple[Stretch, ...]:
    """Return what is known of a list after it was read from its newest entry down to `oldest`, or to its end.

    Only a stretch whose newest moment lies above where the reading is joins: what changed in the same second as the
    last entry of a page may stand on the next one.
    """
    rest: list[Stretch] = []
    for newest, end in known:
        if oldest is None:
            break
        if newest <= oldest:
            rest.append((newest, end))
        else:
            oldest = None if end is None else min(oldest, end)
    return ((top, oldest), *rest) if oldest is not None else ((top, None),)


def _entries(answer: Answer, source: str) -> list[Any]:
    if not isinstance(answer.body, list):
        raise GitHubError(source, "GitHub's answer is not a list")
    return answer.body
