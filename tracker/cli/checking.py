"""The commands about entry requirements: `check` and `explain`."""

from typing import Annotated

import typer

from tracker.checks.documents import document_of
from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import At, Database, FormatOption, Subject
from tracker.cli.output import put
from tracker.cli.past import Past
from tracker.cli.session import report
from tracker.errors import TrackerError
from tracker.process import shipped_process
from tracker.readiness import results_for
from tracker.reports import Check, Explanation, Format
from tracker.standing import CriterionStatus


class NoRequirementsError(TrackerError):
    """A phase that asks for nothing, or is not defined yet."""


def check(
    subject: Subject,
    phase: Annotated[
        int | None, typer.Option(help="The phase to enter; the next one by default.", min=1, max=5, show_default=False)
    ] = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Judge a subject by the entry requirements of a phase; exit code 1 when one is unmet."""
    past = Past.read(database, at)
    assessment = past.assessment
    blocked = False
    for each in past.choose([subject]):
        results = each.criteria if phase is None else results_for(assessment, each.id, phase, past.lives)
        if not results and phase is not None:
            raise NoRequirementsError(f"phase {phase} had no entry requirements on {assessment.today:%Y-%m-%d}")
        unmet = any(result.status is CriterionStatus.UNMET for result in results)
        blocked |= unmet
        asked = phase if phase is not None else each.next_phase
        concerns = tuple(concern for concern in assessment.concerns if concern.subject == each.id)
        put(report(output).check(Check(each, asked, results, unmet, concerns)))
    raise typer.Exit(ExitCode.FOUND if blocked else ExitCode.FINE)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The id of a criterion or rule: missing-gate.")],
    output: FormatOption = Format.TABLE,
) -> None:
    """Say what a criterion or rule means, why it is there, and how to meet it."""
    document = document_of(rule)
    asked = tuple(each.criterion for each in shipped_process().requirements if each.criterion.id == rule)
    put(report(output).explain(Explanation(rule, asked, document)))
