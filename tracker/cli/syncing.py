"""The command that fetches: `sync`."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.cache import cache_folder
from tracker.cli.exit_codes import ExitCode
from tracker.cli.hosting import ask_github, github_to_ask
from tracker.cli.options import Database, Subjects
from tracker.cli.output import tell, warn
from tracker.store.location import Location
from tracker.store.reader import Reader, exists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.aliases import Aliases
    from tracker.sources.oci_settings import RegistrySettings
    from tracker.sync import SyncReport


_Mirror = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Read OWNER+NAME.bundle or OWNER/NAME.git from this folder instead of GitHub.",
        show_default=False,
    ),
]
_AskRegistry = Annotated[
    bool | None,
    typer.Option(
        "--oci/--no-oci",
        help="Ask the OCI registry that TRACKER_OCI_REGISTRY names about packages.  [default: if it names one, "
        "and neither --mirror nor --offline is given]",
        show_default=False,
    ),
]
_AskGitHub = Annotated[
    bool | None,
    typer.Option(
        "--github/--no-github",
        help="Ask GitHub about pull requests, issues and releases.  [default: with a token in GITHUB_TOKEN, "
        "GH_TOKEN or `gh`, and neither --mirror nor --offline]",
        show_default=False,
    ),
]
_MaxRequests = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Ask GitHub at most so often; the next sync goes on.", show_default=False),
]


def sync(
    subjects: Subjects = None,
    mirror: _Mirror = None,
    offline: Annotated[bool, typer.Option("--offline", help="Fetch nothing; read what was fetched before.")] = False,
    oci: _AskRegistry = None,
    github: _AskGitHub = None,
    max_requests: _MaxRequests = None,
    database: Database = None,
) -> None:
    """Fetch the sources and record what is new."""
    registry = _registry(oci, offline=offline or mirror is not None)
    host = github_to_ask(github, offline=offline or mirror is not None)
    location = Location.find(database)
    if not exists(location):
        from tracker.sources.processes import prepare  # noqa: PLC0415 -- only where much is to be read

        # First of all: what other processes load, they load beside what is imported here.
        prepare()
    from tracker.cli.names import known_aliases  # noqa: PLC0415 -- as above
    from tracker.sources.git import Mirrors  # noqa: PLC0415 -- only this command reads git
    from tracker.sources.reference import Referee  # noqa: PLC0415 -- as above
    from tracker.sync import Sync  # noqa: PLC0415 -- as above

    aliases = known_aliases(location)
    mirrors = Mirrors(cache_folder(), mirror=mirror, offline=offline, renamed=aliases.renamed)
    with ThreadPoolExecutor(1) as beside:
        work = Sync(location, mirrors, aliases, beside.submit(Referee.find).result)
        done = work.run(subjects or (), _progress if sys.stderr.isatty() else _silent)
    for line in _told(location, aliases, done):
        warn(line)
    tell(
        f"read {done.repositories} repositories: {done.commits} new commits, {done.blobs} new files; "
        f"{len(done.skipped)} skipped; recorded in {location}"
    )
    answered = registry is None or _asked(registry, database, subjects or ())
    if host is not None:
        progress = _progress if sys.stderr.isatty() else _silent
        answered &= ask_github(host, database, subjects or (), progress, requests=max_requests)
    raise typer.Exit(ExitCode.FINE if answered and not done.unreachable else ExitCode.UNREACHABLE)


def _registry(asked: bool | None, *, offline: bool) -> "RegistrySettings | None":
    """Return the registry to ask; a wrong name is told before anything is fetched."""
    if asked is False or (asked is None and offline):
        return None
    from tracker.sources.errors import SourceError  # noqa: PLC0415 -- only where a registry may be asked
    from tracker.sources.oci_settings import ENVIRONMENT, shipped_settings  # noqa: PLC0415 -- as above

    settings = shipped_settings(os.environ)
    if settings is None and asked:
        raise SourceError("--oci", f"no registry is named: set {ENVIRONMENT}=HOST[:PORT][/PREFIX]")
    return settings


def _asked(registry: "RegistrySettings", database: str | None, subjects: "Iterable[str]") -> bool:
    """Ask a registry, and return whether it answered."""
    from tracker.cli.publishing import ask_registry  # noqa: PLC0415 -- as above

    return ask_registry(registry, database, subjects, _progress if sys.stderr.isatty() else _silent)


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


def _progress(name: str, done: int, every: int) -> None:
    """Show what is being read, on one line that is rewritten."""
    sys.stderr.write(f"\r\x1b[K[{done}/{every}] {name}" if done < every else "\r\x1b[K")
    sys.stderr.flush()


def _silent(_name: str, _done: int, _every: int) -> None:
    """Show nothing: nobody looks."""
