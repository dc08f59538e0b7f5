"""How a vote stands to the rules around it, as values."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen
from tracker.permalink import permalink
from tracker.voting import Vote


class Kept(StrEnum):
    """Whether a rule was kept. What nobody can tell is never folded into the others."""

    KEPT = "kept"
    BROKEN = "broken"
    EXEMPT = "exempt"
    """The rule does not ask it of this vote, or was not in effect."""
    UNKNOWN = "unknown"


class Finality(StrEnum):
    """Whether a decision can still be objected to."""

    PROVISIONAL = "provisional"
    """Its notes are not published, or anyone may still object."""
    FINAL = "final"
    CONTESTED = "contested"
    """A formal objection is recorded."""
    UNKNOWN = "unknown"
    """The file of its meeting was not read."""


@frozen
class Noted:
    """A commit with which the file of a meeting came to say something."""

    at: datetime
    """When the branch came to hold it."""
    repository: RepositoryName
    revision: Revision
    path: str
    line: int | None
    """The line that says it."""

    @property
    def url(self) -> str:
        """A permalink to it."""
        return permalink(self.repository, self.revision, self.path, self.line)


@frozen
class VoteStanding:
    """How one vote stands to the rules around it, as of a moment."""

    vote: Vote
    announced: Noted | None
    """The first version of the agenda with an item that asks for it; `None` when none does, or none was read."""
    notice: timedelta | None
    """How long that was before the earliest hour at which the meeting may have begun; negative after it."""
    notice_rule: Kept
    """Whether it was announced as early as the process demands."""
    notice_aim: Kept
    """Whether it was announced as early as the chairs aim for."""
    published: Noted | None
    """The first version of the file with attendees or a decision."""
    published_late: bool | None
    """Whether that was later than the process demands, or is overdue; `None` when it cannot be told, or is not due."""
    finality: Finality
    open_until: datetime | None
    """Until when anyone may object; `None` when that cannot be told yet."""

    @property
    def held_at(self) -> datetime:
        """The beginning of the day of the meeting."""
        return datetime.combine(self.vote.date, time(), UTC)

    @property
    def announced_at(self) -> datetime | None:
        """When it was put on the agenda."""
        return self.announced.at if self.announced else None

    @property
    def published_at(self) -> datetime | None:
        """When its notes were published."""
        return self.published.at if self.published else None
