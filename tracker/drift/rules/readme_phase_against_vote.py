"""`readme-phase-against-vote`: a proposal's README claims a lower phase than the one it was voted into."""

from collections.abc import Iterator

from tracker.drift.documents import claim_of, claimed_since, unread
from tracker.drift.evidence import day, file_said, later, vote_said
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Need, Sources, Untold, rule
from tracker.drift.links import PHASES
from tracker.drift.votes import standing_vote
from tracker.facts import Document


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every proposal whose README is behind its last passed vote."""
    votes = {each.id: standing_vote(sources, each.id) for each in sources.subjects.proposals}
    yield from unread(sources, {subject for subject, vote in votes.items() if vote})
    for proposal in sources.subjects.proposals:
        vote, found = votes[proposal.id], claim_of(sources, proposal)
        if vote is None or vote.phase is None or found is None or found[1].phase >= vote.phase:
            continue
        readme, claim = found
        claimed = claim.phase

        def claims(document: Document, phase: int = claimed) -> bool:
            return document.claimed_phase is not None and document.claimed_phase.phase == phase

        yield Hit(
            subject=proposal.id,
            message=f"the vote of {day(vote.at)} put {proposal.title} into phase {vote.phase}, and {readme.path} of "
            f"{readme.repository.name} says phase {claimed}",
            since=later(vote.at, claimed_since(sources, readme, claims)),
            evidence=(
                *file_said(readme.repository, readme.path, claim.line, f"README: phase {claimed}"),
                *vote_said(vote),
            ),
            fix=f"write phase {vote.phase} in {readme.path}",
        )


RULE = rule(
    check,
    Severity.WARNING,
    "A proposal's README claims a lower phase than the one it was voted into.",
    PHASES,
    Need.DECISIONS,
)
"""The rule."""
