"""The pages of criteria and rules are found by their ids, and by nothing else."""

import pytest

from tracker.checks.documents import document_of, documented_rules
from tracker.checks.errors import UnknownDocumentError
from tracker.lint import RULES


def test_a_criterion_and_a_rule_have_their_page() -> None:
    heads = [document_of(name).partition("\n")[0] for name in ("wit", "missing-gate")]
    assert heads == ["# WIT description of the API", "# An item without a gate"]


def test_every_rule_of_lint_is_documented() -> None:
    assert set(RULES) - set(documented_rules()) == set()


def test_an_unknown_id_is_told_what_is_near() -> None:
    with pytest.raises(UnknownDocumentError) as raised:
        document_of("mising-gate")
    assert str(raised.value) == "there is no criterion or rule 'mising-gate': did you mean missing-gate?"


@pytest.mark.parametrize("name", ["../criteria/wit", "xyz", "", "/"])
def test_an_id_like_no_other_is_told_all_there_are(name: str) -> None:
    with pytest.raises(UnknownDocumentError) as raised:
        document_of(name)
    assert str(raised.value).startswith(f"there is no criterion or rule {name!r}: criteria are dependencies, interest,")
