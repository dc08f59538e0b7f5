"""News are what came to be known or is known no more, each told once; and what is to come is told in time."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agenda.values import Candidate, Deadline, Meeting
from tracker.agenda.values import Matter as Item
from tracker.facts import RepositoryName, Revision
from tracker.happenings import Happening, Topic
from tracker.lives import ChangeKind, EventKind
from tracker.news import (
    Known,
    Matter,
    NewsChange,
    NewsItem,
    NewsKind,
    Outlook,
    covers,
    news_between,
    of_concerns,
    of_happenings,
    of_outlook,
    told_anew,
)
from tracker.process.calendar import Departure
from tracker.standing import OpenConcern, Readiness
from tracker.voting import AgendaItem

AT = datetime(2026, 8, 1, tzinfo=UTC)
DAY = AT.date()
FINDING = Matter("lamp", NewsKind.DRIFT, "rule one", "one", "settled: one", family="rule", url="https://example.org/1")
OTHER = replace(FINDING, key="rule two", says="two", gone="settled: two")
VOTE = Matter("lamp", NewsKind.VOTE, "voted", "the vote passed")
BLOCK = Matter("lamp", NewsKind.BLOCKING, "k", "blocks 0.3.2", "blocks 0.3.2 no more", scope="0.3.2")
ASKED = Matter("lamp", NewsKind.AGENDA, "vote", "on the agenda", "off the agenda", until=date(2026, 8, 20))
SOON = Matter("lamp", NewsKind.AGENDA, "vote within 7", "the vote is in 7 days", repeats="vote")


def known(*matters: Matter, untold: frozenset[NewsKind] = frozenset(), scopes: tuple[str, ...] = ()) -> Known:
    return Known(AT, DAY, matters, untold, frozenset(scopes))


def told(then: Known, now: Known) -> list[tuple[NewsChange, str]]:
    return [(each.change, each.says) for each in news_between(then, now)]


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        pytest.param(known(), known(VOTE), [("new", "the vote passed")], id="it came"),
        pytest.param(known(VOTE), known(VOTE), [], id="it stayed"),
        pytest.param(known(VOTE), known(), [], id="its going is no news"),
        pytest.param(known(FINDING), known(), [("gone", "settled: one")], id="its going is news"),
        pytest.param(known(FINDING), known(OTHER), [("changed", "two")], id="it is said otherwise"),
        pytest.param(
            known(FINDING), known(OTHER, replace(OTHER, key="3", says="three")),
            [("changed", "two"), ("new", "three")], id="one of two is new",
        ),
        pytest.param(known(FINDING, OTHER), known(FINDING), [("gone", "settled: two")], id="one of two is gone"),
        pytest.param(known(ASKED), known(), [("gone", "off the agenda")], id="taken off before the meeting"),
        pytest.param(
            known(ASKED), replace(known(), day=date(2026, 8, 21)), [], id="the meeting is over",
        ),
        pytest.param(known(), known(ASKED, SOON), [("new", "on the agenda")], id="no reminder of what is new"),
        pytest.param(known(ASKED), known(ASKED, SOON), [("new", "the vote is in 7 days")], id="a reminder"),
        pytest.param(known(BLOCK), known(scopes=("0.3.2",)), [("gone", "blocks 0.3.2 no more")], id="it blocks none"),
        pytest.param(known(BLOCK), known(scopes=("0.3.3",)), [], id="the release is out"),
        pytest.param(
            known(FINDING, VOTE), known(untold=frozenset({NewsKind.DRIFT})), [], id="what could not be read is no news",
        ),
        pytest.param(known(untold=frozenset({NewsKind.DRIFT})), known(FINDING), [], id="nor is what could not before"),
    ],
)  # fmt: skip
def test_what_is_news(then: Known, now: Known, expected: list[tuple[str, str]]) -> None:
    assert told(then, now) == expected


def test_news_come_by_subject_and_kind_with_day_and_place() -> None:
    matters = (
        FINDING,
        replace(VOTE, subject="lamp/dim"),
        replace(VOTE, key="later", says="b", day=date(2026, 2, 1)),
        replace(VOTE, day=date(2026, 1, 1)),
    )
    assert news_between(known(), known(*matters)) == (
        NewsItem("lamp", NewsKind.VOTE, NewsChange.NEW, "the vote passed", date(2026, 1, 1), None),
        NewsItem("lamp", NewsKind.VOTE, NewsChange.NEW, "b", date(2026, 2, 1), None),
        NewsItem("lamp", NewsKind.DRIFT, NewsChange.NEW, "one", None, "https://example.org/1"),
        NewsItem("lamp/dim", NewsKind.VOTE, NewsChange.NEW, "the vote passed", None, None),
    )


MATTERS = st.lists(st.sampled_from([FINDING, OTHER, VOTE, BLOCK, ASKED, SOON]), unique=True).map(
    lambda matters: known(*matters, scopes=("0.3.2",))
)


@given(MATTERS, MATTERS)
def test_nothing_is_told_twice_and_nothing_new_is_lost(then: Known, now: Known) -> None:
    found = told(then, now)
    assert len(found) == len(set(found))
    assert told(now, now) == []
    said = {says for change, says in found if change != "gone"}
    before = {each.says for each in then.matters}
    reminders = {SOON.says}
    assert said | reminders >= {each.says for each in now.matters} - before
    assert said.isdisjoint(before)


def test_who_follows_a_proposal_follows_its_amendments() -> None:
    assert [covers("lamp", each) for each in ("lamp", "lamp/dim", "lampshade", "lampshade/dim")] == [
        *(True, True, False, False)
    ]
    assert [covers("lamp/dim", each) for each in ("lamp", "lamp/dim", "lamp/dim-more")] == [False, True, False]
    assert [covers("*", each) for each in ("lamp", "wasi-0.3.2")] == [True, True]


def test_what_was_told_under_an_old_name_is_not_news_under_the_new_one() -> None:
    then = known(replace(VOTE, subject="Light"), replace(VOTE, subject="light/dim"), VOTE)
    assert [each.subject for each in told_anew(then, {"light": "lamp"}).matters] == ["lamp", "lamp/dim", "lamp"]


# --- what is known ----------------------------------------------------------------------------------------------------

MEETING = date(2026, 8, 20)
ITEM = Item(AgendaItem("Vote: Lamp to phase 3", 9, 1, asks_vote=True, phase=3), ("lamp",), "https://example.org/9")
AGENDA = Meeting(MEETING, planned=False, path="wasi/2026/WASI-08-20.md", matters=(ITEM,))
RELEASE = Departure("0.3", date(2026, 10, 6), "0.3.2")
DEADLINE = Deadline(RELEASE, date(2026, 10, 1), date(2026, 9, 24), date(2026, 9, 30))
CANDIDATE = Candidate(
    *("lamp", "Lamp", None, 2, 3, Readiness.READY, (), None),
    criteria=(), open=(), dependencies=(), earliest=None, deadlines=(DEADLINE,),
)  # fmt: skip


LAST = "the last day to ask for a vote before 0.3.2 is 2026-09-30"


def says(outlook: Outlook) -> list[str]:
    return [each.says for each in of_outlook(outlook)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 8, 1), ["on the agenda of 2026-08-20: Vote: Lamp to phase 3; the vote is in 19 days"]),
        (
            date(2026, 8, 13),
            [
                "on the agenda of 2026-08-20: Vote: Lamp to phase 3; the vote is in 7 days",
                "the vote is in 7 days, on 2026-08-20",
            ],
        ),
        (
            date(2026, 8, 20),
            [
                "on the agenda of 2026-08-20: Vote: Lamp to phase 3; the vote is today",
                "the vote is today, on 2026-08-20",
            ],
        ),
        (date(2026, 8, 21), []),
    ],
)
def test_a_vote_on_an_agenda_is_told_and_told_again_when_it_is_near(today: date, expected: list[str]) -> None:
    assert says(Outlook(today, (AGENDA,), (), ())) == expected


def test_a_reminder_comes_once_for_each_step() -> None:
    days = [Outlook(date(2026, 8, day), (AGENDA,), (), ()) for day in range(10, 21)]
    states = [Known(AT, each.day, tuple(of_outlook(each))) for each in days]
    news = [told(then, now) for then, now in pairwise(states)]
    assert [(number, *each[0]) for number, each in enumerate(news, 11) if each] == [
        (13, "new", "the vote is in 7 days, on 2026-08-20"),
        (19, "new", "the vote is tomorrow, on 2026-08-20"),
    ]


@pytest.mark.parametrize(
    ("today", "candidate", "expected"),
    [
        (date(2026, 9, 1), CANDIDATE, []),
        (
            date(2026, 9, 20),
            CANDIDATE,
            [f"{LAST}, in 10 days; with the notice that the chairs aim for it is 2026-09-24"],
        ),
        (
            date(2026, 9, 29),
            CANDIDATE,
            [f"{LAST}, tomorrow"],
        ),
        (date(2026, 10, 1), CANDIDATE, []),
        (date(2026, 9, 29), replace(CANDIDATE, asked=(date(2026, 10, 1),)), []),
        (date(2026, 9, 29), replace(CANDIDATE, target=2), []),
    ],
)
def test_the_last_day_to_ask_for_a_vote_is_told_in_time(today: date, candidate: Candidate, expected: list[str]) -> None:
    assert says(Outlook(today, (), (candidate,), ())) == expected


def test_who_waits_for_a_release_is_told_its_day_and_when_that_moves() -> None:
    def at(release: Departure, today: date) -> Known:
        return Known(AT, today, tuple(of_outlook(Outlook(today, (), (), (release,), frozenset({"lamp/dim"})))))

    first, moved = at(RELEASE, DAY), at(replace(RELEASE, date=date(2026, 10, 13)), DAY)
    assert told(known(), first) == [("new", "0.3.2 is planned for 2026-10-06, in 66 days")]
    assert told(first, moved) == [("changed", "0.3.2 is planned for 2026-10-13, in 73 days")]
    assert told(first, at(RELEASE, date(2026, 10, 5))) == [("new", "0.3.2 is planned for 2026-10-06, tomorrow")]
    unnamed = Departure("0.3", date(2026, 10, 6), None)
    assert told(known(), at(unnamed, DAY)) == [("new", "the next 0.3 is planned for 2026-10-06, in 66 days")]


def happening(kind: ChangeKind | EventKind, topic: Topic, summary: str, **more: object) -> Happening:
    said = Happening(
        *(AT, topic, "lamp/dim", "Lamp: Dim", kind, None, None, summary, None),
        RepositoryName("a/b"), Revision("c" * 40), "https://example.org/c", "Ada",
    )  # fmt: skip
    return replace(said, **more)  # type: ignore[arg-type]


def test_what_happened_is_known_by_commit_and_kind() -> None:
    newest_first = [
        happening(EventKind.VOTED, Topic.VOTE, "the vote passed", revision=None),
        happening(EventKind.RENAMED, Topic.AMENDMENT, "b goes on as c"),
        happening(EventKind.RENAMED, Topic.AMENDMENT, "a goes on as b"),
        happening(ChangeKind.ADVANCED, Topic.PHASE, "advanced from phase 1 to 2", origin=1, target=2),
    ]
    commit, place = "c" * 40, "https://example.org/c"
    assert [*of_happenings(newest_first)] == [
        Matter(
            *("lamp/dim", NewsKind.PHASE, f"advanced {commit} 1 2", "advanced from phase 1 to 2"), day=DAY, url=place
        ),
        Matter("lamp/dim", NewsKind.GATE, f"renamed {commit}", "a goes on as b", day=DAY, url=place),
        Matter("lamp/dim", NewsKind.GATE, f"renamed {commit} 2", "b goes on as c", day=DAY, url=place),
        Matter(
            *("lamp/dim", NewsKind.VOTE, "voted 2026-08-01", "the vote passed", "taken back: the vote passed"),
            day=DAY, url=place,
        ),
    ]  # fmt: skip


def test_a_concern_is_news_when_it_is_raised_and_when_it_is_settled() -> None:
    concern = OpenConcern("e1", "lamp", "Ada", DAY, "Too bright.", None)
    raised = known(*of_concerns([concern]))
    assert told(known(), raised) == [("new", "Ada raised a concern: Too bright.")]
    assert told(raised, known()) == [("gone", "settled: the concern of Ada, Too bright.")]
