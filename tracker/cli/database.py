"""The commands about the database itself: `db upgrade`, `db backup`, `db export`."""

import gzip
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import Database
from tracker.cli.output import put, tell
from tracker.store.location import Location

app = typer.Typer(help="The database itself.", no_args_is_help=True, rich_markup_mode=None)


@app.command("upgrade")
def upgrade(database: Database = None) -> None:
    """Bring the database to the schema of this version, or make an empty one."""
    from tracker.store.database import open_engine  # noqa: PLC0415 -- SQLModel and Alembic: 0.9 s
    from tracker.store.database import upgrade as migrate  # noqa: PLC0415 -- as above
    from tracker.store.schema import SCHEMA  # noqa: PLC0415 -- as above

    location = Location.find(database)
    migrate(open_engine(location), location)
    tell(f"{location}: schema {SCHEMA}")


@app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy; must not exist yet.")],
    database: Database = None,
) -> None:
    """Copy the database while others may be using it."""
    from tracker.store.backup import back_up  # noqa: PLC0415 -- only this command

    location = Location.find(database)
    back_up(location, file)
    tell(f"{location}: copied to {file}")


@app.command("export")
def export(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write here; a name that ends in .gz is compressed.")
    ] = None,
    dated: Annotated[bool, typer.Option("--dated", help="Also write when the facts were synced.")] = False,
    database: Database = None,
) -> None:
    """Write every recorded fact as one JSON document; the same facts give the same bytes."""
    from tracker.store.database import open_engine, transaction  # noqa: PLC0415 -- SQLModel: 0.7 s
    from tracker.store.export import export_facts  # noqa: PLC0415 -- as above
    from tracker.store.reader import Reader  # noqa: PLC0415 -- as above

    location = Location.find(database)
    Reader.open(location).close()
    with transaction(open_engine(location), location) as session:
        text = export_facts(session, dated=dated)
    if out is None:
        put(text)
        return
    data = text.encode()
    # Without a date in its head, so that the same facts give the same file.
    out.write_bytes(gzip.compress(data, 9, mtime=0) if out.suffix == ".gz" else data)
    tell(f"{out}: {len(data)} bytes of facts")
