"""`unflipped-gate`: the vote to stabilize an amendment passed, and its gate is still `@unstable`."""

from collections.abc import Iterator

from tracker.drift.evidence import day, gate_said, vote_said
from tracker.drift.findings import Severity
from tracker.drift.gates import places, unstable_gates
from tracker.drift.interface import Hit, Need, Sources, rule
from tracker.drift.links import AMENDING
from tracker.drift.votes import to_stabilize


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every feature that passed its vote and is neither stable nor queued on every branch that has it."""
    for feature, spans in sorted(unstable_gates(sources).items()):
        subject = "/".join(feature)
        left = [each for each in spans if not each.gate.queued]
        vote = to_stabilize(sources, subject)
        if vote is not None and left:
            yield Hit(
                subject=subject,
                message=f"the vote of {day(vote.at)} stabilized {feature[1]}, and it is still @unstable on "
                f"{places(left)}",
                since=vote.at,
                evidence=(gate_said(sources, left[0]), *vote_said(vote)),
                fix="write @since with the next release, or queue it with // @stabilize-next",
            )


RULE = rule(
    check,
    Severity.WARNING,
    "The vote to stabilize an amendment passed, and its gate is still `@unstable`.",
    AMENDING,
    Need.DECISIONS,
)
"""The rule."""
