"""`gate-in-unversioned-package` finds what its cases mark, and nothing else."""

import pytest

from tests.lint.cases import Case, cases


@pytest.mark.parametrize("case", cases("gate-in-unversioned-package"), ids=str)
def test_it_finds_what_the_case_marks(case: Case) -> None:
    assert case.found() == case.expected
