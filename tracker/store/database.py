"""Opens the database through SQLAlchemy: engine, transactions, and the schema.

A new database gets the declared tables as they are; one that exists is brought there by migrations, and only then is
Alembic imported (0.4 s). Tests hold the two ways to the same schema. A sync does without this (`tracker.store.writer`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Column, Connection, Engine, MetaData, String, Table, event, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, create_engine

import tracker.store.hosting_tables
import tracker.store.ledger_tables
import tracker.store.publication_tables
import tracker.store.tables  # noqa: F401 -- these declare the tables
from tracker.shipped import shipped
from tracker.store.errors import StoreError
from tracker.store.location import Location
from tracker.store.schema import SCHEMA
from tracker.store.sqlite import BEGIN, PRAGMAS, prepare_file


def open_engine(location: Location) -> Engine:
    """Return an engine; for SQLite with write-ahead log, foreign keys and a busy timeout."""
    if location.file is None:
        try:
            return create_engine(location.url)
        except (SQLAlchemyError, ImportError) as error:
            raise StoreError(f"{location}: cannot be opened: {_one_line(error)}") from error
    prepare_file(location.file, location)
    engine = create_engine(URL.create("sqlite", database=str(location.file)))
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Where Alembic keeps the schema's version."""


def upgrade(engine: Engine, location: Location) -> None:
    """Bring the schema to the newest version, in one transaction."""
    try:
        with engine.begin() as connection:
            tables = inspect(connection).get_table_names()
            if tables and _VERSION.name not in tables:
                raise StoreError(f"{location}: is not a database of the tracker's; name another with --db")
            if not tables:
                SQLModel.metadata.create_all(connection)
                _VERSION.create(connection)
                connection.execute(_VERSION.insert().values(version_num=SCHEMA))
            elif connection.execute(select(_VERSION.c.version_num)).scalar() != SCHEMA:
                migrate(connection, location)
    except SQLAlchemyError as error:
        raise StoreError(f"{location}: cannot be upgraded: {_one_line(error)}") from error


def migrate(connection: Connection, location: Location) -> None:
    """Bring the schema to the newest version by migrations, in the connection's transaction."""
    from alembic import command  # noqa: PLC0415 -- 0.4 s that only an old database pays
    from alembic.config import Config  # noqa: PLC0415 -- as above
    from alembic.util import CommandError  # noqa: PLC0415 -- as above

    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(f"{location}: cannot be upgraded: {_one_line(error)}") from error


@contextmanager
def transaction(engine: Engine, location: Location) -> Iterator[Session]:
    """Yield a session whose work is committed as a whole, or not at all."""
    try:
        with Session(engine) as session, session.begin():
            yield session
    except SQLAlchemyError as error:
        raise StoreError(f"{location}: cannot be written: {_one_line(error)}") from error


def _on_connect(connection: Any, _record: Any) -> None:
    """Leave transactions to SQLAlchemy, not to the driver, whose own begin is too late for DDL and for readers."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _on_begin(connection: Any) -> None:
    connection.exec_driver_sql(BEGIN)


def _one_line(error: Exception) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())
