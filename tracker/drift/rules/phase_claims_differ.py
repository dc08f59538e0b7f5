"""`phase-claims-differ`: the proposal list and the proposal's README say different phases."""

from collections.abc import Iterator

from tracker.drift.documents import claimed_since, readmes, unread
from tracker.drift.evidence import file_said, later, row_said
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Sources, Untold, rule
from tracker.drift.links import PHASES
from tracker.drift.rows import row_since
from tracker.facts import Document


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every proposal whose README claims another phase than the list has it in."""
    yield from unread(sources)
    for proposal in sources.subjects.proposals:
        readme = next((each for each in readmes(sources, proposal) if each.document.claimed_phase), None)
        claim = readme.document.claimed_phase if readme else None
        if readme is None or claim is None or proposal.row is None or claim.phase == proposal.phase:
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


RULE = rule(
    check,
    Severity.WARNING,
    "The proposal list and the proposal's README say different phases.",
    PHASES,
)
"""The rule."""
