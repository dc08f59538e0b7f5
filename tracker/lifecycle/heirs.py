"""Branches that took an amendment over as stable, and never had it behind a gate.

A proposal that moves, or begins a new line, in the commit that stabilizes it leaves the old line `@unstable` for ever.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.chronicle import Branch, GateSpan, Tag
from tracker.frozen import frozen
from tracker.lifecycle.line_events import count_of, release_event
from tracker.lifecycle.lines import mark
from tracker.lifecycle.register import FOLLOWED, Key, Register, identity, version_key
from tracker.lifecycle.spells import STANDING, spells
from tracker.lifecycle.strands import Strand
from tracker.lives import EventKind, ItemLife, LifeEvent, LineLife
from tracker.permalink import permalink
from tracker.standing import AmendmentState


@frozen
class Heir:
    """The items of an amendment on a line of a branch that only ever had them as stable."""

    register: Register
    branch: Branch
    line: str | None
    gates: Mapping[Key, GateSpan]
    """Package and item -> the `@since` gate that brought it."""

    gated_later: bool = False
    """Whether the branch put it behind a gate after all: then its life is told from there on."""

    @property
    def first(self) -> GateSpan:
        """The gate that was there first."""
        return min(self.gates.values(), key=lambda span: (span.first.position, span.path, span.gate.line))

    def release(self, key: Key) -> Tag | None:
        """Return the first release that holds one of its items."""
        since = self.gates[key]
        return self.register.first_release(key, since, since.first)

    def life(self) -> LineLife:
        """Return it as a line: it begins, and its gates end, with the commit that brought the first item."""
        tag = self.register.first_of(self.release(key) for key in self.gates)
        begun = mark(self.first.first)
        return LineLife(
            line=self.line,
            repository=self.branch.repository,
            branch=self.branch.name,
            state=AmendmentState.RELEASED if tag else AmendmentState.STABILIZED,
            first=begun,
            last=begun,
            stabilized_in=max((span.gate.version for span in self.gates.values()), key=version_key),
            released_in=tag.version if tag else None,
            carried=any(span.standing for key in self.gates for span in self._declared(key)),
            items=tuple(self._item(key, span) for key, span in sorted(self.gates.items())),
        )

    def events(self) -> Iterator[LifeEvent]:
        """Yield when it took the items over, and when it released them."""
        gate, point = self.first, self.first.first
        url = permalink(self.branch.repository, point.revision, gate.path, gate.gate.line)
        summary = f"taken over as stable in {gate.package} with {count_of(len(self.gates), 'item')}"
        yield LifeEvent(
            point.at,
            EventKind.STABILIZED,
            self.line,
            self.branch.repository,
            point.revision,
            summary,
            url,
            point.author,
        )
        tag = self.register.first_of(self.release(key) for key in self.gates)
        if tag is not None:
            yield release_event(tag, self.register, self.gates)

    def _item(self, key: Key, span: GateSpan) -> ItemLife:
        return ItemLife(
            path=f"{key[0]}/{span.gate.item}",
            kind=span.gate.item_kind,
            state=AmendmentState.RELEASED if self.release(key) else AmendmentState.STABILIZED,
            file=span.path,
            line=span.gate.line,
            stabilized_in=span.gate.version,
        )

    def _declared(self, key: Key) -> list[GateSpan]:
        return [span for span in self.register.since(key, self.line) if span.branch == self.branch]


def heirs(strands: Sequence[Strand], register: Register) -> tuple[Heir, ...]:
    """Return who first took a feature over as stable, before it was ever behind a gate there; at most one.

    Only what came after the feature landed counts, of no older version than that of its package then, and only until
    `@since` took the place of a gate: from then on stable items are carried along like all others.
    """
    found: dict[tuple[Branch, str | None], dict[Key, GateSpan]] = defaultdict(dict)
    gated = {(each.branch, each.line): each.spells[0].first.position for each in strands}
    for item in (item for strand in strands for item in strand.items.values()):
        landed = item.spells[0].spans[0]
        oldest = version_key(landed.package.version if landed.package else None)
        for since in _begun(register.stable.get(item.key, ())):
            place = since.branch, since.line
            younger = since.first.at >= landed.first.at and version_key(since.gate.version) >= oldest
            if younger and since.first.position < gated.get(place, STANDING):
                found[place].setdefault((item.package, identity(since.gate.item)), since)
    every = [Heir(register, *place, gates, gated_later=place in gated) for place, gates in found.items()]
    settled = [
        outcome.at.at
        for strand in strands
        for outcomes in strand.outcomes.values()
        for outcome in outcomes
        if outcome.kind is EventKind.STABILIZED
    ]
    first = min(every, key=lambda heir: (heir.first.first.at, str(heir.branch), str(heir.line)), default=None)
    return (first,) if first and all(first.first.first.at < date for date in settled) else ()


def _begun(spans: Sequence[GateSpan]) -> Iterator[GateSpan]:
    """Yield the `@since` gates that began a spell on a line of a default or release branch."""
    lines: dict[tuple[Branch, str | None], list[GateSpan]] = defaultdict(list)
    for span in spans:
        if span.branch.kind in FOLLOWED:
            lines[span.branch, span.line].append(span)
    for each in lines.values():
        yield spells(each)[0].spans[0]
