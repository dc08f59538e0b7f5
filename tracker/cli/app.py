"""The commands, put together."""

from typing import Annotated

import typer

from tracker import __version__
from tracker.cli import (
    checking,
    database,
    diffing,
    drifting,
    history,
    latency,
    linting,
    listing,
    output,
    releasing,
    site,
    syncing,
)

app = typer.Typer(
    name="tracker",
    help="Tracks WASI proposals and amendments: where each stands, what it still needs, and the evidence.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("sync")(syncing.sync)
app.command("status")(listing.status)
app.command("show")(listing.show)
app.command("gates")(listing.gates)
app.command("amendments")(listing.amendments)
app.command("history")(history.history)
app.command("log")(history.log)
app.command("check")(checking.check)
app.command("explain")(checking.explain)
app.command("lint")(linting.lint)
app.command("diff")(diffing.diff)
app.command("drift")(drifting.drift)
app.command("releases")(releasing.releases)
app.command("latency")(latency.latency)
app.add_typer(site.app, name="site")
app.add_typer(database.app, name="db")


def _version(wanted: bool) -> None:
    if wanted:
        output.put(f"tracker {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only data and failures.")] = False,
) -> None:
    """Set what holds for every command."""
    del version
    if quiet:
        output.be_quiet()
