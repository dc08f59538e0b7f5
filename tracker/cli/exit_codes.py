"""What each exit code means."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The program's exit codes."""

    FINE = 0
    """Everything went well."""
    FOUND = 1
    """Something is blocked, or something wrong was found."""
    USAGE = 2
    """Wrong usage, or input that cannot be used."""
    UNREACHABLE = 3
    """A source or a tool could not be reached."""
