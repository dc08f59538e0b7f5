"""What happened, by subject and all in one list."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.reports.made_past import CHANGES, DIM_CHANGES, EVENTS, FIRST, PAST, SECOND, THIRD, on, url
from tests.reports.made_standing import HUB
from tracker.happenings import Happening, Timeline, Topic, between, chosen, happenings, said, timelines
from tracker.lives import AmendmentLife, ChangeKind, EventKind, LifeEvent
from tracker.standing import AmendmentState


def _life(identifier: str, *events: LifeEvent) -> AmendmentLife:
    parent, _, feature = identifier.partition("/")
    title = "Lamp: Dim"
    return AmendmentLife(identifier, parent, feature, title, AmendmentState.LANDED, 2, (), events, 5, "Build it.", ())


DIM_LIFE = _life("lamp/lamp-dim", *EVENTS)
ORDER = (("loom", "Loom"), ("lamp", "Lamp"), ("lamp/lamp-dim", "Lamp: Dim"))


def test_every_subject_has_a_timeline() -> None:
    assert timelines([*CHANGES, *DIM_CHANGES], [DIM_LIFE], ORDER) == PAST


def test_timelines_come_in_the_order_of_the_subjects_and_amendments_after_their_parents() -> None:
    changes = [
        replace(CHANGES[0], subject=name) for name in ("loom", "gone", "gone/old", "lamp", "lamp/x", "lamp/lamp-dim")
    ]
    found = timelines(changes, [_life("gone/new", *EVENTS), _life("lamp/quiet")], ORDER)
    assert [(each.subject, each.title) for each in found] == [
        ("loom", "Loom"),
        ("lamp", "Lamp"),
        ("lamp/lamp-dim", "Lamp: Dim"),
        ("lamp/x", "Lantern"),
        ("gone", "Lantern"),
        ("gone/new", "Lamp: Dim"),
        ("gone/old", "Lantern"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ({"lamp"}, ["lamp", "lamp/lamp-dim"]),
        ({"lamp/lamp-dim"}, ["lamp/lamp-dim"]),
        ({"lam"}, []),
    ],
)
def test_the_amendments_of_a_proposal_are_chosen_with_it(names: set[str], found: list[str]) -> None:
    assert [each.subject for each in chosen(PAST, names)] == found


@pytest.mark.parametrize(
    ("since", "until", "changes", "events"),
    [
        (None, None, 5, 4),
        (date(2024, 2, 1), None, 4, 4),
        (date(2024, 2, 2), date(2024, 4, 1), 1, 2),
        (None, date(2024, 1, 31), 1, 0),
        (date(2025, 1, 1), None, 0, 0),
    ],
)
def test_both_days_count(since: date | None, until: date | None, changes: int, events: int) -> None:
    cut = between(PAST, since, until)
    assert (sum(len(each.changes) for each in cut), sum(len(each.events) for each in cut)) == (changes, events)
    assert all(each.changes or each.events for each in cut)


def test_days_are_those_of_utc() -> None:
    late = replace(CHANGES[0], date=datetime.fromisoformat("2024-01-01T23:30:00-02:00"))
    assert between([Timeline("lamp", "Lamp", (late,))], None, date(2024, 1, 1)) == ()


def test_what_the_list_did_to_a_row_is_told_once() -> None:
    assert PAST[1].further_events() == EVENTS[1:]
    untracked = replace(EVENTS[0], state=EventKind.UNTRACKED, revision=FIRST)
    other = replace(EVENTS[0], revision=SECOND)
    assert replace(PAST[1], events=(untracked, other)).further_events() == (other,)


def test_the_log_has_everything_newest_first() -> None:
    found = happenings(PAST, HUB)
    assert [(each.date, each.subject, each.kind.value, each.revision) for each in found] == [
        (on(5), "lamp/lamp-dim", "removed", FIRST),
        (on(4, 3), "lamp/lamp-dim", "deferred", None),
        (on(4, 2), "lamp/lamp-dim", "voted", None),
        (on(4), "lamp/lamp-dim", "landed", SECOND),
        (on(3), "lamp/lamp-dim", "entered", THIRD),
        (on(2), "lamp", "advanced", SECOND),
        (on(2), "lamp", "renamed", SECOND),
        (on(1), "lamp", "entered", FIRST),
    ]
    assert (found[0], found[3]) == (
        Happening(
            on(5), Topic.PHASE, "lamp/lamp-dim", "Lamp: Dim", ChangeKind.REMOVED, 2, None, "left the list at phase 2",
            None, HUB, FIRST, url(FIRST), "Ada",
        ),
        Happening(
            on(4), Topic.AMENDMENT, "lamp/lamp-dim", "Lamp: Dim", EventKind.LANDED, None, None, "landed with 1 gate",
            "0.3", HUB, SECOND, f"https://github.com/{HUB}/a", "Bo",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "origin", "target", "words"),
    [
        (ChangeKind.ENTERED, None, 0, "entered the list at phase 0"),
        (ChangeKind.ADVANCED, 1, 2, "advanced from phase 1 to 2"),
        (ChangeKind.MOVED_BACK, 3, 2, "moved back from phase 3 to 2"),
        (ChangeKind.REMOVED, 3, None, "left the list at phase 3"),
        (ChangeKind.RENAMED, "Lantern", "Lamp", "renamed from “Lantern” to “Lamp”"),
    ],
)
def test_a_change_in_words(kind: ChangeKind, origin: int | str | None, target: int | str | None, words: str) -> None:
    assert said(replace(CHANGES[0], kind=kind, origin=origin, target=target)) == words


def test_moments_of_other_zones_are_ordered_as_they_are() -> None:
    early = replace(CHANGES[0], date=datetime(2024, 1, 2, 1, tzinfo=UTC))
    late = replace(CHANGES[0], date=datetime.fromisoformat("2024-01-01T23:30:00-05:00"), target=2)
    assert [each.target for each in happenings([Timeline("lamp", "Lamp", (late, early))], HUB)] == [2, 1]


def _vote(day: datetime, kind: EventKind, phase: int) -> LifeEvent:
    return LifeEvent(day, kind, None, None, None, "the vote came out: Shall it?", "https://example.org/1", phase=phase)


def test_what_was_decided_about_a_proposal_stands_in_its_timeline_and_in_the_log() -> None:
    advance = next(each for each in CHANGES if each.kind is ChangeKind.ADVANCED)
    assert isinstance(advance.target, int)
    off = _vote(advance.date - timedelta(days=42), EventKind.DEFERRED, advance.target)
    passed = _vote(advance.date - timedelta(days=12), EventKind.VOTED, advance.target)
    votes = {advance.subject: (off, passed), "unknown": (passed,)}
    (found,) = timelines([advance], (), ORDER, votes)
    assert (found.events, found.votes()) == ((off, passed), (off, passed))
    assert found.said(advance) == f"{said(advance)}, 12 days after the vote"
    assert [(each.topic, each.kind) for each in happenings([found], HUB)] == [
        (Topic.PHASE, ChangeKind.ADVANCED),
        (Topic.VOTE, EventKind.VOTED),
        (Topic.VOTE, EventKind.DEFERRED),
    ]


@pytest.mark.parametrize(
    ("days", "phase", "words"),
    [(0, 0, ", the day of the vote"), (1, 0, ", 1 day after the vote"), (1, 1, ""), (-1, 0, "")],
)
def test_only_a_passed_vote_on_that_phase_before_the_change_led_to_it(days: int, phase: int, words: str) -> None:
    advance = next(each for each in CHANGES if each.kind is ChangeKind.ADVANCED)
    assert isinstance(advance.target, int)
    vote = _vote(advance.date - timedelta(days=days), EventKind.VOTED, advance.target + phase)
    timeline = Timeline(advance.subject, advance.title, (advance,), (vote,))
    assert timeline.said(advance) == f"{said(advance)}{words}"


def test_a_proposal_about_which_only_something_was_decided_has_a_timeline() -> None:
    vote = _vote(CHANGES[0].date, EventKind.VOTED, 1)
    assert timelines([], (), ORDER, {"loom": (vote,)}) == (Timeline("loom", "Loom", (), (vote,)),)
