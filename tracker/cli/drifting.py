"""The command about disagreements: `drift`."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

import typer

from tracker.cli.exceptions import EXCEPTABLE_RULES
from tracker.cli.exit_codes import ExitCode
from tracker.cli.linting import RuleChoiceError, UnknownRuleError
from tracker.cli.list_text import list_text
from tracker.cli.options import At, Database, FormatOption, Subjects
from tracker.cli.output import put, tell, warn
from tracker.cli.past import Past
from tracker.cli.session import read_wit_history
from tracker.cli.terminal import terminal
from tracker.drift import (
    DRIFT_RULES,
    CouldNotCheck,
    Drift,
    DriftFinding,
    Severity,
    Sources,
    apply_edits,
    compare_sources,
    shipped_exceptions,
    unified_diff,
)
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
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Find where the sources disagree; exit code 1 when something is found that no declared exception covers."""
    rules = _chosen(rule)
    past = Past.read(database, at)
    sources = replace(_sources(past), wit=read_wit_history(database, at))
    found = compare_sources(sources, shipped_exceptions(EXCEPTABLE_RULES), rules)
    shown = _only(found, _named(past, found, subjects), severity)
    put(_patch(past.assessment, shown) if patch else _rendered(shown, output))
    for each in found.unmatched:
        if not subjects and severity in {None, DRIFT_RULES[each.rule].severity}:
            tell(f"data/exceptions.toml: the exception of {each.rule} for {each.subject} covers nothing: remove it")
    raise typer.Exit(ExitCode.FOUND if shown.open else ExitCode.FINE)


def _sources(past: Past) -> Sources:
    from tracker.cli.balloting import judge_of, recorded_years  # noqa: PLC0415 -- a wrong rule is told without them

    assessment = past.assessment
    return Sources(
        assessment.facts,
        assessment.subjects,
        assessment.aliases,
        assessment.process,
        past.chronicle,
        past.lives,
        past.phases.changes(),
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
    patches = [each.patch for each in found.open if each.patch is not None]
    text = ""
    for path in dict.fromkeys(each.path for each in patches):
        before = list_text(assessment, path)
        edits = (edit for each in patches if each.path == path for edit in each.edits)
        after = apply_edits(before, edits)
        for problem in after.problems:
            warn(f"{assessment.aliases.registry}:{path}: not in the patch: {problem}")
        text += unified_diff(path, before, after.text)
    return text
