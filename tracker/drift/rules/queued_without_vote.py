"""`queued-without-vote`: a gate is marked `@stabilize-next` and no passed vote is recorded."""

from collections.abc import Iterator
from datetime import datetime

from tracker.chronicle import GateSpan
from tracker.drift.evidence import gate_said, row_said, vote_said
from tracker.drift.findings import Said, Severity
from tracker.drift.gates import Feature, places, unstable_gates
from tracker.drift.interface import Hit, Need, Sources, rule
from tracker.drift.links import AMENDING
from tracker.drift.rows import held_since, rows_of_features
from tracker.drift.votes import to_stabilize


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every feature that the next release would stabilize although nobody voted on it."""
    rows = rows_of_features(sources)
    for feature, spans in sorted(unstable_gates(sources).items()):
        queued = [each for each in spans if each.gate.queued]
        subject = "/".join(feature)
        if queued and not to_stabilize(sources, subject):
            row = rows.get(feature)
            listed = f"proposal list: phase {row.row.phase}" if row else ""
            yield Hit(
                subject=subject,
                message=f"{feature[1]} is queued for the next release on {places(queued)}, and no passed vote on it is "
                "recorded",
                since=_since(sources, feature, queued[0]),
                evidence=(gate_said(sources, queued[0]), *row_said(sources, row, listed), *_votes(sources, subject)),
                fix="take the @stabilize-next line out until the vote is held, or record the vote",
            )


def _since(sources: Sources, feature: Feature, gate: GateSpan) -> datetime | None:
    own = [
        each
        for each in sources.chronicle.gates
        if each.branch == gate.branch and each.gate.feature == feature[1] and each.path == gate.path
        if each.gate.item == gate.gate.item
    ]
    own.sort(key=lambda each: each.first.position)
    return held_since(own, lambda each: each.gate.queued)


def _votes(sources: Sources, subject: str) -> Iterator[Said]:
    for decision in sources.chronicle.decisions or ():
        if decision.subject == subject:
            yield from vote_said(decision)


RULE = rule(
    check,
    Severity.ERROR,
    "A gate is marked `@stabilize-next` and no passed vote is recorded.",
    AMENDING,
    Need.DECISIONS,
)
"""The rule."""
