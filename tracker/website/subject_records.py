"""Composes what is on record about each subject, and what stands around it."""

import re
from collections.abc import Iterable, Mapping

from tracker.drift.findings import DriftFinding
from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.happenings import Timeline, happenings
from tracker.hosting import HostedPull, PullState, pull_details
from tracker.lives import AmendmentLife, EventKind
from tracker.next_release.ballot import Ballot, BallotItem
from tracker.published import Publication, PublicationState
from tracker.standing import AmendmentStanding, OpenConcern
from tracker.website.context import Context, Subject
from tracker.website.findings import drift_line
from tracker.website.lookup import grouped
from tracker.website.marks import verdict_mark
from tracker.website.pages import Link, Mark, PageLink
from tracker.website.pages.subjects import (
    ComingLine,
    ConcernLine,
    DependencyLine,
    HistoryLine,
    Past,
    PublishedLine,
    PullLine,
    Surroundings,
)
from tracker.website.pages.votes import VoteLine
from tracker.website.records import Records, records, registry
from tracker.website.text import clip, counted, day, moment, revision_address, when
from tracker.website.votes import vote_lines

_PULL = re.compile(r"https://github\.com/([^/]+/[^/]+)/pull/([0-9]{1,9})")
_PUBLISHED = {
    PublicationState.PUBLISHED: Mark("met", "✓", "Published"),
    PublicationState.NO_TAG: Mark("unmet", "✗", "No such version"),
    PublicationState.NO_PACKAGE: Mark("unmet", "✗", "No such package"),
    PublicationState.UNKNOWN: Mark("unknown", "?", "Unknown"),
}
_OPEN_PULLS = 12
_Asked = dict[str, tuple[str, str]]
"""Address of a pull request -> how it is called, and what it did."""


@frozen
class OnRecord:
    """The content by subject."""

    known: Records
    registry: RepositoryName
    timelines: Mapping[str, Timeline]
    lives: Mapping[str, AmendmentLife]
    votes: Mapping[str, tuple[VoteLine, ...]]
    """Newest first."""
    items: Mapping[str, tuple[tuple[Ballot, BallotItem], ...]]
    """What coming releases say of a subject."""
    findings: Mapping[str, tuple[DriftFinding, ...]]
    concerns: Mapping[str, tuple[OpenConcern, ...]]
    owners: Mapping[str, str]
    """Package -> the id of the proposal it belongs to: `wasi:io` -> `io`."""
    phases: Mapping[str, int | None]
    """Of proposals, by id."""
    users: Mapping[str, tuple[str, ...]]
    """Id of a proposal -> those that use a package of it."""
    publications: Mapping[str, tuple[Publication, ...]]
    """By package and version: `wasi:clocks@0.3.0`."""
    pulls: Mapping[str, HostedPull]
    """By address."""
    open_pulls: Mapping[str, tuple[HostedPull, ...]]
    """By repository, those that only one proposal lives in."""


def on_record(around: Context) -> OnRecord:
    """Return the content by subject."""
    content, known = around.content, records(around)
    decided = tuple(reversed(content.votes))
    lines = zip((each.vote.subject for each in decided), vote_lines(around, known, decided), strict=True)
    items = [(each.subject, (ballot, each)) for ballot in content.ballots for each in ballot.items]
    owners = _owners(around)
    users = [(owners.get(each.package), user) for user, own in content.dependencies.items() for each in own]
    published = (*content.publications, *(each for ballot in content.ballots for each in ballot.published))
    homes = grouped(around.standing.proposals, lambda each: each.repository)
    alone = {name for name, own in homes.items() if name is not None and len(own) == 1}
    return OnRecord(
        known=known,
        registry=RepositoryName(registry(content) or ""),
        timelines={each.subject: each for each in content.timelines},
        lives={each.id: each for each in content.lives},
        votes={name: tuple(line for _, line in own) for name, own in grouped(lines, lambda pair: pair[0]).items()},
        items={name: tuple(item for _, item in own) for name, own in grouped(items, lambda pair: pair[0]).items()},
        findings=grouped(content.drift.open if content.drift else (), lambda each: each.subject),
        concerns=grouped(around.standing.concerns, lambda each: each.subject),
        owners=owners,
        phases={each.id: each.phase for each in around.standing.proposals},
        users={
            name: tuple(dict.fromkeys(user for _, user in own))
            for name, own in grouped(users, lambda pair: pair[0]).items()
            if name is not None
        },
        publications=grouped(dict.fromkeys(published), lambda each: f"{each.package}@{each.version}"),
        pulls={each.url: each for each in content.hosted.pulls},
        open_pulls=grouped(
            (each for each in content.hosted.pulls if each.state is PullState.OPEN and each.repository in alone),
            lambda each: each.repository,
        ),
    )


