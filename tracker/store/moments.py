"""Turns moments into the text the database keeps, and back."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Return an aware moment as RFC 3339 in UTC, to the second: `2026-06-02T14:03:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_text(text: str) -> datetime:
    """Return the moment that `to_text` wrote."""
    return datetime.fromisoformat(text)
