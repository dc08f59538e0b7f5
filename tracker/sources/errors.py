"""What can go wrong with a source."""

from tracker.errors import TrackerError


class SourceError(TrackerError):
    """A source could not be read."""

    def __init__(self, source: str, reason: str, *, unreachable: bool = False) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        """What was asked: a repository's name, or `OWNER/NAME:path`."""
        self.reason = reason
        """Why it failed, in one line."""
        self.unreachable = unreachable
        """Whether a remote or a tool failed, as against a source that is there and holds something unreadable."""
