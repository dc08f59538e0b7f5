"""How the processes are started that read blobs, known apart from what they read: loading that takes a while."""

import multiprocessing
import os
from multiprocessing.context import BaseContext

_MOST = 4
"""Each process takes 50 MB."""
_LOADED = ("tracker.sources.pool", "tracker.sources.documents", "tracker.sources.registry", "tracker.wit.reading")
"""What every one of them needs: loaded once, before the first is started."""


def usual_number() -> int:
    """Return how many processes read: as many as there are processors, up to four."""
    return min(_MOST, os.cpu_count() or 1)


def context() -> BaseContext:
    """Return how processes are started: neither as forks of one that has threads, nor with all that it imported."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(list(_LOADED))
    return chosen


def prepare() -> None:
    """Begin to load what the processes need, beside what this one does next: there will be much to read."""
    if usual_number() > 1 and context().get_start_method() == "forkserver":
        from multiprocessing import forkserver  # noqa: PLC0415 -- there is none on some systems

        forkserver.ensure_running()
