"""A rule's id is the name of its module, its page and its test."""

import re
from pathlib import Path

import pytest

from tracker.checks.documents import document_of
from tracker.drift.rules import DRIFT_RULES
from tracker.lint import RULES
from tracker.next_release.rules import RELEASE_RULES

IDS = sorted(RELEASE_RULES)
HERE = Path(__file__).parent


def test_the_rules_are_sorted_and_none_has_the_name_of_another_kind_of_rule() -> None:
    assert (list(RELEASE_RULES), RELEASE_RULES.keys() & (RULES.keys() | DRIFT_RULES.keys())) == (IDS, set())


def test_each_rule_lives_in_the_module_of_its_name_and_has_its_test() -> None:
    modules = {path.stem for path in (HERE.parents[1] / "tracker" / "next_release" / "rules").glob("*.py")}
    tests = {path.stem.removeprefix("test_") for path in (HERE / "rules").glob("test_*.py")}
    names = {name.replace("-", "_") for name in IDS}
    assert (modules - {"__init__"}, tests) == (names, names)


@pytest.mark.parametrize("name", IDS)
def test_each_page_names_its_rule_and_answers_the_same_questions(name: str) -> None:
    page, rule = document_of(name), RELEASE_RULES[name]
    wanted = ("What it means.", "Why it exists.", "How it is judged.", "How to fix it.", "To accept it.", "**Source.**")
    head = f"`{name}` · {rule.severity} · `tracker release`"
    assert [part for part in (*wanted, head, rule.source) if part not in page] == []


@pytest.mark.parametrize("name", IDS)
def test_each_rule_says_in_one_line_what_it_finds(name: str) -> None:
    assert re.fullmatch(r"\S[^\n]+\.", RELEASE_RULES[name].summary)
