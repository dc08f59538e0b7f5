"""Tells which `@unstable` feature an item belongs to: that of its own gate, else of the nearest thing that holds it."""

import re
from collections.abc import Iterator, Mapping

from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.wit.gates import NamedItem, items
from tracker.wit.parser import Parsed
from tracker.wit.syntax import Item, Use
from tracker.wit.type_syntax import Gate

_NAMED_VERSION = re.compile(r"@[0-9A-Za-z.+-]+$", re.ASCII)
"""The version in `imports#import:wasi:io/poll@0.2.4`: the item stays the same when a release raises it."""
_MEMBER = re.compile(r"[#.]")


@frozen
class PathedItem:
    """An item of a package's files."""

    path: str
    """With its package: `wasi:http/types#fields.get`; of a `use`, that of the first name it brings."""
    file: str
    node: Item


@frozen
class UnstablePaths:
    """The items that have an `@unstable` gate of their own."""

    features: Mapping[str, str]
    """Path, without a version that it names -> feature."""

    @classmethod
    def of(cls, files: Mapping[str, Parsed]) -> "UnstablePaths":
        """Return those of the files of one folder."""
        own = package_of(files)
        return cls(
            {
                _NAMED_VERSION.sub("", path): feature
                for parsed in files.values()
                for named in items(parsed.tree)
                if (feature := _feature(named.item)) is not None
                for path in _paths(named, own)
            }
        )

    def feature(self, path: str) -> str | None:
        """Return the feature that an item, or a part of one, is behind; `None` when it is behind none."""
        whole = _NAMED_VERSION.sub("", path)
        return next((self.features[each] for each in _with_holders(whole) if each in self.features), None)


def package_of(files: Mapping[str, Parsed]) -> str:
    """Return the id of the package that the files of one folder declare; nothing when none does."""
    declared = (files[path].tree.package for path in sorted(files))
    return next((f"{each.namespace.name}:{each.name.name}" for each in declared if each is not None), "")


def pathed_items(files: Mapping[str, Parsed]) -> Iterator[PathedItem]:
    """Yield every item of the files of one folder, file by file."""
    own = package_of(files)
    for file in sorted(files):
        for named in items(files[file].tree):
            yield PathedItem(_paths(named, own)[0], file, named.item)


def _paths(named: NamedItem, own: str) -> list[str]:
    """Return the paths of an item as a comparison tells them: a `use` has one for each name that it brings."""
    name = named.package
    package = own if name is None else f"{name.namespace.name}:{name.name.name}"
    if isinstance(named.item, Use) and named.item.names:
        holder = named.path.partition("use:")[0]
        return [f"{package}/{holder}{(each.other or each.name).name}" for each in named.item.names]
    return [f"{package}/{named.path}"]


def _feature(item: Item) -> str | None:
    gates = (each for each in item.attributes if isinstance(each, Gate) and each.kind is GateKind.UNSTABLE)
    return next((each.feature.name for each in gates if each.feature is not None), None)


def _with_holders(path: str) -> Iterator[str]:
    """Yield a path, and those of everything that holds it, innermost first."""
    yield path
    ends = [match.start() for match in _MEMBER.finditer(path)]
    yield from (path[:end] for end in reversed(ends))
