"""What a build is told besides the facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a site is built."""

    version: str
    """The version of the tracker that builds it."""
    base_url: str | None = None
    """The address that the site is served at; without it no page says where it is."""
