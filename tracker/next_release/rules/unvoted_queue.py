"""`unvoted-queue`: a gate of the line is marked `@stabilize-next` and no passed vote is recorded."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.drift.findings import Severity
from tracker.drift.links import AMENDING
from tracker.next_release.evidence import (
    NO_VOTES,
    amendment_id,
    feature_row,
    listed_said,
    no_tree,
    stabilizing_vote,
    votes_said,
)
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.next_release.line_items import LineItem, items_of


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every amendment that the release would expose although nobody voted on it."""
    if sources.tree is None:
        yield no_tree(sources)
        return
    queued: dict[tuple[str, str], list[LineItem]] = defaultdict(list)
    for item in items_of(sources.tree).values():
        for feature in item.features if item.queued else ():
            queued[item.key.package, feature].append(item)
    if queued and sources.chronicle.decisions is None:
        yield Untold(NO_VOTES)
        return
    for (package, feature), items in sorted(queued.items()):
        subject = amendment_id(sources, package, feature)
        if stabilizing_vote(sources, subject) is None:
            yield Hit(
                subject=subject,
                message=f"{feature} of {package} is marked @stabilize-next, and no passed vote on it is recorded",
                evidence=(
                    items[0].said(sources.tree),
                    *listed_said(sources, feature_row(sources, package, feature)),
                    *votes_said(sources, subject),
                ),
                fix="take the @stabilize-next line out until the vote is held, or record the vote",
            )


RULE = rule(
    check,
    Severity.ERROR,
    "A gate of the line is marked `@stabilize-next` and no passed vote is recorded.",
    AMENDING,
)
"""The rule."""
