"""Pull requests made by hand: one with all there is, one with nothing, and one whose every text means harm."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.changes import (
    ApiChange,
    Bump,
    Change,
    Comparison,
    Diff,
    DiffSide,
    Effect,
    PackageVerdict,
    ReadingProblem,
    Stability,
)
from tracker.changes import Place as ApiPlace
from tracker.facts import RepositoryName, Revision, Skipped
from tracker.hosting import HostedPull, PullState, ReviewDecision
from tracker.lint.findings import Finding, Place, Severity
from tracker.pull_report.values import (
    Area,
    Companion,
    CompanionStatus,
    Consequence,
    DryRun,
    FeatureChange,
    FeatureEffect,
    GateChange,
    ItemEffect,
    Merge,
    ProcessStep,
    PullReport,
    Turn,
)

AT = datetime(2026, 8, 20, 12, tzinfo=UTC)
BASE, HEAD = Revision("b" * 40), Revision("a" * 40)
FILE = "wit/lamp.wit"

_GLOW = FeatureChange(
    FeatureEffect.ADDED,
    "lamp-glow",
    "wasi:lamp@0.3.0",
    "0.3",
    "lamp",
    amends=True,
    items=(
        GateChange(ItemEffect.ADDED, "wasi:lamp/types#glow", "function", FILE, 9),
        GateChange(ItemEffect.ADDED, "wasi:lamp/types#level", "function", FILE, 11),
    ),
    left=2,
)
_DIM = FeatureChange(
    FeatureEffect.STABILIZED,
    "lamp-dim",
    "wasi:lamp@0.3.0",
    "0.3",
    "lamp",
    amends=True,
    items=(GateChange(ItemEffect.STABILIZED, "wasi:lamp/types#dim", "function", FILE, 7, "0.3.1"),),
)
_API = Diff(
    DiffSide(BASE[:12], BASE, ("wasi:lamp@0.3.0",), ()),
    DiffSide(HEAD[:12], HEAD, ("wasi:lamp@0.3.0",), (ReadingProblem("wit/wick.wit", 3, "expected `;`"),)),
    Comparison(
        (
            ApiChange(
                Change.GATE_STABILIZED,
                "wasi:lamp/types#dim",
                ApiPlace(FILE, 7),
                ApiPlace(FILE, 7),
                Stability.STABLE,
                Effect.ADDITION,
                "it was `@unstable(feature = lamp-dim)` and is stable since 0.3.1",
            ),
            ApiChange(
                Change.FUNCTION_REMOVED,
                "wasi:lamp/types#off",
                ApiPlace(FILE, 5),
                None,
                Stability.STABLE,
                Effect.BREAKING,
                "the function is gone",
            ),
        ),
        (
            PackageVerdict(
                "wasi:lamp", "0.3.0", "0.3.0", 1, Bump.MINOR, Bump.NONE, sufficient=False, reason="it breaks"
            ),
        ),
    ),
)
_HOSTED = HostedPull(
    RepositoryName("WebAssembly/wasi-lamp"),
    12,
    "Let lamps glow",
    PullState.OPEN,
    draft=True,
    author="ada",
    labels=("P-lamp",),
    reviewers=("bo", "@lamps"),
    linked=(3,),
    base="main",
    head=HEAD,
    created_at=AT,
    updated_at=AT,
    closed_at=None,
    merged_at=None,
    decision=ReviewDecision.CHANGES_REQUESTED,
)
FULL = PullReport(
    as_of=AT,
    repository=RepositoryName("WebAssembly/wasi-lamp"),
    number=12,
    title="Let lamps glow",
    author="ada",
    branch="main",
    base=BASE,
    head=HEAD,
    merge=None,
    commits=2,
    files=1,
    features=(_DIM, _GLOW),
    api=_API,
    findings=(
        Finding(
            "missing-gate", Severity.ERROR, "the function `wink` has no gate", Place(FILE, 13, 3, 13, 7), "gate it"
        ),
        Finding(
            "bare-deprecated", Severity.WARNING, "`off` is only deprecated", Place(FILE, 14, 3, 14, 7), "say since"
        ),
    ),
    elsewhere=1,
    steps=(
        ProcessStep(
            "lamp/lamp-dim",
            7,
            "it turns the amendment's gates into @since",
            (
                Companion("vote", CompanionStatus.MET, "the subgroup voted for it", "https://example.org/notes#L1"),
                Companion("since-version", CompanionStatus.UNKNOWN, "which release comes next is not known"),
            ),
        ),
        ProcessStep(
            "lamp/lamp-glow",
            1,
            "it files a change to lamp",
            (Companion("list-row", CompanionStatus.UNMET, "it needs a row of its own"),),
        ),
    ),
    dry_run=DryRun(
        AT,
        "0.3.1",
        (
            Consequence(Area.STATUS, Turn.APPEARS, "lamp/lamp-glow", "new amendment lamp/lamp-glow (landed)"),
            Consequence(Area.STATUS, Turn.CHANGES, "lamp/lamp-dim", "lamp/lamp-dim: landed becomes stabilized"),
            Consequence(Area.DRIFT, Turn.GOES, "lamp", "warning x of lamp goes away: it differs", "x", "warning"),
            Consequence(Area.BALLOT, Turn.CHANGES, "wasi-0.3.1", "0.3.1 becomes blocked (was ready): it breaks"),
        ),
    ),
    skipped=(Skipped("wit/wick.wit:3:1", "expected `;`"),),
    hosted=_HOSTED,
)
BARE = replace(
    FULL,
    number=None,
    merge=Merge(Revision("c" * 40), date(2026, 8, 19)),
    commits=1,
    files=0,
    features=(),
    api=Diff(DiffSide("b", BASE, (), ()), DiffSide("a", HEAD, (), ()), Comparison((), ())),
    findings=(),
    elsewhere=0,
    steps=(),
    dry_run=DryRun(None, None, (), "merging it changes no file that says where things stand"),
    skipped=(),
    hosted=None,
)
CONFLICT = replace(BARE, dry_run=DryRun(AT, None, (), "it cannot be merged into main as it stands", (FILE,)))
_HARM = "</details><script>x</script> @everyone #1 |\n| [a](https://evil.example) `b` \u202e www.evil.example <!-- x"


def hostile(number: int) -> PullReport:
    """Return a report of which every text from outside means harm, with so many of everything."""
    items = tuple(replace(_GLOW.items[0], path=_HARM, file=_HARM) for _ in range(number))
    change = replace(_API.comparison.changes[1], item=_HARM, message=_HARM, old=ApiPlace(_HARM, 1))
    finding = replace(FULL.findings[0], message=_HARM, place=Place(_HARM, 1, 1, 1, 1))
    step = ProcessStep(_HARM, 1, _HARM, (Companion("gate", CompanionStatus.UNMET, _HARM, _HARM),) * 3)
    return replace(
        FULL,
        title=_HARM,
        branch=_HARM,
        features=(replace(_GLOW, feature=_HARM, package=_HARM, items=items),) * min(number, 20),
        api=replace(_API, comparison=replace(_API.comparison, changes=(change,) * number)),
        findings=(finding,) * number,
        steps=(step,) * number,
        dry_run=DryRun(AT, None, (Consequence(Area.STATUS, Turn.GOES, _HARM, _HARM),) * number, _HARM, (_HARM,)),
        skipped=(Skipped(_HARM, _HARM),) * number,
        hosted=replace(_HOSTED, author=_HARM, labels=(_HARM,) * 3),
    )
