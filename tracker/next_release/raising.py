"""Raises the version of a line's packages on a copy, so that what a release brings can be judged before it is due."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.chronicle import line_of
from tracker.facts import WitFolder, WitText
from tracker.next_release.checkout import HeldPackage
from tracker.wit.mentions import flat, mentions
from tracker.wit.parser import Parsed, parse
from tracker.wit.syntax import NestedPackage
from tracker.wit.type_syntax import PackageName


def raised(packages: Iterable[HeldPackage], version: str) -> tuple[HeldPackage, ...]:
    """Return packages of which those on the line of a version have it, wherever one of them is named as well."""
    every = tuple(packages)
    own = frozenset(str(each.declared) for each in every if line_of(each.declared.version) == line_of(version))
    return tuple(_raised(each, own, version) for each in every)


def _raised(package: HeldPackage, own: frozenset[str], version: str) -> HeldPackage:
    declared = replace(package.declared, version=version) if str(package.declared) in own else package.declared
    return HeldPackage(declared, _folder(package.folder, own, version))


def _folder(folder: WitFolder, own: frozenset[str], version: str) -> WitFolder:
    files = tuple(replace(file, text=_text(file, own, version)) for file in folder.files)
    return replace(folder, files=files, dependencies=tuple(_folder(each, own, version) for each in folder.dependencies))


def _text(file: WitText, own: frozenset[str], version: str) -> str:
    text = file.text
    for name in sorted(_names(parse(text)), key=lambda each: each.start, reverse=True):
        if name.version is not None and str(name) in own:
            text = text[: name.version.start] + version + text[name.version.end :]
    return text


def _names(parsed: Parsed) -> Iterator[PackageName]:
    if parsed.tree.package is not None:
        yield parsed.tree.package
    yield from (each.name for each in flat(parsed.tree.items) if isinstance(each, NestedPackage))
    yield from (each.package for each in mentions(parsed.tree.items) if each.package is not None)
