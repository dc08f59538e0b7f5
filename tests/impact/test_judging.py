"""Whom a requirement concerns, from when on, and how each does by it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.made_facts import ALIASES, AT, facts, github, hub, repository, row, unstable, wit
from tracker.checks.excepted import CriterionException
from tracker.impact import Affected, Bearing, Impact, impact_of
from tracker.process import Requirement, shipped_process
from tracker.readiness import Assessment, assess, standing
from tracker.standing import Criterion, CriterionStatus

MET, UNMET, UNKNOWN, WAIVED, INHERITED = CriterionStatus
MEMBER, ENTRANT = Bearing
CRITERION = Criterion(
    "dependencies", 2, "Title", "Requirement.", "tool", date(2026, 9, 1), "https://example.org/source"
)
COMING = Requirement(CRITERION, grace_until=date(2026, 12, 1))
LATER = date(2026, 10, 1)


def _assessment() -> Assessment:
    """Return a world of one proposal a phase, one amendment, and a repository that the list has not."""
    return assess(
        facts(
            hub(
                row(3, "Lamp", github("Own/wasi-lamp"), line=5),
                row(2, "Loom", github("Own/wasi-loom"), line=6),
                row(1, "Latin", github("Own/wasi-latin"), line=7),
                row(0, "Kettle", line=8),
            ),
            repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp@0.3.0", unstable("lamp-dim"))}),
            repository("Own/wasi-loom", {"wit/a.wit": wit("wasi:loom@0.1.0", needs=["wasi:latin"])}),
            repository("Own/wasi-latin", {"wit/a.wit": wit("wasi:latin@0.1.0")}),
            repository("Own/wasi-wick", {"wit/a.wit": wit("wasi:wick@0.1.0")}),
        ),
        shipped_process(),
        ALIASES,
    )


def _impact(requirement: Requirement = COMING, day: date = LATER, **also: tuple[CriterionException, ...]) -> Impact:
    assessment = replace(_assessment(), **also) if also else _assessment()  # type: ignore[arg-type]
    return impact_of(assessment, standing(assessment), requirement, day)


def _told(impact: Impact) -> list[tuple[str, Bearing, CriterionStatus, date]]:
    return [(each.subject, each.bearing, each.status, each.since) for each in impact.affected]


def test_members_must_keep_it_after_grace_and_others_meet_it_to_enter() -> None:
    grace, start = date(2026, 12, 1), date(2026, 9, 1)
    assert _told(_impact()) == [
        ("loom", MEMBER, UNMET, grace),
        ("lamp/lamp-dim", MEMBER, MET, grace),
        ("kettle", ENTRANT, UNKNOWN, start),
        ("latin", ENTRANT, MET, start),
    ]


def test_without_grace_it_binds_members_from_its_first_day() -> None:
    bound = _impact(replace(COMING, grace_until=None)).affected[0]
    assert (bound.subject, bound.since) == ("loom", date(2026, 9, 1))


def test_those_of_the_last_phase_are_members_and_its_amendments_entrants() -> None:
    third = Requirement(replace(CRITERION, phase=3))
    assert [(each.subject, each.bearing) for each in _impact(third).affected if each.status is MET] == [
        ("lamp", MEMBER),
        ("lamp/lamp-dim", ENTRANT),
        ("latin", ENTRANT),
    ]


def test_an_amendment_is_answered_for_by_its_parent() -> None:
    (dim,) = (each for each in _impact().affected if each.subject == "lamp/lamp-dim")
    assert (dim.result.status, dim.result.inherited_from, dim.result.reason) == (
        INHERITED,
        "lamp",
        "answered by lamp: depends on no other package",
    )


def test_the_days_that_are_left_count_from_the_moment_of_the_facts() -> None:
    found = _impact()
    assert (found.as_of, found.day, found.days_to_effect, found.days_of_grace) == (AT, LATER, 12, 103)


def test_what_has_no_check_nobody_can_tell() -> None:
    found = _impact(Requirement(replace(CRITERION, id="tests")))
    assert (found.checked, {each.status for each in found.affected}, found.failing) == (False, {UNKNOWN}, ())
    assert found.counts(MEMBER) == {UNKNOWN: 2}


@pytest.mark.parametrize(("day", "status"), [(date(2026, 10, 1), WAIVED), (date(2026, 11, 1), UNMET)])
def test_an_exception_counts_on_the_day_that_is_asked_about(day: date, status: CriterionStatus) -> None:
    exception = CriterionException(
        "dependencies", 2, "loom", "Soon.", "Ada", "https://example.org/1", date(2026, 9, 1), date(2026, 11, 1)
    )
    found = {each.subject: each for each in _impact(day=day, exceptions=(exception,)).affected}
    assert found["loom"].status is status


def test_who_fails_is_who_is_unmet() -> None:
    failing = _impact().failing
    assert [(each.subject, each.fails) for each in failing] == [("loom", True)]
    assert isinstance(failing[0], Affected)
    assert failing[0].result.reason == "depends on wasi:latin (phase 1), which is below phase 2"
