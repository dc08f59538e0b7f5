"""`conflicting-gates` finds what its cases mark, and nothing else."""

import pytest

from tests.lint.cases import Case, cases


@pytest.mark.parametrize("case", cases("conflicting-gates"), ids=str)
def test_it_finds_what_the_case_marks(case: Case) -> None:
    assert case.found() == case.expected
