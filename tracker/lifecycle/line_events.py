"""What happened to a feature on its release lines."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.chronicle import BranchKind, GateSpan, PackageSpan, Point, Tag
from tracker.lifecycle.lines import release_of
from tracker.lifecycle.register import Key, Register, identity
from tracker.lifecycle.spells import Spell, holding
from tracker.lifecycle.strands import Outcome, Strand
from tracker.lives import EventKind, LifeEvent
from tracker.permalink import permalink


def line_events(strands: Iterable[Strand]) -> Iterator[LifeEvent]:
    """Yield what happened, each commit's event once: a release branch shares the commits from before it forked."""
    told: set[tuple[object, ...]] = set()
    for strand in sorted(strands, key=lambda each: each.branch.kind is not BranchKind.DEFAULT):
        for event in _events(strand):
            key = (event.revision, event.state, event.line, event.repository)
            if key not in told:
                told.add(key)
                yield event


def _events(strand: Strand) -> Iterator[LifeEvent]:
    for number, spell in enumerate(strand.spells):
        yield _landed(strand, spell, again=number > 0)
        yield from _queued(strand, spell)
    yield from _stabilized(strand)
    yield from _renamed(strand)
    yield from _left(strand)
    yield from _released(strand)


def _landed(strand: Strand, spell: Spell, *, again: bool) -> LifeEvent:
    begun = [span for span in spell.spans if span.first.position == spell.first.position]
    package = begun[0].package
    items = len({span.gate.item for span in begun})
    summary = f"{'landed again' if again else 'landed'} in {package} with {count_of(items, 'gate')}"
    return _event(strand, EventKind.LANDED, spell.first, begun[0], summary)


def _queued(strand: Strand, spell: Spell) -> Iterator[LifeEvent]:
    """Yield each commit from which on all gates that stand are queued."""
    before = False
    points = {point.position: point for span in spell.spans for point in (span.first, span.end) if point}
    for position, point in sorted(points.items()):
        standing = holding(spell.spans, position)
        queued = bool(standing) and all(span.gate.queued for span in standing)
        if queued and not before:
            summary = f"queued for the next release with {count_of(len({span.gate.item for span in standing}), 'gate')}"
            yield _event(strand, EventKind.QUEUED, point, standing[0], summary)
        before = queued


def _stabilized(strand: Strand) -> Iterator[LifeEvent]:
    for point, outcomes in _by_commit(strand, EventKind.STABILIZED):
        versions = sorted({outcome.place.gate.version or "no version" for outcome in outcomes})
        left = len({span.gate.item for span in holding(strand.spans, point.position)})
        rest = f", {count_of(left, 'gate')} still @unstable" if left else ""
        summary = f"stabilized as {', '.join(versions)} on {count_of(len(outcomes), 'item')}{rest}"
        yield _event(strand, EventKind.STABILIZED, point, outcomes[0].place, summary)


def _renamed(strand: Strand) -> Iterator[LifeEvent]:
    for point, outcomes in _by_commit(strand, EventKind.RENAMED):
        names = ", ".join(
            f"{strand.items[each.path].name} goes on as {strand.items[each.renamed_to].name}"
            for each in outcomes
            if each.renamed_to
        )
        yield _event(strand, EventKind.RENAMED, point, outcomes[0].place, names)


def _left(strand: Strand) -> Iterator[LifeEvent]:
    """Yield each commit that took the last gate away without a stable item to show for it."""
    stabilized = [point.position for point, _ in _by_commit(strand, EventKind.STABILIZED)]
    for kind in (EventKind.MOVED, EventKind.WITHDRAWN):
        for point, outcomes in _by_commit(strand, kind):
            ended = next((spell for spell in strand.spells if spell.stop == point.position), None)
            if ended is None or any(position <= point.position for position in stabilized):
                continue
            place = outcomes[0].place
            summary = _moved(strand, point) if kind is EventKind.MOVED else _withdrawn(strand, point, outcomes)
            yield _event(strand, kind, point, place, summary, at=place.last)


def _withdrawn(strand: Strand, point: Point, outcomes: Sequence[Outcome]) -> str:
    paths = {outcome.path for outcome in outcomes}
    others = {
        span.gate.feature
        for span in strand.register.chronicle.gates
        if span.branch == strand.branch
        and span.package
        and span.gate.kind == "unstable"
        and span.holds_at(point.position)
        and f"{span.package.id}/{identity(span.gate.item)}" in paths
    }
    behind = sorted(feature for feature in others if feature)
    went_on = f": its items went on behind {', '.join(behind)}" if behind else ""
    return f"withdrawn: the gates left and no @since came in their place{went_on}"


def _moved(strand: Strand, point: Point) -> str:
    others = sorted(
        {
            f"{span.branch.name} of {span.branch.repository}"
            for package in strand.packages
            for span in strand.register.packages.get((package, strand.line), ())
            if span.branch != strand.branch and _stands_on(span, point)
        }
    )
    what = f"the {strand.line} line of {', '.join(strand.packages)}" if strand.line else ", ".join(strand.packages)
    still = f"; it is on {', '.join(others)}" if others else ""
    return f"{strand.branch.name} no longer holds {what}{still}"


def _stands_on(span: PackageSpan, point: Point) -> bool:
    return span.first.at <= point.at and (span.end is None or span.end.at > point.at)


def _released(strand: Strand) -> Iterator[LifeEvent]:
    tag = release_of(strand)
    if tag is not None:
        yield release_event(tag, strand.register, [item.key for item in strand.items.values()])


def release_event(tag: Tag, register: Register, keys: Iterable[Key]) -> LifeEvent:
    """Return the event of a release that holds items as stable."""
    gates = [gate for key in keys if (gate := register.stable_in(key, tag))]
    url = permalink(tag.repository, tag.revision, gates[0].path, gates[0].gate.line)
    summary = f"released in {tag.version} with {count_of(len(gates), 'item')}"
    return LifeEvent(tag.at, EventKind.RELEASED, tag.line, tag.repository, tag.revision, summary, url)


def _by_commit(strand: Strand, kind: EventKind) -> Iterator[tuple[Point, list[Outcome]]]:
    """Yield the outcomes of one kind, commit by commit."""
    every = [outcome for each in strand.outcomes.values() for outcome in each if outcome.kind is kind]
    points = {outcome.at.position: outcome.at for outcome in every}
    for position, point in sorted(points.items()):
        yield point, [outcome for outcome in every if outcome.at.position == position]


def _event(
    strand: Strand, kind: EventKind, point: Point, place: GateSpan, summary: str, at: Point | None = None
) -> LifeEvent:
    """Return an event with a link to a gate, at the event's own commit unless another one is given."""
    repository = strand.branch.repository
    url = permalink(repository, (at or point).revision, place.path, place.gate.line)
    return LifeEvent(point.at, kind, strand.line, repository, point.revision, summary, url, point.author)


def count_of(number: int, noun: str) -> str:
    """Return a number of things in words: `1 gate`, `2 gates`."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
