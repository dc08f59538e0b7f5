"""`unlisted-release-feature`: the line has an `@unstable` feature that the proposal list does not track."""

from collections.abc import Iterator

from tracker.drift.evidence import row_said
from tracker.drift.findings import Severity
from tracker.drift.links import AMENDING
from tracker.drift.rows import rows_of_features
from tracker.next_release.evidence import amendment_id, at_phase_3, compared, no_tree, owner, stabilizing_vote
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.next_release.line_items import LineItem, items_of
from tracker.standing import AmendmentState

_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every feature of a phase-3 proposal without a row.

    One that was voted in, or is stable on another line, has left the tables of amendments for good.
    """
    if sources.tree is None:
        yield no_tree(sources)
        return
    if not sources.subjects.proposals:
        yield Untold("the proposal list was not read")
        return
    rows = rows_of_features(compared(sources))
    for (package, feature), item in _features(sources):
        proposal = owner(sources, package)
        subject = amendment_id(sources, package, feature)
        if proposal is None or not at_phase_3(proposal) or (proposal.id, feature) in rows or _is_done(sources, subject):
            continue
        listed = f"proposal list: only {proposal.title}, phase {proposal.phase}"
        yield Hit(
            subject=subject,
            message=f"{feature} of {package} is @unstable on the line, and the proposal list does not track it",
            evidence=(item.said(sources.tree), *row_said(compared(sources), proposal.row, listed)),
            fix="file it in the proposal list as a phase-2 item of its own, or take the gate out of the line",
        )


def _features(sources: Sources) -> list[tuple[tuple[str, str], LineItem]]:
    """Return the features of every package of the line, each with the first item behind it."""
    found: dict[tuple[str, str], LineItem] = {}
    for item in items_of(sources.tree).values() if sources.tree else ():
        for feature in item.features:
            found.setdefault((item.key.package, feature), item)
    return [(key, found[key]) for key in sorted(found)]


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
