"""Pauses the garbage collector while a tree grows: walking the tree over and over would double the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Run the block without the cyclic garbage collector; nothing leaks, since counting references still frees."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
