"""Core signatures are read from what the tool prints; who allocates is what the tool itself asks for."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core_signatures import Allocation, CoreFunction, Direction, WorldSignature
from tracker.wit.core_signature import canonical_name, qualified, read_module, with_features, world_signature
from tracker.wit.core_types import Resolved, Types, UnreadTypesError
from tracker.wit.reference import Decoded, ReferenceTool

MODULE = """\
(module
  (type (;0;) (func (param i32 i64) (result f32)))
  (type (;1;) (func))
  (type (;2;) (func (param i32)))
  (import "cm32p2|home:lamp/api@0.2" "[method]lamp.dim" (func (;0;) (type 0) (param i32 i64) (result f32)))
  (import "cm32p2" "hum" (func (;1;) (type 1)))
  (memory (;0;) 0)
  (export "cm32p2||glow" (func 2))
  (export "cm32p2||glow_post" (func 3))
  (export "cm32p2_memory" (memory 0))
  (func (;2;) (type 1)
    unreachable
  )
  (func (;3;) (type 2) (param i32))
  (@custom "component-type" (after code) "(import \\22x\\22 \\22y\\22 (func (;0;) (type 9)))")
)
"""
DIM = CoreFunction(Direction.IMPORT, "cm32p2|home:lamp/api@0.2", "[method]lamp.dim", ("i32", "i64"), ("f32",))
HUM = CoreFunction(Direction.IMPORT, "cm32p2", "hum", (), ())
GLOW = CoreFunction(Direction.EXPORT, None, "cm32p2||glow", (), ())
POST = CoreFunction(Direction.EXPORT, None, "cm32p2||glow_post", ("i32",), ())

WIT = """\
package home:lamp@0.2.3;

interface api {
  resource lamp {
    constructor(name: string);
    dim: func(by: u8) -> string;
    off: static func();
  }
  light: async func() -> stream<string>;
  @unstable(feature = hue)
  hue: func() -> u32;
}

world room {
  import api;
  import hum: func();
  export glow: func(names: list<string>);
}

