"""The root of the tracker's exceptions: every failure a user can meet is a `TrackerError` with one clear line."""


class TrackerError(Exception):
    """Something the user can act on; `str(error)` is one line that names the thing, the place and the next step."""
