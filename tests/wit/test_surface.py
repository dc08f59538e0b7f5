"""The surface of WIT is what it says, and its digest changes with that and with nothing else."""

import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.wit.drawn import packages
from tracker.facts import ReferenceStatus
from tracker.wit import lexer
from tracker.wit.compare import read_packages
from tracker.wit.parser import parse
from tracker.wit.reference import ReferenceTool
from tracker.wit.surface import Surface, amended_surface, read_surface
from tracker.wit.syntax import Interface

LAMP = """\
package wasi:lamp@0.2.0;

/// What lamps are.
@since(version = 0.2.0)
interface types {
  use wasi:io/poll@0.2.3.{pollable as ready};
  enum color { warm, cold }
  @since(version = 0.2.0)
  resource bulb {
    constructor(color: color);
    @since(version = 0.2.0)
    light: static func(bulbs: list<borrow<bulb>>) -> result<_, string>;
    @unstable(feature = lamp-dimmer)
    dim: func(level: u8);
  }
  find: async func(name: string) -> option<own<bulb>>;
}

@unstable(feature = lamp-dimmer)
interface dimmer {
  record level { percent: u8, soft: bool }
  @unstable(feature = lamp-dimmer)
  get: func() -> level;
}

world imports {
  import types;
  @unstable(feature = lamp-dimmer)
  import dimmer;
  include wasi:io/imports@0.2.3 with { a as b };
  export run: func();
}
"""


def surface(*texts: str) -> Surface:
    """Return the surface of one package whose files these are."""
    return read_surface(read_packages({f"{number}.wit": parse(text) for number, text in enumerate(texts)}))


def lines(found: Surface) -> list[str]:
    """Return a surface item by item."""
    return [str(each) for each in found.items]


def test_every_item_has_one_form_and_its_gates() -> None:
    assert lines(surface(LAMP)) == [
        "wasi:lamp/dimmer @unstable(lamp-dimmer) interface",
        "wasi:lamp/dimmer#get @unstable(lamp-dimmer) func() -> level",
        "wasi:lamp/dimmer#level record {percent: u8, soft: bool}",
        "wasi:lamp/imports world",
        "wasi:lamp/imports#export:run func()",
        "wasi:lamp/imports#import:dimmer @unstable(lamp-dimmer) interface",
        "wasi:lamp/imports#import:types interface",
        "wasi:lamp/imports#include:wasi:io/imports@0.2 include with {a as b}",
        "wasi:lamp/types @since(0.2.0) interface",
        "wasi:lamp/types#bulb @since(0.2.0) resource",
        "wasi:lamp/types#bulb.constructor constructor(color: color)",
        "wasi:lamp/types#bulb.dim @unstable(lamp-dimmer) func(level: u8)",
        "wasi:lamp/types#bulb.light @since(0.2.0) static func(bulbs: list<borrow<bulb>>) -> result<_, string>",
        "wasi:lamp/types#color enum {warm, cold}",
        "wasi:lamp/types#find async func(name: string) -> option<bulb>",
        "wasi:lamp/types#ready use wasi:io/poll@0.2.pollable",
    ]


