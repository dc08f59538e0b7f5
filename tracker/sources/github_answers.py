"""What GitHub's API answers, and how it can fail, without what asks it."""

from typing import Any

from tracker.frozen import frozen
from tracker.sources.errors import SourceError


@frozen
class Limits:
    """How much GitHub may take of everything."""

    requests: int | None = None
    """How many requests may be made that count; `None` for as many as are needed."""
    patience: float = 20.0
    """Seconds until a connection is there, or the next bytes."""
    answer: float = 120.0
    """Seconds for a whole answer."""
    size: int = 32 * 1024 * 1024
    """Bytes of an answer."""
    retries: int = 3
    """How often a request is repeated that fails for reasons that may pass."""
    pause: float = 0.5
    """Seconds before the second repetition; before each further one twice as many."""
    longest_pause: float = 60.0
    """The most seconds that are waited because GitHub asks to: a longer wait ends the asking."""
    secondary_pause: float = 60.0
    """Seconds to wait where GitHub says that there were too many requests, and not for how long."""
    between: float | None = None
    """Seconds between requests, where they are to be further apart."""


@frozen
class Answer:
    """An answer that may be used."""

    body: Any
    """What it holds; `None` when nothing changed."""
    etag: str | None
    """What to ask with next time whether anything changed."""
    next: str | None
    """Where the next page is."""
    moved: str | None = None
    """Where what was asked for is now, when it is no longer where it was asked for."""

    @property
    def unchanged(self) -> bool:
        """Whether nothing changed since the answer that had the ETag."""
        return self.body is None


class GitHubError(SourceError):
    """GitHub gave no usable answer; the message says why, in one line that may be shown to anybody."""

    def __init__(self, source: str, reason: str, status: int | None = None, *, ends: bool = False) -> None:
        super().__init__(source, reason, unreachable=True)
        self.status = status
        """Of its answer; `None` when there was none."""
        self.ends = ends
        """Whether asking for anything else would fail as well."""
