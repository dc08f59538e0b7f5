"""What can go wrong when a check is asked for."""

from tracker.errors import TrackerError


class UnknownCriterionError(TrackerError):
    """There is no criterion of that id."""

    def __init__(self, criterion: str, known: tuple[str, ...]) -> None:
        self.criterion = criterion
        self.known = known
        super().__init__(f"there is no criterion {criterion!r}: known are {', '.join(known)}")
