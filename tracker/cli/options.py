"""The options that several commands share."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from tracker.reports import Format

_END_OF_DAY = time(23, 59, 59, tzinfo=UTC)


def parse_moment(text: str) -> datetime:
    """Return the moment that `--at` names: a day means its end, so that the day itself counts."""
    try:
        return datetime.combine(date.fromisoformat(text), _END_OF_DAY)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date: write 2026-06-02 or 2026-06-02T14:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Subjects = Annotated[
    list[str] | None,
    typer.Argument(metavar="SUBJECT", help="Proposals or amendments: clocks, clocks/clocks-timezone, OWNER/NAME."),
]
"""Which subjects; all when none is named."""
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help="A proposal or an amendment.")]
"""One subject."""
Database = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="URL", help="The database: a file, sqlite:///FILE or postgresql://…", show_default=False
    ),
]
"""Where the database is."""
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the answer.")]
"""How to print."""
At = Annotated[
    datetime | None,
    typer.Option(
        "--at",
        metavar="DATE",
        parser=parse_moment,
        help="Answer with the facts and the rules of that day.",
        show_default=False,
    ),
]
"""The moment to answer for; the last sync when not given."""
