"""What is known of interfaces and worlds after their names were checked."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.wit.scopes import Scope, Source
from tracker.wit.syntax import Extern, Include, Interface, InterfaceItem, TopLevelItem, World
from tracker.wit.type_syntax import Identifier, Path


class InterfaceKey(NamedTuple):
    """What identifies an interface among the packages at hand."""

    package: str
    name: str


@dataclass(slots=True)
class CheckedInterface:
    """An interface, named or inline, after its names were checked."""

    source: Source
    name: Identifier
    items: tuple[InterfaceItem, ...]
    scope: Scope = field(default_factory=Scope)
    uses: list[InterfaceKey] = field(default_factory=list)
    """The interfaces it uses types of."""


@dataclass(slots=True)
class CheckedWorld:
    """A world after its names were checked."""

    source: Source
    world: World
    scope: Scope = field(default_factory=Scope)
    used: list[InterfaceKey | None] = field(default_factory=list)
    """The interface that each `use` in it takes types of; `None` for one that is not at hand, or for no type."""
    includes: list[tuple[Include, "CheckedWorld | None"]] = field(default_factory=list)
    """What it includes; `None` for a world that is not at hand."""
    inline: list[CheckedInterface] = field(default_factory=list)
    """The interfaces that are defined in it, in the order of the text."""
    interfaces: list[tuple[Extern, InterfaceKey | None]] = field(default_factory=list)
    """What its imports and exports of interfaces refer to; `None` for one that is not at hand."""


class Part(NamedTuple):
    """What one file says of a package."""

    source: Source
    items: tuple[TopLevelItem, ...]


Target = Interface | World | Path
"""What a name stands for; a `Path` leads to another package."""


class FileName(NamedTuple):
    """A name at the top of a file."""

    target: Target | None
    """`None` for what no file at hand defines."""
    origin: Identifier
    """Where the file says what it stands for: the definition's name, or the name in the `use`."""
