"""What a rule is: a function from all that the sources say to disagreements, with what a reader needs to know."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from tracker.aliases import Aliases
from tracker.ballots.standing import VoteStanding
from tracker.chronicle import Chronicle, Decision, GateSpan, Outcome, WitHistory
from tracker.drift.findings import CouldNotCheck, DriftFinding, Patch, Said, Severity
from tracker.facts import Facts, GateKind, RepositoryFacts, RepositoryName
from tracker.frozen import frozen
from tracker.lives import AmendmentLife, PhaseChange
from tracker.process import Process
from tracker.standing import CriterionResult
from tracker.subjects import Subjects

Judge: TypeAlias = Callable[[str, int, datetime], tuple[CriterionResult, ...] | None]
"""How a subject stood to the entry requirements of a phase at a moment; `None` when nothing knew it then."""


@frozen
class Sources:
    """Everything a rule may look at, as of one moment."""

    facts: Facts
    """What stands at that moment."""
    subjects: Subjects
    aliases: Aliases
    process: Process
    chronicle: Chronicle
    """What was said up to that moment."""
    lives: tuple[AmendmentLife, ...] = ()
    """What became of each amendment."""
    phases: tuple[PhaseChange, ...] = ()
    """What the proposal list did to its rows."""
    ballots: tuple[VoteStanding, ...] | None = None
    """How votes stand to the rules around them; `None` when no notes of meetings were read."""
    years: frozenset[int] | None = None
    """The years of whose meetings the decisions are recorded; `None` where that is every year."""
    judged_at: Judge | None = None
    """Judges a subject by the facts and rules of a day; it is slow, so it is asked only where it matters."""
    wit: WitHistory = field(default_factory=WitHistory)
    """What stood in WIT files, and which packages they named."""

    @cached_property
    def unstable(self) -> Mapping[str, list[GateSpan]]:
        """Id of a proposal -> the `@unstable` gates of its packages, wherever and whenever they stood."""
        found: dict[str, list[GateSpan]] = defaultdict(list)
        for span in self.chronicle.gates:
            owner = self.subjects.owners.get(span.package.id) if span.package else None
            if owner is not None and span.gate.kind is GateKind.UNSTABLE:
                found[owner.id].append(span)
        return dict(found)

    def repository(self, name: RepositoryName | None) -> RepositoryFacts | None:
        """Return what a repository says; `None` when it was never read or has no commit."""
        return next((each for each in self.facts.repositories if each.name == name and each.revision), None)

    def life(self, subject: str) -> AmendmentLife | None:
        """Return what became of an amendment."""
        return next((each for each in self.lives if each.id == subject), None)

    def passed(self, subject: str) -> tuple[Decision, ...]:
        """Return the votes that a subject passed, oldest first."""
        decisions = self.chronicle.decisions or ()
        own = (each for each in decisions if each.subject == subject and each.outcome is Outcome.PASSED)
        return tuple(sorted(own, key=lambda each: each.at))


class Need(StrEnum):
    """What must have been recorded before a rule can judge."""

    LIST = "list"
    """The proposal list."""
    DECISIONS = "decisions"
    """What the subgroup decided."""
    NOTES = "notes"
    """The notes of meetings, with their history."""


@frozen
class Hit:
    """A disagreement that a rule found."""

    subject: str
    message: str
    since: datetime | None
    evidence: tuple[Said, ...]
    fix: str | None = None
    patch: Patch | None = None


@frozen
class Untold:
    """Some subjects that a rule could not judge."""

    subjects: tuple[str, ...]
    reason: str


Check: TypeAlias = Callable[[Sources], Iterator[Hit | Untold]]
"""What finds a rule's disagreements."""


@frozen
class DriftRule:
    """One rule."""

    id: str
    severity: Severity
    summary: str
    """What it finds, in one sentence."""
    source: str
    """A link to where the process asks for it."""
    check: Check
    needs: frozenset[Need]
    """What it cannot do without."""

    def judge(self, sources: Sources) -> Iterator[DriftFinding | CouldNotCheck]:
        """Yield what it finds, and what it could not check."""
        missing = [each for each in sorted(self.needs) if _is_missing(each, sources)]
        if missing:
            yield CouldNotCheck(self.id, _REASONS[missing[0]])
            return
        for found in self.check(sources):
            if isinstance(found, Untold):
                yield CouldNotCheck(self.id, found.reason, found.subjects)
            else:
                yield DriftFinding(
                    self.id,
                    self.severity,
                    found.subject,
                    found.message,
                    found.since,
                    found.evidence,
                    found.fix,
                    found.patch,
                )


_REASONS = {
    Need.LIST: "the proposal list was not read",
    Need.DECISIONS: "no vote of the subgroup was ever recorded",
    Need.NOTES: "no notes of meetings were read",
}


def _is_missing(need: Need, sources: Sources) -> bool:
    match need:
        case Need.LIST:
            return not sources.subjects.proposals
        case Need.DECISIONS:
            return sources.chronicle.decisions is None
        case Need.NOTES:
            return sources.ballots is None


def rule(check: Check, severity: Severity, summary: str, source: str, *needs: Need) -> DriftRule:
    """Return the rule of a module, whose id is the module's name; every rule needs the proposal list."""
    name = check.__module__.rpartition(".")[2].replace("_", "-")
    return DriftRule(name, severity, summary, source, check, frozenset({Need.LIST, *needs}))
