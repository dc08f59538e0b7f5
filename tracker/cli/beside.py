"""Does one piece of work in a process beside this one, which has all that was read so far."""

import os
import pickle
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from tracker.errors import TrackerError

_Answer = TypeVar("_Answer")


class LostProcessError(TrackerError):
    """A process that ended without an answer."""


def beside(work: Callable[[], _Answer]) -> Callable[[], _Answer]:
    """Begin some work, and return what waits for its answer; the error that it raised is raised there.

    Where a process cannot be split off safely the work is done when the answer is asked for.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1 or (os.cpu_count() or 1) == 1:
        return work
    sys.stdout.flush()
    sys.stderr.flush()
    answers, told = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(answers)
        _tell(work, told)
    os.close(told)

    def answer() -> _Answer:
        with open(answers, "rb") as pipe:  # noqa: PTH123 -- it has a number and no path
            said = pipe.read()
        os.waitpid(process, 0)
        if not said:
            raise LostProcessError("a process ended without an answer: run the command again")
        # The process is our own.
        found, error = pickle.loads(said)  # noqa: S301 -- see above
        if error is not None:
            raise error
        return found  # type: ignore[no-any-return]

    return answer


def _tell(work: Callable[[], object], told: int) -> None:
    """Do the work, write its answer, and end this process without anything that the other one will do, too."""
    try:
        try:
            said = pickle.dumps((work(), None), protocol=pickle.HIGHEST_PROTOCOL)
        except TrackerError as error:
            said = pickle.dumps((None, error), protocol=pickle.HIGHEST_PROTOCOL)
        with open(told, "wb") as pipe:
            pipe.write(said)
        sys.stderr.flush()
    except BrokenPipeError:
        # Nobody waits for the answer any more: what went wrong there is told there.
        pass
    except Exception:  # noqa: BLE001 -- nobody above could show it
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)
