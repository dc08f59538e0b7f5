"""Tells from the types of WIT, as the reference tool reads them, what a call does to a core module's memory.

How it is told: the build target asks for a `realloc` wherever the canonical ABI's flattening needs one (Memory Exports
in BuildTargets.md). It is needed when a value with a string, list or map in it comes into the module's memory (loading
and storing in CanonicalABI.md): with the results of an import and the parameters of an export. The parameters of an
export need it, too, when they flatten to more than 16 core values and so come as one block. What goes out is in memory
already, and for results that do not fit in one core value the caller of an import says itself where they go. A stream
or future is a number; what is in it comes when it is read, and only then may need a `realloc`.

https://github.com/WebAssembly/component-model/blob/main/design/mvp/BuildTargets.md
https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from tracker.core_signatures import Allocation, Direction
from tracker.frozen import frozen

_MOST_FLAT = 16
"""Core values that parameters may flatten to before they come as one block of memory."""
_FLAGS = 32
"""Flags in one core value."""
_ALLOCATED = frozenset({"list", "map"})
_SENT = frozenset({"stream", "future"})


class UnreadTypesError(Exception):
    """The tool gave types in a form that is not known."""


@frozen
class _Shape:
    """What matters of a type."""

    flat: int
    """How many core values it flattens to."""
    allocates: bool = False
    """Whether a string, list or map is in it."""
    sends: bool = False
    """Whether a stream or future is in it that carries such a one."""

    @staticmethod
    def joined(parts: "Iterable[_Shape]", flat: int) -> "_Shape":
        """Return the shape of a type that holds others."""
        listed = list(parts)
        return _Shape(flat, any(each.allocates for each in listed), any(each.sends for each in listed))


_NUMBER = _Shape(1)
_STRING = _Shape(2, allocates=True)


class Types:
    """The types of everything the tool read, each looked at once."""

    def __init__(self, types: Sequence[Mapping[str, Any]]) -> None:
        """Take the list of types of the tool's JSON."""
        self._types = types
        self._shapes: dict[int, _Shape] = {}

    def allocation(self, function: Mapping[str, Any], direction: Direction) -> Allocation:
        """Return what a call of a function does to the module's memory; `UnreadTypesError` for an unknown form."""
        if direction is Direction.IMPORT:
            shape = self._shape(function.get("result"))
        else:
            shapes = [self._shape(each["type"]) for each in function.get("params", ())]
            shape = _Shape.joined(shapes, sum(each.flat for each in shapes))
        if shape.allocates or (direction is Direction.EXPORT and shape.flat > _MOST_FLAT):
            return Allocation.CALL
        return Allocation.PAYLOAD if shape.sends else Allocation.NONE

    def _shape(self, named: Any) -> _Shape:
        match named:
            case None:
                return _Shape(0)
            case "string":
                return _STRING
            case str():
                return _NUMBER
            case int() if 0 <= named < len(self._types):
                if named not in self._shapes:
                    self._shapes[named] = self._made(self._types[named].get("kind"))
                return self._shapes[named]
        raise UnreadTypesError(f"no type {named!r}")

    def _made(self, kind: Any) -> _Shape:
        match kind:
            case {"record": {"fields": [*fields]}}:
                return self._product(each["type"] for each in fields)
            case {"tuple": {"types": [*types]}}:
                return self._product(types)
            case {"fixed-length-list": [inner, int(length)]}:
                shape = self._shape(inner)
                return _Shape.joined([shape], shape.flat * length)
        return self._choice(kind)

    def _choice(self, kind: Any) -> _Shape:
        match kind:
            case {"variant": {"cases": [*cases]}}:
                return self._sum(each.get("type") for each in cases)
            case {"option": inner}:
                return self._sum([None, inner])
            case {"result": {**sides}}:
                return self._sum([sides.get("ok"), sides.get("err")])
        return self._leaf(kind)

    def _leaf(self, kind: Any) -> _Shape:
        match kind:
            case {"type": inner}:
                return self._shape(inner)
            case "resource" | {"enum": _} | {"handle": _}:
                return _NUMBER
            case {"flags": {"flags": [*flags]}}:
                return _Shape(-(-len(flags) // _FLAGS))
            case {**one} if one.keys() & _ALLOCATED:
                return _STRING
            case {**one} if one.keys() & _SENT:
                payload = self._shape(next(iter(one.values())))
                return _Shape(1, sends=payload.allocates or payload.sends)
        raise UnreadTypesError(f"an unknown kind of type: {kind!r}")

    def _product(self, types: Iterable[Any]) -> _Shape:
        shapes = [self._shape(each) for each in types]
        return _Shape.joined(shapes, sum(each.flat for each in shapes))

    def _sum(self, types: Iterable[Any]) -> _Shape:
        shapes = [self._shape(each) for each in types]
        return _Shape.joined(shapes, 1 + max((each.flat for each in shapes), default=0))


@frozen
class Resolved:
    """What the reference tool read in a folder of WIT."""

    read: Mapping[str, Any]
    """Its JSON."""

    @cached_property
    def types(self) -> Types:
        """All types."""
        return Types(self.read["types"])

    def worlds(self, package: str) -> tuple[str, ...]:
        """Return the names of a package's worlds, sorted; the package with its version."""
        found = (each for each in self.read["packages"] if each["name"] == package)
        return tuple(sorted(name for each in found for name in each["worlds"]))

    def world(self, package: str, name: str) -> Mapping[str, Any]:
        """Return a world."""
        number = next(each["worlds"][name] for each in self.read["packages"] if each["name"] == package)
        found: Mapping[str, Any] = self.read["worlds"][number]
        return found

    def interface(self, number: int) -> Mapping[str, Any]:
        """Return an interface."""
        found: Mapping[str, Any] = self.read["interfaces"][number]
        return found

    def interface_name(self, number: int) -> str | None:
        """Return an interface's name with its package: `wasi:io/streams@0.2.8`; `None` of one that has none."""
        interface = self.interface(number)
        if interface["name"] is None or interface["package"] is None:
            return None
        package, at, version = str(self.read["packages"][interface["package"]]["name"]).partition("@")
        return f"{package}/{interface['name']}{at}{version}"
