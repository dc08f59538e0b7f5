"""A past and a future for the made-up standing: what happened, what was decided, and what comes next."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.agenda.values import Agenda, Candidate, Deadline, Dependency, Matter, Meeting
from tracker.ballots.standing import Finality, Kept, VoteStanding
from tracker.chronicle import Outcome
from tracker.drift.findings import Drift, DriftFinding, Said, Severity
from tracker.facts import RepositoryName, Revision
from tracker.happenings import Timeline
from tracker.hosting import Hosted, HostedPull, PullState
from tracker.lives import AmendmentLife, ChangeKind, EventKind, LifeEvent, PhaseChange
from tracker.next_release.ballot import Ballot, BallotItem, EntryKind, Schedule
from tracker.process.calendar import Departure
from tracker.published import Publication, PublicationState
from tracker.standing import (
    Activity,
    AmendmentState,
    CriterionResult,
    CriterionStatus,
    OpenConcern,
    Presented,
    Readiness,
)
from tracker.voting import AgendaItem, Confidence, Method, SubjectKind, Tally, Vote, VoteSource, VoteSourceKind
from tracker.website.content import Content

HUB = "https://github.com/WebAssembly"
MAIN = RepositoryName("WebAssembly/WASI")
REVISION = Revision("0123456789abcdef0123456789abcdef01234567")
AS_OF = datetime(2026, 7, 21, 10, 0, tzinfo=UTC)
TIMEZONE = "clocks/clocks-timezone"
RELEASE = Departure("0.3", date(2026, 8, 4), "0.3.1")
LATER = Departure("0.3", date(2026, 10, 6), None)
MEETING = date(2026, 7, 30)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def change(day: str, kind: ChangeKind, origin: int | None, target: int | None) -> PhaseChange:
    url = f"{HUB}/WASI/blob/{REVISION}/docs/Proposals.md#L37"
    return PhaseChange(at(day), TIMEZONE, kind, origin, target, REVISION, "Clocks: Timezone", url, "Ada", "Move a row")


def event(day: str, state: EventKind, summary: str, url: str | None = None) -> LifeEvent:
    return LifeEvent(at(day), state, "0.3", MAIN, REVISION, summary, url, "Ada")


CHANGES = (
    change("2024-05-30", ChangeKind.ENTERED, None, 0),
    change("2024-06-19", ChangeKind.ADVANCED, 0, 2),
)
PULL = f"{HUB}/wasi-clocks/pull/61"
LIFE = AmendmentLife(
    id=TIMEZONE,
    parent="clocks",
    feature="clocks-timezone",
    title="Clocks: Timezone",
    state=AmendmentState.LANDED,
    phase=2,
    lines=(),
    events=(
        event("2024-06-13", EventKind.PROPOSED, "pull request 61 puts it behind a gate (merged on 2024-06-14)", PULL),
        event("2024-06-14", EventKind.LANDED, "landed in wasi:clocks@0.2.0 with 6 gates", f"{HUB}/wasi-clocks"),
    ),
    step=5,
    next_step="Building it behind the gate waits for the implementers.",
    missing=("no row of its own in the proposal list",),
)
VOTE = VoteStanding(
    vote=Vote(
        date=date(2026, 7, 9),
        subject=TIMEZONE,
        subject_kind=SubjectKind.AMENDMENT,
        question="Should it advance to phase 3?",
        target_phase=3,
        method=Method.POLL,
        tally=Tally(sf=4, f=3),
        outcome=Outcome.DEFERRED,
        confidence=Confidence.HIGH,
        source=VoteSource(VoteSourceKind.NOTES, "wasi/2026/WASI-07-09.md", 40, f"{HUB}/meetings"),
    ),
    announced=None,
    notice=None,
    notice_rule=Kept.UNKNOWN,
    notice_aim=Kept.UNKNOWN,
    published=None,
    published_late=None,
    finality=Finality.UNKNOWN,
    open_until=None,
)
ITEM = BallotItem(
    subject=TIMEZONE,
    title="Clocks: Timezone",
    kind=EntryKind.AMENDMENT,
    question="Should it be stabilized?",
    verdict=Readiness.BLOCKED,
    reason="no vote on it is recorded",
    next_step="The champion puts a vote on the agenda.",
)
BALLOT = Ballot(
    as_of=AS_OF,
    version="0.3.1",
    line="0.3",
    previous="0.3.0",
    prerelease=False,
    schedule=Schedule(
        planned=RELEASE.date,
        announced=True,
        actual=None,
        days_left=14,
        meetings=(MEETING,),
        agenda_deadline=date(2026, 7, 29),
        agenda_aim=date(2026, 7, 23),
    ),
    verdict=Readiness.BLOCKED,
    reason="one error stands against it",
    items=(ITEM,),
)
FINDING = DriftFinding(
    rule="phase-says-otherwise",
    severity=Severity.WARNING,
    subject=TIMEZONE,
    message="the list says phase 2 and the README phase 3",
    since=at("2026-07-01"),
    evidence=(Said(f"{HUB}/WASI", "README.md", 3, REVISION, "phase 3"),),
)
PLAN = CriterionResult("portability-plan", 3, CriterionStatus.UNKNOWN, "People judge it.")


def candidate(subject: str, title: str, target: int, *, asked: bool = False, ready: bool = False) -> Candidate:
    return Candidate(
        id=subject,
        title=title,
        feature=None,
        phase=target - 1,
        target=target,
        readiness=Readiness.READY if ready else Readiness.UNDETERMINED,
        champions=(),
        url=None,
        criteria=(),
        open=() if ready else (PLAN,),
        dependencies=(),
        earliest=MEETING,
        deadlines=(Deadline(LATER, date(2026, 9, 24), date(2026, 9, 17), date(2026, 9, 23)),),
        asked=(MEETING,) if asked else (),
    )


AGENDA = Agenda(
    as_of=AS_OF,
    repository=RepositoryName("WebAssembly/meetings"),
    meetings=(
        Meeting(
            MEETING,
            planned=False,
            path="wasi/2026/WASI-07-30.md",
            url=f"{HUB}/meetings",
            matters=(
                Matter(AgendaItem("Opening", 3, 0), (), f"{HUB}/meetings", usual=True),
                Matter(AgendaItem("Timezone to phase 3", 5, 0), (TIMEZONE,), f"{HUB}/meetings"),
            ),
        ),
    ),
    releases=(RELEASE, LATER),
    ready=(candidate("nn", "Machine Learning (wasi-nn)", 3, ready=True),),
    undetermined=(
        candidate("keyvalue", "Key-value Store", 3),
        candidate(TIMEZONE, "Clocks: Timezone", 3, asked=True),
    ),
    titles=(("portability-plan", 3, "Portability met or planned"),),
)


def pull(number: int, repository: str, state: PullState) -> HostedPull:
    return HostedPull(
        repository=RepositoryName(repository),
        number=number,
        title=f"Change {number}",
        state=state,
        draft=False,
        author="ada",
        labels=(),
        reviewers=(),
        linked=(),
        base="main",
        head=REVISION,
        created_at=at("2026-07-01"),
        updated_at=at("2026-07-02"),
        closed_at=None,
        merged_at=None,
    )


def with_past(content: Content) -> Content:
    """Return the content with all that happened, was decided, and comes next."""
    standing = content.standing
    timezone = replace(
        standing.amendments[0],
        last_presented=Presented(date(2026, 7, 9), "wasi/2026/WASI-07-09.md", f"{HUB}/meetings"),
        last_activity=Activity(at("2026-06-11"), MAIN, REVISION),
        quiet=True,
    )
    return replace(
        content,
        standing=replace(
            standing,
            amendments=(timezone, *standing.amendments[1:]),
            concerns=(OpenConcern("c1", "i2c", "Bo", date(2026, 7, 2), "Names are open.", f"{HUB}/wasi-i2c/issues/3"),),
        ),
        timelines=(Timeline(TIMEZONE, "Clocks: Timezone", CHANGES, LIFE.events),),
        lives=(LIFE,),
        changes=CHANGES,
        ballots=(BALLOT,),
        votes=(VOTE,),
        drift=Drift(AS_OF, (FINDING,)),
        agenda=AGENDA,
        hosted=Hosted(pulls=(pull(7, "WebAssembly/wasi-i2c", PullState.OPEN), pull(1, MAIN, PullState.OPEN))),
        publications=(
            Publication("wasi:i2c", "0.3.0", "registry.example/x/i2c:0.3.0", PublicationState.NO_TAG, at("2026-07-20")),
        ),
        dependencies={
            "http": (Dependency("wasi:clocks", 3), Dependency("wasi:other", None)),
            "clocks": (),
            "cli": (Dependency("wasi:clocks", 3),),
        },
    )
