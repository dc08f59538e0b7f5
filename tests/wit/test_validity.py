"""What is wrong beyond syntax is found, with the verdict and the line of the reference tool."""

from collections.abc import Mapping

import pytest

from tracker.facts import ReferenceStatus
from tracker.wit.parser import parse
from tracker.wit.reference import ReferenceTool
from tracker.wit.validity import check_file, check_package

_HEAD = "package a:b@1.0.0;\n"
_TYPES = "interface j { type t = u8; resource q; f: func(); }\n"

REJECTED = [
    # text after the package's declaration, line, message
    ("interface i {}\ninterface i {}", 3, "`i` is defined more than once"),
    ("interface i {}\nworld i {}", 3, "`i` is defined more than once"),
    ("interface i {}\nuse i;", 3, "`i` is defined more than once in this file"),
    ("use j as k;", 2, "there is no interface or world `j`"),
    ("@unstable(feature = a)\nuse c:d/e;", 3, "a `use` at the top of a file cannot have attributes"),
    ("interface i { use j.{t}; }\ninterface j { use i.{t}; }", 3, "the interface or world `j` depends on itself"),
    ("world v { include w; }\nworld w { include v; }", 3, "the interface or world `w` depends on itself"),
    ("interface i {\n use j.{t};\n}", 3, "there is no interface or world `j`"),
    (f"{_TYPES}interface i {{\n use j.{{u}};\n}}", 4, "there is no type `u` in `j`"),
    (f"{_TYPES}interface i {{\n use j.{{f}};\n}}", 4, "`f` is a function: only types can be used"),
    (f"{_TYPES}interface i {{\n use j.{{t}};\n type t = u8;\n}}", 5, "`t` is defined more than once"),
    ("interface i {\n type t = u;\n}", 3, "there is no type `u` here"),
    ("interface i {\n type t = t;\n}", 3, "the type `t` contains itself"),
    ("interface i {\n type t = list<u>;\n type u = option<t>;\n}", 3, "the type `u` contains itself"),
    ("interface i {\n f: func(a: u);\n}", 3, "there is no type `u` here"),
    ("interface i {\n f: func(); g: func(a: f);\n}", 3, "`f` is a function, not a type"),
    ("interface i {\n f: func();\n F: func();\n}", 4, "`F` cannot be told apart from `f`"),
    ("interface i {\n ab: func();\n a-b: func();\n}", 4, "`a-b` cannot be told apart from `ab`"),
    ("interface i {\n type t = u8;\n t: func();\n}", 4, "`t` is defined more than once"),
    ("interface i { resource r {\n f: func();\n f: static func();\n} }", 4, "`r.f` is defined more than once"),
    ("interface i { resource r {\n r: func();\n} }", 3, "`r.r` cannot be told apart from `r`"),
    (
        "interface i { resource r {\n constructor();\n constructor();\n} }",
        4,
        "`r.constructor` is defined more than once",
    ),
    ("interface i { resource r {\n constructor() -> u8;\n} }", 3, "a constructor returns nothing, or a `result`"),
    (
        "interface i { resource r {\n constructor() -> result<u8>;\n} }",
        3,
        "the `ok` type must be the resource that is constructed",
    ),
    ("interface i { resource r {\n f: func(self: u8);\n} }", 3, "the parameter `self` is defined more than once"),
    ("interface i {\n f: func(a: u8,\n A: u8);\n}", 4, "the parameter `A` is defined more than once"),
    ("interface i {\n a: set(to: u8);\n}", 3, "the setter `a` has no getter"),
    ("interface i {\n a: get();\n}", 3, "a getter must return a value"),
    ("interface i {\n a: get(b: u8) -> u8;\n}", 3, "a getter has no parameters"),
    ("interface i {\n a: get() -> u8; a: set();\n}", 3, "a setter has exactly one parameter"),
    (
        "interface i {\n a: get() -> u8;\n a: set(to: u8) -> u8;\n}",
        4,
        "a setter returns nothing, or a `result` without an `ok` type",
    ),
    ("interface i {\n record r {}\n}", 3, "a record cannot be empty"),
    ("interface i {\n variant r {}\n}", 3, "a variant cannot be empty"),
    ("interface i {\n enum r {}\n}", 3, "an enum cannot be empty"),
    ("interface i {\n flags r {}\n}", 3, "a flags type cannot be empty"),
    ("interface i {\n type t = tuple<>;\n}", 3, "a tuple cannot be empty"),
    ("interface i {\n record r { a: u8,\n a: u8 }\n}", 4, "the field `a` is defined more than once"),
    ("interface i {\n variant r { a,\n A }\n}", 4, "the case `A` cannot be told apart from `a`"),
    ("interface i {\n flags r { a-b,\n ab }\n}", 4, "the flag `ab` cannot be told apart from `a-b`"),
    (
        f"interface i {{\n flags r {{ {', '.join(f'q{number}' for number in range(33))} }}\n}}",
        3,
        "there cannot be more than 32 flags",
    ),
    (
        "interface i {\n type t = map<f32, u8>;\n}",
        3,
        "a map's key is an integer, `bool`, `char` or `string`, not another type",
    ),
    (f"{_TYPES}interface i {{\n use j.{{t}}; f: func(a: own<t>);\n}}", 4, "`t` is not a resource: it has no handle"),
    ("interface i {\n resource r;\n f: func() -> option<borrow<r>>;\n}", 4, "`f` returns a `borrow`"),
    ("interface i {\n @since(version = 1.0.1)\n f: func();\n}", 4, None),
    ("interface i {\n @unstable(feature = a)\n @since(version = 1.0.0) f: func();\n}", 4, None),
    ("world w {\n import i;\n}", 3, "there is no interface or world `i`"),
    ("world w {\n import w;\n}", 3, "`w` is a world, not an interface"),
    ("interface i {}\nworld w {\n include i;\n}", 4, "`i` is an interface, not a world"),
    ("interface i {}\nworld w {\n import i;\n import i;\n}", 5, "the interface `i` is imported more than once"),
    ("world w {\n import a: func();\n import A: func();\n}", 4, "`A` cannot be told apart from `a`"),
    ("world w {\n import a: set(to: u8);\n}", 3, "the setter `a` has no getter"),
    ("world w { include v with { a as b } }\nworld v {}", 2, "`v` has no import or export `a` to rename"),
    (
        "world w {\n include v; import a: func(); }\nworld v { import a: func(); }",
        3,
        "`v` imports `a`, which is there already",
    ),
    (
        "interface x {type t=u8;} interface y {use x.{t};}\ninterface z {use y.{t};}\nworld w { export z; export x; }",
        4,
        "an export needs `y`, which uses `x`: export `y` too",
    ),
    ("package c:d { package e:f {} }", 2, "a nested package can only stand at the top of a file"),
    ("package a:b@1.0.0 {}", 1, "the package `a:b@1.0.0` is declared more than once"),
    ("package c:d {}\ninterface i { use c:d/k.{t}; }", 3, "the package `c:d` has no interface `k`"),
    ("package c:d { interface k {} }\ninterface i { use c:d/k.{t}; }", 3, "there is no type `t` in `c:d/k`"),
    ("package c:d {}\nworld w { include c:d/v; }", 3, "the package `c:d` has no world `v`"),
    ("world w { import a:b/i@1.0.0; }", 2, "the package `a:b@1.0.0` depends on itself"),
]
ACCEPTED = [
    "interface i {}\ninterface I {}",
    "interface i {\n type t = u8;\n use j.{t};\n}\ninterface j { type t = u8; }",
    "interface i { resource r { constructor() -> result<own<r>, string>; %constructor: func(); } }",
    "interface i { resource r { constructor() -> e; } type e = result<r>; }",
    "interface i { resource r; type s = r; f: func(a: borrow<s>) -> s; }",
    "interface i { a: get() -> u8; a: set(to: u8) -> result<_, string>; }",
    'interface i { @external-id("x") f: func(); resource a { b: func(); } a-b: func(); }',
    '@external-id("x") @external-id("y") interface i {}',
    "interface i {}\nworld w { import i; export i; import x: i; export x: i; import f: func(); export f: func(); }",
    "world w { include v; include u with { a as b } }\nworld v { import a: func(); }\nworld u { import a: func(); }",
    "world w { include v; import a: set(to: u8); }\nworld v { import a: get() -> u8; }",
    "use i as j;\ninterface i { type t = u8; }\ninterface k { use j.{t}; }",
    "package c:d@2.0.0 { interface k { type t = u8; } }\ninterface i { use c:d/k@2.0.0.{t}; }",
    "interface i { @since(version = 1.0.0) @deprecated(version = 9.0.0) f: func(); }",
]


