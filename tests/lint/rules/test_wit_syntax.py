"""`wit-syntax` finds what its cases mark, and nothing else."""

import pytest

from tests.lint.cases import Case, cases, folder, rules_of
from tracker.facts import WitFolder, WitText
from tracker.lint import Place, lint
from tracker.wit.parser import parse
from tracker.wit.validity import check_package


@pytest.mark.parametrize("case", cases("wit-syntax"), ids=str)
def test_it_finds_what_the_case_marks(case: Case) -> None:
    assert case.found() == case.expected


def test_a_file_named_alone_is_a_package_by_itself() -> None:
    found = lint([folder("interface light {}\n")]).findings
    assert [(each.rule, each.message) for each in found] == [
        ("wit-syntax", "no file declares the package: `package namespace:name;` is missing")
    ]


def test_what_is_no_text_is_reported_where_it_stops_being_one() -> None:
    unread = WitText("lamp.wit", "package example:lamp;\n// caf", "not UTF-8: byte 0xE9")
    found = lint([WitFolder("lamp.wit", (unread,))]).findings
    assert [(each.message, each.place) for each in found] == [("not UTF-8: byte 0xE9", Place("lamp.wit", 2, 7, 2, 7))]


def test_the_faults_come_in_the_order_of_the_reference_tool() -> None:
    text = "package example:lamp;\ninterface light {\n  dim: func(to: level);\n}\ninterface light {}\n"
    found = lint([folder(text)]).findings
    assert found[0].message == str(check_package({"lamp.wit": parse(text)})[0].diagnostic)


@pytest.mark.parametrize(
    "gates",
    [
        "@since(version = 1.0.0)\n@unstable(feature = lamp-glow)",
        "@since(version = 1.0.0)\n@since(version = 1.0.0)",
        "@deprecated(version = 1.0.0)",
        "@since(version = 2.0.0)",
    ],
)
def test_what_another_rule_explains_is_told_once_and_rejected_all_the_same(gates: str) -> None:
    package = [folder(f"package example:lamp@1.0.0;\n{gates}\ninterface light {{}}\n")]
    alone, everything = lint(package, {"wit-syntax"}), lint(package)
    assert rules_of(alone) == ["wit-syntax"]
    assert "wit-syntax" not in rules_of(everything)
    assert everything.findings != ()
