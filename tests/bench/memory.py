"""How much memory a process and all that it started take together."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_EVERY = 0.1
"""Seconds between two samples."""


class Sample:
    """Samples the memory of a session of processes on Linux; elsewhere it stays 0."""

    def __init__(self, session: int) -> None:
        """Sample the processes whose session is led by this one."""
        self.megabytes = 0.0
        """The most that was seen: memory shared by several processes is shared out among them."""
        self._session = session
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        """Begin to sample."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        self._ended.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._ended.wait(_EVERY):
            found = [folder for folder in Path("/proc").glob("[0-9]*") if _session_of(folder) == self._session]
            self.megabytes = max(self.megabytes, sum(map(_share_of, found)))


def _session_of(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, ValueError, IndexError):
        return None


def _share_of(process: Path) -> float:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6
