"""Judges folders of WIT by the chosen rules."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from tracker.facts import Skipped, WitFolder
from tracker.frozen import frozen
from tracker.lint.files import Span
from tracker.lint.findings import Finding
from tracker.lint.interface import Hit, Surroundings, finding
from tracker.lint.packages import LintFolder, all_packages
from tracker.lint.rules import RULES, unknown_suppression, wit_syntax
from tracker.lint.suppression import Suppression, apply, suppressions

_SYNTAX = wit_syntax.RULE.id
_SUPPRESSION = unknown_suppression.RULE.id
_COMPARING = "since-changed"


@frozen
class Linted:
    """What came of judging."""

    findings: tuple[Finding, ...]
    """Folder by folder: first its syntax, in the order in which the reference tool meets the faults; then the others by
    file and place."""
    unchecked: tuple[Skipped, ...]
    """Files whose syntax is broken and that the chosen rules could not judge."""


def lint(
    folders: Sequence[WitFolder],
    rules: Collection[str] | None = None,
    *,
    require_gates: bool = False,
    against: Sequence[WitFolder] | None = None,
) -> Linted:
    """Judge folders by rules (all when not given); `against` are the folders of an earlier revision."""
    chosen = frozenset(RULES if rules is None else rules)
    read = [LintFolder(each) for each in folders]
    needs_trees = chosen - {_SYNTAX, _SUPPRESSION}
    around = Surroundings(
        packages=all_packages(read) if needs_trees else (),
        earlier=None if against is None else all_packages(LintFolder(each) for each in against),
        require_gates=require_gates,
    )
    judged = chosen if against is not None else chosen - {_COMPARING}
    findings: list[Finding] = []
    for folder in read:
        findings += _judge(folder, judged, replace(around, folder=folder))
    unchecked = tuple(_unchecked(read)) if needs_trees and _SYNTAX not in chosen else ()
    return Linted(tuple(findings), unchecked)


def _judge(folder: LintFolder, chosen: frozenset[str], around: Surroundings) -> list[Finding]:
    """Return the findings of one folder."""
    hits: list[tuple[str, Hit]] = [
        (name, hit)
        for name, rule in RULES.items()
        if name in chosen - {_SYNTAX, _SUPPRESSION}
        for package in folder.packages
        for hit in rule.check(package, around)
    ]
    others = sorted((finding(RULES[name].description, hit) for name, hit in hits), key=_by_place)
    syntax: list[Finding] = []
    if _SYNTAX in chosen:
        faults = wit_syntax.faults(folder, _repairs(hit for _, hit in hits))
        syntax = [finding(wit_syntax.RULE.description, hit) for hit in faults]
    silencing = [each for file in folder.files for each in suppressions(file)]
    kept = apply([*syntax, *others], silencing)
    if _SUPPRESSION in chosen:
        kept += apply(_superfluous(silencing, chosen), silencing)
    return kept


def _superfluous(silencing: list[Suppression], judged: frozenset[str]) -> list[Finding]:
    # One that silences this very rule cannot be asked before this rule is through.
    hits = unknown_suppression.superfluous(silencing, RULES, judged - {_SUPPRESSION})
    return sorted((finding(unknown_suppression.RULE.description, hit) for hit in hits), key=_by_place)


def _repairs(hits: Iterable[Hit]) -> dict[str, list[Span]]:
    """Return what to read as blank in each file, so that no fault is reported twice."""
    repairs: dict[str, list[Span]] = {}
    for hit in hits:
        if hit.repairs:
            repairs.setdefault(hit.file.path, []).extend(hit.repairs)
    return repairs


def _by_place(of: Finding) -> tuple[str, int, int, str]:
    return of.place.file, of.place.line, of.place.column, of.rule


def _unchecked(folders: Iterable[LintFolder]) -> Iterator[Skipped]:
    for folder in folders:
        for file in folder.files:
            if file.source.problem is not None:
                yield Skipped(file.path, file.source.problem)
            elif not file.is_readable:
                fault = file.parsed.diagnostics[0]
                place = f"{file.path}:{fault.position.line}:{fault.position.column}"
                yield Skipped(place, str(fault))
