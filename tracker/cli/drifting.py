"""The command about disagreements: `drift`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.exit_codes import ExitCode
from tracker.cli.linting import RuleChoiceError, UnknownRuleError
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
from tracker.errors import TrackerError
from tracker.readiness import Assessment
from tracker.reports import Format

if TYPE_CHECKING:
    from tracker.facts import Revision
    from tracker.sources.git import Mirror


class NoListTextError(TrackerError):
    """The proposal list's text, which the database does not keep, is not at hand."""

    unreachable = True


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
    found = compare_sources(sources, shipped_exceptions(DRIFT_RULES), rules)
    shown = _only(found, _named(past, found, subjects), severity)
    put(_patch(past.assessment, shown) if patch else _rendered(shown, output))
    for each in found.unmatched:
        if not subjects and severity in {None, DRIFT_RULES[each.rule].severity}:
            tell(f"data/exceptions.toml: the exception of {each.rule} for {each.subject} covers nothing: remove it")
    raise typer.Exit(ExitCode.FOUND if shown.open else ExitCode.FINE)


def _sources(past: Past) -> Sources:
    assessment = past.assessment
    return Sources(
        assessment.facts,
        assessment.subjects,
        assessment.aliases,
        assessment.process,
        past.chronicle,
        past.lives,
        past.phases.changes(),
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
        before = _list_text(assessment, path)
        edits = (edit for each in patches if each.path == path for edit in each.edits)
        after = apply_edits(before, edits)
        for problem in after.problems:
            warn(f"{assessment.aliases.registry}:{path}: not in the patch: {problem}")
        text += unified_diff(path, before, after.text)
    return text


def _list_text(assessment: Assessment, path: str) -> str:
    """Return the proposal list as the registry has it at the moment; `NoListTextError` without a mirror of it."""
    from tracker.cli.cache import cache_folder  # noqa: PLC0415 -- only a patch needs the mirror
    from tracker.sources.errors import SourceError  # noqa: PLC0415 -- as above
    from tracker.sources.git import Mirrors  # noqa: PLC0415 -- as above

    registry = assessment.aliases.registry
    revision = assessment.repositories[registry].revision
    mirrors = Mirrors(cache_folder(), offline=True)
    if not mirrors.holds(registry):
        raise NoListTextError(f"a patch needs a mirror of {registry}, and none is kept here; `tracker sync` fetches it")
    try:
        content = _read(mirrors.open(registry), revision, PurePosixPath(path)) if revision else None
    except SourceError as error:
        raise NoListTextError(f"no patch without a mirror of {registry}: {error}; `tracker sync` renews it") from error
    if content is None:
        raise NoListTextError(f"the mirror of {registry} holds no {path} at {revision}; `tracker sync` renews it")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoListTextError(f"{registry}:{path} is not UTF-8: no patch can be written for it") from error


def _read(mirror: "Mirror", revision: "Revision", path: PurePosixPath) -> bytes | None:
    # The revision may be newer than the mirror that is kept here: resolving it says so.
    folder = "" if str(path.parent) == "." else str(path.parent)
    blob = mirror.folder(mirror.resolve(revision), folder).get(path.name)
    return None if blob is None else mirror.read(blob)
