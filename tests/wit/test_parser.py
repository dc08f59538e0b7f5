"""The parser reads the whole grammar, never raises, and says what is wrong where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wit.drawn import damaged_packages
from tracker.facts import GateKind
from tracker.wit.diagnostics import Position
from tracker.wit.parser import parse
from tracker.wit.syntax import (
    Accessor,
    Enum,
    Extern,
    Flags,
    Function,
    FunctionKind,
    Include,
    InlineInterface,
    Interface,
    InterfaceItem,
    NamedPath,
    NestedPackage,
    Record,
    Resource,
    TopLevelUse,
    TypeDeclaration,
    Use,
    Variant,
    World,
)
from tracker.wit.type_syntax import (
    ExternalId,
    Future,
    Gate,
    Handle,
    List,
    Map,
    Named,
    Option,
    Path,
    Primitive,
    Result,
    Stream,
    Tuple,
    Type,
)


def _items(text: str) -> tuple[InterfaceItem, ...]:
    parsed = parse(f"interface i {{ {text} }}")
    assert parsed.diagnostics == ()
    interface = parsed.tree.items[0]
    assert isinstance(interface, Interface)
    return interface.items


def _spell(node: Type | None) -> str:
    """Spell a type from its tree."""
    if node is None:
        return "_"
    if isinstance(node, Primitive | Named):
        return node.name
    if isinstance(node, Handle):
        return f"{'own' if node.owned else 'borrow'}<{node.resource.name}>"
    return f"{type(node).__name__.lower()}<{', '.join(_spell_parts(node))}>"


def _spell_parts(node: List | Map | Option | Result | Tuple | Future | Stream) -> list[str]:
    match node:
        case List():
            return [_spell(node.element), *([] if node.length is None else [str(node.length)])]
        case Map():
            return [_spell(node.key), _spell(node.value)]
        case Result():
            return [_spell(node.ok), _spell(node.error)]
        case Tuple():
            return [_spell(element) for element in node.elements]
        case _:
            return [_spell(node.payload)]


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("u8", "u8"),
        ("error-context", "error-context"),
        ("%list", "list"),
        ("list<u8>", "list<u8>"),
        ("list<u8, 004>", "list<u8, 4>"),
        ("map<string, list<a>>", "map<string, list<a>>"),
        ("option<result>", "option<result<_, _>>"),
        ("result<a>", "result<a, _>"),
        ("result<_, b>", "result<_, b>"),
        ("result<a, b>", "result<a, b>"),
        ("tuple<>", "tuple<>"),
        ("tuple<a, b,>", "tuple<a, b>"),
        ("future", "future<_>"),
        ("future<a>", "future<a>"),
        ("stream", "stream<_>"),
        ("stream<u8>", "stream<u8>"),
        ("own<r>", "own<r>"),
        ("borrow<r>", "borrow<r>"),
    ],
)
def test_types(text: str, spelt: str) -> None:
    (item,) = _items(f"type t = {text};")
    assert isinstance(item, TypeDeclaration)
    assert _spell(item.type) == spelt
    source = f"interface i {{ type t = {text}; }}"
    assert source[item.type.start : item.type.end] == text


def test_definitions() -> None:
    record, variant, enum, flags, resource, use = _items(
        "record r { a: u8, %record: b, } variant v { a(u8), b } enum e { a, b } flags f { a, } resource q;"
        "use a.{b, c as d};"
    )
    assert isinstance(record, Record)
    assert [(field.name.name, _spell(field.type)) for field in record.fields] == [("a", "u8"), ("record", "b")]
    assert isinstance(variant, Variant)
    assert [(case.name.name, _spell(case.payload)) for case in variant.cases] == [("a", "u8"), ("b", "_")]
    assert isinstance(enum, Enum)
    assert [case.name for case in enum.cases] == ["a", "b"]
    assert isinstance(flags, Flags)
    assert [flag.name for flag in flags.flags] == ["a"]
    assert isinstance(resource, Resource)
    assert resource.functions == ()
    assert isinstance(use, Use)
    assert [(alias.name.name, alias.other and alias.other.name) for alias in use.names] == [("b", None), ("c", "d")]


def test_functions_and_resources() -> None:
    free, resource = _items(
        "f: async func(a: u8, b: c) -> d;"
        "resource r { constructor(a: u8) -> result<r>; m: func(); s: static async func();"
        "g: get() -> u8; g: set(to: u8); }"
    )
    assert isinstance(resource, Resource)
    functions = [free, *resource.functions]
    assert [
        (function.name.name, function.kind, function.asynchronous, function.accessor, len(function.parameters))
        for function in functions
        if isinstance(function, Function)
    ] == [
        ("f", FunctionKind.FREE, True, None, 2),
        ("constructor", FunctionKind.CONSTRUCTOR, False, None, 1),
        ("m", FunctionKind.METHOD, False, None, 0),
        ("s", FunctionKind.STATIC, True, None, 0),
        ("g", FunctionKind.METHOD, False, Accessor.GET, 0),
        ("g", FunctionKind.METHOD, False, Accessor.SET, 1),
    ]


def test_get_and_set_are_names_where_no_parenthesis_follows() -> None:
    parsed = parse("world w { import get: func(); import a: get; import set: set; }")
    assert parsed.diagnostics == ()


def test_worlds() -> None:
    parsed = parse(
        "world w { import a; import b:c/d@1.0.0-rc.1; export e: f; export g: h:i/j; import k: func(); "
        "export l: interface { m: func(); } include n; include o:p/q with { r as s, } type t = u8; use u.{v}; }"
    )
    assert parsed.diagnostics == ()
    world = parsed.tree.items[0]
    assert isinstance(world, World)
    spelt = []
    for item in world.items:
        match item:
            case Extern(value=Path() as path):
                spelt.append(f"{item.exported} {path}")
            case Extern(value=NamedPath() as named):
                spelt.append(f"{item.exported} {named.name.name}: {named.path}")
            case Extern(value=InlineInterface() as inline):
                spelt.append(f"{item.exported} {inline.name.name}: interface of {len(inline.items)}")
            case Extern(value=Function() as function):
                spelt.append(f"{item.exported} {function.name.name}: func")
            case Include():
                spelt.append(f"include {item.path} with {len(item.names)}")
            case Use():
                spelt.append(f"use {item.path}")
            case TypeDeclaration():
                spelt.append(f"type {item.name.name}")
            case _:
                pytest.fail(f"unexpected item {item}")
    assert spelt == [
        "False a",
        "False b:c/d@1.0.0-rc.1",
        "True e: f",
        "True g: h:i/j",
        "False k: func",
        "True l: interface of 1",
        "include n with 0",
        "include o:p/q with 1",
        "type t",
        "use u",
    ]


def test_files() -> None:
    parsed = parse(
        "/// docs\npackage a:b@1.2.3-x.y+z;\nuse c:d/e@0.1.0 as f;\npackage g:h@1.0.0 { interface i {} }\nworld w {}"
    )
    assert (parsed.diagnostics, str(parsed.tree.package)) == ((), "a:b@1.2.3-x.y+z")
    use, nested, world = parsed.tree.items
    assert isinstance(use, TopLevelUse)
    assert (str(use.path), use.other and use.other.name) == ("c:d/e@0.1.0", "f")
    assert isinstance(nested, NestedPackage)
    assert (str(nested.name), len(nested.items)) == ("g:h@1.0.0", 1)
    assert isinstance(world, World)


def test_a_file_may_begin_with_a_nested_package() -> None:
    parsed = parse("package a:b { } package c:d { }")
    assert (parsed.diagnostics, parsed.tree.package, len(parsed.tree.items)) == ((), None, 2)


def test_a_version_ends_where_names_in_braces_begin() -> None:
    parsed = parse("interface i { use a:b/c@1.0.0-rc.1.{d}; }")
    assert parsed.diagnostics == ()


def test_attributes() -> None:
    (item,) = _items(
        "@since(version = 1.0.0) @deprecated ( version=1.1.0-x ) @unstable(feature = %use)"
        '@external-id("\\u{41}") f: func();'
    )
    assert [
        (attribute.kind, attribute.feature and attribute.feature.name, attribute.version and attribute.version.text)
        if isinstance(attribute, Gate)
        else attribute.value
        for attribute in item.attributes
    ] == [
        (GateKind.SINCE, None, "1.0.0"),
        (GateKind.DEPRECATED, None, "1.1.0-x"),
        (GateKind.UNSTABLE, "use", None),
        "A",
    ]
    assert isinstance(item.attributes[3], ExternalId)


REJECTED = [
    ("interface i { x: func() }", "1:25", "expected `;`, found `}`"),
    ("interface i {\n x: func(a);\n}", "2:11", "expected `:`, found `)`"),
    ("interface i {\n ;\n}", "2:2", "expected a type, a resource, a function or `use`, found `;`"),
    ("interface i {};", "1:15", "expected `interface`, `world`, `use` or `package`, found `;`"),
    ("package a:b@1.0;", "1:16", "expected a version such as `1.0.0`, found `;`"),
    ("package a:b@01.0.0;", "1:13", "'01.0.0' is not a semantic version"),
    ("package a;", "1:10", "expected `:`, found `;`"),
    ("package a:b/c;", "1:12", "expected `;` or `{`, found `/`"),
    ("package a:b;\npackage a:b;", "2:12", "expected `{`, found `;`"),
    ("@since(version = 1.0.0) package a:b {}", "1:25", "a package cannot have attributes"),
    ("@since(version = 1.0.0, feature = f) interface i {}", "1:23", "expected `)`, found `,`"),
    ("@since(feature = f) interface i {}", "1:8", "`@since` takes `version`, not `feature`"),
    ("@unstable(version = 1.0.0) interface i {}", "1:11", "`@unstable` takes `feature`, not `version`"),
    ("@stable(version = 1.0.0) interface i {}", "1:2", "unknown attribute `@stable`"),
    ("@external-id(a) interface i {}", "1:14", "expected a string literal, found `a`"),
    ('@external-id("\\q") interface i {}', "1:15", "this is not an escape sequence"),
    ("interface i { record r { @since(version = 1.0.0) a: u8 } }", "1:26", "expected an identifier, found `@`"),
    ("interface i { type t = list<>; }", "1:29", "expected a type, found `>`"),
    ("interface i { type t = list<u8, 4294967296>; }", "1:33", "a list's length must fit in 32 bits"),
    ("interface i { type t = result<_>; }", "1:32", "expected `,`, found `>`"),
    ("interface i { type t = result<_, _>; }", "1:34", "expected a type, found the keyword `_`"),
    ("interface i { f: func() -> (a: u8); }", "1:28", "expected a type, found `(`"),
    ("interface i { resource r { f: u8; } }", "1:31", "expected `func`, found the keyword `u8`"),
    ("interface i { a: async get() -> u8; }", "1:24", "expected `func`, found `get`"),
    ("world w { f: func(); }", "1:11", "expected `import`, `export`, `include`, `use` or a type, found `f`"),
    ("world w { import a: u8; }", "1:21", "expected an identifier, found the keyword `u8`"),
    ("world w { include a with { b } }", "1:30", "expected `as`, found `}`"),
    ("interface list {}", "1:11", "expected an identifier, found the keyword `list`"),
    ("interface a_b {}", "1:11", "'a_b' is not all lower case or all upper case letters and digits"),
    ("interface %9 {}", "1:11", "an identifier must have characters between its hyphens"),
    ("interface i { /* }", "1:15", "this block comment is never closed"),
    ("interface i {} $", "1:16", "unexpected character '$'"),
    ("interface i {} // \u202e", "1:19", "the character U+202E is not allowed in WIT"),
    ("interface i {}\n// \x7f", "2:4", "the character U+007F is not allowed in WIT"),
    ("interface i {}\n// \u0149", "2:4", "the character U+0149 is not allowed in WIT"),
]


@pytest.mark.parametrize(("text", "place", "message"), REJECTED)
def test_the_first_fault_is_told_with_its_place(text: str, place: str, message: str) -> None:
    first = parse(text).diagnostics[0]
    assert (f"{first.position.line}:{first.position.column}", first.message) == (place, message)


def test_a_keyword_used_as_a_name_comes_with_the_way_out() -> None:
    assert parse("interface list {}").diagnostics[0].hint == "write `%list` to use a keyword as a name"


def test_an_unclosed_bracket_says_where_it_opened() -> None:
    text = "interface i {\n  record r {\n    a: u8,\n  f: func();\n}\n"
    assert parse(text).diagnostics[0].opened is None
    unclosed = parse("interface i {\n  f: func(a: u8;\n}\n").diagnostics[0]
    assert (unclosed.position, unclosed.opened) == (Position(2, 16), Position(2, 10))
    assert str(unclosed) == "expected `)`, found `;` (the bracket opened at 2:10 is not closed)"


def test_a_block_that_is_never_closed_says_where_it_opened() -> None:
    (fault,) = parse("interface i {\n  f: func();\n").diagnostics
    assert (fault.position, fault.found, fault.opened) == (Position(3, 1), "the end of the file", Position(1, 13))


def test_a_forgotten_brace_costs_nothing_but_itself() -> None:
    parsed = parse("interface i {\n  f: func();\n\ninterface j {\n  g: func();\n}\n")
    assert [type(item).__name__ for item in parsed.tree.items] == ["Interface", "Interface"]
    (fault,) = parsed.diagnostics
    assert (fault.position, fault.opened) == (Position(4, 1), Position(1, 13))


def test_every_faulty_item_is_told_and_the_others_are_kept() -> None:
    text = """interface i {
  a: func(;
  b: func();
  c: func()
  d: func();
  record e { x }
  resource f {
    g func();
    h: func();
  }
  type j = list<u8;
}
"""
    parsed = parse(text)
    assert [fault.position.line for fault in parsed.diagnostics] == [2, 5, 6, 8, 11]
    interface = parsed.tree.items[0]
    assert isinstance(interface, Interface)
    names = [item.name.name for item in interface.items if not isinstance(item, Use)]
    assert names == ["b", "d", "f"]


def test_a_stray_brace_does_not_hide_what_follows() -> None:
    parsed = parse("interface i {}\n}\ninterface j {}\n")
    assert (len(parsed.diagnostics), len(parsed.tree.items)) == (1, 2)


@given(text=st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    parse(text)


@settings(max_examples=25)
@given(text=damaged_packages())
def test_no_damaged_package_makes_it_raise(text: str) -> None:
    parse(text)


_DEEP = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "interface i { type t = " + "list<" * _DEEP + "u8" + ">" * _DEEP + "; }",
        "interface i { type t = " + "tuple<" * _DEEP,
        "package a:b { " * _DEEP + "}" * _DEEP,
        "interface i { " * _DEEP,
        "{" * _DEEP,
        "}" * _DEEP,
        ";" * _DEEP,
        "(" * _DEEP,
        "interface i {" + "resource r {" * _DEEP,
        "interface i {" + "a: func(" * _DEEP,
        "@since(version = 1.0.0)" * _DEEP,
        "/*" * _DEEP,
        '"' + "\\" * _DEEP,
        "package a:b@1.0.0-" + "a." * _DEEP + ";",
        "package a:b@" + "9" * _DEEP + ".0.0;",
    ],
)
def test_nothing_is_too_deep_or_too_long(text: str) -> None:
    assert parse(text).diagnostics


@pytest.mark.parametrize(("depth", "accepted"), [(99, True), (100, False)])
def test_types_nest_as_deep_as_in_the_reference(depth: int, *, accepted: bool) -> None:
    text = f"interface i {{ type t = {'option<' * depth}u8{'>' * depth}; }}"
    assert (parse(text).diagnostics == ()) is accepted


def test_offsets_lead_to_the_text() -> None:
    text = "/// docs\n@since(version = 1.0.0)\ninterface i { f: func(); }\n"
    (item,) = parse(text).tree.items
    assert (text[item.lead : item.start], text[item.start : item.end]) == (text[:9], text[9:-1])
