"""The command that fetches: `sync`."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.cache import cache_folder
from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import Database, Subjects
from tracker.cli.output import tell, warn
from tracker.store.location import Location
from tracker.store.reader import Reader, exists

if TYPE_CHECKING:
    from tracker.aliases import Aliases
    from tracker.facts import RepositoryName
    from tracker.sync import SyncReport


def sync(
    subjects: Subjects = None,
    mirror: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Read OWNER+NAME.bundle or OWNER/NAME.git from this folder instead of GitHub.",
            show_default=False,
        ),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Fetch nothing; read what was fetched before.")] = False,
    database: Database = None,
) -> None:
    """Fetch the sources and record what is new."""
    location = Location.find(database)
    if not exists(location):
        from tracker.sources.processes import prepare  # noqa: PLC0415 -- only where much is to be read

        # First of all: what other processes load, they load beside what is imported here.
        prepare()
    from tracker.aliases import shipped_aliases  # noqa: PLC0415 -- as above
    from tracker.sources.git import Mirrors  # noqa: PLC0415 -- only this command reads git
    from tracker.sources.reference import Referee  # noqa: PLC0415 -- as above
    from tracker.sync import Sync  # noqa: PLC0415 -- as above

    aliases = shipped_aliases()
    mirrors = Mirrors(cache_folder(), mirror=mirror, offline=offline)
    with ThreadPoolExecutor(1) as beside:
        work = Sync(location, mirrors, aliases, beside.submit(Referee.find).result)
        done = work.run(subjects or (), _progress if sys.stderr.isatty() else _silent)
    for line in _told(location, aliases, done):
        warn(line)
    tell(
        f"read {done.repositories} repositories: {done.commits} new commits, {done.blobs} new files; "
        f"{len(done.skipped)} skipped; recorded in {location}"
    )
    raise typer.Exit(ExitCode.UNREACHABLE if done.unreachable else ExitCode.FINE)


def _told(location: Location, aliases: "Aliases", done: "SyncReport") -> list[str]:
    """Return what could not be read, a line each: all that is recorded, or what happened when nothing could be."""
    if not exists(location):
        return [f"{each.source}: skipped: {each.reason}" for each in done.skipped]
    from tracker.notices import notices  # noqa: PLC0415 -- so that reading begins before this is imported
    from tracker.store.queries import facts_at  # noqa: PLC0415 -- as above
    from tracker.subjects import identify  # noqa: PLC0415 -- as above

    with Reader.open(location) as reader:
        facts = facts_at(reader)
    return [f"{each.source}: {each.message}" for each in notices(facts, identify(facts, aliases), aliases)]


def _progress(name: "RepositoryName", done: int, every: int) -> None:
    """Show which repository is being read, on one line that is rewritten."""
    sys.stderr.write(f"\r\x1b[K[{done}/{every}] {name}" if done < every else "\r\x1b[K")
    sys.stderr.flush()


def _silent(_name: "RepositoryName", _done: int, _every: int) -> None:
    """Show nothing: nobody looks."""
