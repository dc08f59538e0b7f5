"""The chronicle's gates, packages and releases, by what they are looked up by."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from semver import Version

from tracker.chronicle import Branch, BranchKind, Chronicle, GateSpan, PackageSpan, Point, Tag
from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.lifecycle.belonging import Belonging

FOLLOWED = frozenset({BranchKind.DEFAULT, BranchKind.RELEASE})
"""The branches on which an amendment lives; of the others, pull requests only propose and tags only release."""

_VERSION = re.compile(r"@[^/#]*$")

Key = tuple[str, str]
"""Proposal and feature; or package and item."""


@frozen
class Register:
    """The gates and packages of a chronicle."""

    chronicle: Chronicle
    belonging: Belonging

    @cached_property
    def features(self) -> Mapping[Key, Sequence[GateSpan]]:
        """Proposal and feature -> the `@unstable` gates of it on default and release branches."""
        found: dict[Key, list[GateSpan]] = defaultdict(list)
        for span in self.chronicle.gates:
            feature, package = span.gate.feature, span.package
            if span.branch.kind in FOLLOWED and span.gate.kind is GateKind.UNSTABLE and feature and package:
                proposal = self.belonging.amended(package.id)
                if proposal is not None:
                    found[proposal, feature].append(span)
        return found

    @cached_property
    def stable(self) -> Mapping[Key, Sequence[GateSpan]]:
        """Package and item -> the `@since` gates on it, pull requests left out."""
        found: dict[Key, list[GateSpan]] = defaultdict(list)
        for span in self.chronicle.gates:
            if span.gate.kind is GateKind.SINCE and span.package and span.branch.kind is not BranchKind.PULL:
                found[span.package.id, identity(span.gate.item)].append(span)
        return found

    @cached_property
    def packages(self) -> Mapping[tuple[str, str | None], Sequence[PackageSpan]]:
        """Package and line -> where it is declared on default and release branches."""
        found: dict[tuple[str, str | None], list[PackageSpan]] = defaultdict(list)
        for span in self.chronicle.packages:
            if span.branch.kind in FOLLOWED:
                found[span.package.id, span.line].append(span)
        return found

    @cached_property
    def releases(self) -> Mapping[str | None, Sequence[Tag]]:
        """Line -> the tags that release a version of it, by version; a prerelease is none."""
        found: dict[str | None, list[Tag]] = defaultdict(list)
        for tag in sorted(self.chronicle.tags, key=lambda each: (version_key(each.version), each.at)):
            version = parsed(tag.version)
            if version is not None and version.prerelease is None:
                found[tag.line].append(tag)
        return found

    def declared(self, branch: Branch, package: str, line: str | None) -> list[PackageSpan]:
        """Return where a branch declares a package on a line, over all time."""
        return [span for span in self.packages.get((package, line), ()) if span.branch == branch]

    def carries(self, branch: Branch, package: str, line: str | None, position: int) -> bool:
        """Return whether a branch holds a package on a line at one of its commits."""
        return any(span.holds_at(position) for span in self.declared(branch, package, line))

    def since(self, key: Key, line: str | None) -> list[GateSpan]:
        """Return the `@since` gates on an item of a package on a line, whichever branch they stand on."""
        return [span for span in self.stable.get(key, ()) if span.line == line]

    def stable_in(self, key: Key, tag: Tag) -> GateSpan | None:
        """Return the `@since` gate that a tagged commit holds on an item of a package on the tag's line."""
        held = [each for each in self.since(key, tag.line) if each.branch == tag.branch and each.holds_at(tag.position)]
        return min(held, key=_placed, default=None)

    def first_release(self, key: Key, since: GateSpan, begun: Point) -> Tag | None:
        """Return the first release of a line that holds an item as stable.

        `since` is the gate that made it so on its own branch; on others only what is younger than `begun` counts.
        """
        for tag in self.releases.get(since.line, ()):
            here = tag.branch == since.branch
            after = tag.position >= since.first.position if here else tag.at >= begun.at
            if after and self.stable_in(key, tag):
                return tag
        return None

    def first_of(self, tags: Iterable[Tag | None]) -> Tag | None:
        """Return the first release of several of one line, by version."""
        return min((tag for tag in tags if tag), key=lambda tag: (version_key(tag.version), tag.at), default=None)


def _placed(span: GateSpan) -> tuple[str, int]:
    return span.path, span.gate.line


def identity(item: str) -> str:
    """Return an item's path without the version of a package it refers to: a new version makes no other item of it.

    `network#use:wasi:io/error@0.2.2` -> `network#use:wasi:io/error`.
    """
    return _VERSION.sub("", item)


def parsed(version: str | None) -> Version | None:
    """Return a version as SemVer orders it; `None` for what is none."""
    try:
        return Version.parse(version) if version else None
    except ValueError:
        return None


def version_key(version: str | None) -> tuple[bool, Version]:
    """Return what versions are sorted by: those that are none come first."""
    read = parsed(version)
    return (False, Version(0)) if read is None else (True, read)


def line_key(line: str | None) -> tuple[int, ...]:
    """Return what lines are sorted by: `0.2` before `0.10`, no line at all first."""
    return tuple(int(part) if part.isdecimal() else -1 for part in line.split(".")) if line else ()
