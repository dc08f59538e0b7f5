"""A small standing made by hand: a lamp at phase 3 with an amendment, a loom at phase 1, a wick without a row."""

from datetime import UTC, date, datetime

from tracker.facts import GateKind, RepositoryName, Revision
from tracker.reports import Check, Explanation
from tracker.standing import (
    Activity,
    AmendmentStanding,
    AmendmentState,
    Criterion,
    CriterionResult,
    CriterionStatus,
    Evidence,
    GateStanding,
    Item,
    Notice,
    Presented,
    ProposalStanding,
    Readiness,
    Standing,
)

HUB, LOOM = RepositoryName("Own/hub"), RepositoryName("Own/wasi-loom")
COMMIT = Revision("c" * 40)
AT = datetime(2026, 8, 20, 12, 30, tzinfo=UTC)
PHASES = {0: "Pre-Proposal", 1: "Feature Proposal", 2: "Feature Description Available", 3: "Implementation Phase"}


def place(repository: RepositoryName, path: str, line: int | None = None) -> Evidence:
    """Return evidence at the one commit there is."""
    anchor = "" if line is None else f"#L{line}"
    return Evidence(f"https://github.com/{repository}/blob/{COMMIT}/{path}{anchor}", path, line, COMMIT)


ITEM = Item(
    "wasi:lamp/types#dim", "function", "wit/types.wit", 7, f"https://github.com/{HUB}/blob/{COMMIT}/wit/types.wit#L7"
)
AMENDMENT = AmendmentStanding(
    id="lamp/lamp-dim",
    title="Lamp: Dim",
    parent="lamp",
    feature="lamp-dim",
    state=AmendmentState.LANDED,
    phase=2,
    champions=("Bo Builder",),
    repository=HUB,
    path="proposals/lamp",
    packages=("wasi:lamp@0.3.0",),
    next_phase=3,
    readiness=Readiness.UNDETERMINED,
    criteria=(
        CriterionResult(
            "wit", 2, CriterionStatus.INHERITED, "answered by lamp: it reads", (), "lamp", CriterionStatus.MET
        ),
        CriterionResult("portability-plan", 3, CriterionStatus.UNKNOWN, "people must tell"),
    ),
    next_step="Open: a plan.",
    items=(ITEM,),
    row=place(HUB, "docs/List.md", 12),
)
LAMP = ProposalStanding(
    id="lamp",
    title="Lamp",
    phase=3,
    champions=("Ada Author", "Bo Builder"),
    repository=HUB,
    path="proposals/lamp",
    packages=("wasi:lamp@0.3.0",),
    next_phase=None,
    readiness=None,
    criteria=(CriterionResult("wit", 2, CriterionStatus.MET, "it reads"),),
    next_step="Nothing.",
    row=place(HUB, "docs/List.md", 11),
    repositories=(HUB,),
)
LOOM_STANDING = ProposalStanding(
    id="loom",
    title="Loom [red|blue] <b>",
    phase=1,
    champions=(),
    repository=LOOM,
    path="",
    packages=(),
    next_phase=2,
    readiness=Readiness.BLOCKED,
    criteria=(
        CriterionResult("overview", 2, CriterionStatus.UNMET, "there is no `README`", (place(LOOM, "README.md", 3),)),
        CriterionResult("oci-published", 2, CriterionStatus.WAIVED, "waived until October"),
    ),
    next_step="Needs an overview.",
    row=place(HUB, "docs/List.md", 20),
    features=("loom",),
    repositories=(LOOM,),
    last_presented=Presented(date(2024, 3, 21), "wasi/2024/WASI-03-21.md", "https://example.org/wasi/2024#L7"),
    last_activity=Activity(datetime(2024, 10, 28, 9, tzinfo=UTC), LOOM, COMMIT),
    quiet=True,
)
WICK = ProposalStanding(
    id="wick",
    title="wick",
    phase=None,
    champions=(),
    repository=RepositoryName("Own/wasi-wick"),
    path="",
    packages=("wasi:wick",),
    next_phase=None,
    readiness=None,
    criteria=(),
    next_step="Needs a row.",
)
GATES = (
    GateStanding(
        "lamp", "wasi:lamp@0.3.0", "wasi:lamp/types", "interface", GateKind.SINCE, None, "0.3.0",
        "wit/types.wit", 2, HUB, COMMIT, f"https://github.com/{HUB}/blob/{COMMIT}/wit/types.wit#L2",
    ),
    GateStanding(
        "lamp", "wasi:lamp@0.3.0", "wasi:lamp/types#dim", "function", GateKind.UNSTABLE, "lamp-dim", None,
        "wit/types.wit", 7, HUB, COMMIT, ITEM.url,
    ),
)  # fmt: skip
STANDING = Standing(
    as_of=AT,
    revisions={HUB: COMMIT, LOOM: COMMIT},
    proposals=(LAMP, LOOM_STANDING),
    amendments=(AMENDMENT,),
    unlisted=(WICK,),
    gates=GATES,
    notices=(Notice("Own/wasi-yarn", "no mirror of it was there"),),
    synced_at=AT,
)
CHECK = Check(LOOM_STANDING, 2, LOOM_STANDING.criteria, blocked=True)
EXPLANATION = Explanation(
    "wit",
    (Criterion("wit", 2, "WIT", "The API is described in WIT.", "tool", date(2023, 9, 7), "https://example.org/549"),),
    "# WIT\n\nWrite it down.\n",
)
