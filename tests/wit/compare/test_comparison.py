"""Each change has a name, a place in both versions, and an effect."""

import pytest

from tracker.changes import ApiChange, Change, Effect, Place, Stability
from tracker.wit import parse
from tracker.wit.compare import Package, compare, compare_packages, connect, read_packages

BREAKS, ADDS, NEUTRAL = Effect.BREAKING, Effect.ADDITION, Effect.NEUTRAL

Expected = tuple[str, str, int | None, int | None, Effect]


def changes(old: str, new: str, *, documentation: bool = False) -> tuple[ApiChange, ...]:
    sides = [{"a.wit": parse(f"package a:b@1.0.0;\n{text}")} for text in (old, new)]
    return compare(sides[0], sides[1], documentation=documentation).changes


def summary(old: str, new: str) -> list[Expected]:
    return [
        (
            str(each.kind),
            each.item.removeprefix("a:b/"),
            None if each.old is None else each.old.line,
            None if each.new is None else each.new.line,
            each.effect,
        )
        for each in changes(old, new)
    ]


def within(body: str) -> str:
    """Return an interface, whose first item stands on line 3."""
    return f"interface i {{\n{body}\n}}"


CASES: list[tuple[str, str, list[Expected]]] = [
    ("", "interface i { }", [("interface-added", "i", None, 2, ADDS)]),
    ("interface i { }", "", [("interface-removed", "i", 2, None, BREAKS)]),
    ("", "world w { }", [("world-added", "w", None, 2, ADDS)]),
    ("world w { }", "\nworld v { }", [("world-removed", "w", 2, None, BREAKS), ("world-added", "v", None, 3, ADDS)]),
    (within(""), within("f: func();"), [("function-added", "i#f", None, 3, ADDS)]),
    (within("f: func();"), within(""), [("function-removed", "i#f", 3, None, BREAKS)]),
    (within("f: func();"), within("f: func(a: u8);"), [("parameter-added", "i#f.a", 3, 3, BREAKS)]),
    (within("f: func(a: u8);"), within("f: func();"), [("parameter-removed", "i#f.a", 3, 3, BREAKS)]),
    (within("f: func(a: u8);"), within("f: func(b: u8);"), [("parameter-renamed", "i#f.b", 3, 3, BREAKS)]),
    (
        within("f: func(a: u8,\nb: u8);"),
        within("f: func(b: u8,\na: u8);"),
        [("parameters-reordered", "i#f", 3, 3, BREAKS)],
    ),
    (
        within("f: func(b: u8,\na: u8);"),
        within("f: func(b: u8,\na: s8);"),
        [("parameter-type-changed", "i#f.a", 4, 4, BREAKS)],
    ),
    (within("f: func();"), within("f: func() -> u8;"), [("result-added", "i#f", 3, 3, BREAKS)]),
    (within("f: func() -> u8;"), within("f: func();"), [("result-removed", "i#f", 3, 3, BREAKS)]),
    (within("f: func() -> u8;"), within("f: func() -> s8;"), [("result-type-changed", "i#f", 3, 3, BREAKS)]),
    (within("f: func();"), within("f: async func();"), [("became-async", "i#f", 3, 3, BREAKS)]),
    (within("f: async func();"), within("f: func();"), [("no-longer-async", "i#f", 3, 3, BREAKS)]),
    (within(""), within("record r { a: u8 }"), [("type-added", "i#r", None, 3, ADDS)]),
    (within("record r { a: u8 }"), within(""), [("type-removed", "i#r", 3, None, BREAKS)]),
    (within("record r { a: u8 }"), within("flags r { a }"), [("type-kind-changed", "i#r", 3, 3, BREAKS)]),
    (within("type t = u8;"), within("type t = u16;"), [("alias-target-changed", "i#t", 3, 3, BREAKS)]),
    (
        within("record r { a: u8 }"),
        within("record r { a: u8,\nb: u8 }"),
        [("record-field-added", "i#r.b", 3, 4, BREAKS)],
    ),
    (
        within("record r { a: u8, b: u8 }"),
        within("record r { a: u8 }"),
        [("record-field-removed", "i#r.b", 3, 3, BREAKS)],
    ),
    (
        within("record r { a: u8 }"),
        within("record r { a: s8 }"),
        [("record-field-type-changed", "i#r.a", 3, 3, BREAKS)],
    ),
    (
        within("record r { a: u8, b: u8 }"),
        within("record r { b: u8, a: u8 }"),
        [("record-fields-reordered", "i#r", 3, 3, BREAKS)],
    ),
    (within("variant v { a }"), within("variant v { a, b(u8) }"), [("variant-case-added", "i#v.b", 3, 3, BREAKS)]),
    (within("variant v { a, b }"), within("variant v { b }"), [("variant-case-removed", "i#v.a", 3, 3, BREAKS)]),
    (
        within("variant v { a }"),
        within("variant v { a(u8) }"),
        [("variant-case-payload-changed", "i#v.a", 3, 3, BREAKS)],
    ),
    (within("variant v { a, b }"), within("variant v { b, a }"), [("variant-cases-reordered", "i#v", 3, 3, BREAKS)]),
    (within("enum e { a }"), within("enum e { a, b }"), [("enum-case-added", "i#e.b", 3, 3, BREAKS)]),
    (within("enum e { a, b }"), within("enum e { a }"), [("enum-case-removed", "i#e.b", 3, 3, BREAKS)]),
    (within("enum e { a, b }"), within("enum e { b, a }"), [("enum-cases-reordered", "i#e", 3, 3, BREAKS)]),
    (within("flags g { a }"), within("flags g { a, b }"), [("flag-added", "i#g.b", 3, 3, BREAKS)]),
    (within("flags g { a, b }"), within("flags g { a }"), [("flag-removed", "i#g.b", 3, 3, BREAKS)]),
    (within("flags g { a, b }"), within("flags g { b, a }"), [("flags-reordered", "i#g", 3, 3, BREAKS)]),
    (within(""), within("resource r;"), [("resource-added", "i#r", None, 3, ADDS)]),
    (within("resource r;"), within(""), [("resource-removed", "i#r", 3, None, BREAKS)]),
    (within("resource r { }"), within("resource r { m: func(); }"), [("method-added", "i#r.m", None, 3, ADDS)]),
    (within("resource r { m: func(); }"), within("resource r { }"), [("method-removed", "i#r.m", 3, None, BREAKS)]),
    (within("resource r { }"), within("resource r { s: static func(); }"), [("static-added", "i#r.s", None, 3, ADDS)]),
    (
        within("resource r { }"),
        within("resource r { constructor(); }"),
        [("constructor-added", "i#r.constructor", None, 3, ADDS)],
    ),
    (
        within("resource r { m: func(); }"),
        within("resource r { m: static func(); }"),
        [("method-removed", "i#r.m", 3, None, BREAKS), ("static-added", "i#r.m", None, 3, ADDS)],
    ),
    (
        "interface j { type t = u8; }\ninterface i { }",
        "interface j { type t = u8; }\ninterface i { use j.{t}; }",
        [("use-added", "i#t", None, 3, ADDS)],
    ),
    (
        "interface j { record t { a: u8 } record s { b: u8 } }\ninterface i { use j.{t}; }",
        "interface j { record t { a: u8 } record s { b: u8 } }\ninterface i { use j.{s as t}; }",
        [("use-target-changed", "i#t", 3, 3, BREAKS)],
    ),
    (
        "interface j { }\ninterface i { record t { a: u8 } f: func() -> t; }",
        "interface j { record u { a: u8 } }\ninterface i { use j.{u as t}; f: func() -> t; }",
        [("type-added", "j#u", None, 2, ADDS), ("type-moved", "i#t", 3, 3, NEUTRAL)],
    ),
    (
        "interface i { }\nworld w { }",
        "interface i { }\nworld w { import i; }",
        [("world-import-added", "w#import:i", None, 3, ADDS)],
    ),
    (
        "interface i { }\nworld w { import i; }",
        "interface i { }\nworld w { }",
        [("world-import-removed", "w#import:i", 3, None, BREAKS)],
    ),
    (
        "interface i { }\nworld w { }",
        "interface i { }\nworld w { export i; }",
        [("world-export-added", "w#export:i", None, 3, BREAKS)],
    ),
    (
        "interface i { }\nworld w { export i; }",
        "interface i { }\nworld w { }",
        [("world-export-removed", "w#export:i", 3, None, NEUTRAL)],
    ),
    (
        "world w { import f: func(); }",
        "world w { import f: interface { } }",
        [("world-import-changed", "w#import:f", 2, 2, BREAKS)],
    ),
    (
        "world w { }",
        "world w { include x:y/z@1.0.0; }",
        [("include-added", "w#include:x:y/z@1.0.0", None, 2, ADDS)],
    ),
    (
        "world w { include x:y/z@1.0.0; }",
        "world w { include x:y/z@2.0.0; }",
        [
            ("dependency-version-changed", "a:b#dependency:x:y", 2, 2, NEUTRAL),
            ("include-removed", "w#include:x:y/z@1.0.0", 2, None, BREAKS),
            ("include-added", "w#include:x:y/z@2.0.0", None, 2, ADDS),
        ],
    ),
    (
        "interface i { use x:y/z@0.2.1.{t}; }",
        "interface i { use x:y/z@0.2.3.{t}; }",
        [("dependency-version-changed", "a:b#dependency:x:y", 2, 2, NEUTRAL)],
    ),
    (
        "interface i { use x:y/z@0.2.1.{t}; }",
        "interface i { use x:y/z@0.3.0.{t}; }",
        [
            ("dependency-version-changed", "a:b#dependency:x:y", 2, 2, NEUTRAL),
            ("use-target-changed", "i#t", 2, 2, BREAKS),
        ],
    ),
    (
        within("f: func();"),
        within("@since(version = 1.0.0)\nf: func();"),
        [("gate-added", "i#f", 3, 3, NEUTRAL)],
    ),
    (
        within("@since(version = 0.9.0) f: func();"),
        within("@since(version = 1.0.0) f: func();"),
        [("since-version-changed", "i#f", 3, 3, NEUTRAL)],
    ),
    (
        within("f: func();"),
        within("@unstable(feature = q) f: func();"),
        [("gate-added", "i#f", 3, 3, BREAKS)],
    ),
    (
        within("@unstable(feature = q) f: func();"),
        within("f: func();"),
        [("gate-removed", "i#f", 3, 3, ADDS)],
    ),
    (
        within("@unstable(feature = q) f: func();"),
        within("@since(version = 1.0.0)\nf: func();"),
        [("gate-stabilized", "i#f", 3, 3, ADDS)],
    ),
    (
        within("@since(version = 1.0.0)\nf: func();"),
        within("@unstable(feature = q) f: func();"),
        [("gate-unstabilized", "i#f", 3, 3, BREAKS)],
    ),
    (
        within("@unstable(feature = q) f: func();"),
        within("@unstable(feature = p) f: func();"),
        [("feature-changed", "i#f", 3, 3, NEUTRAL)],
    ),
    (
        within("@since(version = 1.0.0) f: func();"),
        within("@since(version = 1.0.0)\n@deprecated(version = 1.0.0) f: func();"),
        [("deprecated-added", "i#f", 3, 4, ADDS)],
    ),
    (
        within("@unstable(feature = q) f: func();"),
        within("@unstable(feature = q) f: func(a: u8);"),
        [("parameter-added", "i#f.a", 3, 3, NEUTRAL)],
    ),
    (
        "@unstable(feature = q) interface i { f: func(); }",
        "@unstable(feature = q) interface i { }",
        [("function-removed", "i#f", 2, None, NEUTRAL)],
    ),
    (
        "world w { import f: func(); }",
        'world w { @external-id("x") import f: func(); }',
        [("external-id-changed", "w#import:f", 2, 2, NEUTRAL)],
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), CASES, ids=[f"{number}-{case[2][-1][0]}" for number, case in enumerate(CASES)]
)
def test_a_change_has_a_name_a_place_and_an_effect(old: str, new: str, expected: list[Expected]) -> None:
    assert summary(old, new) == expected


