"""What a build is told besides the facts."""

from pathlib import Path

from tracker.frozen import frozen


@frozen
class Settings:
    """How a site is built."""

    version: str
    """The version of the tracker that builds it."""
    base_url: str | None = None
    """The address that the site is served at; without it no page says where it is."""
    search: bool = False
    """Whether the pages get a search."""
    compiled: Path | None = None
    """Where compiled templates, and the program's own documents as HTML, are kept from one build to the next."""
