"""The syntax tree of WIT: frozen nodes with the offsets of their first character and of the one after their last.

Trivia is not in the tree. An item's `lead` is where the white space and comments before it begin, so that its
documentation and markers are `tracker.wit.comments`' question to ask of the text. Names have no leading `%`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from tracker.facts import GateKind


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name as it stands in the text, without `%`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Version:
    """A semantic version."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PackageName:
    """`namespace:name@version`."""

    namespace: Identifier
    name: Identifier
    version: Version | None
    start: int
    end: int

    def __str__(self) -> str:
        """Return the name as WIT writes it."""
        base = f"{self.namespace.name}:{self.name.name}"
        return base if self.version is None else f"{base}@{self.version.text}"


@dataclass(frozen=True, slots=True)
class Path:
    """The name of an interface or world: `name`, or `namespace:package/name@version`."""

    package: PackageName | None
    """`None` for a name in the file or its package."""
    name: Identifier
    start: int
    end: int

    def __str__(self) -> str:
        """Return the path as WIT writes it."""
        if self.package is None:
            return self.name.name
        base = f"{self.package.namespace.name}:{self.package.name.name}/{self.name.name}"
        return base if self.package.version is None else f"{base}@{self.package.version.text}"


# --- attributes -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gate:
    """`@since(version = V)`, `@unstable(feature = F)` or `@deprecated(version = V)`."""

    kind: GateKind
    feature: Identifier | None
    version: Version | None
    start: int
    """The offset of the `@`."""
    end: int


@dataclass(frozen=True, slots=True)
class ExternalId:
    """`@external-id("...")`."""

    value: str
    start: int
    """The offset of the `@`."""
    end: int


Attribute: TypeAlias = Gate | ExternalId


# --- types ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Primitive:
    """`u8`, `string`, `error-context`, ...: a type that is a keyword."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A type given by its name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class List:
    """`list<element>` or `list<element, length>`."""

    element: "Type"
    length: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Map:
    """`map<key, value>`."""

    key: "Type"
    value: "Type"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Option:
    """`option<payload>`."""

    payload: "Type"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Result:
    """`result`, `result<ok>`, `result<ok, error>` or `result<_, error>`."""

    ok: "Type | None"
    error: "Type | None"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tuple:
    """`tuple<element, ...>`."""

    elements: "tuple[Type, ...]"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Future:
    """`future` or `future<payload>`."""

    payload: "Type | None"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stream:
    """`stream` or `stream<payload>`."""

    payload: "Type | None"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Handle:
    """`own<resource>` or `borrow<resource>`."""

    owned: bool
    resource: Identifier
    start: int
    end: int


Type: TypeAlias = Primitive | Named | List | Map | Option | Result | Tuple | Future | Stream | Handle


# --- items ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Parameter:
    """A function's parameter."""

    name: Identifier
    type: Type


@dataclass(frozen=True, slots=True)
class Function(Item):
    """A function, method, static function, constructor or accessor."""

    name: Identifier
    """For a constructor, the word `constructor`."""
    kind: FunctionKind
    parameters: tuple[Parameter, ...]
    result: Type | None
    asynchronous: bool
    accessor: Accessor | None
    word: int
    """The offset of `func`, `get`, `set` or `constructor`."""


@dataclass(frozen=True, slots=True)
class TypeDeclaration(Item):
    """`type name = type;`."""

    name: Identifier
    type: Type


@dataclass(frozen=True, slots=True)
class Field:
    """A record's field."""

    name: Identifier
    type: Type


@dataclass(frozen=True, slots=True)
class Record(Item):
    """`record name { field: type, ... }`."""

    name: Identifier
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A variant's case, with or without a payload."""

    name: Identifier
    payload: Type | None


@dataclass(frozen=True, slots=True)
class Variant(Item):
    """`variant name { case(type), ... }`."""

    name: Identifier
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Enum(Item):
    """`enum name { case, ... }`."""

    name: Identifier
    cases: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class Flags(Item):
    """`flags name { flag, ... }`."""

    name: Identifier
    flags: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class Resource(Item):
    """`resource name { ... }` or `resource name;`."""

    name: Identifier
    functions: tuple[Function, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """`name` or `name as other`, in a `use` or `include`."""

    name: Identifier
    other: Identifier | None


@dataclass(frozen=True, slots=True)
class Use(Item):
    """`use path.{name, name as other};` in an interface or world."""

    path: Path
    names: tuple[Alias, ...]


TypeDefinition: TypeAlias = TypeDeclaration | Record | Variant | Enum | Flags | Resource
InterfaceItem: TypeAlias = TypeDefinition | Function | Use


@dataclass(frozen=True, slots=True)
class Include(Item):
    """`include path;` or `include path with { name as other }`."""

    path: Path
    names: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class InlineInterface:
    """`name: interface { ... }` in a world."""

    name: Identifier
    items: tuple[InterfaceItem, ...]


@dataclass(frozen=True, slots=True)
class NamedPath:
    """`name: path` in a world: an interface under another name."""

    name: Identifier
    path: Path


@dataclass(frozen=True, slots=True)
class Extern(Item):
    """An `import` or `export` of a world."""

    exported: bool
    value: Path | NamedPath | InlineInterface | Function


WorldItem: TypeAlias = Extern | TypeDefinition | Use | Include


@dataclass(frozen=True, slots=True)
class Interface(Item):
    """`interface name { ... }`."""

    name: Identifier
    items: tuple[InterfaceItem, ...]


@dataclass(frozen=True, slots=True)
class World(Item):
    """`world name { ... }`."""

    name: Identifier
    items: tuple[WorldItem, ...]


@dataclass(frozen=True, slots=True)
class TopLevelUse(Item):
    """`use path;` or `use path as other;` at the top of a file."""

    path: Path
    other: Identifier | None
    word: int
    """The offset of `use`."""


@dataclass(frozen=True, slots=True)
class NestedPackage(Item):
    """`package name { ... }`."""

    name: PackageName
    items: "tuple[TopLevelItem, ...]"


TopLevelItem: TypeAlias = Interface | World | TopLevelUse | NestedPackage


@dataclass(frozen=True, slots=True)
class File:
    """One WIT file."""

    package: PackageName | None
    """Its `package` declaration, when it has one."""
    lead: int
    """Where the white space and comments before the declaration begin."""
    items: tuple[TopLevelItem, ...]
