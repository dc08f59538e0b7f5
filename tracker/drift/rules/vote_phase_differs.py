"""`vote-phase-differs`: the proposal list has a subject in another phase than its last passed vote."""

from collections.abc import Iterator

from tracker.chronicle import Decision
from tracker.drift.evidence import day, later, row_said, vote_said
from tracker.drift.findings import Severity
from tracker.drift.gates import unstable_gates
from tracker.drift.interface import Hit, Need, Sources, rule
from tracker.drift.links import PHASES
from tracker.drift.rows import features_of_amendments, row_since
from tracker.drift.votes import last_phase_vote
from tracker.subjects import Row


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every subject whose row is behind or ahead of its last passed vote on a phase.

    An amendment that passed its vote stays filed in phase 2 until no branch gates it any more.
    """
    for proposal in sources.subjects.proposals:
        vote = last_phase_vote(sources, proposal.id)
        if vote is not None and proposal.row is not None and vote.phase != proposal.row.row.phase:
            yield _hit(sources, proposal.id, proposal.row, vote)
    gates, features = unstable_gates(sources), features_of_amendments(sources)
    for amendment in sources.subjects.amendments:
        vote = last_phase_vote(sources, amendment.id)
        if vote is None or vote.phase is None or amendment.row is None or vote.phase == amendment.row.row.phase:
            continue
        gated = (amendment.parent.id, features.get(amendment.id)) in gates
        if amendment.row.row.phase > vote.phase or not gated:
            yield _hit(sources, amendment.id, amendment.row, vote)


def _hit(sources: Sources, subject: str, row: Row, vote: Decision) -> Hit:
    listed = row.row.phase
    behind = vote.phase is not None and listed < vote.phase
    since = row_since(sources, row, lambda each: each.phase == listed)
    return Hit(
        subject=subject,
        message=f"the list has {row.row.title} in phase {listed}, {'behind' if behind else 'ahead of'} its last passed "
        f"vote: phase {vote.phase} on {day(vote.at)}",
        since=later(since, vote.at),
        evidence=(*row_said(sources, row, f"proposal list: phase {listed}"), *vote_said(vote)),
        fix="bring the list up to the vote" if behind else "put it to the vote, or move the row back",
    )


RULE = rule(
    check,
    Severity.ERROR,
    "The proposal list has a subject in another phase than its last passed vote.",
    PHASES,
    Need.DECISIONS,
)
"""The rule."""
