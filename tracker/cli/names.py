"""What repositories are called now: by the shipped aliases, and by what their host told."""

from contextlib import closing

from tracker.aliases import Aliases, shipped_aliases
from tracker.store.known import present_names
from tracker.store.location import Location
from tracker.store.reader import Reader, exists


def known_aliases(location: Location) -> Aliases:
    """Return the shipped aliases with the new names that are recorded in a database, if there is one."""
    if not exists(location):
        return shipped_aliases()
    with closing(Reader.open(location)) as reader:
        return shipped_aliases().with_renamed(present_names(reader))
