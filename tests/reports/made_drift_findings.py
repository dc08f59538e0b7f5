"""Two disagreements made by hand, one of them excepted, and two rules that could not be checked."""

from datetime import UTC, date, datetime

from tests.reports.made_standing import COMMIT, HUB, LOOM
from tracker.drift.findings import CouldNotCheck, DeclaredException, Drift, DriftFinding, Said, Severity


def _said(path: str, line: int | None, says: str) -> Said:
    anchor = f"#L{line}" if line else ""
    return Said(f"https://github.com/{HUB}/blob/{COMMIT}/{path}{anchor}", path, line, COMMIT, says)


LOST = DriftFinding(
    "untracked-feature",
    Severity.ERROR,
    "lamp/lamp-dim",
    f"lamp-dim is @unstable in lamp on main of {HUB}, and its row left the proposal list on 2026-08-01",
    datetime(2026, 8, 1, 18, tzinfo=UTC),
    (
        _said("wit/types.wit", 7, f"main of {HUB}: types#dim is @unstable(feature = lamp-dim)"),
        _said("docs/List.md", 12, "proposal list, before: Lamp: Dim, phase 2"),
    ),
    "file it in the proposal list as a phase-2 item of its own, or take the gate out of the branch",
)
CLAIMED = DriftFinding(
    "champions-differ",
    Severity.NOTE,
    "loom",
    "the champions of Loom [red|blue] <b> differ: only the list names Bo_Builder",
    None,
    (_said("docs/List.md", 20, "proposal list: Bo_Builder"),),
    "ask the champions who they are, and name the same people in both",
    excepted=DeclaredException(
        "champions-differ",
        "loom",
        "Bo is on leave.",
        "Ada Author",
        "https://example.org/1",
        date(2026, 1, 1),
        date(2027, 1, 1),
    ),
)
DRIFT = Drift(
    datetime(2026, 8, 20, 12, 30, tzinfo=UTC),
    (LOST, CLAIMED),
    (
        CouldNotCheck("queued-without-vote", "no vote of the subgroup was ever recorded"),
        CouldNotCheck("unapplied-vote", "no vote of the subgroup was ever recorded"),
        CouldNotCheck("gateless-amendment", f"loom/x: {LOOM} was not read, which would hold its gate", ("loom/x",)),
    ),
)
NOTHING = Drift(datetime(2026, 8, 20, 12, 30, tzinfo=UTC), ())
