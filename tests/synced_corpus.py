"""The real repositories after one sync, without the reference tool and without GitHub."""

from dataclasses import dataclass
from pathlib import Path

from tracker.aliases import shipped_aliases
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync, SyncReport


@dataclass(frozen=True, slots=True)
class SyncedCorpus:
    """A database of the real repositories, and the mirrors it was read from; tests only read it."""

    database: Path
    cache: Path
    report: SyncReport

    @property
    def location(self) -> Location:
        """Where the database is."""
        return Location.of_file(self.database)


def synced_from(corpus: Path, folder: Path) -> SyncedCorpus:
    """Sync the folder of bundles `corpus` into a new database in `folder`."""
    database, cache = folder / "tracker.db", folder / "cache"
    mirrors = Mirrors(cache, mirror=corpus)
    return SyncedCorpus(database, cache, Sync(Location.of_file(database), mirrors, shipped_aliases(), None).run())
