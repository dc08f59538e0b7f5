"""The command about WIT on disk: `lint`. No database, no network."""

import difflib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import __version__
from tracker.cli.exit_codes import ExitCode
from tracker.cli.output import put, tell, warn
from tracker.cli.terminal import terminal
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.facts import WitFolder
    from tracker.lint import Linted

_COMPARING = "since-changed"


class LintFormat(StrEnum):
    """How findings can be printed."""

    TEXT = "text"
    GITHUB = "github"
    SARIF = "sarif"
    JSON = "json"


class RuleChoiceError(TrackerError):
    """Rules that cannot be judged as they were chosen."""


class UnknownRuleError(TrackerError):
    """A rule that there is not."""

    def __init__(self, rule: str, known: Iterable[str]) -> None:
        self.rule = rule
        self.known = tuple(known)
        near = difflib.get_close_matches(rule, self.known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(self.known)}"
        super().__init__(f"there is no rule {rule!r}: {hint}")


Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="WIT files, or folders: every package below one, but for deps."),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="RULE", help="Only these rules; repeat it, or separate them by commas."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="RULE", help="Not these rules; repeat it, or separate them by commas."),
]
Against = Annotated[
    list[Path] | None,
    typer.Option("--against", metavar="PATH", help="An earlier revision of the same packages, for since-changed."),
]


def lint(
    paths: Paths,
    select: Select = None,
    ignore: Ignore = None,
    require_gates: Annotated[
        bool, typer.Option("--require-gates", help="Ask for gates in packages that have none at all, too.")
    ] = False,
    against: Against = None,
    output: Annotated[LintFormat, typer.Option("--format", help="How to print the findings.")] = LintFormat.TEXT,
) -> None:
    """Judge WIT by rules, without a database; exit code 1 when something is found, 3 when a file cannot be judged."""
    from tracker.lint import RULES  # noqa: PLC0415 -- only this command
    from tracker.lint import lint as judge  # noqa: PLC0415 -- as above
    from tracker.sources.folders import read_wit_paths  # noqa: PLC0415 -- as above

    rules = _chosen(select, ignore, RULES)
    if select and _COMPARING in rules and against is None:
        raise RuleChoiceError(f"{_COMPARING} compares two revisions: name the earlier one with --against")
    folders = read_wit_paths(paths)
    earlier = None if against is None else read_wit_paths(against)
    linted = judge(folders, rules, require_gates=require_gates, against=earlier)
    put(_rendered(linted, folders, rules, output))
    for each in linted.unchecked:
        warn(f"{each.source}: could not be judged: {each.reason}")
    if output is LintFormat.TEXT:
        tell(_summary(linted, folders))
    if linted.findings:
        raise typer.Exit(ExitCode.FOUND)
    raise typer.Exit(ExitCode.UNREACHABLE if linted.unchecked else ExitCode.FINE)


def _chosen(select: list[str] | None, ignore: list[str] | None, known: Iterable[str]) -> frozenset[str]:
    """Return the rules to judge by; `UnknownRuleError` for one that there is not, `RuleChoiceError` for none at all."""
    every = frozenset(known)
    chosen = (_named(select, every) if select else every) - _named(ignore, every)
    if not chosen:
        raise RuleChoiceError("no rule is left to judge by: --select and --ignore leave none")
    return chosen


def _named(given: list[str] | None, every: frozenset[str]) -> frozenset[str]:
    names = {name.strip() for each in given or () for name in each.split(",")} - {""}
    for name in sorted(names - every):
        raise UnknownRuleError(name, sorted(every))
    return frozenset(names)


def _rendered(linted: "Linted", folders: Iterable["WitFolder"], rules: frozenset[str], output: LintFormat) -> str:
    match output:
        case LintFormat.JSON:
            from tracker.reports.findings_json import findings_as_json  # noqa: PLC0415 -- only the format asked for

            return findings_as_json(linted.findings)
        case LintFormat.GITHUB:
            from tracker.reports.findings_github import findings_as_annotations  # noqa: PLC0415 -- as above

            return findings_as_annotations(linted.findings)
        case LintFormat.SARIF:
            return _as_sarif(linted, rules)
        case LintFormat.TEXT:
            from tracker.reports.findings_text import findings_as_text  # noqa: PLC0415 -- as above

            width, color = terminal()
            texts = {file.path: file.text for folder in folders for file in folder.files}
            return findings_as_text(linted.findings, texts, width, color=color)


def _as_sarif(linted: "Linted", rules: frozenset[str]) -> str:
    from tracker.checks.documents import document_of  # noqa: PLC0415 -- only this format
    from tracker.lint import RULES  # noqa: PLC0415 -- as above
    from tracker.reports.findings_sarif import findings_as_sarif  # noqa: PLC0415 -- as above

    described = [RULES[name].description for name in sorted(rules)]
    return findings_as_sarif(linted.findings, described, {name: document_of(name) for name in rules}, __version__)


def _summary(linted: "Linted", folders: tuple["WitFolder", ...]) -> str:
    files = sum(len(folder.files) for folder in folders)
    errors = sum(finding.severity == "error" for finding in linted.findings)
    warnings = len(linted.findings) - errors
    read = f"{_counted(files, 'file')} in {_counted(len(folders), 'package')}"
    if not linted.findings:
        return f"{read}: nothing found"
    return f"{read}: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
