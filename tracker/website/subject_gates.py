"""Composes the gates that a subject's page lists."""

from collections.abc import Iterable, Iterator

from tracker.facts import GateKind
from tracker.standing import AmendmentStanding, GateStanding, ProposalStanding
from tracker.website.context import Context, present_gates
from tracker.website.pages import GateGroup, GateLine, Link, PageLink
from tracker.website.text import clip, counted

_KIND_ORDER = (GateKind.UNSTABLE, GateKind.DEPRECATED, GateKind.SINCE)
_FOLD_FROM = 12


def proposal_gates(around: Context, proposal: ProposalStanding) -> tuple[GateGroup, ...]:
    """Return the gates of a proposal, those that may change first."""
    amendments = {each.feature: each for each, _ in around.lookup.amendments.get(proposal.id, ())}

    def line(gate: GateStanding) -> GateLine:
        amendment = amendments.get(gate.feature) if gate.feature is not None else None
        link = None if amendment is None else around.places.link(amendment.title, amendment.id)
        return _gate_line(gate.item, gate.item_kind, _written(gate), Link(f"{gate.file}:{gate.line}", gate.url), link)

    own = present_gates(around, proposal)
    return tuple(
        group for kind in _KIND_ORDER for group in _group(kind, [line(gate) for gate in own if gate.kind is kind])
    )


def amendment_gates(amendment: AmendmentStanding) -> tuple[GateGroup, ...]:
    """Return the gates of an amendment."""
    gate = f"@unstable(feature = {amendment.feature})"
    lines = [
        _gate_line(item.path, item.kind, gate, Link(f"{item.file}:{item.line}", item.url), None)
        for item in amendment.items
    ]
    return tuple(_group(GateKind.UNSTABLE, lines))


def _group(kind: GateKind, lines: Iterable[GateLine]) -> Iterator[GateGroup]:
    listed = tuple(lines)
    if listed:
        title = f"@{kind} on {counted(len(listed), 'item')}"
        yield GateGroup(str(kind), title, kind is GateKind.SINCE and len(listed) > _FOLD_FROM, listed)


def _gate_line(item: str, kind: str, gate: str, source: Link, amendment: PageLink | None) -> GateLine:
    return GateLine(clip(item), clip(kind), clip(gate), Link(clip(source.text), source.url), amendment)


def _written(gate: GateStanding) -> str:
    """Return the gate as WIT writes it."""
    parts = (("version", gate.version), ("feature", gate.feature))
    return f"@{gate.kind}({', '.join(f'{name} = {value}' for name, value in parts if value is not None)})"