def test_a_change_says_everything() -> None:
    old = "interface i {\n  @deprecated(version = 1.0.0)\n  f: func(a: list<u8>);\n}"
    new = "interface i {\n  @deprecated(version = 1.0.0)\n  f: func(a: list<s8>);\n}"
    assert changes(old, new) == (
        ApiChange(
            Change.PARAMETER_TYPE_CHANGED,
            "a:b/i#f.a",
            Place("a.wit", 4),
            Place("a.wit", 4),
            Stability.DEPRECATED,
            Effect.BREAKING,
            "the type of the parameter `a` changed from `list<u8>` to `list<s8>`",
        ),
    )


def test_documentation_is_compared_when_it_is_asked_for() -> None:
    old, new = within("/// Old.\nf: func();"), within("/// New.\nf: func();")
    assert changes(old, new) == ()
    assert [(each.kind, each.effect) for each in changes(old, new, documentation=True)] == [
        (Change.DOCUMENTATION_CHANGED, NEUTRAL)
    ]


def test_an_exporting_world_makes_additions_break_and_is_named() -> None:
    world = "world w { export i; }"
    (change,) = changes(f"interface i {{ }}\n{world}", f"interface i {{ f: func(); }}\n{world}")
    assert (change.effect, "the world `w` exports it" in change.message) == (BREAKS, True)


