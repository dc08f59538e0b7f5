"""What `frozen` makes is held to what the standard library makes of the same class."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.frozen import frozen

_Made = Callable[[type], type]
_STANDARD: _Made = dataclass(frozen=True, slots=True)
_BOTH = pytest.mark.parametrize("make", [frozen, _STANDARD], ids=["frozen", "dataclass"])


@frozen
class Lamp:
    """A lamp."""

    name: str
    colours: tuple[str, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)
    seen: int = field(default=0, repr=False, compare=False)

    @property
    def loud(self) -> str:
        return self.name.upper()


@frozen
class Lantern(Lamp):
    oil: bool = True


@frozen
class Nothing:
    pass


@frozen
class Alone:
    value: Any


def _class(make: _Made) -> type:
    """Return the same class, made by one or the other."""

    class Source:
        name: str
        colours: tuple[str, ...] = ()
        notes: dict[str, int] = field(default_factory=dict)
        seen: int = field(default=0, repr=False, compare=False)

    return make(Source)


def test_an_object_has_what_it_was_given_and_else_its_defaults() -> None:
    lamp = Lamp("desk", notes={"lit": 1})
    assert (lamp.name, lamp.colours, lamp.notes, lamp.seen, lamp.loud) == ("desk", (), {"lit": 1}, 0, "DESK")
    assert Lamp("desk").notes is not Lamp("desk").notes
    assert Lantern("barn", ("red",), oil=False).oil is False
    assert Nothing() == Nothing()


@pytest.mark.parametrize("change", [lambda lamp: setattr(lamp, "name", "x"), lambda lamp: delattr(lamp, "name")])
def test_nothing_changes_it(change: Callable[[Lamp], None]) -> None:
    lamp = Lamp("desk")
    with pytest.raises(FrozenInstanceError, match="'name'"):
        change(lamp)
    assert lamp.name == "desk"


def test_it_has_room_for_its_fields_only() -> None:
    assert not hasattr(Lamp("desk"), "__dict__")
    assert not hasattr(Lantern("desk"), "__dict__")


@pytest.mark.parametrize("values", [(), ("desk", (), {}, 0, "more")])
def test_wrong_values_are_refused_by_name(values: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"Lamp\.__init__\(\)"):
        Lamp(*values)


def test_what_it_cannot_make_it_refuses() -> None:
    with pytest.raises(TypeError, match=r"Odd\.late"):

        @frozen
        class Odd:
            late: int = field(init=False)

    with pytest.raises(TypeError, match=r"Named\.name"):

        @frozen
        class Named:
            name: str = field(kw_only=True)


def _pickled(thing: object) -> object:
    return pickle.loads(pickle.dumps(thing))  # noqa: S301 -- written in the same line


@pytest.mark.parametrize("thing", [Lamp("a", ("b",), {"c": 1}, 4), Lantern("a"), Nothing(), Alone((1, None))])
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, _pickled])
def test_a_copy_is_equal(thing: Any, again: Callable[[Any], Any]) -> None:
    other = again(thing)
    assert (other, repr(other), type(other)) == (thing, repr(thing), type(thing))
    assert getattr(other, "seen", None) == getattr(thing, "seen", None)


def test_dataclasses_know_it() -> None:
    lamp = Lamp("desk", ("red",))
    assert [each.name for each in dataclasses.fields(Lantern)] == ["name", "colours", "notes", "seen", "oil"]
    assert dataclasses.replace(lamp, name="barn") == Lamp("barn", ("red",))
    assert dataclasses.asdict(lamp) == {"name": "desk", "colours": ("red",), "notes": {}, "seen": 0}
    match lamp:
        case Lamp(name, (colour,)):
            assert (name, colour) == ("desk", "red")
        case _:
            pytest.fail("it does not match")


def test_only_the_same_class_is_equal() -> None:
    assert Lamp("a") != Lantern("a")
    assert Alone("a").__eq__(("a",)) is NotImplemented
    assert Alone(1) != Alone(2)
    assert Lamp("a", seen=1) == Lamp("a", seen=2)


def test_a_thing_that_holds_itself_can_be_shown() -> None:
    held: list[Any] = []
    held.append(Alone(held))
    assert repr(held[0]) == "Alone(value=[...])"


@_BOTH
def test_a_method_of_its_own_stays(make: _Made) -> None:
    class Spoken:
        word: str

        def __repr__(self) -> str:
            return f"<{self.word}>"

        def __hash__(self) -> int:
            return 7

    made = make(Spoken)
    assert (repr(made("hm")), hash(made("hm")), made("hm") == made("hm")) == ("<hm>", 7, True)


@_BOTH
def test_what_compares_in_its_own_way_has_a_hash(make: _Made) -> None:
    class Folded:  # noqa: PLW1641 -- that is the point
        word: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, made) and self.word.lower() == getattr(other, "word", "").lower()

    made = make(Folded)
    assert (made("A") == made("a"), isinstance(hash(made("A")), int)) == (True, True)


@_BOTH
def test_what_it_finds_out_is_remembered_but_neither_compared_nor_copied(make: _Made) -> None:
    class Counted:
        words: tuple[str, ...]

        @cached_property
        def found(self) -> list[str]:
            return [*self.words]

    made: Any = make(Counted) if make is frozen else dataclass(frozen=True)(Counted)
    one, other = made(("a",)), made(("a",))
    assert one.found is one.found
    assert (one == other, hash(one) == hash(other)) == (True, True)
    assert dataclasses.replace(one).found is not one.found
    assert [each.name for each in dataclasses.fields(made)] == ["words"]
    with pytest.raises(FrozenInstanceError):
        one.found = []


@_BOTH
def test_a_default_is_followed_by_defaults_only(make: _Made) -> None:
    class Odd:
        first: int = 0
        second: str

    with pytest.raises(TypeError, match="second"):
        make(Odd)


def test_classes_of_as_many_fields_keep_their_names_apart() -> None:
    @frozen
    class Point:
        x: int
        y: int

    @frozen
    class Span:
        first: int
        last: int = 9

    assert (repr(Point(y=1, x=2)).partition(">.")[2], Span(3).last) == ("Point(x=2, y=1)", 9)
    with pytest.raises(TypeError, match=r"Point\.__init__\(\).*'y'"):
        Point(1)  # type: ignore[call-arg]
    assert [*inspect.signature(Span).parameters] == ["first", "last"]


_VALUES = st.tuples(st.text(), st.tuples(st.text()), st.dictionaries(st.text(), st.integers()), st.integers())


@given(_VALUES, _VALUES)
def test_it_is_what_the_standard_library_makes(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    ours, theirs = _class(frozen), _class(_STANDARD)
    assert repr(ours(*one)) == repr(theirs(*one))
    assert (ours(*one) == ours(*other)) == (theirs(*one) == theirs(*other))
    assert ours(*one) == ours(*one)
    assert dataclasses.asdict(ours(*one)) == dataclasses.asdict(theirs(*one))


@given(st.tuples(st.text(), st.integers()), st.tuples(st.text(), st.integers()))
def test_equal_objects_have_equal_hashes(one: tuple[str, int], other: tuple[str, int]) -> None:
    found = {Alone(one): 1, Alone(other): 2}
    assert len(found) == len({one, other})
    assert found[Alone(other)] == 2
