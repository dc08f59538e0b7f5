"""What is on record in a made-up world: a ballot, votes, meetings, releases, disagreements, rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.website.conftest import HUB, MAIN, REVISION, make_content
from tracker.agenda.values import Agenda, Candidate, Deadline, Dependency, Matter
from tracker.agenda.values import Meeting as Coming
from tracker.ballots.standing import Finality, Kept, Noted, VoteStanding
from tracker.changes import ApiChange, Change, Effect, Place, Stability
from tracker.chronicle import Branch, BranchKind, Outcome, Point
from tracker.drift.findings import CouldNotCheck, DeclaredException, Drift, DriftFinding, Said, Severity
from tracker.durations import Latency, StepMedian, StepTime
from tracker.facts import GateKind, RepositoryName
from tracker.happenings import Timeline
from tracker.hosting import PullLink
from tracker.lives import AmendmentLife, ChangeKind, EventKind, LifeEvent, PhaseChange
from tracker.next_release.ballot import (
    AttributedChange,
    Ballot,
    BallotItem,
    BlockingFinding,
    ChangeCommit,
    EntryKind,
    FeatureStanding,
    Implementation,
    Schedule,
    Unchecked,
    Unlock,
)
from tracker.process.calendar import Departure
from tracker.published import Publication, PublicationState
from tracker.released import GateCounts, Release, ReleaseItem, ReleaseTag
from tracker.standing import AmendmentState, OpenConcern, Readiness
from tracker.voting import (
    AgendaItem,
    Confidence,
    MeetingNotes,
    Method,
    NotesSpan,
    SubjectKind,
    Tally,
    Vote,
    VoteSource,
    VoteSourceKind,
)
from tracker.website.content import Content, RuleDocument

NOW = datetime(2026, 7, 21, 10, 0, tzinfo=UTC)
MEETINGS = RepositoryName("WebAssembly/meetings")
TIMEZONE = "clocks/clocks-timezone"
HELD, COMING, PLANNED = date(2026, 7, 9), date(2026, 7, 23), date(2026, 8, 6)
NOTES = f"{HUB}/{MEETINGS}/blob/{REVISION}"


def said(name: str) -> Said:
    return Said(f"{HUB}/{MAIN}/blob/{REVISION}/lamp.wit#L4", name, 4, REVISION, name)


def vote(name: str = "Should i2c advance to phase 3?", subject: str = "i2c", outcome: Outcome = Outcome.PASSED) -> Vote:
    path = f"wasi/2026/WASI-{HELD:%m-%d}.md"
    return Vote(
        date=HELD,
        subject=subject,
        subject_kind=SubjectKind.PROPOSAL,
        question=name,
        target_phase=3,
        method=Method.POLL,
        tally=Tally(sf=9, f=3),
        outcome=outcome,
        confidence=Confidence.HIGH,
        source=VoteSource(VoteSourceKind.NOTES, path, 31, f"{NOTES}/{path}#L31"),
        reason="",
    )


def held_vote(about: Vote) -> VoteStanding:
    path = about.source.path or ""
    begun = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)
    return VoteStanding(
        vote=about,
        announced=Noted(begun, MEETINGS, REVISION, path, 12),
        notice=timedelta(days=7, hours=7),
        notice_rule=Kept.KEPT,
        notice_aim=Kept.KEPT,
        published=Noted(datetime(2026, 7, 18, 9, 0, tzinfo=UTC), MEETINGS, REVISION, path, None),
        published_late=True,
        finality=Finality.PROVISIONAL,
        open_until=datetime(2026, 7, 25, 9, 0, tzinfo=UTC),
    )


def notes_span(name: str, when: date = HELD) -> NotesSpan:
    first = Point(3, REVISION, datetime(2026, 7, 18, 9, 0, tzinfo=UTC), name, name)
    told = MeetingNotes(
        date=when,
        attendees=("Ada One", "Bo Two"),
        agenda=(AgendaItem(name, 12, 1, (name,), (f"{HUB}/{MAIN}/pull/1", f"javascript:{name}"), True, 3),),
    )
    path = f"wasi/2026/WASI-{when:%m-%d}.md"
    return NotesSpan(Branch(MEETINGS, "main", BranchKind.DEFAULT), path, first, None, None, told)


def make_agenda(name: str) -> Agenda:
    release = Departure("0.3", date(2026, 8, 4), "0.3.1")
    path = f"wasi/2026/WASI-{COMING:%m-%d}.md"
    matter = Matter(AgendaItem(name, 20, 0, (), (), True, None), ("i2c",), f"{NOTES}/{path}#L20")
    candidate = Candidate(
        id="i2c",
        title=name,
        feature=None,
        phase=2,
        target=3,
        readiness=Readiness.READY,
        champions=(name,),
        url=None,
        criteria=(),
        open=(),
        dependencies=(),
        earliest=COMING,
        deadlines=(Deadline(release, COMING, date(2026, 7, 16), date(2026, 7, 22)),),
    )
    meetings = (
        Coming(COMING, False, path, f"{NOTES}/{path}", (matter,)),
        Coming(PLANNED, True, "wasi/2026/WASI-08-06.md"),
    )
    return Agenda(NOW, MEETINGS, meetings, (release,), (candidate,), (), (), (f"{HUB}/{MEETINGS}/pull/7",))


def make_ballot(name: str, content: Content) -> Ballot:
    standing = content.standing
    i2c = next(each for each in standing.proposals if each.id == "i2c")
    exception = DeclaredException("bare-deprecated", "cli", name, name, f"{HUB}/{MAIN}/pull/2", date(2026, 1, 2))
    change = ApiChange(
        Change.FUNCTION_ADDED, name, None, Place(name, 4), Stability.STABLE, Effect.ADDITION, f"adds {name}"
    )
    commit = ChangeCommit(MAIN, REVISION, NOW, name, f"{HUB}/{MAIN}/commit/{REVISION}")
    items = (
        BallotItem(
            subject="i2c",
            title=i2c.title,
            kind=EntryKind.PROPOSAL,
            question=name,
            verdict=Readiness.BLOCKED,
            reason=name,
            next_step=name,
            criteria=i2c.criteria,
            votes=(vote(name),),
            gates=standing.gates[:1],
            implementations=(Implementation(name, HELD, name, None),),
            pulls=(PullLink(MAIN, 5, f"{HUB}/{MAIN}/pull/5", merged=True),),
            concerns=(OpenConcern("1", "i2c", name, HELD, name, None),),
        ),
        BallotItem(TIMEZONE, "Clocks: Timezone", EntryKind.AMENDMENT, name, Readiness.READY, name, name),
        BallotItem("lamp", name, EntryKind.FEATURE, name, Readiness.UNDETERMINED, name, name, tentative=True),
    )
    return Ballot(
        as_of=NOW,
        version="0.3.1",
        line="0.3",
        previous="0.3.0",
        prerelease=False,
        schedule=Schedule(date(2026, 8, 4), True, None, 14, (COMING,), date(2026, 7, 22), date(2026, 7, 16)),
        verdict=Readiness.BLOCKED,
        reason="one finding stands against it",
        items=items,
        blocking=(
            BlockingFinding(
                "unflipped-gate", Severity.ERROR, TIMEZONE, f"the gate of {name} stands", (said(name),), name
            ),
            BlockingFinding("bare-deprecated", Severity.ERROR, "cli", name, (), None, exception),
        ),
        unchecked=(Unchecked("oci-published", name),),
        changes=(AttributedChange(change, "wasi:clocks", "clocks", TIMEZONE, commit, f"{HUB}/{MAIN}"),),
        features=(FeatureStanding("map", name, None, None, f"{HUB}/{MAIN}", False, (said(name),), (said(name),)),),
        published=(Publication("wasi:clocks", "0.3.0", name, PublicationState.NO_TAG, NOW, problem=name),),
        unlocks=(Unlock(name, "i2c", (name,)),),
    )


def make_release(name: str) -> Release:
    item = ReleaseItem(
        proposal="clocks",
        amendment=TIMEZONE,
        package="wasi:clocks@0.3.0",
        item=name,
        item_kind="function",
        kind=GateKind.SINCE,
        feature="clocks-timezone",
        version="0.3.0",
        file=name,
        line=7,
        url=f"{HUB}/{MAIN}/blob/{REVISION}/lamp.wit#L7",
    )
    tag = ReleaseTag(MAIN, "v0.3.0", REVISION, datetime(2026, 6, 11, 9, 0, tzinfo=UTC), f"{HUB}/{MAIN}/tree/{REVISION}")
    return Release(
        version="0.3.0",
        line="0.3",
        train=MAIN,
        date=tag.date,
        prerelease=False,
        tags=(tag,),
        previous=None,
        packages=("wasi:clocks@0.3.0",),
        holds=GateCounts(since=14, unstable=1),
        stabilized=(item,),
    )


def make_life(name: str) -> AmendmentLife:
    def event(month: int, kind: EventKind, line: str | None) -> LifeEvent:
        return LifeEvent(datetime(2025, month, 1, tzinfo=UTC), kind, line, MAIN, REVISION, name, None)

    events = (
        event(1, EventKind.TRACKED, None),
        event(2, EventKind.LANDED, "0.3"),
        event(2, EventKind.QUEUED, "0.3"),
        event(9, EventKind.WITHDRAWN, "0.2"),
    )
    return AmendmentLife(TIMEZONE, "clocks", "clocks-timezone", name, AmendmentState.QUEUED, 2, (), events, 6, name, ())


def phase_change(year: int, kind: ChangeKind, origin: int | None, target: int | None, name: str) -> PhaseChange:
    when = datetime(year, 3, 1, tzinfo=UTC)
    return PhaseChange(when, "i2c", kind, origin, target, REVISION, name, f"{HUB}/{MAIN}", name, name)


def make_records(name: str = "Lamp") -> Content:
    """Return a site's content with everything on record, a name in every place that takes a text."""
    content = make_content()
    finding = DriftFinding(
        "unapplied-vote", Severity.ERROR, "i2c", f"the list lacks {name}", NOW - timedelta(days=3), (said(name),), name
    )
    steps = tuple(
        StepTime(subject, "voted-to-listed", date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days), days)
        for subject, days in (("i2c", 12), ("usb", 3))
    )
    changes = (
        phase_change(2023, ChangeKind.ENTERED, None, 1, name),
        phase_change(2025, ChangeKind.ADVANCED, 1, 2, name),
    )
    kept = held_vote(vote(name))
    return replace(
        content,
        timelines=(Timeline("i2c", name, changes),),
        lives=(make_life(name),),
        changes=changes,
        ballots=(make_ballot(name, content),),
        votes=(held_vote(vote(name, "usb", Outcome.DEFERRED)), kept),
        review=(replace(vote(name), confidence=Confidence.LOW, reason=name),),
        drift=Drift(
            NOW,
            (finding, replace(finding, severity=Severity.NOTE, since=None, evidence=(), fix=None)),
            (CouldNotCheck("late-notes", name, ("i2c", name)),),
            (DeclaredException("late-notes", name, name, name, "https://example.org", date(2026, 1, 1)),),
        ),
        agenda=make_agenda(name),
        meetings=(notes_span(name), notes_span(name, COMING)),
        releases=(make_release(name), replace(make_release(name), train=RepositoryName("a/wasi-lamp"))),
        latency=Latency(NOW, (StepMedian("voted-to-listed", 2, 7.5, None, None),), steps, (), ()),
        dependencies={"i2c": (Dependency("wasi:clocks", 3), Dependency("wasi:lamp", None))},
        rules=(
            RuleDocument("wit", "criterion", None, "WIT is there.", "# WIT\n\n`wit` · asked\n\n**Why.** So.\n"),
            RuleDocument(
                "unapplied-vote",
                "drift",
                "error",
                "A `vote` that the list does not show.",
                "# A vote that does not show\n\n## Why\n\nSee [WIT](wit.md), [x](javascript:1) and <b>this</b>.\n",
            ),
        ),
    )