def test_an_interface_that_an_included_world_exports_is_exported() -> None:
    worlds = "world v { export i; }\nworld w { include v; }"
    (change,) = changes(f"interface i {{ }}\n{worlds}", f"interface i {{ f: func(); }}\n{worlds}")
    assert change.effect is BREAKS


def test_a_renamed_package_is_compared_and_told() -> None:
    old = {"a.wit": parse("package a:b@1.0.0;\ninterface i { resource r; f: func(a: r); }")}
    new = {"a.wit": parse("package a:c@1.0.0;\ninterface i { resource r; f: func(a: r); }")}
    assert [(each.kind, each.item, each.effect) for each in compare(old, new).changes] == [
        (Change.PACKAGE_RENAMED, "a:c", BREAKS)
    ]


def test_nested_packages_are_paired_by_name_and_nearest_version() -> None:
    old = "package a:b@0.2.0 { interface i { f: func(); } }\npackage a:b@0.3.0 { }\npackage x:y@1.0.0 { }"
    new = "package a:b@0.3.1 { }\npackage a:b@0.2.1 { interface i { f: func(); } }\npackage z:z@1.0.0 { }"
    comparison = compare({"a.wit": parse(old)}, {"a.wit": parse(new)})
    assert [(each.kind, each.item) for each in comparison.changes] == [
        (Change.PACKAGE_VERSION_CHANGED, "a:b"),
        (Change.PACKAGE_VERSION_CHANGED, "a:b"),
        (Change.PACKAGE_REMOVED, "x:y"),
        (Change.PACKAGE_ADDED, "z:z"),
    ]


