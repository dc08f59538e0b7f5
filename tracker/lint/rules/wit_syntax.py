"""`wit-syntax`: what the reference tool rejects, up to names of packages that are not at hand."""

from collections.abc import Iterator

from tracker.lint.files import LintFile, Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import LANGUAGE
from tracker.lint.packages import LintFolder, LintPackage
from tracker.wit.diagnostics import Diagnostic
from tracker.wit.validity import check_package


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield the faults of a folder in the order in which the reference tool meets them."""
    folder = surroundings.folder
    if folder is not None and package is folder.packages[0]:
        yield from faults(folder, {})


def faults(folder: LintFolder, repairs: dict[str, list[Span]]) -> Iterator[Hit]:
    """Yield the faults of a folder, read with some pieces of its files blank: those that another rule reports."""
    unread = [file for file in folder.files if file.source.problem is not None]
    for file in unread:
        end = len(file.text)
        yield Hit(file, Span(end, end), str(file.source.problem))
    if unread:
        return
    files = {file.path: file for file in folder.files}
    parsed = {path: file.without(repairs[path]) if repairs.get(path) else file.strict for path, file in files.items()}
    for fault in check_package(parsed):
        yield _hit(files[fault.path], fault.diagnostic)


def _hit(file: LintFile, diagnostic: Diagnostic) -> Hit:
    return Hit(file, Span(diagnostic.start, max(diagnostic.start, diagnostic.end)), str(diagnostic))


RULE = rule(
    check,
    Severity.ERROR,
    "WIT that the reference tool, `wasm-tools`, does not accept.",
    "correct what the message names; `wasm-tools component wit PATH` says the same",
    LANGUAGE,
)
"""The rule."""
