"""What the rules about a release take from the comparison of sources: rows, votes, and where they are written."""

from collections.abc import Iterator

from tracker.chronicle import Decision
from tracker.drift.evidence import row_said, vote_said
from tracker.drift.findings import Said
from tracker.drift.interface import Sources as DriftSources
from tracker.drift.rows import rows_of_features
from tracker.drift.votes import to_stabilize
from tracker.next_release.interface import Sources, Untold
from tracker.next_release.texts import LineTree
from tracker.subjects import AMENDABLE_PHASE, Proposal, Row

NO_VOTES = "no vote of the subgroup was ever recorded"
"""Why rules about votes cannot judge."""
_NO_TREE = "the WIT of the line was not read"
_NO_BASE = "the WIT of the release before was not read"


def compared(sources: Sources) -> DriftSources:
    """Return the same sources as the comparison of sources takes them."""
    return DriftSources(
        sources.facts, sources.subjects, sources.aliases, sources.process, sources.chronicle, sources.lives
    )


def no_tree(sources: Sources) -> Untold:
    """Return that nothing can be told without the line's texts."""
    return Untold(sources.problem or _NO_TREE)


def trees(sources: Sources) -> tuple[LineTree, LineTree | None] | Untold:
    """Return the line as it stands and the release before; the latter is `None` only when there is none."""
    if sources.tree is None:
        return no_tree(sources)
    if sources.base is None and sources.target.previous is not None:
        return Untold(sources.problem or _NO_BASE)
    return sources.tree, sources.base


# --- subjects -------------------------------------------------------------------------------------------------------


def release_subject(sources: Sources) -> str:
    """Return what findings about the release as a whole are about: `wasi-0.3.1`."""
    return f"wasi-{sources.target.version}"


def has_it_as_well(sources: Sources) -> str:
    """Return the end of a message about what the release before has too; empty when there is none."""
    previous = sources.target.previous
    return "" if previous is None else f"; {previous.version} has it as well"


def owner(sources: Sources, package: str) -> Proposal | None:
    """Return the proposal that a package belongs to."""
    return sources.subjects.owners.get(package)


def at_phase_3(proposal: Proposal | None) -> bool:
    """Return whether a proposal has reached the phase whose packages are released."""
    return proposal is not None and proposal.phase is not None and proposal.phase >= AMENDABLE_PHASE


def unread(sources: Sources) -> tuple[str, ...]:
    """Return the ids of the phase-3 proposals whose packages the line may hold: their home was never read."""
    read = {each.name for each in sources.facts.repositories if each.revision is not None}
    held = {each.proposal for each in sources.tree.packages} if sources.tree else set()
    return tuple(
        each.id
        for each in sources.subjects.proposals
        if at_phase_3(each) and each.id not in held and (each.home is None or each.home.repository not in read)
    )


def amendment_id(sources: Sources, package: str, feature: str) -> str:
    """Return the id of the amendment that a feature of a package belongs to."""
    proposal = owner(sources, package)
    parent = proposal.id if proposal else package.partition(":")[2]
    own = (each.id for each in sources.lives if each.parent == parent and each.feature == feature)
    return next(own, f"{parent}/{feature}")


# --- rows and votes ---------------------------------------------------------------------------------------------------


def feature_row(sources: Sources, package: str, feature: str) -> Row | None:
    """Return the row of the proposal list that tracks a feature of a package."""
    proposal = owner(sources, package)
    return None if proposal is None else rows_of_features(compared(sources)).get((proposal.id, feature))


def stabilizing_vote(sources: Sources, subject: str) -> Decision | None:
    """Return the last passed vote that lets an amendment become stable."""
    return to_stabilize(compared(sources), subject)


def listed_said(sources: Sources, row: Row | None) -> tuple[Said, ...]:
    """Return where a row of the list stands, and in which phase."""
    return (
        ()
        if row is None
        else row_said(compared(sources), row, f"proposal list: {row.row.title}, phase {row.row.phase}")
    )


def votes_said(sources: Sources, subject: str) -> Iterator[Said]:
    """Yield where the votes on a subject are written down, whatever came of them."""
    for decision in sources.chronicle.decisions or ():
        if decision.subject == subject:
            yield from vote_said(decision)
