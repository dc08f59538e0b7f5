"""The files of the site that machines read: JSON, feeds, the calendar, badges, and what crawlers ask for."""

from collections.abc import Callable, Iterator

from tracker.website.context import Context
from tracker.website.machines.api import api_files
from tracker.website.machines.badges import badge_files
from tracker.website.machines.calendar import calendar_files
from tracker.website.machines.feeds import feed_files

__all__ = ["machine_files"]

_KINDS: tuple[Callable[[Context], Iterator[tuple[str, bytes]]], ...] = (
    api_files,
    feed_files,
    calendar_files,
    badge_files,
)


def machine_files(around: Context) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each file, and what it holds."""
    for kind in _KINDS:
        yield from kind(around)
