"""The syntax tree of WIT: frozen nodes with the offsets of their first character and of the one after their last.

Trivia is not in the tree. An item's `lead` is where the white space and comments before it begin, so that its
documentation and markers are `tracker.wit.comments`' question to ask of the text. Names have no leading `%`.
"""

from enum import StrEnum
from typing import TypeAlias

from tracker.frozen import frozen
from tracker.wit.type_syntax import (
    Attribute,
    Identifier,
    PackageName,
    Path,
    Type,
)

# --- items ------------------------------------------------------------------------------------------------------------


@frozen
class Item:
    """What every item has."""

    attributes: tuple[Attribute, ...]
    lead: int
    """Where the white space and comments before it begin."""
    start: int
    """Its first attribute, or its first word."""
    end: int


class FunctionKind(StrEnum):
    """What a function is to the resource it stands in, if any."""

    FREE = "function"
    METHOD = "method"
    STATIC = "static"
    CONSTRUCTOR = "constructor"


class Accessor(StrEnum):
    """What an accessor does."""

    GET = "get"
    SET = "set"


@frozen
class Parameter:
    """A function's parameter."""

    name: Identifier
    type: Type


@frozen
class Function(Item):
    """A function, method, static function, constructor or accessor."""

    name: Identifier
    """For a constructor, the word `constructor`."""
    kind: FunctionKind
    parameters: tuple[Parameter, ...]
    result: Type | None
    asynchronous: bool
    """Whether it is an `async func`."""
    accessor: Accessor | None
    word: int
    """The offset of `func`, `get`, `set` or `constructor`."""


@frozen
class TypeDeclaration(Item):
    """`type name = type;`."""

    name: Identifier
    type: Type


@frozen
class Field:
    """A record's field."""

    name: Identifier
    type: Type


@frozen
class Record(Item):
    """`record name { field: type, ... }`."""

    name: Identifier
    fields: tuple[Field, ...]


@frozen
class Case:
    """A variant's case, with or without a payload."""

    name: Identifier
    payload: Type | None


@frozen
class Variant(Item):
    """`variant name { case(type), ... }`."""

    name: Identifier
    cases: tuple[Case, ...]


@frozen
class Enum(Item):
    """`enum name { case, ... }`."""

    name: Identifier
    cases: tuple[Identifier, ...]


@frozen
class Flags(Item):
    """`flags name { flag, ... }`."""

    name: Identifier
    flags: tuple[Identifier, ...]


@frozen
class Resource(Item):
    """`resource name { ... }` or `resource name;`."""

    name: Identifier
    functions: tuple[Function, ...]


@frozen
class Alias:
    """`name` or `name as other`, in a `use` or `include`."""

    name: Identifier
    other: Identifier | None


@frozen
class Use(Item):
    """`use path.{name, name as other};` in an interface or world."""

    path: Path
    names: tuple[Alias, ...]


TypeDefinition: TypeAlias = TypeDeclaration | Record | Variant | Enum | Flags | Resource
InterfaceItem: TypeAlias = TypeDefinition | Function | Use


@frozen
class Include(Item):
    """`include path;` or `include path with { name as other }`."""

    path: Path
    names: tuple[Alias, ...]


@frozen
class InlineInterface:
    """`name: interface { ... }` in a world."""

    name: Identifier
    items: tuple[InterfaceItem, ...]


@frozen
class NamedPath:
    """`name: path` in a world: an interface under another name."""

    name: Identifier
    path: Path


@frozen
class Extern(Item):
    """An `import` or `export` of a world."""

    exported: bool
    """Whether it is an `export`, not an `import`."""
    value: Path | NamedPath | InlineInterface | Function


WorldItem: TypeAlias = Extern | TypeDefinition | Use | Include


@frozen
class Interface(Item):
    """`interface name { ... }`."""

    name: Identifier
    items: tuple[InterfaceItem, ...]


@frozen
class World(Item):
    """`world name { ... }`."""

    name: Identifier
    items: tuple[WorldItem, ...]


@frozen
class TopLevelUse(Item):
    """`use path;` or `use path as other;` at the top of a file."""

    path: Path
    other: Identifier | None
    word: int
    """The offset of `use`."""


@frozen
class NestedPackage(Item):
    """`package name { ... }`."""

    name: PackageName
    items: "tuple[TopLevelItem, ...]"


TopLevelItem: TypeAlias = Interface | World | TopLevelUse | NestedPackage


@frozen
class File:
    """One WIT file."""

    package: PackageName | None
    """Its `package` declaration, when it has one."""
    lead: int
    """Where the white space and comments before the declaration begin."""
    items: tuple[TopLevelItem, ...]