def past_of(around: Context, told: OnRecord, subject: Subject) -> Past:
    """Return what is on record about a subject."""
    presented, activity = subject.last_presented, subject.last_activity
    return Past(
        history=_history(around, told, subject.id),
        votes=told.votes.get(subject.id, ()),
        pulls=tuple(_pulls(told, subject)),
        presented=None if presented is None else PageLink(day(presented.date), told.known.meetings.get(presented.date)),
        activity=None
        if activity is None
        else Link(moment(activity.date).day, revision_address(activity.repository, activity.revision)),
        quiet=subject.quiet,
    )


def surroundings_of(around: Context, told: OnRecord, subject: Subject) -> Surroundings:
    """Return what stands around a subject."""
    amendment = isinstance(subject, AmendmentStanding)
    uses = around.content.dependencies.get(subject.parent if isinstance(subject, AmendmentStanding) else subject.id, ())
    return Surroundings(
        uses=tuple(
            DependencyLine(around.places.link(each.package, told.owners.get(each.package, "")), each.phase)
            for each in uses
        ),
        used_by=()
        if amendment
        else tuple(
            DependencyLine(around.places.link(around.lookup.titles.get(each, each), each), told.phases.get(each))
            for each in told.users.get(subject.id, ())
        ),
        published=tuple(
            _published(around, each) for package in subject.packages for each in told.publications.get(package, ())
        ),
        coming=tuple(_coming(told, ballot, item) for ballot, item in told.items.get(subject.id, ())),
        findings=tuple(drift_line(around, told.known, each) for each in told.findings.get(subject.id, ())),
        concerns=tuple(_concern(around, each) for each in told.concerns.get(subject.id, ())),
    )


# --- the past ---------------------------------------------------------------------------------------------------------


def _history(around: Context, told: OnRecord, subject: str) -> tuple[HistoryLine, ...]:
    timeline = told.timelines.get(subject)
    if timeline is None:
        return ()
    return tuple(
        HistoryLine(
            when=when(each.date, around.today),
            topic=str(each.topic),
            summary=each.summary,
            who=None if each.who is None else clip(each.who),
            place=None if each.url is None else Link("source", each.url),
        )
        for each in happenings((timeline,), told.registry)
    )


def _pulls(told: OnRecord, subject: Subject) -> Iterable[PullLine]:
    """Yield the pull requests that concern a subject: those that its life and coming releases name, and open ones."""
    asked: _Asked = {}
    life = told.lives.get(subject.id)
    for event in life.events if life else ():
        named = _PULL.fullmatch(event.url or "")
        if event.state is EventKind.PROPOSED and event.url is not None and named is not None:
            asked.setdefault(event.url, (f"{named[1]}#{named[2]}", event.summary))
    merged = set()
    for _, item in told.items.get(subject.id, ()):
        for link in item.pulls:
            asked.setdefault(link.url, (f"{link.repository}#{link.number}", ""))
            merged |= {link.url} if link.merged else set()
    for pull in told.open_pulls.get(subject.repository or "", ())[:_OPEN_PULLS]:
        asked.setdefault(pull.url, (f"{pull.repository}#{pull.number}", ""))
    for url, (name, did) in asked.items():
        hosted = told.pulls.get(url)
        state = str(hosted.state) if hosted else "merged" if url in merged or "(merged on " in did else ""
        said = f"{hosted.title} ({'; '.join([f'by {hosted.author}', *pull_details(hosted)])})" if hosted else ""
        yield PullLine(Link(clip(name), url), clip(said) if hosted else did, state)


# --- the surroundings -------------------------------------------------------------------------------------------------


def _owners(around: Context) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in (*around.standing.proposals, *around.standing.unlisted):
        for package in each.packages:
            found.setdefault(package.partition("@")[0], each.id)
    return found


def _published(around: Context, told: Publication) -> PublishedLine:
    faults = counted(len(told.findings), "difference") + " from the source" if told.findings else ""
    return PublishedLine(
        package=clip(f"{told.package}@{told.version}"),
        mark=_PUBLISHED[told.state],
        reference=clip(told.reference),
        said=told.problem or faults,
        checked=when(told.checked_at, around.today),
    )


def _coming(told: OnRecord, ballot: Ballot, item: BallotItem) -> ComingLine:
    return ComingLine(
        release=PageLink(f"WASI {clip(ballot.version)}", told.known.ballots.get(ballot.version)),
        verdict=verdict_mark(item.verdict),
        reason=item.reason,
        next_step=item.next_step,
    )


def _concern(around: Context, concern: OpenConcern) -> ConcernLine:
    place = None if concern.link is None else Link("where it is discussed", concern.link)
    return ConcernLine(clip(concern.by), when(concern.raised, around.today), concern.text, place)
