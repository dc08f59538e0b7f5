"""`missing-gate` finds what its cases mark, and nothing else."""

import pytest

from tests.lint.cases import Case, cases, folder, rules_of
from tracker.lint import lint


@pytest.mark.parametrize("case", cases("missing-gate"), ids=str)
def test_it_finds_what_the_case_marks(case: Case) -> None:
    assert case.found() == case.expected


def test_a_package_without_gates_is_asked_for_them_only_when_all_must_have_them() -> None:
    package = [folder("package example:lamp;\ninterface light {}\n")]
    assert (rules_of(lint(package)), rules_of(lint(package, require_gates=True))) == ([], ["missing-gate"])
