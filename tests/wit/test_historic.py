"""Older dialects are read well enough to find items and gates, and what cannot be read is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wit.drawn import packages
from tracker.facts import GateKind, WitDependency, WitFile, WitGate, WitPackage, WitProblem
from tracker.wit import Dialect, parse, read_wit
from tracker.wit.gates import items
from tracker.wit.historic import outside_fences_blank, parse_historic


def _paths(text: str) -> list[str]:
    parsed = parse_historic(text)
    assert parsed.diagnostics == ()
    return [named.path for named in items(parsed.tree)]


WITHOUT_SEMICOLONS = """package old:clocks

use old:base/types

default interface timer {
  use old:poll/poll.{pollable}
  use types.{a, b as c}
  type instant = u64
  record span {
    seconds: u64,
  }
  union either { u8, string }
  now: func() -> instant
  both: func(a: float32,
             b: list<float64>) ->
    (c: u8, d: expected<u8, unit>)
  resource thing {
    constructor(a: u8)
    go: func()
    make: static func() -> thing
  }
  last: func()
}

default world command {
  import timer: old.timer
  import old:poll/poll
  import log: func(message: string)
  import host: interface {
    f: func()
  }
  export main: func() -> result
  include old:cli/imports
}
"""


def test_semicolons_may_be_missing() -> None:
    assert _paths(WITHOUT_SEMICOLONS) == [
        "use:old:base/types",
        "timer",
        "timer#use:old:poll/poll",
        "timer#use:types",
        "timer#instant",
        "timer#span",
        "timer#either",
        "timer#now",
        "timer#both",
        "timer#thing",
        "timer#thing.constructor",
        "timer#thing.go",
        "timer#thing.make",
        "timer#last",
        "command",
        "command#import:timer",
        "command#import:old:poll/poll",
        "command#import:log",
        "command#import:host",
        "command#import:host.f",
        "command#export:main",
        "command#include:old:cli/imports",
    ]


def test_a_file_of_an_older_dialect_is_read_with_one_problem() -> None:
    facts = read_wit(WITHOUT_SEMICOLONS)
    assert facts == WitFile(
        packages=(WitPackage("old", "clocks", None, 1),),
        dependencies=(
            WitDependency("old", "base", None, 3),
            WitDependency("old", "poll", None, 6),
            WitDependency("old", "cli", None, 33),
        ),
        interfaces=1,
        worlds=1,
        problems=(WitProblem(3, 1, "expected `;` or `{`, found the keyword `use` (read as an older dialect of WIT)"),),
    )


def test_gates_are_found_without_semicolons() -> None:
    text = "interface i {\n  @since(version = 0.2.0)\n  f: func()\n  @unstable(feature = x)\n  g: func()\n}\n"
    assert read_wit(text).gates == (
        WitGate("i#f", "function", GateKind.SINCE, None, "0.2.0", line=2, item_line=3),
        WitGate("i#g", "function", GateKind.UNSTABLE, "x", None, line=4, item_line=5),
    )


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("interface i { use pkg.types.{a, b} }", ["i", "i#use:pkg.types"]),
        ("interface i { use self.types.{a}\n f: func() }", ["i", "i#use:self.types", "i#f"]),
        ("use { a, b } from other\ninterface i {}", ["use:other", "i"]),
        ("use * from other\nworld w {}", ["use:other", "w"]),
        (
            "world w { import a: pkg.b.c\n export d: self.e\n import f: func() }",
            ["w", "w#import:a", "w#export:d", "w#import:f"],
        ),
        ("world w { default export pkg.a }", ["w", "w#export:pkg.a"]),
        ("interface i { f: func();; g: func(); };", ["i", "i#f", "i#g"]),
        ('interface i { enum "type" { "a" } create_it: func() }', ["i", "i#type", "i#create_it"]),
        ("record r { a: u8 }\nresource s {}\nf: func()\ninterface i {}", ["i"]),
    ],
)
def test_older_forms(text: str, paths: list[str]) -> None:
    assert _paths(text) == paths


MARKDOWN = """# Title

Not a world: `world x {`.

```wit
default world first {
```

```js
world second {}
```

```wit
  import a: func()
}
```
"""


def test_markdown_is_blank_outside_its_wit() -> None:
    blank = outside_fences_blank(MARKDOWN)
    assert (len(blank), blank.count("\n")) == (len(MARKDOWN), MARKDOWN.count("\n"))
    assert blank.split() == ["default", "world", "first", "{", "import", "a:", "func()", "}"]


def test_markdown_is_read_with_the_lines_of_the_document() -> None:
    facts = read_wit(MARKDOWN.replace("  import", "  @unstable(feature = x)\n  import"))
    assert (facts.worlds, [(gate.item, gate.line, gate.item_line) for gate in facts.gates]) == (
        1,
        [("first#import:a", 14, 15)],
    )


def test_blocks_that_say_nothing_count_where_none_says_wit() -> None:
    assert _paths("# A\n\n```\ninterface i {}\n```\n") == ["i"]


def test_what_makes_no_sense_in_any_dialect_is_told() -> None:
    text = "interface i {\n  f: func()\n  receive(a: u8)\n  g: func()\n}\n"
    parsed = parse_historic(text)
    assert [(fault.position.line, fault.message) for fault in parsed.diagnostics] == [(3, "expected `:`, found `(`")]
    assert [named.path for named in items(parsed.tree)] == ["i", "i#f", "i#g"]
    assert read_wit(text).problems != ()


@given(text=st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    parse_historic(text)


@settings(max_examples=25)
@given(text=packages())
def test_both_dialects_find_the_same_in_a_file_of_today(text: str) -> None:
    assert parse(text).diagnostics == ()
    assert read_wit(text, Dialect.HISTORIC) == read_wit(text)


def test_a_package_without_a_name_is_a_diagnostic() -> None:
    messages = [each.message for each in parse_historic("package }").diagnostics]
    assert messages[0] == "expected a path, found `}`"