@pytest.mark.parametrize(("text", "line", "message"), REJECTED)
def test_a_fault_is_told_on_its_line(text: str, line: int, message: str | None) -> None:
    first = check_package({"p.wit": parse(_HEAD + text)})[0]
    assert (first.path, first.diagnostic.position.line) == ("p.wit", line)
    if message is not None:
        assert first.diagnostic.message == message


@pytest.mark.parametrize("text", [text for text, _line, _message in REJECTED])
def test_the_reference_stops_on_the_same_line(reference_tool: ReferenceTool, text: str) -> None:
    verdict = reference_tool.check("p", {"p.wit": (_HEAD + text).encode()})
    first = check_package({"p.wit": parse(_HEAD + text)})[0]
    assert (verdict.status, verdict.line) == (ReferenceStatus.REJECTED, first.diagnostic.position.line), verdict.message


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_the_reference_accepts_has_no_fault(reference_tool: ReferenceTool, text: str) -> None:
    assert check_package({"p.wit": parse(_HEAD + text)}) == ()
    assert reference_tool.check("p", {"p.wit": (_HEAD + text).encode()}).status is ReferenceStatus.ACCEPTED


FOLDERS: list[tuple[Mapping[str, str], tuple[str, int, str] | None]] = [
    ({}, ("", 1, "no file declares the package: `package namespace:name;` is missing")),
    ({"a.wit": "interface i {}"}, ("a.wit", 1, "no file declares the package: `package namespace:name;` is missing")),
    ({"a.wit": "package a:b;", "b.wit": "package a:b;"}, None),
    (
        {"a.wit": "package a:b;", "b.wit": "\npackage a:c;"},
        ("b.wit", 2, "the package is called `a:c` here and `a:b` in another file"),
    ),
    ({"a.wit": "/// x\npackage a:b;", "b.wit": "package a:b;", "c.wit": "interface i {}"}, None),
    (
        {"a.wit": "/// x\npackage a:b;", "b.wit": "\n// y\npackage a:b;"},
        ("b.wit", 2, "another file has a comment on the package already"),
    ),
    ({"a.wit": "package a:b;\ninterface i { use j.{t}; }", "b.wit": "interface j { type t = u8; }"}, None),
    ({"a.wit": "package a:b;\ninterface i {}", "b.wit": "\nworld i {}"}, ("b.wit", 2, "`i` is defined more than once")),
    (
        {"a.wit": "package a:b;\ninterface i {", "b.wit": "?"},
        ("a.wit", 2, "expected an item or `}`, found the end of the file"),
    ),
    (
        {"a.wit": "interface i {\n@since(version = 1.0.0) f: func(); }", "b.wit": "package a:b;"},
        ("a.wit", 2, "a package with `@since` gates must have a version"),
    ),
    ({"a.wit": "package a:b;\nuse j as x;\ninterface i { use x.{t}; }", "b.wit": "interface j { type t = u8; }"}, None),
]


