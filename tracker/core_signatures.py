"""The core-module signatures that the canonical ABI gives worlds: the values that reports show.

`tracker.wit.core_signature` makes them of what the reference tool prints; nothing here computes anything.
"""

from datetime import datetime
from enum import StrEnum

from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen


class Direction(StrEnum):
    """On which side of a core module a function is."""

    IMPORT = "import"
    EXPORT = "export"


class Allocation(StrEnum):
    """Whether a function makes the other side allocate in the module's memory, by the module's own `realloc`."""

    NONE = "none"
    CALL = "call"
    """The call itself does: a string, list or map comes into the module's memory."""
    PAYLOAD = "payload"
    """The call does not; reading the stream or future that comes with it does."""
    UNKNOWN = "unknown"
    """Nobody can tell: the types were not read."""


@frozen
class CoreFunction:
    """A function that a core module imports or exports."""

    direction: Direction
    module: str | None
    """The module that it is imported from: `cm32p2|wasi:clocks/monotonic-clock@0.3`; `None` of an export."""
    name: str
    """`now`; of an export with all that stands before it: `cm32p2|wasi:http/handler@0.3|handle`."""
    params: tuple[str, ...]
    """`i32`, `i64`, `f32` or `f64` each."""
    results: tuple[str, ...]
    """The same; the canonical ABI gives at most one."""
    item: str | None = None
    """The function of WIT that it stands for; `None` for what the ABI adds, such as the end of a resource."""
    asynchronous: bool = False
    """Whether that function is `async`: then this is the form in which a caller waits for it."""
    allocation: Allocation = Allocation.NONE
    features: tuple[str, ...] = ()
    """The features without each of which it is not there."""

    @property
    def type(self) -> str:
        """Its core type: `(i32 i64) -> i32`."""
        result = f" -> {' '.join(self.results)}" if self.results else ""
        return f"({' '.join(self.params)}){result}"


@frozen
class WorldSignature:
    """What a core module that stands for a world imports and exports."""

    world: str
    """`wasi:clocks/imports@0.3.0`"""
    functions: tuple[CoreFunction, ...]
    """In the order in which the tool gives them: imports, then exports."""

    def of(self, direction: Direction) -> tuple[CoreFunction, ...]:
        """Return those of one side."""
        return tuple(each for each in self.functions if each.direction is direction)

    def added_by(self, feature: str) -> tuple[CoreFunction, ...]:
        """Return those that are there with a feature only."""
        return tuple(each for each in self.functions if feature in each.features)


@frozen
class CorePlace:
    """The signatures of the worlds of one package, as one commit has it."""

    package: str
    """`wasi:clocks@0.3.0`"""
    repository: RepositoryName
    branch: str
    revision: Revision
    folder: str
    """The folder that holds the package."""
    url: str
    """A permalink to it."""
    worlds: tuple[WorldSignature, ...] = ()
    features: tuple[str, ...] = ()
    """The features that the text knows, sorted."""
    problems: tuple[str, ...] = ()
    """What the tool could not tell, each in one line."""


@frozen
class CoreSignatures:
    """The answer of `tracker show SUBJECT --core`."""

    as_of: datetime
    subject: str
    feature: str | None
    """Of an amendment, its feature: what it adds is what was asked for."""
    tool: str
    """The tool and its version."""
    places: tuple[CorePlace, ...]
    """One for each package of the subject, and for each branch on which an amendment's gates stand."""
