"""The commands about the database itself: `db upgrade`, `db backup`, `db export`, `db verify`, `db ledger`."""

import gzip
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import Database
from tracker.cli.output import put, tell, warn
from tracker.ledger.chain import head_of
from tracker.ledger.errors import LedgerError
from tracker.ledger.merging import exported, imported
from tracker.store.errors import StoreError
from tracker.store.ledger_reading import broken_at, ledger_of, missing_triggers
from tracker.store.location import Location
from tracker.store.reader import Reader

app = typer.Typer(help="The database itself.", no_args_is_help=True, rich_markup_mode=None)
ledger = typer.Typer(help="What people recorded, as a file.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(ledger, name="ledger")


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


@app.command("verify")
def verify(
    expect: Annotated[
        str | None,
        typer.Option("--expect", metavar="HASH", help="A head that was published before.", show_default=False),
    ] = None,
    database: Database = None,
) -> None:
    """Say whether anything in the ledger was changed behind the tool's back; exit code 1 when it was.

    The chain of hashes proves nothing against somebody who computed it anew. Publish the head that this prints, in
    notes or in a commit: --expect says whether the ledger still holds all that was in it then, unchanged.
    """
    location = Location.find(database)
    with Reader.open(location) as reader:
        wrong = broken_at(reader)
        if wrong is not None:
            put(f"{location}: the ledger is broken: {wrong.message}\n")
            raise typer.Exit(ExitCode.FOUND)
        entries = ledger_of(reader).entries
        unguarded = missing_triggers(reader, "postgresql" if location.file is None else "sqlite")
    head = head_of(entries)
    found = [entry for entry in entries if entry.hash == (expect or "").strip().casefold()]
    if expect is not None and not found:
        put(f"{location}: the ledger is not the one that was published: no entry has the hash {expect}\n")
        raise typer.Exit(ExitCode.FOUND)
    if unguarded:
        put(f"{location}: the ledger is whole, but not guarded: it lacks {', '.join(unguarded)}\n")
        raise typer.Exit(ExitCode.FOUND)
    since = f", {head.position - found[0].position} after the one expected" if found else ""
    put(f"{location}: the ledger is whole: {_entries(head.position)}{since}\nhead {head.hash}\n")


@ledger.command("export")
def export_ledger(
    file: Annotated[Path, typer.Argument(help="Where to write it; replaced when it exists.")],
    database: Database = None,
) -> None:
    """Write the ledger as JSON lines, one entry a line: the same ledger gives the same bytes."""
    location = Location.find(database)
    with Reader.open(location) as reader:
        wrong = broken_at(reader)
        if wrong is not None:
            raise StoreError(f"{location}: the ledger is broken and was not written: {wrong.message}")
        entries = ledger_of(reader).entries
    try:
        file.write_text(exported(entries), encoding="utf-8", newline="\n")
    except OSError as error:
        raise StoreError(f"{file}: cannot be written: {error.strerror}") from error
    tell(f"{file}: {_entries(len(entries))}, head {head_of(entries).hash}")


@ledger.command("import")
def import_ledger(
    file: Annotated[Path, typer.Argument(help="What `db ledger export` wrote, of this ledger or another.")],
    database: Database = None,
) -> None:
    """Add the entries that the ledger lacks, all or none; exit code 1 when the two contradict each other."""
    from tracker.store.ledger import merge  # noqa: PLC0415 -- SQLModel: 0.7 s

    try:
        other = imported(file.read_bytes().decode())
    except OSError as error:
        raise StoreError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise StoreError(f"{file}: line {line}: is no UTF-8; nothing was imported") from error
    except LedgerError as error:
        raise StoreError(f"{file}: {error}; nothing was imported") from error
    whole, added = merge(Location.find(database), other)
    new = {entry.id for entry in added}
    put(f"{_entries(len(added))} added, {len(other) - len(added)} known already, head {head_of(whole.entries).hash}\n")
    conflicts = [each for each in whole.conflicts if new & {*each.entries}]
    for each in conflicts:
        warn(f"{each.message}; all are kept, `tracker vote record --corrects ID` settles it")
    raise typer.Exit(ExitCode.FOUND if conflicts else ExitCode.FINE)


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
