"""When the proposals that a proposal builds on are far enough."""

from dataclasses import replace

import pytest

from tests.checks.cases import MET, UNKNOWN, UNMET, UNREAD, criterion, lamp, place, result
from tracker.checks import PackageStanding, Subject, Surroundings, judge
from tracker.facts import RepositoryName, Revision, WitDependency, WitFile, WitPackage, WitProblem
from tracker.permalink import evidence
from tracker.standing import CriterionResult, CriterionStatus

TWO, THREE = criterion("dependencies"), criterion("dependencies", 3)
PATH = "wit/lamp.wit"
PACKAGE = WitPackage("wasi", "lamp", None, 1)
ROW = evidence(RepositoryName("Own/list"), Revision("d" * 40), "list.md", 30)
AROUND = Surroundings(
    {
        "wasi:mains": PackageStanding("mains", 3, ROW),
        "wasi:dimmer": PackageStanding("dimmer", 2),
        "wasi:candle": PackageStanding("candle", 1),
        "wasi:match": PackageStanding("match", 0),
        "wasi:moth": PackageStanding("moth", None),
        "wasi:shade": PackageStanding("lamp", 1),
    }
)


def _lamp(*names: str) -> Subject:
    parts = [name.split(":") for name in names]
    found = tuple(WitDependency(space, name, None, line) for line, (space, name) in enumerate(parts, start=4))
    return lamp(wit=((PATH, WitFile((PACKAGE,), dependencies=found)),))


def _result(
    status: CriterionStatus, reason: str, *lines: int, phase: int = 2, row_after: int | None = None
) -> CriterionResult:
    places = []
    for line in lines:
        places.append(place(PATH, line))
        if line == row_after:
            places.append(ROW)
    return CriterionResult("dependencies", phase, status, reason, tuple(places))


@pytest.mark.parametrize(
    ("names", "phase", "expected"),
    [
        ((), 2, _result(MET, "depends on no other package")),
        (("wasi:lamp", "wasi:shade"), 2, _result(MET, "depends on no other package")),
        (
            ("wasi:mains",),
            2,
            _result(MET, "depends on wasi:mains (phase 3): phase 2 or later", 4, row_after=4),
        ),
        (
            ("wasi:mains", "wasi:dimmer", "wasi:mains"),
            2,
            _result(
                MET, "depends on wasi:dimmer (phase 2) and wasi:mains (phase 3): phase 2 or later", 5, 4, row_after=4
            ),
        ),
        (
            ("wasi:mains", "wasi:dimmer"),
            3,
            _result(UNMET, "depends on wasi:dimmer (phase 2), which is below phase 3", 5, phase=3),
        ),
        (
            ("wasi:match", "wasi:candle", "wasi:unlisted"),
            2,
            _result(UNMET, "depends on wasi:candle (phase 1) and wasi:match (phase 0), which are below phase 2", 5, 4),
        ),
        (
            ("wasi:mains", "wasi:unlisted", "other:log", "wasi:moth"),
            2,
            _result(UNKNOWN, "the proposal list has no row for other:log, wasi:moth and wasi:unlisted", 6, 7, 5),
        ),
    ],
)
def test_each_dependency_is_held_against_the_phase_to_be_entered(
    names: tuple[str, ...], phase: int, expected: CriterionResult
) -> None:
    assert judge(_lamp(*names), AROUND, TWO if phase == 2 else THREE) == expected


def test_without_the_proposal_list_no_phase_is_known() -> None:
    around = Surroundings(problem="Own/list has no mirror")
    expected = _result(UNKNOWN, "the phase of wasi:mains is not known: Own/list has no mirror", 4)
    assert judge(_lamp("wasi:mains"), around, TWO) == expected


def test_a_file_that_could_not_be_read_may_hide_dependencies() -> None:
    broken = WitFile((PACKAGE,), problems=(WitProblem(8, 1, "found ';', expected a name"),))
    expected = _result(UNKNOWN, f"{PATH}:8 could not be read, so there may be dependencies that are not known", 8)
    assert judge(lamp(wit=((PATH, broken),)), AROUND, TWO) == expected


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        (lamp(), "no WIT to read dependencies from"),
        (UNREAD, "Own/wasi-lamp has no mirror"),
        (replace(lamp(), problem="the repository has no commit"), "the repository has no commit"),
    ],
)
def test_without_wit_dependencies_are_unknown(subject: Subject, reason: str) -> None:
    assert judge(subject, AROUND, TWO) == result(TWO, UNKNOWN, reason)
