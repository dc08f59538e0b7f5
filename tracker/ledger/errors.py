"""What can go wrong with the ledger's values."""

from tracker.errors import TrackerError


class LedgerError(TrackerError):
    """What was to be recorded, or was read, is no entry of a ledger."""
