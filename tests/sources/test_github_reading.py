"""What GitHub says, read into facts."""

from typing import Any

import pytest

from tracker.facts import RepositoryName
from tracker.hosting import ReviewDecision
from tracker.sources.github_reading import (
    UnreadableError,
    linked_issues,
    proposes,
    read_decision,
    read_issue,
    read_pull,
    read_release,
)

NAME = RepositoryName("WebAssembly/wasi-lamp")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ()),
        ("Fixes #3, closes: #1 and resolved #2", (1, 2, 3)),
        ("fix WebAssembly/wasi-lamp#4, fixes webassembly/WASI-LAMP#5", (4, 5)),
        ("Closes https://github.com/WebAssembly/wasi-lamp/issues/6", (6,)),
        ("Closes other/one#7; see #8; prefixes #9; fixes#10; fix #0", ()),
        ("`fixes #1`\n```\nfixes #2\n```\n<!-- fixes #3 -->", ()),
    ],
)
def test_issues_are_linked_by_the_keywords_that_close_them(text: str | None, expected: tuple[int, ...]) -> None:
    assert linked_issues(NAME, text) == expected


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("Proposal: lamp", ()),
        ("[Proposal] lamp", ()),
        ("New API: lamp", ()),
        ("API proposal: lamp", ()),
        ("Lamp", ("proposal",)),
        ("Lamp", ("Kind: Proposal",)),
        ("Lamp", ("C-proposal", "other")),
        ("Lamp", ("new api",)),
    ],
)
def test_a_label_or_the_beginning_of_a_title_proposes(title: str, labels: tuple[str, ...]) -> None:
    assert proposes(title, labels)


@pytest.mark.parametrize(
    ("title", "labels"),
    [("The proposal: what is it?", ()), ("Proposal list is wrong", ()), ("Lamp", ("not a proposal process",))],
)
def test_a_word_elsewhere_proposes_nothing(title: str, labels: tuple[str, ...]) -> None:
    assert not proposes(title, labels)


def _reviews(*said: tuple[str, str]) -> list[Any]:
    return [{"user": {"login": login}, "state": state} for login, state in said]


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        ([], ReviewDecision.NONE),
        ([("bo", "COMMENTED"), ("cy", "PENDING")], ReviewDecision.NONE),
        ([("bo", "CHANGES_REQUESTED"), ("bo", "APPROVED"), ("bo", "COMMENTED")], ReviewDecision.APPROVED),
        ([("bo", "APPROVED"), ("cy", "CHANGES_REQUESTED")], ReviewDecision.CHANGES_REQUESTED),
        ([("bo", "APPROVED"), ("bo", "DISMISSED")], ReviewDecision.NONE),
    ],
)
def test_the_latest_review_of_each_reviewer_counts(reviews: list[tuple[str, str]], expected: ReviewDecision) -> None:
    assert read_decision(_reviews(*reviews)) is expected


@pytest.mark.parametrize("said", [None, {}, [], "x", {"number": "1"}, {"number": 1, "title": "x", "state": "odd"}])
def test_what_is_not_as_it_should_be_is_told(said: Any) -> None:
    for read in (read_pull, read_issue, read_release):
        with pytest.raises(UnreadableError):
            read(NAME, said)