def test_the_digest_is_that_of_a_known_text() -> None:
    digest = surface("package wasi:wick;\ninterface a { b: func(); }\n").digest
    assert digest == "7d563dded980847a446abf4cab0b5c7deb5c36acca33278ec45c195bc925cd04"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("type a = u8;", "/// docs\ntype a =\n  u8 /* eight */;"),
        ("resource a;", "resource a {}"),
        ("resource a; b: func() -> own<a>;", "resource a; b: func() -> a;"),
        ("a: func(); b: func();", "b: func(); a: func();"),
        ("use c.{d, e};", "use c.{e}; use c.{d};"),
        ("use c.{d as d};", "use wasi:x/c.{d};"),
        ("use wasi:io/c@0.2.1.{d};", "use wasi:io/c@0.2.9.{d};"),
        ("type a = result<u8>;", "type %a=result< u8 >;"),
        (
            "@since(version = 1.0.0) @deprecated(version = 2.0.0) f: func();",
            "@deprecated(version = 2.0.0)\n@since(version = 1.0.0)\nf: func();",
        ),
    ],
)
def test_what_says_the_same_has_one_digest(one: str, other: str) -> None:
    texts = [f"package wasi:x@1.2.0;\ninterface i {{ {each} }}\n" for each in (one, other)]
    assert [parse(each).diagnostics for each in texts] == [(), ()]
    assert surface(texts[0]).digest == surface(texts[1]).digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("type a = u8;", "type a = u16;"),
        ("record a { b: u8, c: u8 }", "record a { c: u8, b: u8 }"),
        ("flags a { b, c }", "flags a { c, b }"),
        ("a: func(b: u8);", "a: func(c: u8);"),
        ("a: func();", "a: async func();"),
        ("resource a; type b = a;", "resource a; type b = own<a>;"),
        ("a: func() -> result;", "a: func();"),
        ("a: func() -> result<u8>;", "a: func() -> result<_, u8>;"),
        ("a: func();", "@since(version = 1.0.0) a: func();"),
        ("@since(version = 1.0.0) a: func();", "@since(version = 1.0.1) a: func();"),
        ("use wasi:io/c@0.2.1.{d};", "use wasi:io/c@0.3.1.{d};"),
        ("use wasi:io/c@0.3.0-rc.1.{d};", "use wasi:io/c@0.3.0-rc.2.{d};"),
    ],
)
def test_what_says_something_else_has_another_digest(one: str, other: str) -> None:
    texts = [f"package wasi:x@1.2.0;\ninterface i {{ {each} }}\n" for each in (one, other)]
    assert [parse(each).diagnostics for each in texts] == [(), ()]
    assert surface(texts[0]).digest != surface(texts[1]).digest


def test_the_version_of_the_package_itself_does_not_count() -> None:
    assert surface(LAMP).digest == surface(LAMP.replace("lamp@0.2.0", "lamp@0.2.7")).digest


def test_a_use_at_the_top_of_a_file_stands_for_what_it_names() -> None:
    named = "package wasi:x;\ninterface i { use wasi:io/poll@0.2.0.{pollable}; }\n"
    aliased = "package wasi:x;\nuse wasi:io/poll@0.2.0 as p;\ninterface i { use p.{pollable}; }\n"
    assert surface(named).digest == surface(aliased).digest


# --- amendments -------------------------------------------------------------------------------------------------------

DIMMER = [
    "wasi:lamp/dimmer @amendment interface",
    "wasi:lamp/dimmer#get func() -> level",
    "wasi:lamp/dimmer#level record {percent: u8, soft: bool}",
    "wasi:lamp/imports#import:dimmer @amendment interface",
    "wasi:lamp/types#bulb.dim @amendment func(level: u8)",
]
STABLE = LAMP.replace("@unstable(feature = lamp-dimmer)", "@since(version = 0.2.4)")


def test_an_amendment_is_what_its_feature_gates_with_what_that_contains() -> None:
    assert lines(amended_surface(surface(LAMP), "lamp-dimmer")) == DIMMER
    assert lines(amended_surface(surface(LAMP), "lamp-other")) == []


def test_that_an_amendment_became_stable_does_not_make_it_another() -> None:
    voted = amended_surface(surface(LAMP), "lamp-dimmer")
    assert lines(amended_surface(surface(STABLE), "lamp-dimmer", voted)) == DIMMER


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("percent: u8", "percent: u16", {"wasi:lamp/dimmer#level record {percent: u16, soft: bool}"}),
        ("interface dimmer {", "interface dimmer { off: func();", {"wasi:lamp/dimmer#off func()"}),
        (
            "interface dimmer {",
            "interface dimmer { @since(version = 0.2.4) off: func();",
            {"wasi:lamp/dimmer#off func()"},
        ),
        ("interface dimmer {", "interface dimmer { @since(version = 0.2.5) off: func();", set()),
        ("interface dimmer {", "interface dimmer { @unstable(feature = lamp-off) off: func();", set()),
        (
            "interface types {",
            "interface types { @unstable(feature = lamp-dimmer) off: func();",
            {"wasi:lamp/types#off @amendment func()"},
        ),
        ("@since(version = 0.2.4)\n    dim", "dim", {"wasi:lamp/types#bulb.dim func(level: u8)"}),
        (
            "@since(version = 0.2.4)\n    dim",
            "@deprecated(version = 0.2.9)\n@since(version = 0.2.4)\n    dim",
            {"wasi:lamp/types#bulb.dim @amendment @deprecated(0.2.9) func(level: u8)"},
        ),
    ],
)
def test_what_was_voted_on_is_another_when_it_changed_and_not_when_something_came_later(
    old: str, new: str, expected: set[str]
) -> None:
    assert old in STABLE
    voted = amended_surface(surface(LAMP), "lamp-dimmer")
    now = amended_surface(surface(STABLE.replace(old, new)), "lamp-dimmer", voted)
    assert set(lines(now)) - set(DIMMER) == expected
    assert (now.digest == voted.digest) is (not expected)


