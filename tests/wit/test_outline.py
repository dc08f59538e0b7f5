"""The outline finds the faults and the items of the whole parser."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wit.drawn import damaged_packages, packages
from tracker.wit.gates import gated_items, items
from tracker.wit.outline import parse_outline
from tracker.wit.parser import Parsed, parse
from tracker.wit.syntax import Function, Item

_WORDS = ["list", "option", "result", "tuple", "own", "borrow", "map", "stream", "u8", "%a", "b", "_", "3"]
_TYPES = st.lists(st.sampled_from([*_WORDS, "<", ">", ",", ";", "(", ")"]), max_size=12)


_GATES = [
    "@since(version = 1.0.0)",
    "@since(version = 1.0.0-rc.1)",
    "@since(version = 01.0.0)",
    "@since(version = 99999999999999999999999.0.0)",
    "@since(version=1.0.0)",
    "@since(version = 1.0)",
    "@since(version = a-b)",
    "@since(feature = a-b)",
    "@unstable(feature = a-b)",
    "@unstable(feature = A-b1)",
    "@unstable(feature = aB)",
    "@unstable(feature = %use)",
    "@unstable(feature = use)",
    "@unstable(feature = 1.0.0)",
    "@unstable(feature = a-)",
    "@deprecated(version = 2.0.0)",
    '@external-id("x")',
    "// said\n",
    "/* @since(version = 1.0.0) /* nested */ */",
    "@",
    "f: func();",
    "use a.{b};",
    "resource r { constructor(); get: func(); m: static async func(x: f64) -> result; }",
]
_FUNCTION = ["f", ":", "func", "async", "static", "(", ")", "->", "u8", "a: u8", ",", "result", "<", ">", ";", "get"]


def _shape(item: Item) -> tuple[object, ...]:
    """Return what the outline keeps of an item."""
    own: tuple[object, ...] = (item.attributes, item.lead, item.start, item.end)
    if isinstance(item, Function):
        return *own, item.kind, item.asynchronous, item.accessor, item.word
    return own


def _shapes(parsed: Parsed) -> list[tuple[str, tuple[object, ...]]]:
    return [(named.path, _shape(named.item)) for named in items(parsed.tree)]


def _assert_alike(text: str) -> None:
    whole, outline = parse(text), parse_outline(text)
    assert outline.diagnostics == whole.diagnostics
    assert _shapes(outline) == _shapes(whole)


@settings(max_examples=25)
@given(text=packages())
def test_packages_have_the_same_items(text: str) -> None:
    _assert_alike(text)


@settings(max_examples=25)
@given(text=damaged_packages())
def test_damaged_packages_have_the_same_faults(text: str) -> None:
    _assert_alike(text)


@given(pieces=_TYPES)
def test_types_have_the_same_faults(pieces: list[str]) -> None:
    _assert_alike(
        f"interface i {{ type t = {' '.join(pieces)}; f: func(a: {' '.join(pieces)}) -> {''.join(pieces)}; }}"
    )


@given(pieces=st.lists(st.sampled_from(_GATES), max_size=8))
def test_gates_have_the_same_faults(pieces: list[str]) -> None:
    _assert_alike(f"package a:b; {' '.join(pieces)} interface i {{ {' '.join(pieces)} g: func(); }}")


@given(pieces=st.lists(st.sampled_from(_FUNCTION), max_size=10))
def test_functions_have_the_same_faults(pieces: list[str]) -> None:
    _assert_alike(f"interface i {{ f: {' '.join(pieces)} resource r {{ m: {' '.join(pieces)} }} }}")


def test_many_attributes_are_read_in_turn() -> None:
    _assert_alike("interface i { " + '@since(version = 1.0.0) @external-id("x") ' * 5000 + "f: func(); }")


@given(text=st.text())
def test_any_text_has_the_same_faults(text: str) -> None:
    _assert_alike(text)


@pytest.mark.parametrize("depth", [98, 99, 100, 101, 100_000])
@pytest.mark.parametrize("inner", ["u8", "list<u8>", "result<_, u8>", "own<r>"])
def test_types_nest_as_deep(depth: int, inner: str) -> None:
    _assert_alike(f"interface i {{ type t = {'option<' * depth}{inner}{'>' * depth}; }}")


@settings(max_examples=25)
@given(text=packages())
def test_gated_items_are_those_with_attributes(text: str) -> None:
    tree = parse(text).tree
    assert list(gated_items(tree)) == [named for named in items(tree) if named.item.attributes]
