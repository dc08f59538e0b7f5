"""What a rule is: a function from all that is known of a coming release to what stands against it."""

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import UTC, date, datetime
from typing import TypeAlias

from tracker.agenda.values import Meeting
from tracker.aliases import Aliases
from tracker.changes import Comparison
from tracker.chronicle import Chronicle, WitHistory, line_of
from tracker.drift.findings import DeclaredException, Said, Severity
from tracker.facts import Facts
from tracker.frozen import frozen
from tracker.hosting import PullsByNumber
from tracker.ledger import Attested
from tracker.lives import AmendmentLife
from tracker.next_release.ballot import AttributedChange, BlockingFinding, Unchecked
from tracker.next_release.texts import LineTree
from tracker.process import Process
from tracker.process.calendar import Calendar
from tracker.process.features import ComponentFeature, FeatureRule, LaunchRule
from tracker.published import Publication
from tracker.released import Release
from tracker.standing import Standing
from tracker.subjects import Subjects
from tracker.voting import Vote


@frozen
class Target:
    """The release in question."""

    version: str
    """`0.3.1`, `0.3.0-rc-2026-03-15`"""
    line: str
    """`0.3`"""
    previous: Release | None
    """The newest release of the line before it; `None` when it is the first: a launch."""
    actual: Release | None
    """The release itself, when it was tagged by the moment of the ballot."""

    @property
    def prerelease(self) -> bool:
        """Whether its version is one."""
        return "-" in self.version.partition("+")[0]

    @property
    def actual_day(self) -> date | None:
        """The day on which it came out; `None` while it did not."""
        return None if self.actual is None else self.actual.date.astimezone(UTC).date()

    @property
    def launch(self) -> bool:
        """Whether it is the first release of a line."""
        return self.previous is None and not self.prerelease


@frozen
class Sources:
    """Everything a rule may look at, as of one moment."""

    target: Target
    facts: Facts
    subjects: Subjects
    aliases: Aliases
    process: Process
    calendar: Calendar
    standing: Standing
    lives: tuple[AmendmentLife, ...]
    chronicle: Chronicle
    """With what the subgroup decided: `None` decisions when nothing was ever recorded."""
    votes: tuple[Vote, ...]
    """Those on record by the moment, oldest first."""
    features: tuple[ComponentFeature, ...] = ()
    feature_rule: FeatureRule | None = None
    launch_rule: LaunchRule | None = None
    tree: LineTree | None = None
    """The line as it stands; `None` when its text could not be read."""
    base: LineTree | None = None
    """The release before; `None` when there is none, or its text could not be read."""
    problem: str = ""
    """Why one of the two texts could not be read, in one line; empty when both were, or there is no release before."""
    comparison: Comparison | None = None
    """What changed since the release before; `None` when there is none, or a text could not be read."""
    changes: tuple[AttributedChange, ...] = ()
    """Its changes, each with whose it is."""
    history: WitHistory | None = None
    """From which commit to which a file stood; `None` when nobody asked for it."""
    attested: tuple[Attested, ...] = ()
    publications: tuple[Publication, ...] = ()
    """What registries were last known to hold, of any package."""
    review: tuple[Vote, ...] = ()
    """What was read from notes without certainty, and no person has looked at yet: none of it counts."""
    meetings: tuple[Meeting, ...] = ()
    """Those to come, by date, from the day of the ballot on."""
    exceptions: tuple[DeclaredException, ...] = ()
    """What people declared to accept; those of other rules, and of other days, are among them."""
    hosted: PullsByNumber = field(default_factory=dict)
    """What the host tells of pull requests."""

    @property
    def moment(self) -> datetime:
        """The moment of the ballot."""
        return self.facts.at

    @property
    def today(self) -> date:
        """Its day."""
        return self.facts.at.date()

    def votes_on(self, subject: str) -> tuple[Vote, ...]:
        """Return the votes on a subject that are on record, oldest first."""
        return tuple(each for each in self.votes if each.subject == subject)

    def on_line(self, version: str | None) -> bool:
        """Return whether a package's version belongs to the line."""
        return line_of(version) == self.target.line


@frozen
class Hit:
    """Something that stands against the release."""

    subject: str
    message: str
    evidence: tuple[Said, ...]
    fix: str | None = None
    severity: Severity | None = None
    """Where it is another than the rule's."""


@frozen
class Untold:
    """Why a rule could not judge something, in one line."""

    reason: str


Check: TypeAlias = Callable[[Sources], Iterator[Hit | Untold]]
"""What finds a rule's hits."""


@frozen
class ReleaseRule:
    """One rule."""

    id: str
    severity: Severity
    """An error blocks the release."""
    summary: str
    """What it finds, in one sentence."""
    source: str
    """A link to where the process asks for it."""
    check: Check

    def judge(self, sources: Sources) -> Iterator[BlockingFinding | Unchecked]:
        """Yield what it finds, and what it could not check."""
        for found in self.check(sources):
            if isinstance(found, Untold):
                yield Unchecked(self.id, found.reason)
            else:
                severity = found.severity or self.severity
                yield BlockingFinding(self.id, severity, found.subject, found.message, found.evidence, found.fix)


def rule(check: Check, severity: Severity, summary: str, source: str) -> ReleaseRule:
    """Return the rule of a module, whose id is the module's name."""
    name = check.__module__.rpartition(".")[2].replace("_", "-")
    return ReleaseRule(name, severity, summary, source, check)
