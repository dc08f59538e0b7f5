"""What can go wrong with the database."""

from tracker.errors import TrackerError


class StoreError(TrackerError):
    """The database cannot be used as it is."""
