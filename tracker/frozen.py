"""Frozen dataclasses with slots, made in an eighth of the time that the standard library takes.

There are some 500 of them, and a command loads up to 400 before it can begin. `dataclass(frozen=True, slots=True)`
compiles six functions for each, one after the other: that was half of the time in which commands load. Here one is
compiled for all classes of as many fields, and the others are made of what Python has. To `dataclasses` they are
dataclasses like any other: `fields`, `replace` and `asdict` take them, and so does `match`.
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache, cached_property
from operator import attrgetter
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import Any, TypeVar, dataclass_transform

_Thing = TypeVar("_Thing")
_Values = Callable[[Any], tuple[Any, ...]]
"""Returns the values of some fields of an object."""
_ROOM = "__dict__"
"""The slot for whatever has none."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Thing]) -> type[_Thing]:
    """Make a class a frozen dataclass with slots; its objects have room for more only for its cached properties.

    Of `field`, `default`, `default_factory`, `repr` and `compare` count; `TypeError` for a field that is not given to
    the class when it is called, or by its name alone: `dataclasses.dataclass` makes such classes.
    """
    # Without a text of its own, a class would get one, which takes as long as all the rest.
    cls.__doc__ = cls.__doc__ or cls.__name__
    dataclass(init=False, repr=False, eq=False)(cls)
    known = fields(cls)  # type: ignore[arg-type]  # the line above made it one
    metaclass: Any = type(cls)
    made: type[Any] = metaclass(cls.__name__, cls.__bases__, _members(cls, known))
    made.__qualname__ = cls.__qualname__
    # The slots can be set, whatever `__setattr__` says, once the class is there.
    made.__init__ = _initializer(made, known)
    return made


def _members(cls: type, known: tuple[Field[Any], ...]) -> dict[str, Any]:
    """Return what the class with slots is made of: its own members come before ours."""
    own = dict(cls.__dict__)
    # The class has the defaults of fields no more, and room for other things only where it needs it.
    for name in (*(each.name for each in known), "__dict__", "__weakref__"):
        own.pop(name, None)
    if own.get("__hash__", _members) is None:
        # So Python says that it compares its objects itself.
        del own["__hash__"]
    taken = {slot for base in cls.__mro__[1:] for slot in getattr(base, "__slots__", ())}
    slots = [each.name for each in known]
    if any(isinstance(each, cached_property) for each in own.values()):
        slots.append(_ROOM)
    return {
        "__repr__": _representation([each.name for each in known if each.repr]),
        **_comparison(_values(each.name for each in known if each.compare)),
        "__reduce__": _pickling(_values(each.name for each in known)),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        **own,
        "__slots__": tuple(name for name in slots if name not in taken),
    }


def _initializer(cls: type, known: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return what sets the fields of a new object, which nothing else may set."""
    names: dict[str, Any] = {"_missing": MISSING}
    defaults: list[Any] = []
    for number, each in enumerate(known):
        if not each.init or each.kw_only:
            raise TypeError(f"{cls.__qualname__}.{each.name}: only `dataclasses.dataclass` makes such a field")
        names[f"_set_{number}"] = getattr(cls, each.name).__set__
        if each.default_factory is not MISSING:
            names[f"_make_{number}"] = each.default_factory
        elif each.default is MISSING and defaults:
            raise TypeError(f"{cls.__qualname__}.{each.name}: it has no default, and the one before it has")
        if each.default is not MISSING or each.default_factory is not MISSING:
            # A value that is made is missing until then: `MISSING` is its default.
            defaults.append(each.default)
    code = _code(tuple(each.default_factory is not MISSING for each in known))
    code = code.replace(co_varnames=("self", *(each.name for each in known)))
    made = FunctionType(code, names, "__init__", tuple(defaults))
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


@cache
def _code(made: tuple[bool, ...]) -> CodeType:
    """Return the code that sets as many fields; `made` says of each whether its default is made anew each time."""
    statements = [
        f"_set_{number}(self, {f'_make_{number}() if v{number} is _missing else ' if fresh else ''}v{number})"
        for number, fresh in enumerate(made)
    ]
    parameters = ", ".join(["self", *(f"v{number}" for number in range(len(made)))])
    names: dict[str, Any] = {}
    # Made of numbers; `dataclasses` compiles the same for each class, with its names.
    exec(f"def __init__({parameters}):\n  " + "\n  ".join(statements or ["pass"]), names)  # noqa: S102 -- see above
    code: CodeType = names["__init__"].__code__
    return code


def _values(named: Iterable[str]) -> _Values:
    """Return what returns the values of fields."""
    names = tuple(named)
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        one = attrgetter(names[0])
        return lambda thing: (one(thing),)
    return lambda _: ()


def _comparison(values: _Values) -> dict[str, Callable[..., Any]]:
    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return other is self or values(self) == values(other)

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _pickling(values: _Values) -> Callable[[object], tuple[type, tuple[Any, ...]]]:
    def reduced(self: object) -> tuple[type, tuple[Any, ...]]:
        return self.__class__, values(self)

    return reduced


def _representation(names: list[str]) -> Callable[[object], str]:
    @recursive_repr()
    def represented(self: object) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return represented


def _refuse(_: object, name: str, *value: object) -> None:
    raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")
