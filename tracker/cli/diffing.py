"""The command that compares two versions of an API: `diff`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import Database
from tracker.cli.output import put, warn

if TYPE_CHECKING:
    from tracker.changes import Diff

_FORMS = (
    "A file or folder of WIT, OWNER/NAME@REVISION[:PATH], REVISION:PATH (of the other side's repository, or of the "
    "one here), or SUBJECT@VERSION."
)


class DiffFormat(StrEnum):
    """How changes can be printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_FORMS, show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it is compared to, in any of these forms.")],
    every: Annotated[bool, typer.Option("--all", help="List changed documentation, too.")] = False,
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
    output: Annotated[DiffFormat, typer.Option("--format", help="How to print the changes.")] = DiffFormat.TEXT,
) -> None:
    """Say what changed in an API, and which version that needs; exit code 1 when something stable breaks."""
    from tracker.cli.sides import Reading, read_sides  # noqa: PLC0415 -- only this command

    answer = read_sides(old, new, Reading(mirror, database, offline=offline), documentation=every)
    put(_rendered(answer, output))
    for side in (answer.old, answer.new):
        for problem in side.problems:
            warn(str(problem))
    if not answer.complete:
        warn("the comparison is incomplete: what could not be read may look added or removed")
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.FINE if answer.comparison.compatible else ExitCode.FOUND)


def _rendered(answer: "Diff", output: DiffFormat) -> str:
    match output:
        case DiffFormat.JSON:
            from tracker.reports.changes_json import changes_as_json  # noqa: PLC0415 -- only the format asked for

            return changes_as_json(answer)
        case DiffFormat.MARKDOWN:
            from tracker.reports.changes_markdown import changes_as_markdown  # noqa: PLC0415 -- as above

            return changes_as_markdown(answer)
        case DiffFormat.TEXT:
            from tracker.reports.changes_text import changes_as_text  # noqa: PLC0415 -- as above

            return changes_as_text(answer)
