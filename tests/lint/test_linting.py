"""What was found is told once, in order, with everything a reader needs; what could not be judged is told too."""

from hypothesis import given
from hypothesis import strategies as st

from tests.lint.cases import folder, rules_of
from tracker.facts import Skipped, WitFolder, WitText
from tracker.lint import RULES, Finding, Linted, Place, Related, Severity, lint

LAMP = "package example:lamp@1.0.0;\n"
BROKEN = LAMP + "interface light {\n  dim: func(;\n}\n"
PIECES = st.sampled_from(
    [
        *("package a:b@1.0.0;", "interface i {", "world w {", "}", "resource r {", "use i.{t};", "f: func(a: t);"),
        *("@since(version = 1.0.0)", "@since(version = 1.0.0, feature = f)", "@unstable(feature = f)", "import i;"),
        *("// @stabilize-next", "// tracker: ignore[missing-gate]", "/*", "*/", "record t { a: u8 }", "include w;"),
        *("@deprecated(version = 2.0.0)", "package c:d {", "\n", "é", "\t", "use c:d/i;", "export x: interface {"),
    ]
)


def test_a_finding_says_where_it_is_what_else_matters_and_what_helps() -> None:
    text = LAMP + "@since(version = 2.0.0)\ninterface light {}\n"
    assert lint([folder(text)]) == Linted(
        (
            Finding(
                "since-newer-than-package",
                Severity.ERROR,
                "the interface `light` is there since 2.0.0, but the package is 1.0.0",
                Place("lamp.wit", 2, 1, 2, 24),
                RULES["since-newer-than-package"].description.help,
                (Related("the package's version", Place("lamp.wit", 1, 9, 1, 27)),),
            ),
        ),
        (),
    )


def test_syntax_comes_first_then_the_rest_by_file_and_place() -> None:
    light = "interface light {\n  @unstable(feature = glow)\n  glow: func();\n  dim: func();\n}\n"
    package = WitFolder(
        "wit", (WitText("wit/a.wit", LAMP + light), WitText("wit/b.wit", BROKEN), WitText("wit/c.wit", "world w {}\n"))
    )
    assert [(each.rule, each.place.file, each.place.line) for each in lint([package]).findings] == [
        ("wit-syntax", "wit/b.wit", 3),
        ("missing-gate", "wit/a.wit", 2),
        ("feature-without-prefix", "wit/a.wit", 3),
        ("missing-gate", "wit/a.wit", 5),
        ("missing-gate", "wit/c.wit", 1),
    ]


def test_a_file_that_cannot_be_read_as_wit_is_told_when_its_syntax_was_not_asked_for() -> None:
    assert lint([folder(BROKEN)], {"missing-gate"}) == Linted(
        (), (Skipped("lamp.wit:3:13", "expected an identifier, found `;`"),)
    )


def test_a_file_that_is_no_text_is_told_too() -> None:
    unread = WitFolder("lamp.wit", (WitText("lamp.wit", LAMP, "not UTF-8: byte 0xE9"),))
    assert lint([unread], {"missing-gate"}) == Linted((), (Skipped("lamp.wit", "not UTF-8: byte 0xE9"),))


def test_only_the_chosen_rules_are_judged() -> None:
    text = LAMP + "@since(version = 2.0.0)\ninterface light {\n  dim: func();\n}\n"
    assert rules_of(lint([folder(text)], {"missing-gate"})) == ["missing-gate"]
    assert rules_of(lint([folder(text)], set())) == []


@given(st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("\n".join) | st.text())
def test_any_text_is_judged(text: str) -> None:
    linted = lint([folder(text)], require_gates=True, against=[folder(text)])
    lines = text.split("\n")
    for each in linted.findings:
        place = each.place
        assert (place.line, place.column) <= (place.end_line, place.end_column)
        assert place.column <= len(lines[place.line - 1]) + 1
        assert place.end_column <= len(lines[place.end_line - 1]) + 1
        assert "\n" not in each.message + each.help
