"""`since-changed` finds what its cases mark, and nothing else."""

import pytest

from tests.lint.cases import Case, cases, folder, rules_of
from tracker.lint import lint


@pytest.mark.parametrize("case", cases("since-changed"), ids=str)
def test_it_finds_what_the_case_marks(case: Case) -> None:
    assert case.found() == case.expected


def test_nothing_is_said_without_an_earlier_revision() -> None:
    package = [folder("package example:lamp@1.0.0;\n@since(version = 1.0.0)\ninterface light {}\n")]
    assert rules_of(lint(package, {"since-changed"})) == []


def test_a_package_that_was_not_there_has_not_changed() -> None:
    package = [folder("package example:lamp@1.0.0;\n@since(version = 1.0.0)\ninterface light {}\n")]
    earlier = [folder("package example:shade@1.0.0;\n@since(version = 0.9.0)\ninterface light {}\n")]
    assert rules_of(lint(package, {"since-changed"}, against=earlier)) == []