@pytest.mark.parametrize(("files", "expected"), FOLDERS)
def test_the_files_of_a_folder_are_one_package(files: Mapping[str, str], expected: tuple[str, int, str] | None) -> None:
    faults = check_package({path: parse(text) for path, text in files.items()})
    first = faults[0] if faults else None
    told = first and (first.path, first.diagnostic.position.line, first.diagnostic.message)
    assert told == expected


@pytest.mark.parametrize("files", [files for files, _expected in FOLDERS])
def test_the_reference_judges_the_folder_alike(reference_tool: ReferenceTool, files: Mapping[str, str]) -> None:
    verdict = reference_tool.check("p", {path: text.encode() for path, text in files.items()})
    faults = check_package({path: parse(text) for path, text in files.items()})
    assert (verdict.status is ReferenceStatus.REJECTED) == bool(faults)
    if verdict.line is not None:
        assert (verdict.path, verdict.line) == (faults[0].path, faults[0].diagnostic.position.line)


@pytest.mark.parametrize(
    "text",
    [
        "interface i { use elsewhere.{t}; f: func(a: t) -> borrow<t>; }",
        "world w { include elsewhere with { a as b } import other; import other-one; }",
        "interface i { @since(version = 1.0.0) f: func(); }",
        "use elsewhere as x;\nworld w { import x; include c:d/e; }",
    ],
)
def test_a_file_alone_is_not_blamed_for_what_other_files_may_say(text: str) -> None:
    faults = [fault.message for fault in check_file(parse(text)) if "borrow" not in fault.message]
    assert faults == []


def test_a_file_alone_is_blamed_for_what_no_other_file_can_mend() -> None:
    text = "interface i {\n  type t = u;\n  record r {}\n}\nworld w {\n  import elsewhere;\n  import elsewhere;\n}\n"
    assert [(fault.position.line, fault.message) for fault in check_file(parse(text))] == [
        (2, "there is no type `u` here"),
        (3, "a record cannot be empty"),
        (7, "the interface `elsewhere` is imported more than once"),
    ]


def test_dependencies_that_are_not_at_hand_are_no_fault() -> None:
    text = (
        "package a:b;\ninterface i { use c:d/e@1.0.0.{t}; f: func(a: own<t>); }\nworld w { include g:h/k; export i; }"
    )
    assert check_package({"p.wit": parse(text)}) == ()


@pytest.mark.parametrize("count", [3_000])
def test_long_chains_are_no_trouble(count: int) -> None:
    interfaces = "".join(f"interface i{n + 1} {{ use i{n}.{{t}}; }}\n" for n in range(count))
    aliases = "".join(f"type t{n + 1} = t{n};\n" for n in range(count))
    worlds = "".join(f"world w{n + 1} {{ include w{n}; }}\n" for n in range(count // 100))
    text = f"package a:b;\ninterface i0 {{ type t = u8; }}\n{interfaces}interface t {{ type t0 = u8;\n{aliases}}}\n"
    text += f"world w0 {{ export i{count}; }}\n{worlds}"
    assert check_package({"p.wit": parse(text)}) == ()
