"""The life of a feature on one release line of one branch, as reports show it."""

from collections.abc import Sequence

from tracker.chronicle import GateSpan, Point, Tag
from tracker.lifecycle.register import version_key
from tracker.lifecycle.strands import GatedItem, Strand
from tracker.lives import EventKind, ItemLife, LineLife, Mark
from tracker.standing import AmendmentState


def line_life(strand: Strand) -> LineLife:
    """Return what became of a feature on one line of one branch."""
    items = tuple(_item_life(strand, item) for item in strand.items.values())
    tag = release_of(strand)
    last = strand.spells[-1].last
    return LineLife(
        line=strand.line,
        repository=strand.branch.repository,
        branch=strand.branch.name,
        state=_state([each.state for each in items], standing=strand.spells[-1].end is None),
        first=mark(strand.spells[0].first),
        last=mark(last) if last else None,
        stabilized_in=max((each.stabilized_in for each in items if each.stabilized_in), key=version_key, default=None),
        released_in=tag.version if tag else None,
        carried=strand.carried,
        items=items,
    )


def release_of(strand: Strand) -> Tag | None:
    """Return the first release of the line that holds one of its items as stable."""
    return strand.register.first_of(_release(strand, path) for path in strand.items)


def _release(strand: Strand, path: str) -> Tag | None:
    since = _stabilized(strand, path)
    begun = strand.spells[0].first
    return None if since is None else strand.register.first_release(strand.items[path].key, since, begun)


def _stabilized(strand: Strand, path: str) -> GateSpan | None:
    """Return the `@since` gate that ended an item's last spell; `None` when it ended otherwise, or stands."""
    outcomes = strand.outcomes[path]
    if strand.items[path].standing or not outcomes or outcomes[-1].kind is not EventKind.STABILIZED:
        return None
    return outcomes[-1].place


def _item_life(strand: Strand, item: GatedItem) -> ItemLife:
    since = _stabilized(strand, item.path)
    renamed = outcomes[-1].renamed_to if (outcomes := strand.outcomes[item.path]) and not item.standing else None
    newest = _newest(strand, item, since) if since else None
    place = newest or item.latest[0]
    return ItemLife(
        path=item.name,
        kind=place.gate.item_kind,
        state=_item_state(strand, item.path),
        file=place.path,
        line=place.gate.line,
        stabilized_in=newest.gate.version if newest else None,
        renamed_to=strand.items[renamed].name if renamed else None,
    )


def _newest(strand: Strand, item: GatedItem, since: GateSpan) -> GateSpan:
    """Return the newest of the `@since` gates on an item on the strand's branch."""
    here = [span for span in strand.register.since(item.key, strand.line) if span.branch == strand.branch]
    return max(here, key=lambda span: span.first.position, default=since)


def _item_state(strand: Strand, path: str) -> AmendmentState:
    item = strand.items[path]
    while not item.standing and (renamed := strand.outcomes[item.path][-1].renamed_to):
        item = strand.items[renamed]
    stood = AmendmentState.QUEUED if all(span.gate.queued for span in item.latest) else AmendmentState.LANDED
    if item.standing:
        return stood
    match strand.outcomes[item.path][-1].kind:
        case EventKind.STABILIZED:
            return AmendmentState.RELEASED if _release(strand, item.path) else AmendmentState.STABILIZED
        case EventKind.MOVED if not strand.carried:
            return stood
        case _:
            return AmendmentState.WITHDRAWN


def _state(states: Sequence[AmendmentState], *, standing: bool) -> AmendmentState:
    """Return the state of a line whose items have these states."""
    gated = {AmendmentState.LANDED, AmendmentState.QUEUED}
    for state in (AmendmentState.RELEASED, AmendmentState.STABILIZED):
        if state in states and not standing:
            return state
    open_states = [state for state in states if state in gated]
    if not open_states:
        return AmendmentState.WITHDRAWN
    queued = all(state is AmendmentState.QUEUED for state in open_states)
    return AmendmentState.QUEUED if queued else AmendmentState.LANDED


def mark(point: Point) -> Mark:
    """Return a commit as lives show it."""
    return Mark(point.at, point.revision)
