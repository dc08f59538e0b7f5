"""The outline finds the faults and the items of the whole parser."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wit.drawn import damaged_packages, packages
from tracker.wit.gates import gated_items, items
from tracker.wit.outline import parse_outline
from tracker.wit.parser import Parsed, parse

_WORDS = ["list", "option", "result", "tuple", "own", "borrow", "map", "stream", "u8", "%a", "b", "_", "3"]
_TYPES = st.lists(st.sampled_from([*_WORDS, "<", ">", ",", ";", "(", ")"]), max_size=12)


def _paths(parsed: Parsed) -> list[tuple[str, int, int]]:
    return [(named.path, named.item.start, named.item.end) for named in items(parsed.tree)]


def _assert_alike(text: str) -> None:
    whole, outline = parse(text), parse_outline(text)
    assert outline.diagnostics == whole.diagnostics
    assert _paths(outline) == _paths(whole)


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