def test_what_was_taken_away_makes_it_another() -> None:
    voted = amended_surface(surface(LAMP), "lamp-dimmer")
    now = amended_surface(surface(STABLE.replace("get: func() -> level;", "")), "lamp-dimmer", voted)
    assert set(DIMMER) - set(lines(now)) == {"wasi:lamp/dimmer#get func() -> level"}


# --- properties -------------------------------------------------------------------------------------------------------

_settings = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
_SPACES = (" ", "\n", "\t", "\r\n", " // note\n", " /* a /* nested */ note */ ", "\n/// docs\n")


def respaced(text: str, chance: random.Random) -> str:
    """Return WIT with other white space, comments and documentation between its tokens."""
    tokens = list(lexer.tokenize(text))
    return "".join(
        chance.choice(_SPACES) if token.kind in lexer.TRIVIA else text[token.start : token.end] for token in tokens
    )


def rearranged(text: str, chance: random.Random) -> list[str]:
    """Return a package as files of one item each, in any order, with what interfaces hold in any order."""
    files = []
    for item in parse(text).tree.items:
        body = text[item.start : item.end]
        if isinstance(item, Interface) and item.items:
            inner = [text[each.lead : each.end] + "\n" for each in item.items]
            shuffled = "".join(chance.sample(inner, len(inner)))
            body = text[item.start : item.items[0].lead] + shuffled + text[item.items[-1].end : item.end]
        files.append(f"package test:drawn@1.4.2;\n{body}\n")
    return chance.sample(files, len(files))


@_settings
@given(text=packages(), chance=st.randoms(use_true_random=False))
def test_white_space_comments_and_order_never_change_the_digest(text: str, chance: Any) -> None:
    digest = surface(text).digest
    assert surface(respaced(text, chance)).digest == digest
    assert surface(*rearranged(text, chance)).digest == digest
    assert surface(*(respaced(each, chance) for each in rearranged(text, chance))).digest == digest


@_settings
@given(text=packages(), chance=st.randoms(use_true_random=False))
def test_another_name_type_or_gate_anywhere_changes_the_digest(text: str, chance: Any) -> None:
    tokens = [token for token in lexer.tokenize(text) if token.kind not in lexer.TRIVIA]
    token = chance.choice([each for each in tokens if text[each.start : each.end].removeprefix("%")[:1].isalpha()])
    changed = f"{text[: token.start]}never-drawn{text[token.end :]}"
    assume(not parse(changed).diagnostics)
    assert surface(changed).digest != surface(text).digest


@_settings
@given(text=packages(), chance=st.randoms(use_true_random=False))
def test_a_gate_more_or_less_changes_the_digest(text: str, chance: Any) -> None:
    inner = [each for item in parse(text).tree.items for each in (item, *getattr(item, "items", ()))]
    item = chance.choice(inner)
    if item.attributes:
        changed = text[: item.attributes[0].start] + text[item.attributes[0].end :]
    else:
        changed = f"{text[: item.start]}@since(version = 0.0.1) {text[item.start :]}"
    assert surface(changed).digest != surface(text).digest


@_settings
@given(text=packages())
def test_what_the_reference_prints_of_interfaces_has_the_digest_of_the_text(
    reference_tool: ReferenceTool, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # It forgets the `%` of a feature that is a keyword, and some ids.
    text = text.replace("%world", "wide").replace('@external-id("an \\"id\\" \\u{e9}")', "")
    assume(reference_tool.check("drawn", {"drawn.wit": text.encode()}).status is ReferenceStatus.ACCEPTED)
    path = tmp_path_factory.mktemp("wit") / "drawn.wit"
    path.write_text(text)
    printed = printed_by(reference_tool, path)
    worlds = {f"test:drawn/{item.name.name}" for item in parse(text).tree.items if not isinstance(item, Interface)}  # type: ignore[union-attr]
    found = [
        [str(each) for each in surface(one).items if each.path.partition("#")[0] not in worlds]
        for one in (text, printed)
    ]
    assert found[0] == found[1]


def printed_by(tool: ReferenceTool, path: Path) -> str:
    """Return a file of WIT as the reference tool writes it."""
    command = [str(tool.path), "component", "wit", "--all-features", str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
