"""The text that a vote was about, and whether it is still the same: values that reports show.

A vote on a phase is about the WIT of a proposal, or of what an amendment's feature gates, as it stood at the end of the
day of the meeting.
"""

from enum import StrEnum

from tracker.changes import ApiChange
from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen
from tracker.voting import Vote


class TextState(StrEnum):
    """Whether the text is the one that was voted on."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@frozen
class PinnedText:
    """What a subject said at one commit."""

    repository: RepositoryName
    """Where it lived then."""
    path: str
    """The folder that held it; empty for the repository's root."""
    revision: Revision
    surface: str
    """The digest of its WIT surface (`tracker.wit.surface`)."""

    @property
    def side(self) -> str:
        """What `tracker diff` takes for it."""
        return f"{self.repository}@{self.revision}:{self.path}"


@frozen
class VotedText:
    """A vote that passed, and what became of the text that it was about."""

    vote: Vote
    """The vote."""
    then: PinnedText | None
    """The text at the end of the day of the meeting."""
    now: PinnedText | None
    """The text now; `None` too where `then` is not known."""
    changes: tuple[ApiChange, ...] = ()
    """What changed since, of the API concerned; may be empty where only words for the same thing did."""
    problem: str = ""
    """Why one of the texts is not known, in one line."""

    @property
    def state(self) -> TextState:
        """Whether it is still the same."""
        if self.then is None or self.now is None:
            return TextState.UNKNOWN
        return TextState.SAME if self.then.surface == self.now.surface else TextState.DIFFERENT
