"""The command line: parses options, calls one function, prints, exits."""

import atexit
import gc
import sys

from tracker.cli.exit_codes import ExitCode
from tracker.errors import TrackerError

__all__ = ["ExitCode", "main"]

_NEW_OBJECTS = 1_000_000
"""How many objects are made before those that are new are searched for cycles. What a command reads and tells stays to
its end, and its records refer to each other in no circle: with Python's 700 a fifth of the time was searching."""


def main() -> None:
    """Run the program; a failure a user can act on is one line on standard error."""
    gc.set_threshold(_NEW_OBJECTS)
    from tracker.cli.app import app  # noqa: PLC0415 -- so that importing the package costs nothing

    # Before it ends, the interpreter searches all there is for cycles: 0.1 s after a sync, for memory that ends anyway.
    atexit.register(gc.freeze)
    try:
        app()
    except TrackerError as error:
        sys.stderr.write(f"tracker: {error}\n")
        sys.exit(ExitCode.UNREACHABLE if getattr(error, "unreachable", False) else ExitCode.USAGE)
    except BrokenPipeError:
        # The reader of our output went away (`tracker status | head`): nothing is wrong.
        sys.stderr.close()
        sys.exit(ExitCode.FINE)
    except KeyboardInterrupt:
        sys.stderr.write("tracker: interrupted; what was recorded before stays\n")
        sys.exit(130)
