"""The parts of the syntax tree below items: names, versions, paths, attributes and types."""

from typing import TypeAlias

from tracker.facts import GateKind
from tracker.frozen import frozen


@frozen
class Identifier:
    """A name as it stands in the text, without `%`."""

    name: str
    start: int
    end: int


@frozen
class Version:
    """A semantic version."""

    text: str
    start: int
    end: int


@frozen
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


@frozen
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


@frozen
class Gate:
    """`@since(version = V)`, `@unstable(feature = F)` or `@deprecated(version = V)`."""

    kind: GateKind
    feature: Identifier | None
    version: Version | None
    start: int
    """The offset of the `@`."""
    end: int


@frozen
class ExternalId:
    """`@external-id("...")`."""

    value: str
    """What the string literal stands for."""
    start: int
    """The offset of the `@`."""
    end: int


Attribute: TypeAlias = Gate | ExternalId


# --- types ------------------------------------------------------------------------------------------------------------


@frozen
class Primitive:
    """`u8`, `string`, `error-context`, ...: a type that is a keyword."""

    name: str
    start: int
    end: int


@frozen
class Named:
    """A type given by its name."""

    name: str
    start: int
    end: int


@frozen
class List:
    """`list<element>` or `list<element, length>`."""

    element: "Type"
    length: int | None
    start: int
    end: int


@frozen
class Map:
    """`map<key, value>`."""

    key: "Type"
    value: "Type"
    start: int
    end: int


@frozen
class Option:
    """`option<payload>`."""

    payload: "Type"
    start: int
    end: int


@frozen
class Result:
    """`result`, `result<ok>`, `result<ok, error>` or `result<_, error>`."""

    ok: "Type | None"
    error: "Type | None"
    start: int
    end: int


@frozen
class Tuple:
    """`tuple<element, ...>`."""

    elements: "tuple[Type, ...]"
    start: int
    end: int


@frozen
class Future:
    """`future` or `future<payload>`."""

    payload: "Type | None"
    start: int
    end: int


@frozen
class Stream:
    """`stream` or `stream<payload>`."""

    payload: "Type | None"
    start: int
    end: int


@frozen
class Handle:
    """`own<resource>` or `borrow<resource>`."""

    owned: bool
    """Whether it is `own`, not `borrow`."""
    resource: Identifier
    start: int
    end: int


Type: TypeAlias = Primitive | Named | List | Map | Option | Result | Tuple | Future | Stream | Handle
