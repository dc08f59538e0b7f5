"""A criterion's id is the name of its check, its page, its test and its entry in the process."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.checks.cases import UNKNOWN, criterion, lamp, result
from tracker.checks import CHECKS, Surroundings, UnknownCriterionError, judge
from tracker.checks.documents import criterion_document
from tracker.process import shipped_process
from tracker.shipped import shipped

IDS = sorted({one.criterion.id for one in shipped_process().requirements})


def test_the_registry_is_sorted_and_has_every_criterion_of_the_process() -> None:
    assert list(CHECKS) == IDS


def test_each_check_lives_in_the_module_of_its_name() -> None:
    assert [check.__module__ for check in CHECKS.values()] == [f"tracker.checks.{one.replace('-', '_')}" for one in IDS]


def test_each_criterion_has_its_page_and_no_page_is_left_over() -> None:
    assert sorted(page.name for page in shipped("site/pages/criteria").iterdir()) == [f"{one}.md" for one in IDS]


def test_each_criterion_has_its_test() -> None:
    tests = {path.name for path in Path(__file__).parent.glob("test_*.py")}
    assert {f"test_{one.replace('-', '_')}.py" for one in IDS} - tests == set()


@pytest.mark.parametrize("name", IDS)
def test_each_page_names_its_criterion_and_answers_the_same_questions(name: str) -> None:
    page = criterion_document(name)
    wanted = (f"`{name}` · entry requirement of phase", "What it means.", "Why it exists.", "How it is judged.")
    assert [part for part in (*wanted, "How to fix it.", "https://github.com/") if part not in page] == []


def test_a_page_of_no_criterion_is_refused_with_the_ids_there_are() -> None:
    with pytest.raises(UnknownCriterionError) as raised:
        criterion_document("../../index")
    assert str(raised.value) == f"there is no criterion '../../index': known are {', '.join(IDS)}"


def test_a_criterion_without_a_check_is_unknown() -> None:
    of = replace(criterion("wit"), id="tested")
    assert judge(lamp(), Surroundings(), of) == result(of, UNKNOWN, "this version of tracker has no check for tested")
