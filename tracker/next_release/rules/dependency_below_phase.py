"""`dependency-below-phase`: a package of the line depends on one that is not in phase 3, or not to be had."""

from collections.abc import Iterator

from tracker.drift.findings import Said, Severity
from tracker.drift.links import PHASES
from tracker.next_release.evidence import at_phase_3, listed_said, no_tree, owner, unread
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.next_release.line_items import package_said
from tracker.next_release.needs import Need, first_needs
from tracker.next_release.texts import LineTree
from tracker.subjects import AMENDABLE_PHASE, Proposal


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every dependency that a release may not have; one that only stands behind `@unstable` is a warning."""
    tree = sources.tree
    if tree is None:
        yield no_tree(sources)
        return
    if not sources.subjects.proposals:
        yield Untold("the proposal list was not read")
        return
    below: set[tuple[str, str]] = set()
    for need in first_needs(tree):
        pair = need.package.declared.id, need.id
        proposal = owner(sources, need.id)
        if proposal is None or proposal.phase is None:
            yield Untold(f"the proposal list has no row for {need.id}, so its phase cannot be told")
        elif not at_phase_3(proposal) and pair not in below:
            below.add(pair)
            yield _below(sources, tree, need, proposal)
        if proposal is not None and not _can_be_had(sources, tree, need):
            untold = Untold(f"what the line holds of {need.id} was not read, so {need} may be on it")
            yield untold if proposal.id in unread(sources) else _missing(sources, tree, need)


def _below(sources: Sources, tree: LineTree, need: Need, proposal: Proposal) -> Hit:
    return Hit(
        subject=_subject(sources, need),
        message=f"{need.package.declared} depends on {need}, and {proposal.title} is in phase {proposal.phase}",
        evidence=(need.said(tree), *listed_said(sources, proposal.row)),
        fix=f"take the dependency out, or bring {proposal.title} to phase {AMENDABLE_PHASE} first",
        severity=Severity.WARNING if need.hidden else None,
    )


def _missing(sources: Sources, tree: LineTree, need: Need) -> Hit:
    line = tree.owner(need.id)
    said: tuple[Said, ...] = ()
    if line is not None:
        said = (package_said(line, f"{tree.name}: the line has {line.declared}"),)
    elif (proposal := owner(sources, need.id)) is not None:
        said = listed_said(sources, proposal.row)
    fix = f"depend on {line.declared}" if line else f"depend on a version of {need.id} that is released"
    return Hit(
        subject=_subject(sources, need),
        message=f"{need.package.declared} depends on {need}, which is neither on the line nor released",
        evidence=(need.said(tree), *said),
        fix=fix,
        severity=Severity.WARNING if need.hidden else None,
    )


def _subject(sources: Sources, need: Need) -> str:
    proposal = owner(sources, need.package.declared.id)
    return proposal.id if proposal else need.package.proposal


def _can_be_had(sources: Sources, tree: LineTree, need: Need) -> bool:
    """Return whether a version is the line's, or comes with the release, or was tagged where the package ever lived."""
    if need.version is None:
        return True
    line = tree.owner(need.id)
    if line is not None and need.version in {line.declared.version, sources.target.version}:
        return True
    chronicle = sources.chronicle
    homes = {each.branch.repository for each in chronicle.packages if each.package.id == need.id}
    return any(each.version == need.version and each.repository in homes for each in chronicle.tags)


RULE = rule(
    check,
    Severity.ERROR,
    "A package of the line depends on one that is not in phase 3, or on a version that nobody can have.",
    PHASES,
)
"""The rule."""
