"""The command about disagreements: `drift`."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

import typer

from tracker.cli.exceptions import EXCEPTABLE_RULES
from tracker.cli.exit_codes import ExitCode
from tracker.cli.linting import RuleChoiceError, UnknownRuleError
from tracker.cli.list_changes import drift_changes
from tracker.cli.open_pr import DryRun, Fork, OpenPr, drift_draft, send, sending
from tracker.cli.options import At, Database, FormatOption, Subjects
from tracker.cli.output import put, tell
from tracker.cli.past import Past
from tracker.cli.terminal import terminal
from tracker.drift.exceptions import shipped_exceptions
from tracker.drift.findings import CouldNotCheck, Drift, DriftFinding, Severity
from tracker.drift.interface import Sources
from tracker.drift.judging import compare_sources
from tracker.drift.patching import unified_diff
from tracker.drift.rules import DRIFT_RULES
from tracker.readiness import Assessment
from tracker.reports import Format

Rules = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="RULE", help="Only these rules; repeat it, or separate them by commas."),
]


def drift(
    subjects: Subjects = None,
    rule: Rules = None,
    severity: Annotated[Severity | None, typer.Option(help="Only findings of this severity.")] = None,
    patch: Annotated[
        bool, typer.Option("--patch", help="Print what puts the proposal list right, as a diff that git apply takes.")
    ] = False,
    open_pr: OpenPr = False,
    dry_run: DryRun = False,
    fork: Fork = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Find where the sources disagree; exit code 1 when something is found that no declared exception covers.

    With --open-pr put the proposal list right by a pull request.
    """
    rules, how = _chosen(rule), sending(open_pr=open_pr, dry_run=dry_run, fork=fork)
    past = Past.read(database, at)
    found = drift_at(past, rules)
    shown = _only(found, _named(past, found, subjects), severity)
    if how is not None:
        raise typer.Exit(send(drift_draft(past, shown.open, drift_changes(past.assessment, shown)), how))
    put(_patch(past.assessment, shown) if patch else _rendered(shown, output))
    for each in found.unmatched:
        if not subjects and severity in {None, DRIFT_RULES[each.rule].severity}:
            tell(f"data/exceptions.toml: the exception of {each.rule} for {each.subject} covers nothing: remove it")
    raise typer.Exit(ExitCode.FOUND if shown.open else ExitCode.FINE)


def drift_at(past: Past, rules: frozenset[str] | None = None) -> Drift:
    """Return where the sources disagree, by some rules or by all."""
    sources = replace(drift_sources(past), wit=past.wit)
    return compare_sources(sources, shipped_exceptions(EXCEPTABLE_RULES), rules)


def drift_sources(past: Past) -> Sources:
    """Return everything that rules look at but the history of WIT files."""
    from tracker.cli.balloting import judge_of, recorded_years  # noqa: PLC0415 -- a wrong rule is told without them

    assessment = past.assessment
    return Sources(
        assessment.facts,
        assessment.subjects,
        assessment.aliases,
        assessment.process,
        past.chronicle,
        past.lives,
        past.phases.changes,
        past.ballots if past.meetings else None,
        recorded_years(past.record, past.meetings),
        judge_of(past.database, past.ledger, assessment),
    )


def _chosen(given: list[str] | None) -> frozenset[str] | None:
    """Return the rules that were named; `UnknownRuleError` for one that there is not."""
    if given is None:
        return None
    names = {name.strip() for each in given for name in each.split(",")} - {""}
    for name in sorted(names - DRIFT_RULES.keys()):
        raise UnknownRuleError(name, DRIFT_RULES)
    if not names:
        raise RuleChoiceError("no rule is left to judge by: --rule names none")
    return frozenset(names)


def _named(past: Past, found: Drift, names: Iterable[str] | None) -> frozenset[str] | None:
    """Return the ids that names mean: of what was found, or of anything that is known; `None` for everything."""
    if not names:
        return None
    ids = {each.id.casefold(): each.id for each in past.lives}
    ids |= {each.subject.casefold(): each.subject for each in found.findings}
    known = {name: ids[name.casefold()] for name in names if name.casefold() in ids}
    other = [name for name in names if name not in known]
    return frozenset(known.values()) | {each.id for each in (past.choose(other) if other else ())}


def _only(found: Drift, names: frozenset[str] | None, severity: Severity | None) -> Drift:
    """Return what was found of some subjects, with their amendments, and of one severity."""

    def wanted(each: DriftFinding | CouldNotCheck) -> bool:
        subjects = (each.subject,) if isinstance(each, DriftFinding) else each.subjects
        named = names is None or not subjects or any({one, one.partition("/")[0]} & names for one in subjects)
        return named and severity in {None, DRIFT_RULES[each.rule].severity}

    return replace(
        found,
        findings=tuple(filter(wanted, found.findings)),
        could_not_check=tuple(filter(wanted, found.could_not_check)),
    )


def _rendered(found: Drift, output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.drift_json import drift_as_json  # noqa: PLC0415 -- only the format asked for

            return drift_as_json(found)
        case Format.MARKDOWN:
            from tracker.reports.drift_markdown import drift_as_markdown  # noqa: PLC0415 -- as above

            return drift_as_markdown(found)
        case Format.TABLE:
            from tracker.reports.drift_table import drift_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return drift_as_table(found, width, color=color)


# --- the patch ------------------------------------------------------------------------------------------------------


def _patch(assessment: Assessment, found: Drift) -> str:
    """Return what the open findings would change in the list, as one diff; nothing when that is nothing."""
    edits = drift_changes(assessment, found)
    return "".join(unified_diff(each.path, each.before, each.after) for each in edits)
