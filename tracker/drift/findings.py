"""What the comparison of sources found, as values: what disagrees, since when, and where each side says so."""

from datetime import UTC, date, datetime
from enum import StrEnum

from tracker.frozen import frozen
from tracker.standing import Evidence


class Severity(StrEnum):
    """How bad a disagreement is."""

    ERROR = "error"
    """A vote, a release or a reader of the list goes wrong by it."""
    WARNING = "warning"
    """It goes against the process, and nothing goes wrong yet."""
    NOTE = "note"
    """It should be put right when somebody comes by."""


@frozen
class Said(Evidence):
    """A place, and what one side says there."""

    says: str
    """In a few words."""


@frozen
class RemoveRow:
    """Take a row out of the proposal list."""

    line: int
    title: str
    """What the line must name, so that no other line is taken."""


@frozen
class InsertRow:
    """Put a row for an amendment into the proposal list."""

    phase: int
    """The phase whose table takes it."""
    after: int | None
    """The line of the row it follows; `None` when that table is empty."""
    title: str
    champions: tuple[str, ...]
    parent_line: int
    """The line of the row of the proposal it amends: the new row links to the same place in the same way."""
    parent_title: str
    """What that line must name."""


@frozen
class ReplaceLink:
    """Let every link of the proposal list that leads to one address lead to another."""

    old: str
    new: str


@frozen
class MoveRow:
    """Put a row of the proposal list, as it is written, into the table of another phase."""

    line: int
    title: str
    """What the line must name, so that no other line is taken."""
    phase: int
    """The phase whose table takes it."""
    after: int | None
    """The line of the row it follows; `None` when that table is empty."""


Edit = RemoveRow | InsertRow | MoveRow | ReplaceLink
"""One change to the proposal list; lines are those of the list before any change."""


@frozen
class Patch:
    """What would put the proposal list right."""

    path: str
    """Where the list lies in the registry."""
    edits: tuple[Edit, ...]


@frozen
class DeclaredException:
    """A disagreement that people know of and accept."""

    rule: str
    subject: str
    reason: str
    who: str
    """Who declared it."""
    link: str
    """Where it was agreed."""
    since: date
    """The first day it counts; `from` in the file and in JSON."""
    until: date | None = None
    """The first day it no longer counts; `None` while it stands."""

    def counts_on(self, day: date) -> bool:
        """Return whether it counts on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@frozen
class DriftFinding:
    """One thing about which two sources disagree."""

    rule: str
    severity: Severity
    subject: str
    """The id of a proposal or an amendment."""
    message: str
    """What each side says, in one sentence without a full stop."""
    since: datetime | None
    """When the later of the two came to say so; `None` when that cannot be told."""
    evidence: tuple[Said, ...]
    """From both sides."""
    fix: str | None = None
    """What would put it right, in words."""
    patch: Patch | None = None
    """The same as a change to the proposal list, where it is one."""
    excepted: DeclaredException | None = None
    """The declared exception that covers it."""


@frozen
class CouldNotCheck:
    """A rule, or a part of it, that nobody can judge: neither found nor clean."""

    rule: str
    reason: str
    """Why, in one line."""
    subjects: tuple[str, ...] = ()
    """The proposals or amendments that it could not judge; none when it could judge nothing."""

    def concerns(self, subject: str) -> bool:
        """Return whether it leaves open what the rule would say of a subject."""
        return not self.subjects or subject in self.subjects


@frozen
class Drift:
    """Everything about which the sources disagree at one moment."""

    as_of: datetime
    """The moment."""
    findings: tuple[DriftFinding, ...]
    """The worst first, then by rule and subject."""
    could_not_check: tuple[CouldNotCheck, ...] = ()
    """By rule."""
    unmatched: tuple[DeclaredException, ...] = ()
    """Exceptions that count and cover nothing."""

    @property
    def open(self) -> tuple[DriftFinding, ...]:
        """Return the findings that no exception covers."""
        return tuple(each for each in self.findings if each.excepted is None)

    def days(self, finding: DriftFinding) -> int | None:
        """Return how many days after the day since when a finding stands; `None` when that cannot be told."""
        return (
            None
            if finding.since is None
            else (self.as_of.astimezone(UTC).date() - finding.since.astimezone(UTC).date()).days
        )
