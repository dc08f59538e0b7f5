"""How far an amendment has come over all its lines, and what comes next."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from tracker.chronicle import Decision, Outcome, Pull
from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.lifecycle.register import line_key, version_key
from tracker.lifecycle.strands import Strand
from tracker.lives import EventKind, LifeEvent, LineLife
from tracker.standing import AmendmentState

_ORDER = (AmendmentState.RELEASED, AmendmentState.STABILIZED, AmendmentState.QUEUED, AmendmentState.LANDED)
"""What a line has come to, the farthest first."""
_GATED = frozenset({AmendmentState.LANDED, AmendmentState.QUEUED})
_AFTER_REJECTION = frozenset(
    {EventKind.LANDED, EventKind.QUEUED, EventKind.VOTED, EventKind.STABILIZED, EventKind.RELEASED}
)
"""What makes an earlier failed vote a thing of the past."""
_VOTED_PHASE = 3
"""A vote on an earlier phase does not stabilize an amendment."""


@frozen
class Evidence:
    """Everything that is known of one amendment when its state is told."""

    lines: tuple[LineLife, ...]
    current: tuple[LineLife, ...]
    """The lines where its packages live now: of branches that carry the same line, the one that is ahead."""
    events: tuple[LifeEvent, ...]
    """Oldest first."""
    tracked: bool
    """Whether the newest list has its row."""
    pulls: tuple[Pull, ...]
    """The pull requests that add it, without those that were closed without being merged."""
    decisions: tuple[Decision, ...] | None
    """Those on it, oldest first; `None` when no decision was ever recorded."""
    given_up: bool = False
    """Whether there were pull requests that add it, and all were closed without being merged."""

    def happened(self, *kinds: EventKind) -> bool:
        """Return whether anything of these kinds ever happened."""
        return any(event.state in kinds for event in self.events)

    @property
    def voted(self) -> bool:
        """Whether a vote to stabilize it passed."""
        return any(
            each.outcome is Outcome.PASSED and (each.phase is None or each.phase >= _VOTED_PHASE)
            for each in self.decisions or ()
        )


def current_lines(
    strands: Sequence[Strand], lines: Sequence[LineLife], home: RepositoryName | None
) -> tuple[LineLife, ...]:
    """Return the lives on the branches where each line lives on.

    A repository that a proposal left still holds its last version: of the branches that carry a line, those that hold
    its newest version count, and of several repositories with the same version the proposal's home.
    """
    carried = [(strand, life) for strand, life in zip(strands, lines, strict=True) if strand.carried]
    found: list[LineLife] = []
    for _, group in groupby(sorted(carried, key=lambda each: line_key(each[0].line)), key=lambda each: each[0].line):
        each = list(group)
        newest = max(version_key(strand.version) for strand, _ in each)
        ahead = [(strand, life) for strand, life in each if version_key(strand.version) == newest]
        at_home = [life for strand, life in ahead if strand.branch.repository == home]
        found += at_home or [life for _, life in ahead]
    return tuple(found)


def state_of(evidence: Evidence) -> AmendmentState:
    """Return how far an amendment has come."""
    if _rejected(evidence):
        return AmendmentState.REJECTED
    if not evidence.lines:
        return _without_gate(evidence)
    done = [line.state for line in evidence.lines if line.state not in _GATED]
    gated = [line.state for line in evidence.current or evidence.lines if line.state in _GATED]
    farthest = next((state for state in _ORDER if state in (*done, *gated)), AmendmentState.WITHDRAWN)
    return AmendmentState.VOTED if farthest in _GATED and evidence.voted else farthest


def _without_gate(evidence: Evidence) -> AmendmentState:
    """Return how far an amendment has come that no branch ever had."""
    if evidence.tracked:
        return AmendmentState.TRACKED
    return AmendmentState.WITHDRAWN if evidence.given_up and not evidence.voted else AmendmentState.PROPOSED


def phase_of(evidence: Evidence) -> int | None:
    """Return the phase an amendment is in."""
    if evidence.happened(EventKind.STABILIZED, EventKind.RELEASED) or any(
        each.outcome is Outcome.PASSED and each.phase == _VOTED_PHASE for each in evidence.decisions or ()
    ):
        return 3
    return 2 if evidence.tracked or evidence.happened(EventKind.LANDED) else None


def vote_events(decisions: Iterable[Decision]) -> Iterable[LifeEvent]:
    """Yield what the subgroup decided."""
    kinds = {Outcome.PASSED: EventKind.VOTED, Outcome.FAILED: EventKind.REJECTED}
    words = {
        Outcome.PASSED: "the vote passed",
        Outcome.FAILED: "the vote failed",
        Outcome.DEFERRED: "the vote was deferred",
        Outcome.UNCLEAR: "how the vote came out cannot be told",
    }
    for each in decisions:
        kind = kinds.get(each.outcome, EventKind.DEFERRED)
        said = f"{words[each.outcome]}: {each.summary}"
        yield LifeEvent(each.at, kind, None, None, None, said, each.url, phase=each.phase)


def _rejected(evidence: Evidence) -> bool:
    """Return whether the newest vote failed and nothing was done about it since but to take the gates away."""
    failed = [event.date for event in evidence.events if event.state is EventKind.REJECTED]
    later = [event.date for event in evidence.events if event.state in _AFTER_REJECTION]
    return bool(failed) and all(date <= max(failed) for date in later)
