"""The failures of building the website."""

from tracker.errors import TrackerError


class WebsiteError(TrackerError):
    """The site cannot be built or put in its place; what stood there before still does."""
