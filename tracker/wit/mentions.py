"""Finds where a file names other packages and interfaces."""

from collections.abc import Iterable, Iterator

from tracker.wit.syntax import (
    Extern,
    Include,
    InlineInterface,
    Interface,
    InterfaceItem,
    NamedPath,
    NestedPackage,
    TopLevelItem,
    TopLevelUse,
    Use,
    World,
    WorldItem,
)
from tracker.wit.type_syntax import Path


def flat(items: Iterable[TopLevelItem]) -> Iterator[TopLevelItem]:
    """Yield top-level items and those of nested packages, in the order of the text."""
    for item in items:
        yield item
        if isinstance(item, NestedPackage):
            yield from flat(item.items)


def mentions(items: Iterable[TopLevelItem]) -> Iterator[Path]:
    """Yield the paths that lead to other packages, in the order of the text."""
    for item in flat(items):
        match item:
            case TopLevelUse():
                yield from _foreign(item.path)
            case Interface():
                yield from _mentions_of_items(item.items)
            case World():
                yield from _mentions_of_items(item.items)
            case NestedPackage():
                pass


def _mentions_of_items(items: tuple[InterfaceItem, ...] | tuple[WorldItem, ...]) -> Iterator[Path]:
    for item in items:
        match item:
            case Use() | Include():
                yield from _foreign(item.path)
            case Extern(value=Path() as path) | Extern(value=NamedPath(path=path)):
                yield from _foreign(path)
            case Extern(value=InlineInterface() as inline):
                yield from _mentions_of_items(inline.items)
            case _:
                pass


def _foreign(path: Path) -> Iterator[Path]:
    if path.package is not None:
        yield path


def uses(items: Iterable[TopLevelItem]) -> Iterator[Use]:
    """Yield every `use` in interfaces and worlds, also in those of nested packages."""
    for item in flat(items):
        members = item.items if isinstance(item, Interface | World) else ()
        for member in members:
            if isinstance(member, Use):
                yield member
            elif isinstance(member, Extern) and isinstance(member.value, InlineInterface):
                yield from (inner for inner in member.value.items if isinstance(inner, Use))
