"""Reads many blobs at once: in processes of their own when there are so many that it pays, else here."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from tracker.facts import BlobId, FileKind
from tracker.readings import BlobFacts
from tracker.sources.blobs import read_blob
from tracker.sources.processes import context, usual_number

Key = tuple[BlobId, FileKind]
"""A blob, and what it is read as."""
_WORTH_IT = 1_000_000
"""Bytes of WIT from which on starting processes (0.3 s) is won back."""
_COSTS = {
    FileKind.WIT: 1,
    FileKind.VENDORED: 0,
    FileKind.README: 10,
    FileKind.PROPOSAL_LIST: 10,
    FileKind.NOTES: 10,
}
"""How long a byte takes to read, in bytes of WIT: Markdown is read by a general parser, of a copy only the head."""
_AT_ONCE = 100_000
"""Bytes of WIT that one process reads before it answers."""


class BlobPool:
    """Reads blobs; leave it as a context to end its processes."""

    def __init__(self, processes: int | None = None) -> None:
        """Read in so many processes; by default as many as there are processors, up to four."""
        self._processes = usual_number() if processes is None else processes
        self._pool: ProcessPoolExecutor | None = None
        self._starter: ThreadPoolExecutor | None = None
        """Hands blobs to the processes: starting those waits until what they need is loaded."""

    def pays(self, blobs: Sequence[tuple[Key, bytes]]) -> bool:
        """Return whether other processes read blobs sooner: they are many, or the processes are there already."""
        if self._starter is not None:
            return bool(blobs)
        return self._processes > 1 and sum(map(_cost, blobs)) >= _WORTH_IT

    def start(self, blobs: Iterable[tuple[Key, bytes]]) -> "Reading":
        """Begin to read blobs, given with their content."""
        waiting = sorted(blobs, key=lambda each: -_cost(each))
        if not self.pays(waiting):
            return Reading(waiting, ())
        if self._starter is None:
            self._starter = ThreadPoolExecutor(1)
        return Reading((), [(part, self._starter.submit(self._hand_over, part)) for part in _parts(waiting)])

    def _hand_over(self, part: list[tuple[Key, bytes]]) -> Future[list[BlobFacts]]:
        """Let a process read some blobs; only the one thread of the starter comes here."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._processes, mp_context=context(), initializer=_begin)
        return self._pool.submit(_read_all, part)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what they have not begun is dropped."""
        if self._starter is not None:
            self._starter.shutdown(cancel_futures=True)
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)


class Reading:
    """Blobs that are being read."""

    def __init__(
        self,
        here: Iterable[tuple[Key, bytes]],
        elsewhere: Iterable[tuple[list[tuple[Key, bytes]], Future[Future[list[BlobFacts]]]]],
    ) -> None:
        self._here = tuple(here)
        self._elsewhere = tuple(elsewhere)

    @property
    def alone(self) -> bool:
        """Whether other processes do the reading, so that this one may do something else."""
        return bool(self._elsewhere)

    def facts(self) -> dict[Key, BlobFacts]:
        """Return what the blobs say, when all are read."""
        said = {key: read_blob(key[1], data) for key, data in self._here}
        for part, future in self._elsewhere:
            try:
                facts = future.result().result()
            except BrokenProcessPool:
                # A process was killed, for want of memory perhaps: what it was given is read here.
                facts = _read_all(part)
            said |= zip((key for key, _ in part), facts, strict=True)
        return said


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _read_all(part: list[tuple[Key, bytes]]) -> list[BlobFacts]:
    return [read_blob(kind, data) for (_, kind), data in part]


def _cost(blob: tuple[Key, bytes]) -> int:
    (_, kind), data = blob
    return _COSTS[kind] * (len(data) + 500)


def _parts(blobs: list[tuple[Key, bytes]]) -> Iterator[list[tuple[Key, bytes]]]:
    part: list[tuple[Key, bytes]] = []
    cost = 0
    for blob in blobs:
        part.append(blob)
        cost += _cost(blob)
        if cost >= _AT_ONCE:
            yield part
            part, cost = [], 0
    if part:
        yield part
