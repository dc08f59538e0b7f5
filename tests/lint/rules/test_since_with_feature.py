"""`since-with-feature` finds what its cases mark, and nothing else."""

import pytest

from tests.lint.cases import Case, cases, folder, rules_of
from tracker.lint import lint


@pytest.mark.parametrize("case", cases("since-with-feature"), ids=str)
def test_it_finds_what_the_case_marks(case: Case) -> None:
    assert case.found() == case.expected


KEPT = "package example:lamp@1.0.0;\n@since(version = 1.0.0, feature = lamp)\ninterface light {}\n"


def test_it_stands_in_place_of_the_bare_syntax_error() -> None:
    assert rules_of(lint([folder(KEPT)])) == ["since-with-feature"]


def test_the_syntax_error_is_told_when_this_rule_is_not_asked_for() -> None:
    found = lint([folder(KEPT)], {"wit-syntax"}).findings
    assert [(each.rule, each.place.line, each.place.column) for each in found] == [("wit-syntax", 2, 23)]


def test_the_rest_of_the_file_is_judged() -> None:
    found = lint([folder(KEPT + "interface dark {}\n")]).findings
    assert [(each.rule, each.place.line) for each in found] == [("since-with-feature", 2), ("missing-gate", 4)]
