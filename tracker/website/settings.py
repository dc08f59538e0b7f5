"""What a build is told besides the facts."""

from pathlib import Path

from tracker.frozen import frozen

SET_UP = Path(__file__).parent / "__pycache__" / "site"
"""Where they are once the program was set up, beside its bytecode."""


@frozen
class Settings:
    """How a site is built."""

    version: str
    """The version of the tracker that builds it."""
    base_url: str | None = None
    """The address that the site is served at; without it no page says where it is."""
    search: bool = False
    """Whether the pages get a search."""
    compiled: tuple[Path, ...] = ()
    """Where compiled templates, and the program's own documents as HTML, may be; the last is for what is missing."""
