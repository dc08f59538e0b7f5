"""A rule's id is the name of its module, its page, its test and its folder of cases."""

import re
from pathlib import Path

import pytest

from tests.lint.cases import FIXTURES, folder
from tracker.checks.documents import document_of
from tracker.lint import RULES, lint
from tracker.shipped import shipped

IDS = sorted(RULES)
HERE = Path(__file__).parent


def test_the_rules_are_sorted() -> None:
    assert list(RULES) == IDS


def test_each_rule_lives_in_the_module_of_its_name_and_no_module_is_left_over() -> None:
    modules = {path.stem for path in (HERE.parents[1] / "tracker" / "lint" / "rules").glob("*.py")} - {"__init__"}
    assert sorted(modules) == [name.replace("-", "_") for name in IDS]
    assert [rule.check.__module__.rpartition(".")[2].replace("_", "-") for rule in RULES.values()] == IDS


def test_each_rule_has_its_test_and_its_cases() -> None:
    tests = sorted(path.stem.removeprefix("test_").replace("_", "-") for path in (HERE / "rules").glob("test_*.py"))
    assert (tests, sorted(path.name for path in FIXTURES.iterdir())) == (IDS, IDS)


def test_each_rule_has_its_page() -> None:
    pages = {page.name.removesuffix(".md") for page in shipped("site/pages/rules").iterdir()}
    assert set(IDS) - pages == set()


@pytest.mark.parametrize("name", IDS)
def test_each_page_names_its_rule_and_answers_the_same_questions(name: str) -> None:
    page, description = document_of(name), RULES[name].description
    wanted = ("What it means.", "Why it exists.", "How it is judged.", "How to fix it.", "**Source.**")
    head = f"`{name}` · {description.severity} · `tracker lint`"
    assert [part for part in (*wanted, head, description.source) if part not in page] == []


@pytest.mark.parametrize("name", IDS)
def test_the_example_on_each_page_is_right(name: str) -> None:
    match = re.search(r"```wit\n(.*?)```", document_of(name), re.DOTALL)
    assert match is not None
    example = match[1]
    if "interface" not in example:
        example = f"interface light {{\n{example}}}\n"
    if not example.startswith("package"):
        example = f"package example:lamp@1.2.0;\n{example}"
    found = {each.rule for each in lint([folder(example)]).findings}
    # An example shows one thing: it may leave out the gates of what stands around it.
    assert found - ({"missing-gate"} - {name}) == set()


@pytest.mark.parametrize("name", IDS)
def test_each_rule_says_in_one_line_what_it_finds_and_what_helps(name: str) -> None:
    description = RULES[name].description
    assert re.fullmatch(r"\S[^\n]+\.", description.summary)
    assert re.fullmatch(r"\S[^\n]+[^.\s]", description.help)
