"""What is said of a pull request: every form as a whole, within the limit of a comment, and no text does harm."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_pull import BARE, CONFLICT, FULL, hostile
from tests.reports.test_schemas import closed, schema
from tracker.pull_report.policy import FailOn, failures
from tracker.pull_report.values import PullReport
from tracker.reports.pull_json import pull_as_json
from tracker.reports.pull_markdown import LIMIT, MARKER, pull_as_markdown
from tracker.reports.pull_table import pull_as_table

EXPECTED = Path(__file__).parent / "pulls"
REPORTS = {"full": FULL, "bare": BARE, "conflict": CONFLICT}
_CODE = re.compile(r"`[^`\n]*`|\]\(https://github\.com/[^)\s]*\)")
"""Code, and links of our own making: nothing in them means anything."""


def _expected(name: str) -> str:
    return (EXPECTED / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPORTS)
def test_a_terminal_is_told(name: str) -> None:
    assert pull_as_table(REPORTS[name], 100, color=False) == _expected(f"{name}.txt")


@pytest.mark.parametrize("name", REPORTS)
def test_a_comment_says_it(name: str) -> None:
    assert pull_as_markdown(REPORTS[name]) == _expected(f"{name}.md")


@pytest.mark.parametrize("name", REPORTS)
def test_json_says_it_as_the_schema_has_it(name: str) -> None:
    answer = json.loads(pull_as_json(REPORTS[name]))
    assert answer == json.loads(_expected(f"{name}.json"))
    Draft202012Validator(closed(schema("pull")), format_checker=FormatChecker()).validate(answer)


def test_the_schema_is_valid_and_asks_for_every_field() -> None:
    read = schema("pull")
    Draft202012Validator.check_schema(read)
    answer = json.loads(pull_as_json(FULL))
    validator = Draft202012Validator(read)
    missing = [name for name in answer if validator.is_valid({key: answer[key] for key in answer if key != name})]
    assert missing == []


@pytest.mark.parametrize("number", [1, 30, 1000])
def test_a_comment_is_within_the_limit_and_says_what_it_leaves_out(number: int) -> None:
    text = pull_as_markdown(hostile(number))
    assert (len(text.encode()) <= LIMIT, text.startswith(f"{MARKER}\n"), "… and " in text) == (True, True, number > 1)
    assert text.count("<details") == text.count("\n</details>\n")


def test_no_text_from_outside_becomes_markup() -> None:
    bare = _CODE.sub("", pull_as_markdown(hostile(2)))
    own = bare.replace(MARKER, "")
    assert re.findall(r"(?<!\\)<(?!/?(?:details|summary)\b)\S+", own) == []
    assert re.findall(r"(?<![\\\w])@\w+|(?<!\\)#\d+|(?<!\]\()https?://evil|www\.evil", own) == []
    assert "\u202e" not in own


def test_a_terminal_is_steered_by_no_text() -> None:
    text = pull_as_table(hostile(2), 100, color=False)
    assert ("\u202e" in text, "\x1b" in text) == (False, False)


@pytest.mark.parametrize(
    ("report", "asked", "expected"),
    [
        (FULL, None, ("1 change to what is stable", "1 error on changed lines")),
        (FULL, [FailOn.BREAKING], ("1 change to what is stable",)),
        (FULL, [FailOn.FINDING], ("2 findings on changed lines",)),
        (FULL, [FailOn.PROCESS], ("1 thing must come with it and is not there",)),
        (FULL, [FailOn.PROCESS, FailOn.NEVER], ()),
        (BARE, [FailOn.BREAKING, FailOn.FINDING, FailOn.PROCESS], ()),
    ],
)
def test_what_fails_is_as_one_asked(report: PullReport, asked: list[FailOn] | None, expected: tuple[str, ...]) -> None:
    assert failures(report, asked) == expected
