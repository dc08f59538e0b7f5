"""`unlisted-release-feature`: the line has an `@unstable` feature that the proposal list does not track."""

from collections.abc import Iterator

from tracker.drift.evidence import row_said
from tracker.drift.findings import Severity
from tracker.drift.links import AMENDING
from tracker.drift.rows import rows_of_features
from tracker.next_release.evidence import (
    amendment_id,
    at_phase_3,
    compared,
    has_it_as_well,
    no_tree,
    owner,
    stabilizing_vote,
)
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.next_release.line_items import LineItem, items_of
from tracker.next_release.texts import LineTree
from tracker.standing import AmendmentState

_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every feature of a phase-3 proposal without a row; one that the release before has as well is a warning.

    One that was voted in, or is stable on another line, has left the tables of amendments for good.
    """
    if sources.tree is None:
        yield no_tree(sources)
        return
    if not sources.subjects.proposals:
        yield Untold("the proposal list was not read")
        return
    rows = rows_of_features(compared(sources))
    released = _features(sources.base)
    for (package, feature), item in sorted(_features(sources.tree).items()):
        proposal = owner(sources, package)
        subject = amendment_id(sources, package, feature)
        if proposal is None or not at_phase_3(proposal) or (proposal.id, feature) in rows or _is_done(sources, subject):
            continue
        was = released.get((package, feature))
        listed = f"proposal list: only {proposal.title}, phase {proposal.phase}"
        untracked = "is @unstable on the line, and the proposal list does not track it"
        as_well = has_it_as_well(sources) if was else ""
        yield Hit(
            subject=subject,
            message=f"{feature} of {package} {untracked}{as_well}",
            evidence=(
                item.said(sources.tree),
                *([was.said(sources.base)] if was and sources.base else []),
                *row_said(compared(sources), proposal.row, listed),
            ),
            fix="file it in the proposal list as a phase-2 item of its own, or take the gate out of the line",
            severity=Severity.WARNING if was else None,
        )


def _features(tree: LineTree | None) -> dict[tuple[str, str], LineItem]:
    """Return the features of every package of a tree, each with the first item behind it."""
    found: dict[tuple[str, str], LineItem] = {}
    for item in items_of(tree).values() if tree else ():
        for feature in item.features:
            found.setdefault((item.key.package, feature), item)
    return found


def _is_done(sources: Sources, subject: str) -> bool:
    life = next((each for each in sources.lives if each.id == subject), None)
    stable = life is not None and any(line.state in _STABLE for line in life.lines)
    return stable or stabilizing_vote(sources, subject) is not None


RULE = rule(
    check,
    Severity.ERROR,
    "The line has an `@unstable` feature of a phase-3 proposal that the proposal list does not track.",
    AMENDING,
)
"""The rule."""
