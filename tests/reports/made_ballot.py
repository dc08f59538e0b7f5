"""Ballots made by hand: of lamps and looms, of a release that holds nothing, and one that wants to break out."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.reports.made_standing import COMMIT, GATES, HUB, place
from tracker.changes import ApiChange, Change, Effect, Place, Stability
from tracker.chronicle import Outcome
from tracker.drift.findings import Said, Severity
from tracker.facts import GateKind, RepositoryName, Revision
from tracker.hosting import PullLink
from tracker.next_release.ballot import (
    AttributedChange,
    Ballot,
    BallotItem,
    Blockage,
    BlockingFinding,
    ChangeCommit,
    EntryKind,
    FeatureStanding,
    Implementation,
    Schedule,
    Unchecked,
    Unlock,
)
from tracker.published import Publication, PublicationFault, PublicationFinding, PublicationState
from tracker.standing import CriterionResult, CriterionStatus, OpenConcern, Readiness
from tracker.voting import Confidence, Method, SubjectKind, Tally, Vote, VoteSource, VoteSourceKind

AT = datetime(2030, 3, 5, 12, tzinfo=UTC)
NOTES = "own/2030/OWN-02-21.md"
WIT = CriterionResult("wit", 2, CriterionStatus.MET, "wasi:lamp with 1 interface", (place(HUB, "wit/types.wit", 1),))
INHERITED = CriterionResult(
    "wit", 2, CriterionStatus.INHERITED, "answered by lamp: it reads", (), "lamp", CriterionStatus.MET
)
PLAN = CriterionResult("portability-plan", 3, CriterionStatus.UNKNOWN, "people must attest it")
ATTESTED = replace(PLAN, status=CriterionStatus.MET, reason="attested by Ada Author")
NEEDS = CriterionResult(
    "dependencies",
    3,
    CriterionStatus.UNMET,
    "depends on wasi:wick (phase 1)",
    tuple(place(HUB, "wit/loom.wit", line) for line in (4, 6, 9)),
)
PASSED = Vote(
    date(2030, 2, 21),
    "lamp/lamp-dim",
    SubjectKind.AMENDMENT,
    "Should lamp-dim become stable?",
    3,
    Method.POLL,
    Tally(8, 3, 1, 0, 0),
    Outcome.PASSED,
    Confidence.HIGH,
    VoteSource(VoteSourceKind.NOTES, NOTES, 41, f"https://github.com/Own/meetings/blob/{COMMIT}/{NOTES}#L41"),
)
QUEUE = "A maintainer of Own/hub puts `// @stabilize-next` above its gate before the release"
DIM = BallotItem(
    subject="lamp/lamp-dim",
    title="Lamp: Dim",
    kind=EntryKind.AMENDMENT,
    question="Should what the feature `lamp-dim` gates become stable in 0.3.1?",
    verdict=Readiness.READY,
    reason="the vote of 2030-02-21 passed",
    next_step=QUEUE,
    criteria=(INHERITED, ATTESTED),
    votes=(PASSED,),
    gates=GATES[1:],
    implementations=(Implementation("Bo Builder", date(2030, 1, 9), "glow 4.1 runs it", "https://example.org/glow"),),
    pulls=(PullLink(HUB, 12, f"https://github.com/{HUB}/pull/12", merged=True),),
)
LOOM = BallotItem(
    subject="loom",
    title="Loom [red|blue] <b>",
    kind=EntryKind.PROPOSAL,
    question="Should Loom [red|blue] <b> advance from phase 2 to phase 3?",
    verdict=Readiness.BLOCKED,
    reason="dependencies is unmet for phase 3",
    next_step="Its champions take wasi:wick out, or bring it to phase 3",
    criteria=(WIT, PLAN, NEEDS),
    gates=tuple(
        replace(GATES[1], item=f"wasi:loom/{name}", url=f"https://example.org/{name}") for name in ("a", "b", "c", "d")
    ),
    concerns=(
        OpenConcern(
            "e" * 64, "loom", "Cy Critic", date(2030, 3, 1), "@unstable threads tangle", "https://example.org/7"
        ),
    ),
)
MAP = BallotItem(
    subject="component-model/map",
    title="Maps",
    kind=EntryKind.FEATURE,
    question="Should 0.3.1 depend on maps?",
    verdict=Readiness.UNDETERMINED,
    reason="nobody asked yet",
    next_step="The chairs put it on the agenda of 2030-03-21",
)


def said(path: str, line: int, says: str) -> Said:
    """Return a place at the one commit there is."""
    return Said(f"https://github.com/{HUB}/blob/{COMMIT}/{path}#L{line}", path, line, COMMIT, says)


FLIPPED = BlockingFinding(
    "unvoted-gate-flip",
    Severity.ERROR,
    "lamp/lamp-glow",
    "wasi:lamp/types#glow became @since(version = 0.3.1), and no vote on it passed",
    (said("wit/types.wit", 19, "main of Own/hub: types#glow is @since(version = 0.3.1)"),),
    "put @unstable(feature = lamp-glow) back, or vote on it before 2030-04-02",
)
UNLISTED = BlockingFinding(
    "unlisted-release-feature", Severity.WARNING, "wasi-0.3.1", "lamp-hum is behind a gate, and on no list", (), None
)
UNGATED = tuple(
    BlockingFinding(
        "gate-rules",
        Severity.NOTE,
        subject,
        f"missing-gate: the function `{subject}.{number}` has no gate",
        (said(f"wit/{subject}.wit", number, f"main: `{subject}.{number}` has no gate"),),
        "put `@since(version = V)` above it",
    )
    for subject, number in (("lamp", 3), ("lamp", 5), ("loom", 8), ("loom", 9), ("loom", 13))
)
DIMMED = ChangeCommit(
    HUB,
    COMMIT,
    datetime(2030, 2, 22, 9, tzinfo=UTC),
    "Stabilize lamp-dim (#12)",
    f"https://github.com/{HUB}/commit/{COMMIT}",
)
GLOWED = replace(
    DIMMED,
    revision=Revision("d" * 40),
    summary="Let lamps glow | hum",
    url=f"https://github.com/{HUB}/commit/{'d' * 40}",
)


def changed(
    kind: Change, name: str, effect: Effect, commit: ChangeCommit | None, amendment: str | None
) -> AttributedChange:
    """Return a change to one item of the lamp."""
    new = Place("wit/types.wit", 19)
    change = ApiChange(kind, f"wasi:lamp/types#{name}", None, new, Stability.STABLE, effect, f"{name}: {kind}")
    url = f"https://github.com/{HUB}/blob/{COMMIT}/wit/types.wit#L19"
    return AttributedChange(change, "wasi:lamp", "lamp", amendment, commit, url)


CHANGES = (
    *(changed(Change.FUNCTION_ADDED, f"hue-{number}", Effect.ADDITION, GLOWED, None) for number in range(9)),
    changed(Change.GATE_STABILIZED, "dim", Effect.ADDITION, DIMMED, "lamp/lamp-dim"),
    changed(Change.FUNCTION_REMOVED, "glow", Effect.BREAKING, GLOWED, None),
    changed(Change.DOCUMENTATION_CHANGED, "lamp", Effect.NEUTRAL, None, None),
    changed(Change.PACKAGE_VERSION_CHANGED, "version", Effect.NEUTRAL, DIMMED, None),
    changed(Change.DEPENDENCY_VERSION_CHANGED, "io", Effect.NEUTRAL, DIMMED, None),
)
ASYNC = FeatureStanding(
    "async",
    "Asynchronous functions",
    "0.3.0",
    date(2029, 6, 11),
    "https://example.org/async",
    allowed=True,
    used_by=tuple(said("wit/types.wit", line, f"wasi:lamp/types#wait-{line}") for line in (3, 5, 8, 13)),
)
THREADS = FeatureStanding(
    "threads",
    "Threads",
    None,
    None,
    "https://example.org/threads",
    allowed=False,
    used_unstable=(said("wit/types.wit", 30, "wasi:lamp/types#spin"),),
)
MAPS = FeatureStanding("map", "Maps", "0.3.1", date(2030, 1, 8), "https://example.org/map", allowed=True)
HELD = Publication(
    "wasi:lamp",
    "0.3.1",
    "registry.example/wasi/lamp:0.3.1",
    PublicationState.PUBLISHED,
    AT,
    f"sha256:{'ab' * 32}",
    ("0.3.0", "0.3.1"),
    "2030-03-04T10:00:00Z",
    compared=True,
    findings=(
        PublicationFinding(
            PublicationFault.MISSING_GATED_ITEM, "wasi:lamp/types#dim", "the source has it behind a gate"
        ),
    ),
)
LOST = Publication("wasi:loom", "0.3.1", "registry.example/wasi/loom:0.3.1", PublicationState.NO_TAG, AT)
BALLOT = Ballot(
    as_of=AT,
    version="0.3.1",
    line="0.3",
    previous="0.3.0",
    prerelease=False,
    schedule=Schedule(
        date(2030, 4, 2),
        announced=True,
        actual=None,
        days_left=28,
        meetings=(date(2030, 3, 7), date(2030, 3, 21)),
        agenda_deadline=date(2030, 3, 20),
        agenda_aim=date(2030, 3, 14),
        source="https://example.org/train",
    ),
    verdict=Readiness.BLOCKED,
    reason="1 error, and loom is blocked",
    items=(DIM, LOOM, MAP),
    blocking=(FLIPPED, UNLISTED, *UNGATED),
    unchecked=(
        Unchecked("package-versions-disagree", "wasi:wick was not read"),
        Unchecked("launch-criteria", "wasi:wick was not read"),
    ),
    changes=CHANGES,
    features=(ASYNC, MAPS, THREADS),
    published=(HELD, LOST),
    packages=("wasi:lamp@0.3.1", "wasi:loom@0.3.1", "wasi:wick@0.3.1"),
    unlocks=(
        Unlock(
            "vote on lamp/lamp-glow", "lamp/lamp-glow", ("wasi:lamp/types#glow", "wasi:loom/a"), ("loom", "wasi:lamp")
        ),
    ),
    blockages=(Blockage("loom", ("wasi:loom@0.3.1/a", "wasi:wick@0.3.1/flame"), "wasi:wick is at phase 1"),),
)
EMPTY = Ballot(
    as_of=AT,
    version="0.9.0-rc-1",
    line="0.9",
    previous=None,
    prerelease=True,
    schedule=Schedule(None, announced=False, actual=None, days_left=None),
    verdict=Readiness.UNDETERMINED,
    reason="nothing of its line was read",
)
SLIPPED = replace(
    EMPTY,
    version="0.3.1",
    prerelease=False,
    previous="0.3.0",
    verdict=Readiness.READY,
    reason="",
    schedule=Schedule(date(2030, 3, 1), announced=False, actual=date(2030, 3, 4), days_left=None),
    strict=True,
)
BREAKOUT = "a|b](https://evil.example) <img src=x>\n# head\n\n---\n`code` \x1b[31mred\u202egnol\x00 @somebody"
"""Text that wants to be more than text."""
HOSTILE = replace(
    BALLOT,
    reason=BREAKOUT,
    items=(
        replace(
            LOOM,
            subject=f"loom/{'x' * 70}",
            title=BREAKOUT,
            question=BREAKOUT,
            reason=BREAKOUT,
            next_step=BREAKOUT,
            criteria=(replace(NEEDS, reason=BREAKOUT),),
            votes=(replace(PASSED, question=BREAKOUT, source=replace(PASSED.source, url="javascript:alert(1)")),),
            gates=(replace(GATES[1], item=BREAKOUT, kind=GateKind.UNSTABLE, feature=BREAKOUT),),
            implementations=(Implementation(BREAKOUT, date(2030, 1, 9), BREAKOUT, "https://example.org/a) b|c"),),
            pulls=(PullLink(RepositoryName("Own/a|b"), 1, "https://example.org/\n\n# x", merged=False),),
            concerns=(OpenConcern("e" * 64, "loom", BREAKOUT, date(2030, 3, 1), BREAKOUT, "data:text/html,x"),),
        ),
    ),
    blocking=(
        replace(
            FLIPPED,
            subject=BREAKOUT,
            message=BREAKOUT,
            fix=BREAKOUT,
            evidence=(replace(FLIPPED.evidence[0], says=BREAKOUT),),
        ),
    ),
    unchecked=(Unchecked("gate-rules", BREAKOUT),),
    changes=(
        replace(CHANGES[-1], proposal=BREAKOUT),
        replace(
            CHANGES[0],
            proposal=BREAKOUT,
            change=replace(CHANGES[0].change, item=BREAKOUT, message=BREAKOUT),
            commit=replace(GLOWED, summary=BREAKOUT),
        ),
    ),
    features=(replace(ASYNC, id=BREAKOUT, title=BREAKOUT, used_by=(replace(ASYNC.used_by[0], says=BREAKOUT),)),),
    published=(replace(LOST, package=BREAKOUT, state=PublicationState.UNKNOWN, problem=BREAKOUT),),
    packages=(BREAKOUT,),
    unlocks=(Unlock(BREAKOUT, BREAKOUT, (BREAKOUT,), (BREAKOUT,)),),
    blockages=(Blockage(BREAKOUT, (BREAKOUT,), BREAKOUT),),
)
