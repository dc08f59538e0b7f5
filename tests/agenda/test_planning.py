"""By when a vote must be on an agenda follows from meetings, releases and the rules around votes."""

from datetime import date, timedelta

import pytest

from tracker.agenda.planning import Schedule
from tracker.agenda.values import Deadline, Meeting
from tracker.process.calendar import Departure
from tracker.process.rules import Process, RuleId, VoteRule

RULES = (
    VoteRule(RuleId.ANNOUNCED, timedelta(hours=24), date(2030, 1, 1), "rule", exempt_phases=frozenset({1})),
    VoteRule(RuleId.ANNOUNCED_AIM, timedelta(hours=168), date(2030, 1, 1), "aim"),
)
DAYS = (date(2030, 3, 7), date(2030, 3, 21), date(2030, 4, 4))
SOON, LATER = Departure("0.1", date(2030, 3, 21), None), Departure("0.1", date(2030, 5, 2), None)


def schedule(today: date, *rules: VoteRule) -> Schedule:
    """Return a schedule with three meetings and two releases."""
    meetings = tuple(Meeting(day, planned=False, path="") for day in DAYS)
    return Schedule(today, meetings, (SOON, LATER), Process((), (), rules))


def test_the_last_meeting_before_a_release_decides_never_one_on_its_day() -> None:
    assert list(schedule(date(2030, 3, 1), *RULES).deadlines(2)) == [
        Deadline(SOON, date(2030, 3, 7), date(2030, 2, 28), date(2030, 3, 6)),
        Deadline(LATER, date(2030, 4, 4), date(2030, 3, 28), date(2030, 4, 3)),
    ]


@pytest.mark.parametrize(
    ("today", "phase", "expected"),
    [
        (date(2030, 3, 6), 2, [SOON, LATER]),
        (date(2030, 3, 7), 2, [LATER]),
        (date(2030, 3, 7), 1, [SOON, LATER]),
        (date(2030, 4, 4), 2, []),
    ],
)
def test_a_release_that_no_meeting_can_be_asked_for_in_time_is_left_out(
    today: date, phase: int, expected: list[Departure]
) -> None:
    ahead = tuple(each for each in schedule(today, *RULES).meetings if each.date >= today)
    found = Schedule(today, ahead, (SOON, LATER), Process((), (), RULES)).deadlines(phase)
    assert [each.release for each in found] == expected


def test_the_first_meeting_is_one_with_the_notice_that_the_chairs_aim_for() -> None:
    assert [schedule(day, *RULES).earliest(2) for day in (date(2030, 2, 28), date(2030, 3, 1), date(2030, 4, 1))] == [
        date(2030, 3, 7),
        date(2030, 3, 21),
        None,
    ]


def test_a_notice_of_hours_takes_whole_days_and_without_a_rule_none() -> None:
    rule = VoteRule(RuleId.ANNOUNCED, timedelta(hours=25), date(2030, 1, 1), "rule")
    assert schedule(date(2030, 3, 1), rule).notice(RuleId.ANNOUNCED, date(2030, 3, 7), 2) == date(2030, 3, 5)
    assert schedule(date(2030, 3, 1)).notice(RuleId.ANNOUNCED, date(2030, 3, 7), 2) == date(2030, 3, 7)
