"""Frozen dataclasses with slots, made in a third of the time that the standard library takes.

There are some 500 of them, and a command loads up to 400 before it can begin. `dataclass(frozen=True, slots=True)`
compiles six functions for each, one after the other: that was half of the time in which commands load. Here one is
compiled, when the first object is made, and the others are made of what Python has. To `dataclasses` they are
dataclasses like any other: `fields`, `replace` and `asdict` take them, and so does `match`.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

_Thing = TypeVar("_Thing")
_Values = Callable[[Any], tuple[Any, ...]]
"""Returns the values of some fields of an object."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Thing]) -> type[_Thing]:
    """Make a class a frozen dataclass with slots.

    Of `field`, `default`, `default_factory`, `repr` and `compare` count; `TypeError` for a field that is not given to
    the class when it is called, or by its name alone: `dataclasses.dataclass` makes such classes.
    """
    # Without a text of its own, a class would get one, which takes as long as all the rest.
    cls.__doc__ = cls.__doc__ or cls.__name__
    made: type[Any] = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    known = fields(made)
    methods = {
        "__init__": _initializer(made, known),
        "__repr__": _representation([each.name for each in known if each.repr]),
        **_comparison(_values([each.name for each in known if each.compare])),
        **_pickling(_values([each.name for each in known])),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _initializer(cls: type, known: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return what sets the fields of a new object, which nothing else may set; it is compiled for the first one."""
    for each in known:
        if not each.init or each.kw_only:
            raise TypeError(f"{cls.__qualname__}.{each.name}: only `dataclasses.dataclass` makes such a field")

    def first(self: object, *values: object, **named: object) -> None:
        cls.__init__ = compiled = _compiled(cls, known)  # type: ignore[misc]
        compiled(self, *values, **named)

    return first


def _compiled(cls: type, known: tuple[Field[Any], ...]) -> Callable[..., None]:
    names: dict[str, Any] = {"_missing": MISSING}
    parameters, statements = ["self"], []
    for each in known:
        name = each.name
        # The slot's own setter: to set it by name takes longer.
        names[f"_set_{name}"] = getattr(cls, name).__set__
        value = name
        if each.default is not MISSING:
            names[f"_default_{name}"] = each.default
            parameters.append(f"{name}=_default_{name}")
        elif each.default_factory is not MISSING:
            names[f"_make_{name}"] = each.default_factory
            parameters.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        else:
            parameters.append(name)
        statements.append(f"_set_{name}(self, {value})")
    text = f"def __init__({', '.join(parameters)}):\n  " + "\n  ".join(statements or ["pass"])
    exec(text, names)  # noqa: S102 -- made of the names of fields, as `dataclasses` does
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _values(names: list[str]) -> _Values:
    """Return what returns the values of fields."""
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        one = attrgetter(names[0])
        return lambda thing: (one(thing),)
    return lambda _: ()


def _comparison(values: _Values) -> dict[str, Callable[..., Any]]:
    def equal(self: object, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _pickling(values: _Values) -> dict[str, Callable[..., Any]]:
    def reduced(self: object) -> tuple[type, tuple[Any, ...]]:
        return self.__class__, values(self)

    return {"__reduce__": reduced}


def _representation(names: list[str]) -> Callable[[object], str]:
    @recursive_repr()
    def represented(self: object) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return represented


def _refuse(_: object, name: str, *value: object) -> None:
    raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")
