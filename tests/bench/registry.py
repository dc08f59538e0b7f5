"""Prints how many seconds the first sync of a mirror folder takes, without what importing the program takes.

What it is held against, a search by git, has no such start. The mirror and the database are where the environment says.
"""

import sys
import time
from pathlib import Path

from tracker.aliases import shipped_aliases
from tracker.cli.cache import cache_folder
from tracker.sources import documents, meetings, registry
from tracker.sources.git import Mirrors
from tracker.store import database, recorder
from tracker.store.location import Location
from tracker.sync import Sync

IMPORTED = (database, documents, meetings, recorder, registry)
"""What a sync imports when it needs it."""


def main() -> None:
    """Sync once."""
    mirrors = Mirrors(cache_folder(), mirror=Path(sys.argv[1]))
    began = time.perf_counter()
    Sync(Location.find(None), mirrors, shipped_aliases(), None).run()
    sys.stdout.write(f"{time.perf_counter() - began:.4f}\n")


if __name__ == "__main__":
    main()
