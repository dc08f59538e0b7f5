"""A rule's id is the name of its module, its page and its test."""

import re
from pathlib import Path

import pytest

from tracker.checks.documents import document_of
from tracker.drift.rules import DRIFT_RULES
from tracker.lint import RULES
from tracker.next_release.rules import RELEASE_RULES
from tracker.shipped import shipped

IDS = sorted(DRIFT_RULES)
HERE = Path(__file__).parent


def test_the_rules_are_sorted_and_none_has_the_name_of_a_lint_rule() -> None:
    assert (list(DRIFT_RULES), DRIFT_RULES.keys() & RULES.keys()) == (IDS, set())


def test_each_rule_lives_in_the_module_of_its_name_and_has_its_test() -> None:
    modules = {path.stem for path in (HERE.parents[1] / "tracker" / "drift" / "rules").glob("*.py")} - {"__init__"}
    tests = {path.stem.removeprefix("test_") for path in (HERE / "rules").glob("test_*.py")}
    names = {name.replace("-", "_") for name in IDS}
    assert (modules, tests) == (names, names)


def test_every_page_is_that_of_a_rule() -> None:
    pages = {page.name.removesuffix(".md") for page in shipped("site/pages/rules").iterdir()}
    assert pages == DRIFT_RULES.keys() | RULES.keys() | RELEASE_RULES.keys()


@pytest.mark.parametrize("name", IDS)
def test_each_page_names_its_rule_and_answers_the_same_questions(name: str) -> None:
    page, rule = document_of(name), DRIFT_RULES[name]
    wanted = ("What it means.", "Why it exists.", "How it is judged.", "How to fix it.", "To accept it.", "**Source.**")
    head = f"`{name}` · {rule.severity} · `tracker drift`"
    assert [part for part in (*wanted, head, rule.source) if part not in page] == []


@pytest.mark.parametrize("name", IDS)
def test_each_rule_says_in_one_line_what_it_finds(name: str) -> None:
    assert re.fullmatch(r"\S[^\n]+\.", DRIFT_RULES[name].summary)
