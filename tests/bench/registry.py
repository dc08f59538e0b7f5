"""Prints how many seconds the first sync of a mirror folder takes, without what importing the program takes.

What it is held against, a search by git, has no such start. The mirror and the database are where the environment says.
"""

import sys
import time
from importlib import import_module
from pathlib import Path

IMPORTED = ("sources.documents", "sources.meetings", "sources.registry", "store.database", "store.recorder")
"""What a sync imports when it needs it."""


def main() -> None:
    """Sync once. Nothing is imported above: the processes that a sync starts import this module too."""
    for name in IMPORTED:
        import_module(f"tracker.{name}")
    cache, git, location, sync = (
        import_module(f"tracker.{name}") for name in ("cli.cache", "sources.git", "store.location", "sync")
    )
    aliases = import_module("tracker.aliases").shipped_aliases()
    mirrors = git.Mirrors(cache.cache_folder(), mirror=Path(sys.argv[1]))
    began = time.perf_counter()
    sync.Sync(location.Location.find(None), mirrors, aliases, None).run()
    sys.stdout.write(f"{time.perf_counter() - began:.4f}\n")


if __name__ == "__main__":
    main()
