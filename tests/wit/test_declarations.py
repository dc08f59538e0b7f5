"""What a file declares is found without reading the file, and as reading it finds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts import WitFile, WitPackage, WitProblem
from tracker.wit import read_wit
from tracker.wit.declarations import read_declaration


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ("package wasi:lamp@0.2.0;", WitPackage("wasi", "lamp", "0.2.0", 1)),
        ("package wasi:lamp;\ninterface i {}", WitPackage("wasi", "lamp", None, 1)),
        ("/// Light.\n/* a /* nested */ one */\npackage wasi:lamp@0.3.0-rc-2025-08-15;", None),
        ("// package other:thing;\n\n  package\twasi:lamp@1.0.0-rc.1+build.7 ;", None),
        ("package %use:%type@0.1.0;", WitPackage("use", "type", "0.1.0", 1)),
        ("package wasi:lamp\n\ninterface i {\n}\n", WitPackage("wasi", "lamp", None, 1)),
        ("package wasi : lamp @ 0.2.0;", WitPackage("wasi", "lamp", "0.2.0", 1)),
    ],
)
def test_the_declaration_at_the_head_of_a_file_is_read(text: str, package: WitPackage | None) -> None:
    found = read_declaration(text)
    assert found == WitFile(read_wit(text).packages)
    assert package is None or found.packages == (package,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "interface i {}\n",
        "interface package {}",
        "package wasi:lamp@0.2.0 { interface i {} }",
        "packages wasi:lamp;",
        "package lamp;",
        "package wasi:lamp@latest;",
        "/* package wasi:lamp; */",
        "/* never closed package wasi:lamp;",
    ],
)
def test_what_declares_no_package_of_its_own_declares_nothing(text: str) -> None:
    assert read_declaration(text) == WitFile()


PIECES = ["package ", "a", ":", "@", "0", ".1", ";", "{", "/*", "*/", "//", "\n", "-", "%"]


@given(text=st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_text_makes_it_fail_and_nothing_but_the_head_is_told(text: str) -> None:
    found = read_declaration(text)
    assert (len(found.packages) <= 1, found.problems) == (True, tuple[WitProblem, ...]())
