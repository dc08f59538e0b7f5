"""A database of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tracker.store.database import open_engine, upgrade
from tracker.store.location import Location


@pytest.fixture
def location(tmp_path: Path) -> Location:
    """Return where a database may be made."""
    return Location.of_file(tmp_path / "tracker.db")


@pytest.fixture
def engine(location: Location) -> Iterator[Engine]:
    """Return an engine on an empty database."""
    engine = open_engine(location)
    upgrade(engine, location)
    yield engine
    engine.dispose()
