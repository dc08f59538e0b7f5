"""When portability criteria count as documented."""

from dataclasses import replace

import pytest

from tests.checks.cases import (
    MET,
    REPOSITORY,
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
from tracker.facts import Document, Section, Topic
from tracker.standing import CriterionResult

OF = criterion("portability-documented")
P, OTHER = Topic.PORTABILITY, Topic.OTHER


def _unmet_without_line(reason: str) -> CriterionResult:
    return CriterionResult(OF.id, 2, UNMET, reason, (place("README.md"),))


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ([written(P, 4, words=2)], result(OF, MET, "documented at README.md:4", 4)),
        ([empty(P, 4), written(OTHER, 6, 4)], result(OF, MET, "documented at README.md:4", 4)),
        ([empty(P, 4), written(OTHER, 6, 3)], result(OF, MET, "documented at README.md:4", 4)),
        ([filler(P, 4), written(OTHER, 6, 4)], result(OF, MET, "documented at README.md:4", 4)),
        ([filler(P, 4), written(P, 9, 2)], result(OF, MET, "documented at README.md:9", 9)),
        ([filler(P, 4)], result(OF, UNMET, "the section at README.md:4 holds only a placeholder", 4)),
        (
            [filler(P, 4), written(OTHER, 6, 3)],
            result(OF, UNMET, "the section at README.md:4 holds only a placeholder", 4),
        ),
        ([empty(P, 4)], result(OF, UNMET, "the section at README.md:4 is empty", 4)),
        ([empty(P, 4), written(OTHER, 6, 2)], result(OF, UNMET, "the section at README.md:4 is empty", 4)),
        ([empty(P, 4), written(Topic.GOALS, 6, 4)], result(OF, UNMET, "the section at README.md:4 is empty", 4)),
        (
            [empty(P, 4), filler(OTHER, 6, 4), written(OTHER, 8, 3)],
            result(OF, UNMET, "the section at README.md:4 holds only a placeholder", 4),
        ),
        ([written(Topic.GOALS, 4)], _unmet_without_line("README.md has no section on portability criteria")),
        ([], _unmet_without_line("README.md has no section on portability criteria")),
    ],
)
def test_a_section_counts_when_it_or_what_belongs_to_it_has_content(
    sections: list[Section], expected: CriterionResult
) -> None:
    assert judge(lamp(readme(*sections)), Surroundings(), OF) == expected


NOTES = ("wit/README.md", Document((written(OTHER, 1),)))
BROKEN = ("README.md", Document(problem="it is not UTF-8"))


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (lamp(), CriterionResult(OF.id, 2, UNMET, "there is no README to document them in")),
        (
            lamp(BROKEN),
            CriterionResult(OF.id, 2, UNKNOWN, "README.md could not be read: it is not UTF-8", (place("README.md"),)),
        ),
        (UNREAD, CriterionResult(OF.id, 2, UNKNOWN, "Own/wasi-lamp has no mirror")),
        (
            replace(lamp(), repository=REPOSITORY, revision=None),
            CriterionResult(OF.id, 2, UNKNOWN, "no repository was read"),
        ),
        (lamp(NOTES, readme(written(P, 4))), result(OF, MET, "documented at README.md:4", 4)),
    ],
)
def test_the_readme_that_speaks_for_the_proposal_decides(subject: Subject, expected: CriterionResult) -> None:
    assert judge(subject, Surroundings(), OF) == expected
