"""Finds out what each release brought, from what its tags hold: pure."""

from tracker.releases.building import gates_of, releases_of, summarized
from tracker.releases.versions import parse_version

__all__ = ["gates_of", "parse_version", "releases_of", "summarized"]
