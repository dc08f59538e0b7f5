"""Planned and actual day are both told; a release that slips, or comes early, moves nothing silently."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.next_release.made_sources import MadeRelease
from tests.next_release.made_target import CALENDAR, RELEASES, SOURCE, noon
from tracker.agenda.values import Meeting
from tracker.next_release.ballot import Schedule
from tracker.next_release.interface import Sources
from tracker.next_release.schedule import overdue, planned_day, schedule_of
from tracker.next_release.target import target_of
from tracker.process.rules import Process, RuleId, VoteRule

RULES = (
    VoteRule(RuleId.ANNOUNCED, timedelta(hours=24), date(2029, 1, 1), "rule"),
    VoteRule(RuleId.ANNOUNCED_AIM, timedelta(hours=168), date(2029, 1, 1), "aim"),
)


def sources(version: str, day: str) -> Sources:
    """Return what is known of a release on a day; the subgroup meets every second Thursday."""
    made = MadeRelease({"lamp": "package wasi:lamp@0.2.2;\n"}, at="2025-03-01").sources()
    begin = date(2030, 1, 3)
    meetings = (begin + timedelta(days=14 * number) for number in range(40))
    return replace(
        made,
        facts=replace(made.facts, at=noon(day)),
        target=target_of(version, RELEASES, CALENDAR, noon(day)),
        calendar=CALENDAR,
        process=Process((), (), RULES),
        meetings=tuple(Meeting(each, planned=True, path="") for each in meetings if each >= date.fromisoformat(day)),
    )


def test_before_a_release_its_meetings_and_the_last_day_for_an_agenda_are_told() -> None:
    assert schedule_of(sources("0.2.3", "2030-05-01")) == Schedule(
        planned=date(2030, 6, 4),
        announced=False,
        actual=None,
        days_left=34,
        meetings=(date(2030, 5, 9), date(2030, 5, 23)),
        agenda_deadline=date(2030, 5, 22),
        agenda_aim=date(2030, 5, 16),
        source=SOURCE,
    )


def test_a_day_that_passed_without_a_tag_stays_the_planned_day() -> None:
    found = schedule_of(sources("0.2.3", "2030-06-10"))
    assert (found.planned, found.actual, found.days_left, found.meetings) == (date(2030, 6, 4), None, -6, ())


def test_of_a_release_that_is_out_both_days_are_told_and_nothing_is_left_to_wait_for() -> None:
    assert schedule_of(sources("0.2.2", "2030-05-01")) == Schedule(
        planned=date(2030, 4, 2), announced=False, actual=date(2030, 3, 28), days_left=None, source=SOURCE
    )


def test_an_announced_day_is_the_planned_one() -> None:
    found = schedule_of(sources("0.2.5", "2030-08-01"))
    assert (found.planned, found.announced, found.days_left) == (date(2030, 8, 13), True, 12)


@pytest.mark.parametrize("version", ["0.1.2", "0.2.4-rc.1", "0.2.9999"])
def test_without_a_rule_for_it_no_day_is_planned(version: str) -> None:
    assert schedule_of(sources(version, "2030-05-01")) == Schedule(None, announced=False, actual=None, days_left=None)


def test_what_was_due_before_and_has_no_tag_is_told() -> None:
    assert overdue(sources("0.2.5", "2030-08-01")) == (("0.2.3", date(2030, 6, 4)),)
    assert overdue(sources("0.2.3", "2030-05-01")) == ()
    assert overdue(sources("0.2.2", "2030-08-01")) == ()


def test_planned_days_come_in_the_order_of_versions() -> None:
    days = [planned_day(target_of(f"0.2.{patch}", RELEASES, CALENDAR, noon("2030-05-01")), CALENDAR, date(2030, 5, 1))
            for patch in range(1, 9)]  # fmt: skip
    assert days == [
        *(date(2030, 2, 5), date(2030, 4, 2), date(2030, 6, 4)),
        *(None, date(2030, 8, 13), date(2030, 10, 1), date(2030, 12, 3), date(2031, 2, 4)),
    ]
