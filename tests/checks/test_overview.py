"""When a README counts as an overview."""

import pytest

from tests.checks.cases import (
    MET,
    UNKNOWN,
    UNMET,
    UNREAD,
    criterion,
    empty,
    filler,
    lamp,
    place,
    readme,
    result,
    written,
)
from tracker.checks import Subject, Surroundings, judge
from tracker.facts import Document, Filling, Section, Topic
from tracker.standing import CriterionResult

OF = criterion("overview")
INTRODUCTION, GOALS, WALKTHROUGH, DESIGN, OTHER = (
    Topic.INTRODUCTION,
    Topic.GOALS,
    Topic.WALKTHROUGH,
    Topic.DESIGN,
    Topic.OTHER,
)
PEOPLE = "whether there is consensus on it is for people to say"
USE_CASE = Section(OTHER, 4, 30, Filling.FILLER, 0, placeholder_heading=True)
TITLE = Section(OTHER, 1, 1, Filling.CONTENT, 6)
TEMPLATE_TITLE = Section(OTHER, 1, 1, Filling.CONTENT, 60, placeholder_heading=True)


@pytest.mark.parametrize(
    ("sections", "reason", "lines"),
    [
        ([written(INTRODUCTION, 5), written(GOALS, 9)], "introduction and goals", (5, 9)),
        ([written(INTRODUCTION, 5, words=8), written(WALKTHROUGH, 9)], "introduction and API walk-through", (5, 9)),
        (
            [written(INTRODUCTION, 5), empty(DESIGN, 9), written(OTHER, 11)],
            "introduction and design discussion",
            (5, 9),
        ),
        ([written(OTHER, 1, 1), written(WALKTHROUGH, 9)], "opening text and API walk-through", (9,)),
        ([TITLE, written(GOALS, 5), written(DESIGN, 9)], "goals and design discussion", (5, 9)),
        ([TITLE, written(OTHER, 5, 2, 250)], "an explanation under headings of its own", ()),
        (
            [written(INTRODUCTION, 5, 2), written(OTHER, 9, 3, 220)],
            "introduction and an explanation under headings of its own",
            (5,),
        ),
        (
            [written(INTRODUCTION, 5), written(GOALS, 9), filler(Topic.ALTERNATIVES, 20)],
            "introduction and goals; placeholders are left in the considered alternatives (line 20)",
            (5, 9),
        ),
        (
            [written(INTRODUCTION, 5), written(WALKTHROUGH, 28), USE_CASE, filler(DESIGN, 40)],
            (
                "introduction and API walk-through; placeholders are left in the API walk-through (line 30) "
                "and design discussion (line 40)"
            ),
            (5, 28),
        ),
    ],
)
def test_it_is_met_when_it_says_what_the_proposal_is_and_how_it_is_used(
    sections: list[Section], reason: str, lines: tuple[int, ...]
) -> None:
    expected = CriterionResult(
        OF.id,
        2,
        MET,
        f"written in README.md: {reason}; {PEOPLE}",
        tuple(place("README.md", line) for line in lines) or (place("README.md"),),
    )
    assert judge(lamp(readme(*sections)), Surroundings(), OF) == expected


NOT_USED = "README.md says what the proposal is but not how it is used:"
NOT_SAID = "README.md does not say what the proposal is:"


@pytest.mark.parametrize(
    ("sections", "reason", "line"),
    [
        (
            [TEMPLATE_TITLE, filler(INTRODUCTION, 5), filler(GOALS, 9), written(WALKTHROUGH, 28, words=8), USE_CASE],
            "README.md is the proposal template with nothing filled in",
            5,
        ),
        (
            [written(INTRODUCTION, 5)],
            f"{NOT_USED} no goals, no API walk-through and no design discussion",
            None,
        ),
        (
            [written(INTRODUCTION, 5), written(OTHER, 9, words=20)],
            f"{NOT_USED} no goals, no API walk-through and no design discussion",
            None,
        ),
        (
            [written(INTRODUCTION, 5), empty(GOALS, 9), written(WALKTHROUGH, 28, words=8), USE_CASE],
            (
                f"{NOT_USED} nothing under the goals (line 9), only placeholders under the API walk-through (line 28) "
                "and no design discussion"
            ),
            9,
        ),
        (
            [TITLE, filler(INTRODUCTION, 5), written(GOALS, 9)],
            (
                f"{NOT_SAID} only placeholders under the introduction (line 5), no API walk-through "
                "and no design discussion"
            ),
            5,
        ),
        (
            [TITLE],
            f"{NOT_SAID} no introduction, no goals, no API walk-through and no design discussion",
            None,
        ),
    ],
)
def test_it_is_unmet_naming_what_is_missing(sections: list[Section], reason: str, line: int | None) -> None:
    expected = CriterionResult(OF.id, 2, UNMET, reason, (place("README.md", line),))
    assert judge(lamp(readme(*sections)), Surroundings(), OF) == expected


def test_the_sections_after_a_table_of_contents_are_not_part_of_it() -> None:
    sections = (written(Topic.CONTENTS, 3, 2), written(OTHER, 9, 3, 250))
    reason = f"written in README.md: an explanation under headings of its own; {PEOPLE}"
    expected = CriterionResult(OF.id, 2, MET, reason, (place("README.md"),))
    assert judge(lamp(readme(*sections)), Surroundings(), OF) == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (lamp(), result(OF, UNMET, "there is no README")),
        (UNREAD, result(OF, UNKNOWN, "Own/wasi-lamp has no mirror")),
        (
            lamp(("README.md", Document(problem="it is not UTF-8"))),
            CriterionResult(OF.id, 2, UNKNOWN, "README.md could not be read: it is not UTF-8", (place("README.md"),)),
        ),
    ],
)
def test_without_a_readable_readme_nothing_is_guessed(subject: Subject, expected: CriterionResult) -> None:
    assert judge(subject, Surroundings(), OF) == expected
