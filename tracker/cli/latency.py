"""The command about time: `latency`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.options import At, Database, FormatOption, Subjects
from tracker.cli.output import put
from tracker.cli.past import Past
from tracker.cli.session import choose
from tracker.cli.terminal import terminal
from tracker.reports import Format

if TYPE_CHECKING:
    from tracker.durations import Latency


def latency(
    subjects: Subjects = None,
    each: Annotated[bool, typer.Option("--each", help="List every step of every subject, too.")] = False,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say how long each step of the process takes, and what waits longest for whom; medians are over all subjects."""
    from tracker.readiness import standing  # noqa: PLC0415 -- only this command

    past = Past.read(database, at)
    answer = latency_at(past)
    if subjects:
        chosen = {one.id for one in choose(standing(past.assessment, past.lives), subjects)}
        answer = replace(
            answer,
            steps=tuple(one for one in answer.steps if _of(one.subject, chosen)),
            waiting=tuple(one for one in answer.waiting if _of(one.subject, chosen)),
        )
    put(_rendered(answer, output, each_step=each or bool(subjects)))


def latency_at(past: Past) -> "Latency":
    """Return how long the steps of all subjects took and take."""
    from tracker.waiting import latency as measured  # noqa: PLC0415 -- only this command

    assessment = past.assessment
    return measured(past.chronicle, assessment.subjects, past.lives, past.phases.changes, assessment.process)


def _of(subject: str, chosen: set[str]) -> bool:
    """Return whether a subject was chosen, or the proposal it amends was."""
    return subject in chosen or subject.partition("/")[0] in chosen


def _rendered(answer: "Latency", output: Format, *, each_step: bool) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.latency_json import latency_as_json  # noqa: PLC0415 -- only the format asked for

            return latency_as_json(answer)
        case Format.MARKDOWN:
            from tracker.reports.latency_markdown import latency_as_markdown  # noqa: PLC0415 -- as above

            return latency_as_markdown(answer, each_step=each_step)
        case Format.TABLE:
            from tracker.reports.latency_table import latency_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return latency_as_table(answer, width, color=color, each_step=each_step)
