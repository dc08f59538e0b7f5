"""Features of the Component Model are found in the WIT itself, each with the item that uses it and its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.changes import Place
from tracker.wit.component_features import DETECTED, FeatureUse, feature_uses
from tracker.wit.parser import parse

ALL = """\
package wasi:lamp@0.3.0;

interface plain {
  record glow { hue: u8, levels: list<u8> }
  type shades = list<glow>;
  on: func(at: shades) -> result<option<glow>, string>;
}

interface types {
  type wires = map<string, list<u8, 4>>;
  /// An item that only refers to the alias uses nothing by itself.
  wire: func(all: wires) -> wires;
  record beam { rays: tuple<u8, stream<u8>> }
  variant fault { none, some(option<error-context>) }
  resource bulb {
    glow: async func();
    later: static func() -> future;
  }
}

world host {
  import primary: types;
  @external-id("spare bulb")
  export spare: plain;
  import plain;
  import helper: interface { blink: func(every: future<u8>); }
  export run: async func();
}
"""


def used(text: str, **more: str) -> list[tuple[str, str, int, bool]]:
    """Return feature, item, line and whether it is unstable of each use in one folder."""
    files = {f"{name}.wit": parse(each) for name, each in {"a": text, **more}.items()}
    assert [each for parsed in files.values() for each in parsed.diagnostics] == []
    return [(each.feature, each.item, each.place.line, each.unstable) for each in feature_uses(files)]


def test_each_feature_is_told_of_the_item_that_uses_it_and_of_no_other() -> None:
    assert used(ALL) == [
        ("map", "wasi:lamp/types#wires", 10, False),
        ("fixed-length-lists", "wasi:lamp/types#wires", 10, False),
        ("async", "wasi:lamp/types#beam", 13, False),
        ("error-context", "wasi:lamp/types#fault", 14, False),
        ("async", "wasi:lamp/types#bulb.glow", 16, False),
        ("async", "wasi:lamp/types#bulb.later", 17, False),
        ("implements", "wasi:lamp/host#import:primary", 22, False),
        ("implements", "wasi:lamp/host#export:spare", 24, False),
        ("async", "wasi:lamp/host#import:helper.blink", 26, False),
        ("async", "wasi:lamp/host#export:run", 27, False),
    ]


def test_a_nested_package_is_told_by_its_id() -> None:
    text = "package wasi:lamp;\npackage wasi:inner@0.1.0 {\n  interface a { f: func() -> stream; }\n}\n"
    files = {"wit/a.wit": parse(text)}
    assert [*feature_uses(files)] == [
        FeatureUse("async", "wasi:inner/a#f", Place("wit/a.wit", 3), unstable=False),
        FeatureUse("nested-packages", "wasi:inner", Place("wit/a.wit", 2), unstable=False),
    ]


def test_the_package_may_be_declared_in_another_file() -> None:
    assert used("interface a { f: async func(); }", b="package wasi:lamp@0.1.0;") == [
        ("async", "wasi:lamp/a#f", 1, False)
    ]


@pytest.mark.parametrize(
    ("text", "unstable"),
    [
        ("interface a {\n@unstable(feature = x)\nf: async func();\n}", True),
        ("@unstable(feature = x)\ninterface a {\n@since(version = 0.1.0)\nf: async func();\n}", True),
        ("interface a {\n@unstable(feature = x)\nresource r {\nf: async func();\n}\n}", True),
        ("world w {\n@unstable(feature = x)\nimport i: interface {\nf: async func();\n}\n}", True),
        ("interface a {\n@since(version = 0.1.0)\nf: async func();\n@unstable(feature = x)\ng: func();\n}", False),
    ],
)
def test_what_holds_an_item_makes_it_unstable(text: str, *, unstable: bool) -> None:
    found = used(f"package wasi:lamp@0.1.0;\n{text}")
    assert [(feature, gated) for feature, _, _, gated in found] == [("async", unstable)]


_PLAIN = st.sampled_from(["u8", "string", "bool"])
_TYPES = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        inner.map("list<{}>".format),
        inner.map("option<{}>".format),
        st.tuples(inner, inner).map(lambda pair: f"result<{pair[0]}, {pair[1]}>"),
        st.tuples(inner, inner).map(lambda pair: f"tuple<{pair[0]}, {pair[1]}>"),
        inner.map("list<{}, 3>".format),
        inner.map("stream<{}>".format),
        inner.map("map<u8, {}>".format),
    ),
    max_leaves=6,
)
_SIGNS = {"stream<": "async", "map<": "map", ", 3>": "fixed-length-lists"}


@given(text=_TYPES)
def test_a_feature_is_found_however_deep_its_type_is_nested(text: str) -> None:
    found = used(f"package wasi:lamp@0.1.0;\ninterface a {{\n  type t = {text};\n}}\n")
    expected = {feature for sign, feature in _SIGNS.items() if sign in text}
    assert {feature for feature, _, _, _ in found} == expected <= {*DETECTED}
    assert len(found) == len(expected)
