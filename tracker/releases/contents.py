"""What the tags of a version hold: the packages of its line, each with its gates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from semver import Version

from tracker.chronicle import Tag, Tagged, line_of
from tracker.facts import RepositoryFacts, RepositoryName, WitFile, WitGate, WitPackage
from tracker.frozen import frozen
from tracker.packages import packages_of
from tracker.releases.versions import parse_version

_NAMED_VERSION = re.compile(r"@[0-9A-Za-z.+-]+$", re.ASCII)
"""The version in `imports#import:wasi:io/poll@0.2.4`: the item stays the same when a release raises it."""


@frozen
class Placed:
    """A gate and the file it stands in."""

    file: str
    gate: WitGate


@frozen
class Content:
    """One package as one tag holds it."""

    tag: Tag
    folder: str
    declared: WitPackage
    version: Version
    """The version it declares."""
    items: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict)
    """The path of each gated item, without its package and any version -> its gates, in the order of the text."""


@frozen
class Numbered:
    """A tag that names a version, and the packages of that version's line at it."""

    tag: Tag
    version: Version
    contents: tuple[Content, ...]


def numbered(tagged: Iterable[Tagged]) -> tuple[Numbered, ...]:
    """Return the tags whose names are versions, with what each holds of its line."""
    found = ((each, parse_version(each.tag.version or each.tag.name)) for each in tagged)
    placed = _Placing()
    return tuple(Numbered(each.tag, version, _contents(each, version, placed)) for each, version in found if version)


def best(contents: Iterable[Content], release: Version, registry: RepositoryName) -> dict[str, Content]:
    """Return one content a package: of several the one that declares the release's very version, else the registry's.

    Within a repository the newest that is not newer than the release counts: drafts of the next one may lie beside it.
    """
    chosen: dict[str, Content] = {}
    by_version = sorted(contents, key=lambda each: each.version, reverse=True)
    for content in sorted(
        by_version,
        key=lambda each: (
            each.version != release,
            each.version > release,
            each.tag.repository != registry,
            each.tag.repository,
        ),
    ):
        chosen.setdefault(content.declared.id, content)
    return dict(sorted(chosen.items()))


def _contents(tagged: Tagged, release: Version, placed: "_Placing") -> tuple[Content, ...]:
    """Return the packages of a tag whose declared version is of the release's line."""
    tag = tagged.tag
    facts = RepositoryFacts(tag.repository, tag.revision, tag.at, tagged.wit)
    line = line_of(str(release))
    found = []
    for package in packages_of(facts):
        version = parse_version(package.declared.version)
        if version is None or line_of(str(version)) != line:
            continue
        items: dict[str, list[Placed]] = {}
        for path, file in package.files:
            for item, each in placed.of(path, file):
                declared = each.gate.package or package.declared
                if declared.id == package.declared.id and declared.version == package.declared.version:
                    items.setdefault(item, []).append(each)
        gates = {item: tuple(found_there) for item, found_there in items.items()}
        found.append(Content(tag, package.folder, package.declared, version, gates))
    return tuple(found)


class _Placing:
    """Places the gates of files, each file once: most are the same at many tags."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[WitFile, list[tuple[str, Placed]]]] = {}

    def of(self, path: str, file: WitFile) -> list[tuple[str, Placed]]:
        """Return a file's gates in the order of the text, each with its item's path without any version."""
        key = path, id(file)
        if key not in self._known:
            # The file stays with its gates, so that no other one can come to have its identity.
            self._known[key] = file, [(_NAMED_VERSION.sub("", gate.item), Placed(path, gate)) for gate in file.gates]
        return self._known[key][1]