@unstable(feature = house)
world house {
  import api;
}
"""


def test_a_module_is_read_as_it_is_printed() -> None:
    assert read_module(MODULE) == (DIM, HUM, GLOW, POST)


@pytest.mark.parametrize("text", ["", "(module)", "(component)\n", "\x00\x01", '  (import "a" "b"'])
def test_a_text_that_is_no_module_has_no_functions(text: str) -> None:
    assert read_module(text) == ()


def test_what_is_not_there_without_a_feature_needs_it() -> None:
    whole = WorldSignature("home:lamp/room@0.2.3", (DIM, HUM))
    without = {"hue": MODULE.replace('"hum"', '"other"'), "house": None, "none": MODULE}
    found = with_features(whole, without)
    assert [each.features for each in found.functions] == [("house",), ("house", "hue")]
    assert (found.added_by("hue"), found.added_by("none")) == ((found.functions[1],), ())


@pytest.mark.parametrize(
    ("interface", "spelled"),
    [
        ("a:b/c", "a:b/c"),
        ("a:b/c@1.2.3+alpha", "a:b/c@1"),
        ("a:b/c@0.1.2+alpha", "a:b/c@0.1"),
        ("a:b/c@0.0.1+alpha", "a:b/c@0.0.1"),
        ("a:b/c@0.0.0", "a:b/c@0.0.0"),
        ("a:b/c@1.2.3-nightly+alpha", "a:b/c@1.2.3-nightly"),
        ("a:b/c@0.3.0-rc-2026-03-15", "a:b/c@0.3.0-rc-2026-03-15"),
        ("a:b/c@latest", "a:b/c@latest"),
    ],
)
def test_a_version_is_cut_to_what_compatibility_hangs_on(interface: str, spelled: str) -> None:
    assert canonical_name(interface) == spelled


@given(st.text())
def test_any_name_can_be_spelled_and_spelling_it_twice_changes_nothing_more(name: str) -> None:
    assert canonical_name(name).partition("@")[0] == name.partition("@")[0]
    assert canonical_name(canonical_name(name)) == canonical_name(name)


def test_a_world_is_named_with_its_package() -> None:
    assert (qualified("a:b", "w"), qualified("a:b@0.1.0-x", "w")) == ("a:b/w", "a:b/w@0.1.0-x")


@pytest.mark.parametrize("kind", ["tuple", {"sparkle": 0}, {"record": {}}, 7, None, {"flags": 3}])
def test_a_type_of_an_unknown_form_is_not_guessed_at(kind: object) -> None:
    with pytest.raises(UnreadTypesError):
        Types([{"kind": kind}]).allocation({"result": 0}, Direction.IMPORT)


def test_a_type_that_is_not_there_is_not_guessed_at() -> None:
    with pytest.raises(UnreadTypesError):
        Types([]).allocation({"result": 3}, Direction.IMPORT)


# --- with the tool ----------------------------------------------------------------------------------------------------


def _told(tool: ReferenceTool, wit: str, world: str, package: str) -> WorldSignature:
    files = {"a.wit": wit.encode()}
    module, read = tool.core_module(files, {}, qualified(package, world)), tool.json(files)
    assert (module.problem, module.text is None, read is None) == ("", False, False)
    return world_signature(world, module.text or "", Resolved(json.loads(read or b"")), package)


def test_a_world_is_told_with_what_wit_says_of_each_function(reference_tool: ReferenceTool) -> None:
    found = _told(reference_tool, WIT, "room", "home:lamp@0.2.3")
    api = "home:lamp/api@0.2.3"
    told = [
        (each.name, each.type, each.item, each.asynchronous, each.allocation) for each in found.of(Direction.IMPORT)
    ]
    assert told == [
        ("[constructor]lamp", "(i32 i32) -> i32", f"{api}#lamp.constructor", False, Allocation.NONE),
        ("[method]lamp.dim", "(i32 i32 i32)", f"{api}#lamp.dim", False, Allocation.CALL),
        ("[static]lamp.off", "()", f"{api}#lamp.off", False, Allocation.NONE),
        ("light", "() -> i32", f"{api}#light", True, Allocation.PAYLOAD),
        ("hue", "() -> i32", f"{api}#hue", False, Allocation.NONE),
        ("lamp_drop", "(i32)", None, False, Allocation.NONE),
        ("hum", "()", "home:lamp/room@0.2.3#import:hum", False, Allocation.NONE),
    ]
    assert [(each.name, each.type, each.item, each.allocation) for each in found.of(Direction.EXPORT)] == [
        ("cm32p2||glow", "(i32 i32)", "home:lamp/room@0.2.3#export:glow", Allocation.CALL),
        ("cm32p2||glow_post", "()", None, Allocation.NONE),
        ("cm32p2_realloc", "(i32 i32 i32 i32) -> i32", None, Allocation.NONE),
        ("cm32p2_initialize", "()", None, Allocation.NONE),
    ]


def test_items_behind_other_features_are_left_out(reference_tool: ReferenceTool) -> None:
    files, world = {"a.wit": WIT.encode()}, "home:lamp/room@0.2.3"
    names = {
        tuple(features): '"hue"' in (reference_tool.core_module(files, {}, world, features).text or "")
        for features in ([], ["hue"], ["house", "hue"])
    }
    assert names == {(): False, ("hue",): True, ("house", "hue"): True}


def test_a_world_that_is_not_there_is_said_not_to_be(reference_tool: ReferenceTool) -> None:
    found = reference_tool.core_module({"a.wit": WIT.encode()}, {}, "home:lamp/house@0.2.3", [])
    assert found.text is None
    assert "house" in found.problem


def _needs_realloc(tool: ReferenceTool, folder: Path, wit: str) -> bool:
    """Return whether the tool refuses a module for the world that has no `realloc`."""
    text = tool.core_module({"a.wit": wit.encode()}, {}, "a:b/w").text or ""
    module = folder / "module.wat"
    module.write_text("".join(line for line in text.splitlines(keepends=True) if '"cm32p2_realloc"' not in line))
    command = [str(tool.path), "component", "new", str(module), "-o", str(folder / "made.wasm")]
    made = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert made.returncode == 0 or "realloc" in made.stderr
    return made.returncode != 0


TYPES = (
    "u8",
    "char",
    "f64",
    "string",
    "list<u8>",
    "list<list<u8>>",
    "option<u64>",
    "option<string>",
    "tuple<u8, string>",
    "tuple<u64, u64, u64>",
    "result",
    "result<u32, string>",
    "result<_, e>",
    "flagged",
    "plain",
    "named",
    "either",
    "neither",
    "alias",
    "own<thing>",
    "big",
    "map<string, u8>",
)
DECLARED = """\
package a:b;

interface types {
  resource thing;
  enum e { p, q }
  flags flagged { x, y, z }
  record plain { a: u8, b: f32 }
  record named { a: u8, b: string }
  variant either { a(u64), b(named) }
  variant neither { a(u64), b(plain), c }
  type alias = option<named>;
  type big = tuple<u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8>;
}

interface subject {
  use types.{thing, e, flagged, plain, named, either, neither, alias, big};
  f: %s;
}

world w { %s subject; }
"""


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(
    ("shape", "direction"),
    [
        ("func() -> {}", Direction.IMPORT),
        ("func(x: {})", Direction.IMPORT),
        ("func() -> {}", Direction.EXPORT),
        ("func(x: {})", Direction.EXPORT),
    ],
)
def test_a_function_allocates_exactly_where_the_tool_asks_for_realloc(
    reference_tool: ReferenceTool, tmp_path: Path, kind: str, shape: str, direction: Direction
) -> None:
    wit = DECLARED % (shape.format(kind), direction)
    functions = _told(reference_tool, wit, "w", "a:b").of(direction)
    (said,) = [each.allocation for each in functions if each.item == "a:b/subject#f"]
    assert (said is Allocation.CALL) == _needs_realloc(reference_tool, tmp_path, wit)


# --- limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("exec sleep 20", "it took more than 0.2 seconds"),
        ("exec yes", "it wrote more than 100 bytes"),
        ("echo 'error: no world' >&2; exit 1", "no world"),
    ],
)
def test_a_tool_that_gives_no_module_is_told_from_one_that_does(tmp_path: Path, body: str, problem: str) -> None:
    program = tmp_path / "wasm-tools"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    tool = ReferenceTool(program, "wasm-tools 9.9.9", time_limit=0.2, output_limit=100)
    assert tool.core_module({"a.wit": b"package a:b;"}, {}, "a:b/w") == Decoded(None, problem)
