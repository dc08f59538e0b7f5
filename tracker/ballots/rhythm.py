"""When subjects were last presented and worked on, and which of them went quiet."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from tracker.aliases import Aliases
from tracker.ballots.agendas import Agendas
from tracker.ballots.meetings import Meeting
from tracker.chronicle import BranchKind, Chronicle, Point
from tracker.facts import RepositoryName
from tracker.permalink import permalink
from tracker.standing import Activity, AmendmentStanding, Presented, ProposalStanding, Standing
from tracker.subjects import Subjects

SubjectT = TypeVar("SubjectT", ProposalStanding, AmendmentStanding)


def last_presented(meetings: Mapping[date, Meeting], agendas: Agendas, at: datetime) -> Mapping[str, Presented]:
    """Return the last agenda of each subject up to a moment, by id; meetings that were called off do not count."""
    found: dict[str, Presented] = {}
    for day in sorted((day for day in meetings if day <= at.date()), reverse=True):
        span = next((each for each in meetings[day].versions if each.standing), None)
        if span is None or span.notes.cancelled:
            continue
        for subject, item in agendas.presented(span.notes):
            url = permalink(span.branch.repository, span.first.revision, span.path, item.line)
            found.setdefault(subject, Presented(day, span.path, url))
    return found


def last_activity(
    chronicle: Chronicle, subjects: Subjects, aliases: Aliases, touched: Mapping[str, Point]
) -> Mapping[str, Activity]:
    """Return the last commit on the default branch of each subject's home, by id.

    Of an amendment it is the last one to a file that held a gate of its feature. `touched` is the last commit to each
    folder of proposals in the registry, which many share; `OWNER/NAME`s of repositories that nobody read have none.
    """
    heads = {branch.repository: head for branch, head in chronicle.heads.items() if branch.kind is BranchKind.DEFAULT}
    found: dict[str, Activity] = {}
    for proposal in (*subjects.proposals, *subjects.unlisted):
        home = proposal.home
        if home is not None:
            shared = home.repository == aliases.registry
            point = touched.get(home.path) if shared else heads.get(home.repository)
            if point is not None:
                found[proposal.id] = _activity(home.repository, point)
    for subject, (repository, point) in _gates(chronicle, subjects).items():
        found[subject] = _activity(repository, point)
    return found


def _activity(repository: RepositoryName, point: Point) -> Activity:
    return Activity(point.at, repository, point.revision)


def _gates(chronicle: Chronicle, subjects: Subjects) -> dict[str, tuple[RepositoryName, Point]]:
    found: dict[str, tuple[RepositoryName, Point]] = {}
    for span in chronicle.gates:
        owner = subjects.owners.get(span.package.id) if span.package else None
        if owner is None or span.gate.feature is None or span.branch.kind is not BranchKind.DEFAULT:
            continue
        subject, point = f"{owner.id}/{span.gate.feature}", span.end or span.first
        if subject not in found or found[subject][1].at < point.at:
            found[subject] = span.branch.repository, point
    return found


def with_rhythm(
    everything: Standing,
    presented: Mapping[str, Presented] | None,
    active: Mapping[str, Activity],
    quiet_after: timedelta | None,
) -> Standing:
    """Return where everything stands with when it was last presented and worked on.

    `presented` is `None` when no agenda was read. A subject is quiet when its last commit and its last agenda are both
    older than `quiet_after`; when no commit to it is known, nobody can tell.
    """

    def told(subject: SubjectT) -> SubjectT:
        shown, worked = (presented or {}).get(subject.id), active.get(subject.id)
        days = [worked.date] if worked else []
        days += [datetime.combine(shown.date, time(), UTC)] if shown else []
        quiet = (
            worked is not None
            and presented is not None
            and quiet_after is not None
            and all(everything.as_of - each > quiet_after for each in days)
        )
        return replace(subject, last_presented=shown, last_activity=worked, quiet=quiet)

    def each(listed: Iterable[SubjectT]) -> tuple[SubjectT, ...]:
        return tuple(map(told, listed))

    return replace(
        everything,
        proposals=each(everything.proposals),
        amendments=each(everything.amendments),
        unlisted=each(everything.unlisted),
    )
