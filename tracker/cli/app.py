"""The commands, put together. Each is imported when it is asked for: all of them together take as long as `status`."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tracker import __version__
from tracker.cli import output

COMMANDS = {
    "sync": "syncing:sync",
    "status": "listing:status",
    "show": "listing:show",
    "gates": "listing:gates",
    "amendments": "amending:amendments",
    "history": "history:history",
    "log": "history:log",
    "watch": "watching:watch",
    "news": "news:news",
    "releases": "releasing:releases",
    "latency": "latency:latency",
    "check": "checking:check",
    "drift": "drifting:drift",
    "agenda": "agenda:agenda",
    "release": "release:release",
    "packet": "packet:packet",
    "impact": "impact:impact",
    "pr": "pulls:pr",
    "explain": "checking:explain",
    "lint": "linting:lint",
    "diff": "diffing:diff",
    "vote": "voting:app",
    "attest": "attesting:attest",
    "concern": "concerns:app",
    "site": "site:app",
    "db": "database:app",
}
"""Name of each command -> its module in this package, and what there makes it, in the order of the help."""


class _Commands(TyperGroup):
    """The commands by name."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # Of these Typer only looks at the names, for what a misspelt command may have meant.
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 -- as Typer calls it
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 -- as Typer calls it
        """Return a command; `None` when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"tracker.cli.{module}"), name)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
            alone.command(cmd_name)(found)
            found = alone
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="tracker",
    cls=_Commands,
    help="Tracks WASI proposals and amendments: where each stands, what it still needs, and the evidence.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


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
