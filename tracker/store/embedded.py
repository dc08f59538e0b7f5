"""The embedded default: the facts of a dated sync, recorded when there is no database yet."""

import gzip
from datetime import datetime

from tracker.shipped import shipped
from tracker.store.location import Location
from tracker.store.moments import from_text

SNAPSHOT = "data/snapshot/facts.json.gz"
"""Where it lies; `tracker db export --dated` writes it."""


def restore(location: Location) -> datetime:
    """Make the database from the embedded facts, and return when they were synced."""
    from sqlmodel import select  # noqa: PLC0415 -- only the very first command of a machine pays for it

    from tracker.store.database import open_engine, transaction, upgrade  # noqa: PLC0415 -- as above
    from tracker.store.export import import_facts  # noqa: PLC0415 -- as above
    from tracker.store.tables import Meta  # noqa: PLC0415 -- as above

    text = gzip.decompress(shipped(SNAPSHOT).read_bytes()).decode()
    engine = open_engine(location)
    upgrade(engine, location)
    with transaction(engine, location) as session:
        if session.exec(select(Meta)).first() is None:
            import_facts(session, text)
        synced = session.get(Meta, "synced_at")
        moment = from_text(synced.value) if synced else datetime.fromtimestamp(0).astimezone()
    engine.dispose()
    return moment
