"""What is on record about one subject of a ballot besides its votes: implementations, pull requests, concerns."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from tracker.chronicle import Branch, BranchKind, GateSpan, Pull, line_of
from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.hosting import PullLink, PullState
from tracker.lives import AmendmentLife
from tracker.next_release.ballot import Implementation
from tracker.next_release.interface import Sources
from tracker.standing import OpenConcern

_TELLS_OF_IMPLEMENTATIONS = "portability-plan"
"""The requirement that is attested by naming implementations, or the plan for them."""
_IMPLEMENTATION = "implement"
"""How the ids of other requirements about implementations begin."""

_Gate = tuple[str, GateKind, str | None, bool]
"""Item, kind, what it names, and whether it is queued."""


@frozen
class SubjectFacts:
    """What is on record, by subject."""

    sources: Sources

    def implementations(self, subject: str) -> tuple[Implementation, ...]:
        """Return what people stated about implementations of a subject, or the plan for them."""
        return tuple(
            Implementation(each.by, each.statement.date, each.statement.statement, each.statement.link)
            for each in self.sources.attested
            if each.statement.subject == subject
            and not each.waives
            and each.statement.criterion.startswith((_TELLS_OF_IMPLEMENTATIONS, _IMPLEMENTATION))
        )

    def concerns(self, subject: str) -> tuple[OpenConcern, ...]:
        """Return the open concerns about a subject."""
        return tuple(each for each in self.sources.standing.concerns if each.subject == subject)

    def pulls(self, life: AmendmentLife) -> tuple[PullLink, ...]:
        """Return the pull requests that change the gates of an amendment on the line."""
        found = (pull for pull in self.sources.chronicle.pulls if self._changes(pull, life))
        return tuple(map(self._link, found))

    def proposed_on_line(self, life: AmendmentLife) -> bool:
        """Return whether a pull request would bring an amendment to the line of the release: none that was given up."""
        return any(link.state is not PullState.CLOSED for link in self.pulls(life))

    def _link(self, pull: Pull) -> PullLink:
        hosted = self.sources.hosted.get((pull.repository, pull.number))
        return PullLink(pull.repository, pull.number, pull.url, pull.merged is not None, hosted)

    def _changes(self, pull: Pull, life: AmendmentLife) -> bool:
        own = [span for span in self._of_pulls.get(pull.branch, ()) if self._belongs(span, life)]
        before = {_gate(span) for span in own if span.holds_at(0)}
        after = {_gate(span) for span in own if span.standing}
        return before != after

    def _belongs(self, span: GateSpan, life: AmendmentLife) -> bool:
        package = span.package
        owner = self.sources.subjects.owners.get(package.id) if package else None
        if package is None or owner is None or owner.id != life.parent:
            return False
        if line_of(package.version) != self.sources.target.line:
            return False
        if span.gate.kind is GateKind.UNSTABLE:
            return span.gate.feature is not None and span.gate.feature == life.feature
        return f"{package.id}/{span.gate.item}" in {item.path for line in life.lines for item in line.items}

    @cached_property
    def _of_pulls(self) -> Mapping[Branch, list[GateSpan]]:
        found: dict[Branch, list[GateSpan]] = defaultdict(list)
        for span in self._in_pulls():
            found[span.branch].append(span)
        return found

    def _in_pulls(self) -> Iterator[GateSpan]:
        return (each for each in self.sources.chronicle.gates if each.branch.kind is BranchKind.PULL)


def _gate(span: GateSpan) -> _Gate:
    return span.gate.item, span.gate.kind, span.gate.feature or span.gate.version, span.gate.queued