def test_names_are_looked_up_through_the_uses_of_their_file() -> None:
    old = {"a.wit": parse("package a:b;\nuse x:y/z@1.0.0 as q;\ninterface i { use q.{t}; f: func() -> t; }")}
    new = {"a.wit": parse("package a:b;\ninterface i { use x:y/z@1.2.0.{t}; f: func() -> t; }")}
    assert [each.kind for each in compare(old, new).changes] == [Change.DEPENDENCY_VERSION_CHANGED]


def test_items_may_move_between_files() -> None:
    old = {"a.wit": parse("package a:b;\ninterface i { f: func(); }\ninterface j { }")}
    new = {"a.wit": parse("package a:b;\ninterface j { }"), "b.wit": parse("interface i { f: func(); }")}
    assert compare(old, new).changes == ()


CLOCK = """\
package x:clock@1.0.0;
interface poll { resource p; }
interface wall { now: func() -> u64; }
interface tick { use poll.{p}; next: func() -> p; }
world imports { import wall; import tick; }
"""


def beside(text: str, *others: str) -> tuple[Package, ...]:
    """Return a package with others at hand."""
    own = read_packages({"a.wit": parse(f"package a:b@1.0.0;\n{text}")})
    library = [package for other in others for package in read_packages({"x.wit": parse(other)})]
    connect(library, library)
    connect(own, library)
    return own


@pytest.mark.parametrize(
    ("new", "others", "expected"),
    [
        (
            "world w {\nimport x:clock/tick@1.0.0;\nimport x:clock/wall@1.0.0; }",
            (CLOCK,),
            [
                ("world-import-added", "w#import:x:clock/tick@1.0.0", NEUTRAL),
                ("world-import-added", "w#import:x:clock/wall@1.0.0", NEUTRAL),
                ("include-removed", "w#include:x:clock/imports@1.0.0", NEUTRAL),
            ],
        ),
        (
            "world w {\nimport x:clock/tick@1.0.0; }",
            (CLOCK,),
            [
                ("world-import-added", "w#import:x:clock/tick@1.0.0", NEUTRAL),
                ("include-removed", "w#include:x:clock/imports@1.0.0", NEUTRAL),
                ("world-import-removed", "w#import:x:clock/wall@1", BREAKS),
            ],
        ),
        (
            "world w {\nimport x:clock/tick@1.0.0; }",
            (),
            [
                ("world-import-added", "w#import:x:clock/tick@1.0.0", ADDS),
                ("include-removed", "w#include:x:clock/imports@1.0.0", BREAKS),
            ],
        ),
    ],
    ids=["all of it", "a part of it", "not at hand"],
)
def test_an_include_is_judged_by_what_it_brings_where_that_is_at_hand(
    new: str, others: tuple[str, ...], expected: list[tuple[str, str, Effect]]
) -> None:
    before = beside("world w { include x:clock/imports@1.0.0; }", CLOCK)
    changes = compare_packages(before, beside(new, *others)).changes
    assert [(str(each.kind), each.item.removeprefix("a:b/"), each.effect) for each in changes] == expected
