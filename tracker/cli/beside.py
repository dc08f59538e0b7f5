"""Does one piece of work in a process beside this one, which has all that was read so far."""

import contextlib
import os
import pickle
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Generic, Protocol, TypeVar

from tracker.errors import TrackerError
from tracker.frozen import frozen

try:
    import fcntl
except ImportError:  # where a process cannot be split off either
    fcntl = None  # type: ignore[assignment]

_Answer = TypeVar("_Answer")
_Given = TypeVar("_Given")
_ROOM = 1 << 20
"""Bytes that may wait to be taken."""


class LostProcessError(TrackerError):
    """A process that ended without an answer."""


class Sink(Protocol):
    """Takes bytes, and never fails."""

    def write(self, data: bytes, /) -> object:
        """Take some more."""


Copied = Callable[[], AbstractContextManager[Sink | None]]
"""Gives, once there is an answer, what takes a copy of it as it is pickled; `None` when nobody wants one."""


def beside(work: Callable[[], _Answer], copied: Copied = contextlib.nullcontext) -> Callable[[], _Answer]:
    """Begin some work, and return what waits for its answer; the error that it raised is raised there.

    Where a process cannot be split off safely the work is done when the answer is asked for.
    """
    return _begun(work, copied) if _can_split() else lambda: _done_here(work, copied)


class Awaiting(Generic[_Given, _Answer]):
    """Work that has begun beside this process, and that will be given what is found out here meanwhile."""

    def __init__(self, work: Callable[[Callable[[], _Given]], _Answer]) -> None:
        """Begin the work; it is called with what waits for what `give` gives."""
        self._given: list[_Given] = []
        self._gives = -1
        if not _can_split():
            self.answer: Callable[[], _Answer] = lambda: work(self._given.pop)
            """Waits for the answer of the work; the error that it raised is raised here."""
            return
        taken, gives = os.pipe()
        self._gives = gives
        with contextlib.suppress(AttributeError, OSError):
            # What is given fits in, so that this process need not wait until it is wanted.
            fcntl.fcntl(gives, fcntl.F_SETPIPE_SZ, _ROOM)

        def awaiting() -> _Answer:
            os.close(gives)
            return work(lambda: _taken(taken))

        self.answer = _begun(awaiting, contextlib.nullcontext)
        os.close(taken)

    def give(self, given: _Given) -> None:
        """Give what the work waits for, once."""
        if self._gives < 0:
            self._given.append(given)
            return
        # Who ended needs it no more; why it ended is told by its answer.
        with contextlib.suppress(BrokenPipeError), open(self._gives, "wb") as pipe:  # noqa: PTH123 -- as below
            pickle.dump(given, pipe, protocol=pickle.HIGHEST_PROTOCOL)


def _taken(pipe: int) -> Any:
    try:
        # Up to its own end, not the pipe's: processes that began meanwhile have that open, too.
        with open(pipe, "rb") as file:
            return pickle.load(file)  # noqa: S301 -- from the process that this one is a part of
    except EOFError:
        # Nobody is there any more who would ask for an answer.
        os._exit(0)


def _can_split() -> bool:
    return hasattr(os, "fork") and threading.active_count() == 1 and (os.cpu_count() or 1) > 1


def _done_here(work: Callable[[], _Answer], copied: Copied) -> _Answer:
    answer = work()
    with copied() as copy:
        if copy is not None:
            _pickle(answer, copy)
    return answer


def _begun(work: Callable[[], _Answer], copied: Copied) -> Callable[[], _Answer]:
    sys.stdout.flush()
    sys.stderr.flush()
    answers, told = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(answers)
        _tell(work, copied, told)
    os.close(told)

    def answer() -> _Answer:
        try:
            with open(answers, "rb") as pipe:  # noqa: PTH123 -- it has a number and no path
                # The process is our own, and what it says is read while it is said.
                error: TrackerError | None = pickle.load(pipe)  # noqa: S301 -- see above
                if error is None:
                    return pickle.load(pipe)  # type: ignore[no-any-return]  # noqa: S301 -- see above
        except (EOFError, pickle.UnpicklingError) as ended:
            raise LostProcessError("a process ended without an answer: run the command again") from ended
        finally:
            os.waitpid(process, 0)
        raise error

    return answer


@frozen
class _Both:
    """Writes to a pipe and to a copy."""

    pipe: Sink
    copy: Sink

    def write(self, data: bytes, /) -> object:
        """Write to both."""
        self.copy.write(data)
        return self.pipe.write(data)


def _tell(work: Callable[[], object], copied: Copied, told: int) -> None:
    """Do the work, write its answer, and end this process without anything that the other one will do, too."""
    try:
        with open(told, "wb") as pipe:
            try:
                answer = work()
            except TrackerError as error:
                _pickle(error, pipe)
            else:
                _pickle(None, pipe)
                with copied() as copy:
                    _pickle(answer, pipe if copy is None else _Both(pipe, copy))
        sys.stderr.flush()
    except BrokenPipeError:
        # Nobody waits for the answer any more: what went wrong there is told there.
        pass
    except Exception:  # noqa: BLE001 -- nobody above could show it
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def _pickle(thing: object, sink: Sink) -> None:
    pickle.dump(thing, sink, protocol=pickle.HIGHEST_PROTOCOL)
