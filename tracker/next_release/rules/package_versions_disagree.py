"""`package-versions-disagree`: packages of the line declare different versions, or name each other at others."""

from collections.abc import Iterator

from semver import Version

from tracker.drift.findings import Severity
from tracker.lint.links import RELEASING
from tracker.next_release.evidence import no_tree
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.next_release.line_items import package_said
from tracker.next_release.needs import Need, first_needs
from tracker.next_release.texts import LinePackage, LineTree
from tracker.releases import parse_version


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield each package that lags behind the newest of the line, and each mention of a version that it does not have.

    What follows of a package that lags is not told again: that it names old versions itself, or is named at the newest.
    """
    tree = sources.tree
    if tree is None:
        yield no_tree(sources)
        return
    newest = max(tree.packages, key=lambda each: _number(each.declared.version), default=None)
    for package in tree.packages:
        if newest is not None and package.declared.version != newest.declared.version:
            yield _lags(tree, package, newest)
    for need in first_needs(tree):
        named = tree.owner(need.id)
        if named is None or newest is None or need.version is None:
            continue
        if need.version not in {each.declared.version for each in (named, need.package, newest)}:
            yield _names_another(tree, need, named)


def _number(version: str | None) -> Version:
    return parse_version(version) or Version(0)


def _lags(tree: LineTree, package: LinePackage, newest: LinePackage) -> Hit:
    version = package.declared.version or "no version"
    return Hit(
        subject=package.proposal,
        message=f"{package.declared.id} declares {version}, and {newest.declared.id} of the same line "
        f"{newest.declared.version}",
        evidence=tuple(package_said(each, f"{each.branch}: package {each.declared}") for each in (package, newest)),
        fix=f"let every package of the line declare the same version: {tree.name} is not ready to be tagged",
    )


def _names_another(tree: LineTree, need: Need, named: LinePackage) -> Hit:
    return Hit(
        subject=need.package.proposal,
        message=f"{need.package.declared.id} names {need}, and the line has {named.declared}",
        evidence=(need.said(tree), package_said(named, f"{named.branch}: package {named.declared}")),
        fix=f"name {named.declared}",
    )


RULE = rule(
    check,
    Severity.ERROR,
    "Packages of the line declare different versions, or name each other at versions that they do not have.",
    RELEASING,
)
"""The rule."""
