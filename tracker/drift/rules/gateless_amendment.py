"""`gateless-amendment`: the list tracks an amendment of which no branch has a gate, and which never became stable."""

from collections.abc import Iterator

from tracker.chronicle import BranchKind, GateSpan
from tracker.drift.evidence import day, gate_said, later, row_said
from tracker.drift.findings import Patch, RemoveRow, Severity
from tracker.drift.gates import owner_of, unstable_gates
from tracker.drift.interface import Hit, Sources, Untold, rule
from tracker.drift.links import AMENDING
from tracker.drift.rows import features_of_amendments, row_since
from tracker.standing import AmendmentState
from tracker.subjects import Amendment, Row

_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every amendment of the list without a gate; one whose home was not read cannot be judged."""
    gates = unstable_gates(sources)
    features = features_of_amendments(sources)
    for amendment in sources.subjects.amendments:
        feature = features.get(amendment.id)
        if (
            amendment.row is None
            or (amendment.parent.id, feature) in gates
            or _was_stabilized(sources, amendment, feature)
        ):
            continue
        home = amendment.parent.home
        if home is None or sources.repository(home.repository) is None:
            where = home.repository if home else "the repository of its proposal"
            yield Untold((amendment.id,), f"{amendment.id}: {where} was not read, which would hold its gate")
        else:
            yield _hit(sources, amendment, amendment.row, feature)


def _was_stabilized(sources: Sources, amendment: Amendment, feature: str | None) -> bool:
    life = sources.life(amendment.id) or sources.life(f"{amendment.parent.id}/{feature}")
    return life is not None and any(line.state in _STABLE for line in life.lines)


def _hit(sources: Sources, amendment: Amendment, row: Row, feature: str | None) -> Hit:
    own = [
        each
        for each in sources.chronicle.gates
        if feature is not None and each.gate.feature == feature and owner_of(sources, each) == amendment.parent.id
    ]
    lost = _last_lost(own)
    pulls = [each for each in own if each.branch.kind is BranchKind.PULL and each.standing]
    history = f"the last one left {lost.branch.name} of {lost.branch.repository} on {_left(lost)}" if lost else ""
    proposed = f"a pull request has one ({pulls[0].branch.name})" if pulls else ""
    more = "".join(f"; {each}" for each in (history or "no branch ever had one", proposed) if each)
    since = row_since(sources, row, lambda each: each.phase == row.row.phase)
    return Hit(
        subject=amendment.id,
        message=f"the list tracks {row.row.title} in phase {row.row.phase}, and no branch has a gate for it{more}",
        since=later(since, lost.end.at) if lost and lost.end else since,
        evidence=(
            *row_said(sources, row, f"proposal list: {row.row.title}, phase {row.row.phase}"),
            *(gate_said(sources, each) for each in (lost, *pulls[:1]) if each),
        ),
        fix="merge the change behind its gate, or take the row out of the list",
        patch=Patch(row.path, (RemoveRow(row.row.line, row.row.title),)) if lost and not pulls else None,
    )


def _last_lost(spans: list[GateSpan]) -> GateSpan | None:
    """Return the gate that left a default or release branch last."""
    kinds = {BranchKind.DEFAULT, BranchKind.RELEASE}
    gone = [(each.end.at, each) for each in spans if each.end is not None and each.branch.kind in kinds]
    return max(gone, key=lambda each: each[0])[1] if gone else None


def _left(span: GateSpan) -> str:
    return day(span.end.at) if span.end else ""


RULE = rule(
    check,
    Severity.WARNING,
    "The proposal list tracks an amendment of which no branch has a gate, and which never became stable.",
    AMENDING,
)
"""The rule."""
