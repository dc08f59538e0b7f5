"""Runs migrations on the connection that `tracker.store.database` passes in, or on the database the tracker finds."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import tracker.store.tables  # noqa: F401 -- declares the tables that `alembic revision --autogenerate` compares
from tracker.store.database import open_engine
from tracker.store.location import Location


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with open_engine(Location.find(None)).begin() as opened:
        _run(opened)
