"""The command about requirements to come: `impact`."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from tracker.cli.asking import InputError, now
from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import Database, FormatOption
from tracker.cli.output import put
from tracker.cli.past import Past
from tracker.cli.terminal import terminal
from tracker.impact import Impact, chosen, impact_of
from tracker.process import Process, ProcessError, Requirement, load_proposed, shipped_process
from tracker.process.calendar_toml import shipped_calendar
from tracker.readiness import standing
from tracker.reports import Format

_END_OF_DAY = time(23, 59, 59, tzinfo=UTC)


class _When(NamedTuple):
    """The day that is asked about."""

    day: date
    version: str | None
    """The release that is due on it, when that was named."""


def impact(
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="The id of a requirement: oci-published.")],
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", metavar="FILE", help="Where it is proposed: TOML, as in data/process.toml.", show_default=False
        ),
    ] = None,
    phase: Annotated[
        int | None, typer.Option(help="The phase that asks it, where several do.", min=1, max=5, show_default=False)
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="DATE|VERSION", help="Judge by the rule of that day, or release.", show_default=False
        ),
    ] = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say who would fail a requirement to come, or proposed, and what each lacks; exit code 1 when somebody does."""
    process = shipped_process()
    requirements = process.requirements if file is None else _proposed(file, process)
    when = None if at is None else _when(at)
    past = Past.read(database, None if when is None else _moment(when.day))
    day = past.assessment.today if when is None else when.day
    found = impact_of(
        past.assessment,
        standing(past.assessment, past.lives),
        chosen(requirements, criterion, phase, day),
        day,
        lives=past.lives,
        proposed=file is not None,
        version=None if when is None else when.version,
    )
    put(_rendered(found, output))
    raise typer.Exit(ExitCode.FOUND if found.failing else ExitCode.FINE)


def _proposed(file: Path, process: Process) -> tuple[Requirement, ...]:
    try:
        return load_proposed(file.read_text(encoding="utf-8"), process)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: no text in UTF-8") from error
    except ProcessError as error:
        raise InputError(f"{file}: {f'{error.key}: ' if error.key else ''}{error.problem}") from error


def _when(text: str) -> _When:
    """Return the day that a text names, by itself or as that of a release."""
    try:
        return _When(date.fromisoformat(text), None)
    except ValueError:
        pass
    version = text.removeprefix("v")
    day = shipped_calendar().day_of(version)
    if day is None:
        raise InputError(f"{text!r} is no day, and no release whose day is known: write 2026-10-06 or 0.3.2")
    return _When(day, version)


def _moment(day: date) -> datetime | None:
    """Return the moment whose facts tell of a day: the end of a day that is over, else what is known now."""
    end = datetime.combine(day, _END_OF_DAY)
    return end if end < now() else None


def _rendered(found: Impact, output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.impact_json import impact_as_json  # noqa: PLC0415 -- only the format asked for

            return impact_as_json(found)
        case Format.MARKDOWN:
            from tracker.reports.impact_markdown import impact_as_markdown  # noqa: PLC0415 -- as above

            return impact_as_markdown(found)
        case Format.TABLE:
            from tracker.reports.impact_table import impact_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return impact_as_table(found, width, color=color)
