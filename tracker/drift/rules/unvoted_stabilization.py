"""`unvoted-stabilization`: an amendment became stable, and no passed vote on it is recorded."""

from collections.abc import Iterator

from tracker.chronicle import GateSpan
from tracker.drift.evidence import day, gate_said, linked, vote_said
from tracker.drift.findings import Said, Severity
from tracker.drift.gates import owner_of
from tracker.drift.interface import Hit, Need, Sources, rule
from tracker.drift.links import AMENDING
from tracker.drift.votes import to_stabilize
from tracker.facts import GateKind
from tracker.lives import AmendmentLife, EventKind, LifeEvent
from tracker.standing import AmendmentState

_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every amendment that became stable on some line without a vote."""
    for life in sources.lives:
        lines = [each for each in life.lines if each.state in _STABLE]
        if lines and not to_stabilize(sources, life.id):
            event = next((each for each in life.events if each.state is EventKind.STABILIZED), None)
            version = next((each.stabilized_in for each in lines if each.stabilized_in), None)
            since = f" since {version}" if version else ""
            on = f" on {day(event.date)}" if event else ""
            yield Hit(
                subject=life.id,
                message=f"{life.title} became stable{since}{on}, and no passed vote on it is recorded",
                since=event.date if event else None,
                evidence=(*_stable_said(sources, life, event), *_votes(sources, life)),
                fix="record the vote that was held, or hold it; until then no release may expose it",
            )


def _stable_said(sources: Sources, life: AmendmentLife, event: LifeEvent | None) -> Iterator[Said]:
    items = {each.path for line in life.lines if line.state in _STABLE for each in line.items}
    gates = (each for each in sources.chronicle.gates if each.standing and each.gate.kind is GateKind.SINCE)
    for span in gates:
        if _path(span) in items and owner_of(sources, span) == life.parent:
            yield gate_said(sources, span)
            return
    if event is not None:
        yield from linked(event.url, event.summary)


def _path(span: GateSpan) -> str:
    return f"{span.package.id}/{span.gate.item}" if span.package else span.gate.item


def _votes(sources: Sources, life: AmendmentLife) -> Iterator[Said]:
    for decision in sources.chronicle.decisions or ():
        if decision.subject == life.id:
            yield from vote_said(decision)


RULE = rule(
    check,
    Severity.ERROR,
    "An amendment became stable, and no passed vote on it is recorded.",
    AMENDING,
    Need.DECISIONS,
)
"""The rule."""
