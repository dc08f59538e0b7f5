"""Every item has a path, and every gate is found on its item with its lines."""

import pytest

from tracker.facts import GateKind, WitGate, WitPackage
from tracker.wit import ItemKind, parse, read_wit
from tracker.wit.gates import items

EVERYTHING = """package test:paths@1.0.0;
use other:pack/thing@0.2.0 as alias;
interface types {
  use poll.{pollable};
  use other:io/poll@0.2.0.{input as stdin};
  type t = u8;
  record r { a: u8 }
  variant v { a }
  enum e { a }
  flags f { a }
  resource res {
    constructor();
    send: func();
    make: static func();
    size: get() -> u64;
    size: set(to: u64);
  }
  free: func();
  level: get() -> u8;
}
world imports {
  import timezone;
  import other:io/poll@0.2.0;
  import primary: store;
  import log: func();
  import host: interface {
    name: func();
    resource box { open: func(); }
  }
  export run: async func();
  export other:cli/run;
  include base;
  include other:cli/imports@0.2.0;
  use types.{t};
  type u = u8;
  resource local { call: func(); }
}
package inner:pack@2.0.0 {
  interface deep { f: func(); }
}
"""


def test_every_item_has_a_path() -> None:
    parsed = parse(EVERYTHING)
    assert parsed.diagnostics == ()
    assert [(named.path, named.kind, named.package and str(named.package)) for named in items(parsed.tree)] == [
        ("use:other:pack/thing@0.2.0", ItemKind.USE, None),
        ("types", ItemKind.INTERFACE, None),
        ("types#use:poll", ItemKind.USE, None),
        ("types#use:other:io/poll@0.2.0", ItemKind.USE, None),
        ("types#t", ItemKind.TYPE, None),
        ("types#r", ItemKind.RECORD, None),
        ("types#v", ItemKind.VARIANT, None),
        ("types#e", ItemKind.ENUM, None),
        ("types#f", ItemKind.FLAGS, None),
        ("types#res", ItemKind.RESOURCE, None),
        ("types#res.constructor", ItemKind.CONSTRUCTOR, None),
        ("types#res.send", ItemKind.METHOD, None),
        ("types#res.make", ItemKind.STATIC, None),
        ("types#res.get:size", ItemKind.GETTER, None),
        ("types#res.set:size", ItemKind.SETTER, None),
        ("types#free", ItemKind.FUNCTION, None),
        ("types#get:level", ItemKind.GETTER, None),
        ("imports", ItemKind.WORLD, None),
        ("imports#import:timezone", ItemKind.IMPORT, None),
        ("imports#import:other:io/poll@0.2.0", ItemKind.IMPORT, None),
        ("imports#import:primary", ItemKind.IMPORT, None),
        ("imports#import:log", ItemKind.IMPORT, None),
        ("imports#import:host", ItemKind.IMPORT, None),
        ("imports#import:host.name", ItemKind.FUNCTION, None),
        ("imports#import:host.box", ItemKind.RESOURCE, None),
        ("imports#import:host.box.open", ItemKind.METHOD, None),
        ("imports#export:run", ItemKind.EXPORT, None),
        ("imports#export:other:cli/run", ItemKind.EXPORT, None),
        ("imports#include:base", ItemKind.INCLUDE, None),
        ("imports#include:other:cli/imports@0.2.0", ItemKind.INCLUDE, None),
        ("imports#use:types", ItemKind.USE, None),
        ("imports#u", ItemKind.TYPE, None),
        ("imports#local", ItemKind.RESOURCE, None),
        ("imports#local.call", ItemKind.METHOD, None),
        ("deep", ItemKind.INTERFACE, "inner:pack@2.0.0"),
        ("deep#f", ItemKind.FUNCTION, "inner:pack@2.0.0"),
    ]


def test_a_gate_is_told_with_its_item_and_lines() -> None:
    text = """package a:b@1.0.0;

/// What it is.
@since(version = 1.0.0)
@deprecated(version = 1.0.0) // soon
/* gone */
interface i {
  resource r {
    @unstable(feature = a-feature) f: func();
  }
}
package c:d@0.1.0 {
  @unstable(feature = %use)
  world w {}
}
"""
    assert read_wit(text).gates == (
        WitGate("i", "interface", GateKind.SINCE, None, "1.0.0", line=4, item_line=7),
        WitGate("i", "interface", GateKind.DEPRECATED, None, "1.0.0", line=5, item_line=7),
        WitGate("i#r.f", "method", GateKind.UNSTABLE, "a-feature", None, line=9, item_line=9),
        WitGate(
            "w",
            "world",
            GateKind.UNSTABLE,
            "use",
            None,
            line=13,
            item_line=14,
            package=WitPackage("c", "d", "0.1.0", 12),
        ),
    )


def test_gates_in_comments_and_strings_do_not_count() -> None:
    text = """package a:b;
// @unstable(feature = a)
/// @unstable(feature = b)
/* @unstable(feature = c)
@unstable(feature = d) */
@external-id("@unstable(feature = e)")
interface i {}
"""
    assert read_wit(text).gates == ()


def _queued(text: str) -> list[bool]:
    return [gate.queued for gate in read_wit(f"package a:b;\n{text}").gates]


@pytest.mark.parametrize(
    ("text", "queued"),
    [
        ("// @stabilize-next\n@unstable(feature = a)\ninterface i {}", [True]),
        ("//@stabilize-next\r\n@unstable(feature = a)\ninterface i {}", [True]),
        ("interface i {\n\t// @stabilize-next  \n\t@unstable(feature = a)\n\tf: func();\n}", [True]),
        ("// @stabilize-next\n@unstable(feature = a) @deprecated(version = 1.0.0)\ninterface i {}", [True, True]),
        ("@deprecated(version = 1.0.0)\n// @stabilize-next\n@unstable(feature = a)\ninterface i {}", [False, True]),
        ("// @stabilize-next\n@deprecated(version = 1.0.0)\n@unstable(feature = a)\ninterface i {}", [True, False]),
        ("// @stabilize-next\n\n@unstable(feature = a)\ninterface i {}", [False]),
        ("// @stabilize-next\n// later\n@unstable(feature = a)\ninterface i {}", [False]),
        ("/// @stabilize-next\n@unstable(feature = a)\ninterface i {}", [False]),
        ("// not @stabilize-next\n@unstable(feature = a)\ninterface i {}", [False]),
        ("// @stabilize-nextish\n@unstable(feature = a)\ninterface i {}", [False]),
        ("/*\n// @stabilize-next\n*/ @unstable(feature = a)\ninterface i {}", [False]),
        ("@unstable(feature = a) // @stabilize-next\ninterface i {}", [False]),
        ("interface j {} // @stabilize-next\n@unstable(feature = a)\ninterface i {}", [False]),
    ],
)
def test_a_marker_directly_above_a_gate_queues_it(text: str, queued: list[bool]) -> None:
    assert _queued(text) == queued
