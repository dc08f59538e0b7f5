"""What the checks of validity share: names in scope, the order in which things that refer to each other are visited."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Flag, auto
from typing import NamedTuple, Protocol

from tracker.frozen import frozen
from tracker.wit.diagnostics import Diagnostic, LineTable
from tracker.wit.parser import Parsed
from tracker.wit.syntax import Record, TypeDeclaration, TypeDefinition, Variant
from tracker.wit.type_syntax import (
    Future,
    Handle,
    Identifier,
    List,
    Map,
    Named,
    Option,
    Result,
    Stream,
    Tuple,
    Type,
)


class Spanned(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """The offset of its first character."""
        ...

    @property
    def end(self) -> int:
        """The offset after its last one."""
        ...


class Reference(NamedTuple):
    """A use of a name."""

    name: str
    start: int
    end: int


@frozen
class Fault:
    """Something wrong in one file of a package."""

    path: str
    diagnostic: Diagnostic


class Source:
    """One file of a package, and the faults found in it."""

    def __init__(self, path: str, parsed: Parsed, faults: list[Fault]) -> None:
        self.path = path
        self.parsed = parsed
        self._faults = faults
        self._lines: LineTable | None = None
        self._reported: set[tuple[int, str]] = set()

    def report(self, message: str, where: Spanned, hint: str | None = None) -> None:
        """Say that something is wrong at a place of this file, once."""
        if self._lines is None:
            self._lines = LineTable(self.parsed.text)
        if (where.start, message) in self._reported:
            return
        self._reported.add((where.start, message))
        position = self._lines.position(where.start)
        self._faults.append(Fault(self.path, Diagnostic(message, where.start, where.end, position, hint=hint)))


class Trait(Flag):
    """What matters about a type to those that refer to it."""

    RESOURCE = auto()
    BORROWS = auto()
    """It is, or contains, a `borrow`."""
    UNKNOWN = auto()
    """It comes from a package that is not at hand: it may be anything."""


NO_TRAITS = Trait(0)
"""Neither a resource nor anything that borrows."""


@dataclass(slots=True)
class Scope:
    """The names of an interface or world."""

    types: dict[str, Trait] = field(default_factory=dict)
    definitions: dict[str, TypeDefinition] = field(default_factory=dict)
    """The types that are defined here and not used from elsewhere."""
    functions: set[str] = field(default_factory=set)
    open: bool = False
    """Whether it may hold names that are not known: it lies in a package that is not at hand, or has faults."""


def canonical(name: str) -> str:
    """Return what names may not have in common: the reference ignores case and hyphens."""
    return name.replace("-", "").lower()


class Order(NamedTuple):
    """The outcome of ordering things that refer to each other."""

    names: list[str]
    """Each thing after those it refers to."""
    missing: list[Reference]
    """References to things that are not there."""
    cycle: Reference | None
    """A reference that closes a circle, when there is one."""


def in_order(references: Mapping[str, Sequence[Reference]]) -> Order:
    """Order things so that each follows those it refers to, and otherwise keeps its place."""
    names = list(references)
    index = {name: number for number, name in enumerate(names)}
    missing = [reference for edges in references.values() for reference in edges if reference.name not in index]
    remaining = [sum(reference.name in index for reference in references[name]) for name in names]
    used_by: list[list[int]] = [[] for _ in names]
    for number, name in enumerate(names):
        for reference in references[name]:
            if reference.name in index:
                used_by[index[reference.name]].append(number)
    ready = [number for number, count in enumerate(remaining) if count == 0]
    ordered: list[str] = []
    while ready:
        number = heapq.heappop(ready)
        ordered.append(names[number])
        for user in used_by[number]:
            remaining[user] -= 1
            if remaining[user] == 0:
                heapq.heappush(ready, user)
    for number, name in enumerate(names):
        for reference in references[name] if remaining[number] else ():
            if reference.name in index and remaining[index[reference.name]]:
                return Order(ordered, missing, reference)
    return Order(ordered, missing, None)


def references_of(definition: TypeDefinition) -> list[Reference]:
    """Return the types a definition refers to."""
    found: list[Reference] = []
    match definition:
        case TypeDeclaration():
            _collect(definition.type, found)
        case Record():
            for member in definition.fields:
                _collect(member.type, found)
        case Variant():
            for case in definition.cases:
                if case.payload is not None:
                    _collect(case.payload, found)
        case _:
            pass
    return found


def _collect(node: Type, found: list[Reference]) -> None:
    if isinstance(node, Named):
        found.append(Reference(node.name, node.start, node.end))
    elif isinstance(node, Handle):
        found.append(to_reference(node.resource))
    else:
        for part in parts(node):
            _collect(part, found)


def to_reference(name: Identifier) -> Reference:
    """Return a name as a reference."""
    return Reference(name.name, name.start, name.end)


def parts(node: Type) -> Iterator[Type]:
    """Yield the types a type is made of."""
    match node:
        case List():
            yield node.element
        case Option():
            yield node.payload
        case Tuple():
            yield from node.elements
        case Map():
            yield node.key
            yield node.value
        case Result():
            yield from (part for part in (node.ok, node.error) if part is not None)
        case Future() | Stream():
            if node.payload is not None:
                yield node.payload
        case _:
            pass
