"""`phase-claims-differ`: the proposal list and the proposal's README say different phases."""

from collections.abc import Iterator

from tracker.drift.documents import claim_of, claimed_since, unread
from tracker.drift.evidence import file_said, later, row_said
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Sources, Untold, rule
from tracker.drift.links import PHASES
from tracker.drift.rows import row_since
from tracker.drift.votes import standing_vote
from tracker.facts import Document
from tracker.subjects import Proposal


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every proposal whose README claims another phase than the list has it in.

    Where a vote says which of the two is behind, the rules about votes tell it.
    """
    yield from unread(sources)
    for proposal in sources.subjects.proposals:
        found = claim_of(sources, proposal)
        if found is None or proposal.row is None or found[1].phase == proposal.phase:
            continue
        readme, claim = found
        if _told_by_vote(sources, proposal, claim.phase):
            continue
        claimed, listed = claim.phase, proposal.row.row.phase

        def claims(document: Document, phase: int = claimed) -> bool:
            return document.claimed_phase is not None and document.claimed_phase.phase == phase

        yield Hit(
            subject=proposal.id,
            message=f"the list has {proposal.title} in phase {listed}, and {readme.path} of {readme.repository.name} "
            f"says phase {claimed}",
            since=later(
                row_since(sources, proposal.row, lambda each, phase=listed: each.phase == phase),  # type: ignore[misc]
                claimed_since(sources, readme, claims),
            ),
            evidence=(
                *row_said(sources, proposal.row, f"proposal list: phase {listed}"),
                *file_said(readme.repository, readme.path, claim.line, f"README: phase {claimed}"),
            ),
            fix=f"write phase {listed} in {readme.path}, or bring the list up to the last vote",
        )


def _told_by_vote(sources: Sources, proposal: Proposal, claimed: int) -> bool:
    """Return whether a vote tells that the README is behind, or that it is right and the list is behind."""
    vote = standing_vote(sources, proposal.id)
    if vote is None or vote.phase is None or proposal.phase is None:
        return False
    return claimed < vote.phase or claimed == vote.phase > proposal.phase


RULE = rule(
    check,
    Severity.WARNING,
    "The proposal list and the proposal's README say different phases.",
    PHASES,
)
"""The rule."""
