"""What can be wrong with the description of the process."""

from tracker.errors import TrackerError


class ProcessError(TrackerError):
    """The description of the process is malformed."""

    def __init__(self, key: str, problem: str) -> None:
        self.key = key
        """The key that is wrong, such as `criterion[3].in_effect`; empty for the file as a whole."""
        self.problem = problem
        super().__init__(f"process.toml: {key}: {problem}" if key else f"process.toml: {problem}")
