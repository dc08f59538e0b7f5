"""The commands that say what happened: `history` and `log`."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.options import At, Database, FormatOption, Subjects
from tracker.cli.output import put, tell
from tracker.cli.past import Past
from tracker.cli.terminal import terminal
from tracker.happenings import Happening, Timeline, between, happenings
from tracker.reports import Format

if TYPE_CHECKING:
    from datetime import datetime

_NEWEST = 50
"""How much of the log is shown when nobody says how much."""


def _parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date: write 2026-06-02") from error


Since = Annotated[
    date | None,
    typer.Option("--since", metavar="DATE", parser=_parse_day, help="Only from that day on.", show_default=False),
]
"""The first day that counts."""
Until = Annotated[
    date | None,
    typer.Option("--until", metavar="DATE", parser=_parse_day, help="Only up to that day.", show_default=False),
]
"""The last day that counts."""


def history(
    subjects: Subjects = None,
    since: Since = None,
    until: Until = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say what happened to each proposal and amendment: its phases, its names, its gates."""
    past = Past.read(database, at)
    listed = between(past.of(subjects or ()), since, until)
    put(_history(listed, past.assessment.facts.at, output))


def log(
    subjects: Subjects = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="At most so many, the newest; 50 when not given.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything there ever was.")] = False,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say what happened to all proposals and amendments, newest first."""
    if everything and limit is not None:
        raise typer.BadParameter("--all and --limit exclude each other", param_hint="--all")
    past = Past.read(database, at)
    found = happenings(between(past.of(subjects or ()), since, until), past.assessment.aliases.registry)
    most = len(found) if everything else _NEWEST if limit is None else limit
    shown, more = found[:most], max(len(found) - most, 0)
    put(_log(shown, past.assessment.facts.at, more, output))
    if more:
        tell(f"{more} more before {'that' if shown else 'now'}; --all shows everything, --limit N so many")


def _history(listed: tuple[Timeline, ...], as_of: "datetime", output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.history_json import history_as_json  # noqa: PLC0415 -- only the format asked for

            return history_as_json(listed, as_of)
        case Format.MARKDOWN:
            from tracker.reports.history_markdown import history_as_markdown  # noqa: PLC0415 -- as above

            return history_as_markdown(listed, as_of)
        case Format.TABLE:
            from tracker.reports.history_table import history_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return history_as_table(listed, as_of, width, color=color)


def _log(shown: tuple[Happening, ...], as_of: "datetime", more: int, output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.log_json import log_as_json  # noqa: PLC0415 -- only the format asked for

            return log_as_json(shown, as_of, more)
        case Format.MARKDOWN:
            from tracker.reports.log_markdown import log_as_markdown  # noqa: PLC0415 -- as above

            return log_as_markdown(shown, as_of)
        case Format.TABLE:
            from tracker.reports.log_table import log_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return log_as_table(shown, as_of, width, color=color)
