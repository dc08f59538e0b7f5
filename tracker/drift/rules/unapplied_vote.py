"""`unapplied-vote`: a vote passed, and the proposal list does not show it."""

from collections.abc import Iterator

from tracker.drift.evidence import day, row_said, vote_said
from tracker.drift.findings import MoveRow, Patch, Severity
from tracker.drift.gates import unstable_gates
from tracker.drift.interface import Hit, Need, Sources, rule
from tracker.drift.links import PHASES
from tracker.drift.rows import features_of_amendments, listed
from tracker.drift.votes import standing_vote
from tracker.standing import AmendmentState
from tracker.subjects import Row

_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every subject that the list has in a lower phase than its last passed vote, or not at all.

    An amendment that passed its vote stays filed in phase 2 until no branch gates it any more.
    """
    for proposal in (*sources.subjects.proposals, *sources.subjects.unlisted):
        yield from _hit(sources, proposal.id, proposal.title, proposal.row)
    gates, features = unstable_gates(sources), features_of_amendments(sources)
    for amendment in sources.subjects.amendments:
        feature = features.get(amendment.id, amendment.feature)
        if amendment.row is None or (amendment.parent.id, feature) not in gates:
            yield from _hit(sources, amendment.id, amendment.title, amendment.row)
    known = {each.id for each in sources.subjects.amendments}
    for life in sources.lives:
        if life.id not in known:
            yield from _hit(sources, life.id, life.title, None)


def _hit(sources: Sources, subject: str, title: str, row: Row | None) -> Iterator[Hit]:
    vote = standing_vote(sources, subject)
    if vote is None or vote.phase is None or (row is None and _is_stable(sources, subject)):
        return
    if row is not None and row.row.phase >= vote.phase:
        return
    shown = f"still has it in phase {row.row.phase}" if row else "has no row for it"
    yield Hit(
        subject=subject,
        message=f"the vote of {day(vote.at)} put {title} into phase {vote.phase}, and the list {shown}",
        since=vote.at,
        evidence=(*row_said(sources, row, f"proposal list: phase {row.row.phase}" if row else ""), *vote_said(vote)),
        fix=f"move its row to phase {vote.phase}" if row else f"add a row for it under phase {vote.phase}",
        patch=_patch(sources, row, vote.phase) if row else None,
    )


def _is_stable(sources: Sources, subject: str) -> bool:
    """Return whether an amendment is stable on some line: then its row has done its duty."""
    life = sources.life(subject)
    return life is not None and any(line.state in _STABLE for line in life.lines)


def _patch(sources: Sources, row: Row, phase: int) -> Patch:
    """Return the change that moves a row behind the last one of a phase."""
    there = [each.row.line for _, each in listed(sources) if each.path == row.path and each.row.phase == phase]
    return Patch(row.path, (MoveRow(row.row.line, row.row.title, phase, max(there, default=None)),))


RULE = rule(
    check,
    Severity.ERROR,
    "A vote passed, and the proposal list does not show it.",
    PHASES,
    Need.DECISIONS,
)
"""The rule."""
