"""Finds where WIT uses features of the Component Model that not every engine and tool has.

What only refers to an item that uses one is not told again: an alias of `map<k, v>` counts, its users do not. Threads
have no form in WIT: nothing here can find them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tracker.changes import Place
from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.wit import lexer
from tracker.wit.diagnostics import LineTable
from tracker.wit.gated_paths import UnstablePaths, pathed_items
from tracker.wit.mentions import flat
from tracker.wit.parser import Parsed
from tracker.wit.syntax import Extern, Function, Item, NamedPath, NestedPackage, Record, TypeDeclaration, Variant
from tracker.wit.type_syntax import ExternalId, Future, Gate, List, Map, Option, Primitive, Result, Stream, Tuple, Type

ASYNC: Final = "async"
MAP: Final = "map"
IMPLEMENTS: Final = "implements"
FIXED_LENGTH_LISTS: Final = "fixed-length-lists"
ERROR_CONTEXT: Final = "error-context"
NESTED_PACKAGES: Final = "nested-packages"

DETECTED: Final = (ASYNC, MAP, IMPLEMENTS, FIXED_LENGTH_LISTS, ERROR_CONTEXT, NESTED_PACKAGES)
"""The features that can be told from WIT."""


@frozen
class FeatureUse:
    """An item that uses a feature of the Component Model."""

    feature: str
    """`map`, `async`, ..."""
    item: str
    """Its path: `wasi:http/types#fields.get`; of a nested package, its id."""
    place: Place
    unstable: bool
    """Whether it, or something that holds it, is behind `@unstable`."""


def feature_uses(files: Mapping[str, Parsed]) -> Iterator[FeatureUse]:
    """Yield each feature that each item of the files of one folder uses, in the order of the files and their text."""
    unstable = UnstablePaths.of(files)
    lines = {path: LineTable(parsed.text) for path, parsed in files.items()}
    for each in pathed_items(files):
        used = dict.fromkeys(_used(each.node))
        if used:
            place = Place(each.file, lines[each.file].line(_head(files[each.file].text, each.node)))
            gated = unstable.feature(each.path) is not None
            yield from (FeatureUse(feature, each.path, place, gated) for feature in used)
    for path in sorted(files):
        for item in flat(files[path].tree.items):
            if isinstance(item, NestedPackage):
                name = f"{item.name.namespace.name}:{item.name.name.name}"
                place = Place(path, lines[path].line(item.name.start))
                yield FeatureUse(NESTED_PACKAGES, name, place, _is_unstable(item))


def _used(node: Item) -> Iterator[str]:
    """Yield the features that an item uses, not those of what it holds as items of their own."""
    if any(isinstance(each, ExternalId) for each in node.attributes):
        yield IMPLEMENTS
    match node:
        case Extern(value=NamedPath()):
            yield IMPLEMENTS
        case Extern(value=Function() as function) | (Function() as function):
            yield from _used_by_function(function)
        case TypeDeclaration():
            yield from _used_by_types([node.type])
        case Record():
            yield from _used_by_types(each.type for each in node.fields)
        case Variant():
            yield from _used_by_types(each.payload for each in node.cases)
        case _:
            pass


def _used_by_function(function: Function) -> Iterator[str]:
    if function.asynchronous:
        yield ASYNC
    yield from _used_by_types([*(each.type for each in function.parameters), function.result])


def _used_by_types(types: Iterable[Type | None]) -> Iterator[str]:
    pending = [*types]
    while pending:
        node = pending.pop(0)
        match node:
            case Stream() | Future():
                yield ASYNC
            case Map():
                yield MAP
            case List(length=int()):
                yield FIXED_LENGTH_LISTS
            case Primitive(name="error-context"):
                yield ERROR_CONTEXT
            case _:
                pass
        pending = [*_inside(node), *pending]


def _inside(node: Type | None) -> tuple[Type | None, ...]:
    match node:
        case Map():
            return node.key, node.value
        case List():
            return (node.element,)
        case Option() | Stream() | Future():
            return (node.payload,)
        case Result():
            return node.ok, node.error
        case Tuple():
            return node.elements
        case _:
            return ()


def _head(text: str, node: Item) -> int:
    """Return where an item's first word stands, after its attributes."""
    return lexer.after_trivia(text, node.attributes[-1].end) if node.attributes else node.start


def _is_unstable(node: Item) -> bool:
    return any(isinstance(each, Gate) and each.kind is GateKind.UNSTABLE for each in node.attributes)
