"""The command about amendments: `amendments`."""

from typing import Annotated

import typer

from tracker.cli.options import At, Database, FormatOption, Subjects
from tracker.cli.output import put
from tracker.cli.past import Past
from tracker.cli.terminal import terminal
from tracker.lives import AmendmentLife
from tracker.reports import Format
from tracker.standing import AmendmentState, Standing


def amendments(
    subjects: Subjects = None,
    state: Annotated[
        list[AmendmentState] | None, typer.Option(help="Only amendments in this state; may be given again.")
    ] = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List every change to a phase-3 proposal there ever was: its state on each release line, and its life."""
    past = Past.read(database, at)
    wanted = {each.subject for each in past.of(subjects)} if subjects else None
    listed = tuple(
        life
        for life in past.lives
        if (not state or life.state in state) and (wanted is None or {life.id, life.parent} & wanted)
    )
    put(_rendered(listed, past.standing, output))


def _rendered(lives: tuple[AmendmentLife, ...], standing: Standing, output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.amendments_json import amendments_as_json  # noqa: PLC0415 -- only the format asked for

            return amendments_as_json(lives, standing)
        case Format.MARKDOWN:
            from tracker.reports.amendments_markdown import amendments_as_markdown  # noqa: PLC0415 -- as above

            return amendments_as_markdown(lives, standing)
        case Format.TABLE:
            from tracker.reports.amendments_table import amendments_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return amendments_as_table(lives, standing, width, color=color)
