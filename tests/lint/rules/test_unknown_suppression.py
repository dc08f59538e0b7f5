"""`unknown-suppression` finds what its cases mark, and nothing else."""

import pytest

from tests.lint.cases import Case, cases, folder
from tracker.lint import lint


@pytest.mark.parametrize("case", cases("unknown-suppression"), ids=str)
def test_it_finds_what_the_case_marks(case: Case) -> None:
    assert case.found() == case.expected


USELESS = "// tracker: ignore[missing-gate]\npackage example:lamp; // tracker: ignore[no-such-rule]\n"


def test_a_rule_that_was_not_judged_is_not_missed() -> None:
    found = lint([folder(USELESS)], {"unknown-suppression", "wit-syntax"}).findings
    assert [each.message for each in found] == ["there is no rule `no-such-rule`"]


def test_it_can_be_silenced_itself() -> None:
    text = USELESS.replace("ignore[missing-gate]", "ignore[missing-gate, unknown-suppression]")
    found = lint([folder(text.replace("[no-such-rule]", "[no-such-rule, unknown-suppression]"))]).findings
    assert found == ()
