"""How long steps took and what waits for whom, from lives, changes of the list, and decisions."""

from datetime import date, datetime

import pytest

from tests.made_chronicle import MadeChronicle, moment
from tests.made_facts import HUB, github, row
from tracker.chronicle import Chronicle, Outcome
from tracker.durations import Latency, StepMedian, StepTime, UnknownStep, Wait
from tracker.facts import Revision
from tracker.lives import AmendmentLife, ChangeKind, EventKind, LifeEvent, PhaseChange
from tracker.process import Process, shipped_process
from tracker.standing import AmendmentState
from tracker.subjects import Subjects
from tracker.waiting import latency

PROCESS: Process = shipped_process()
AT = "2024-12-31"
ORDER = (
    "proposed-to-tracked",
    "proposed-to-landed",
    "landed-to-tracked",
    "landed-to-stabilized",
    "voted-to-listed",
    "voted-to-stabilized",
    "stabilized-to-released",
)


def event(day: str, kind: EventKind, line: str | None = "0.2") -> LifeEvent:
    """Return something that happened to an amendment."""
    return LifeEvent(moment(day), kind, line, None, None, "", None)


def life(
    *events: LifeEvent, name: str = "lamp/lamp-dim", step: int | None = 5, next_step: str = "Something comes next."
) -> AmendmentLife:
    """Return the life of an amendment."""
    return AmendmentLife(
        name, name.partition("/")[0], None, name, AmendmentState.LANDED, 2, (), events, step, next_step, ()
    )


def change(
    day: str, subject: str, origin: int | None, target: int | None, kind: ChangeKind | None = None
) -> PhaseChange:
    """Return a change of the list."""
    advanced = ChangeKind.ADVANCED if origin is not None else ChangeKind.ENTERED
    return PhaseChange(
        moment(day), subject, kind or advanced, origin, target, Revision("a" * 40), subject, "", "Ada Author", ""
    )


def made(*decided: tuple[str, str, Outcome, int | None]) -> tuple[Chronicle, Subjects]:
    """Return a chronicle of a list with a lamp at phase 3 and a loom at phase 1, and its subjects."""
    world = MadeChronicle()
    hub = world.branch(HUB)
    rows = [
        row(3, "Lamp", github("Own/wasi-lamp"), ("Ada Author", "Bo Builder"), line=5),
        row(1, "Loom", github("Own/wasi-loom"), ("Cleo Coder",), line=6),
        row(0, "Wick", None, (), line=7),
    ]
    hub.commit("2023-01-01", rows=rows)
    for subject, day, outcome, phase in decided:
        world.decide(subject, day, outcome, phase)
    return world.chronicle(AT), world.subjects(AT)


def measured(
    lives: tuple[AmendmentLife, ...] = (),
    changes: tuple[PhaseChange, ...] = (),
    *decided: tuple[str, str, Outcome, int | None],
) -> Latency:
    """Return the latency of lives and changes."""
    chronicle, subjects = made(*decided)
    return latency(chronicle, subjects, lives, changes, PROCESS)


def taken(answer: Latency) -> list[tuple[str, str, int]]:
    """Return the steps that were taken."""
    return [(each.subject, each.step, each.days) for each in answer.steps]


# --- amendments -----------------------------------------------------------------------------------------------------


def test_a_life_gives_the_time_of_each_step() -> None:
    events = (
        event("2024-01-01", EventKind.PROPOSED),
        event("2024-01-03", EventKind.TRACKED, None),
        event("2024-01-08", EventKind.LANDED),
        event("2024-02-01", EventKind.VOTED, None),
        event("2024-03-01", EventKind.STABILIZED),
        event("2024-03-05", EventKind.RELEASED),
    )
    assert measured((life(*events, step=None),), (), ("other", "2024-02-01", Outcome.PASSED, None)).steps == (
        StepTime("lamp/lamp-dim", "proposed-to-tracked", date(2024, 1, 1), date(2024, 1, 3), 2),
        StepTime("lamp/lamp-dim", "proposed-to-landed", date(2024, 1, 1), date(2024, 1, 8), 7),
        StepTime("lamp/lamp-dim", "landed-to-tracked", date(2024, 1, 8), date(2024, 1, 3), -5),
        StepTime("lamp/lamp-dim", "landed-to-stabilized", date(2024, 1, 8), date(2024, 3, 1), 53),
        StepTime("lamp/lamp-dim", "voted-to-stabilized", date(2024, 2, 1), date(2024, 3, 1), 29),
        StepTime("lamp/lamp-dim", "stabilized-to-released", date(2024, 3, 1), date(2024, 3, 5), 4),
    )


def test_the_first_time_counts_whatever_happened_again() -> None:
    events = (
        event("2024-01-08", EventKind.LANDED),
        event("2024-01-10", EventKind.TRACKED, None),
        event("2024-02-10", EventKind.UNTRACKED, None),
        event("2024-03-10", EventKind.TRACKED, None),
        event("2024-03-11", EventKind.LANDED, "0.3"),
    )
    assert taken(measured((life(*events),))) == [("lamp/lamp-dim", "landed-to-tracked", 2)]


def test_a_release_of_another_line_does_not_end_a_flip_on_this_one() -> None:
    events = (
        event("2024-03-01", EventKind.STABILIZED, "0.3"),
        event("2024-03-05", EventKind.RELEASED, "0.2"),
        event("2024-04-01", EventKind.RELEASED, "0.3"),
    )
    assert taken(measured((life(*events),))) == [("lamp/lamp-dim", "stabilized-to-released", 31)]


def test_days_are_counted_from_date_to_date() -> None:
    events = (
        event("2024-01-01T23:59", EventKind.LANDED),
        event("2024-01-02T00:01", EventKind.STABILIZED),
    )
    assert taken(measured((life(*events),))) == [("lamp/lamp-dim", "landed-to-stabilized", 1)]


# --- proposals ------------------------------------------------------------------------------------------------------


def test_a_phase_lasts_from_when_it_is_entered_until_the_proposal_advances() -> None:
    changes = (
        change("2024-01-01", "loom", None, 0),
        change("2024-01-11", "loom", 0, 1),
        change("2024-01-15", "loom", None, None, ChangeKind.RENAMED),
        change("2024-02-11", "loom", 1, 2),
        change("2024-02-21", "loom", 2, 1, ChangeKind.MOVED_BACK),
        change("2024-02-26", "loom", 1, 2),
        change("2024-03-26", "loom", 2, None, ChangeKind.REMOVED),
        change("2024-04-26", "loom", None, 3),
        change("2024-05-01", "lamp/lamp-dim", None, 0),
        change("2024-06-01", "lamp/lamp-dim", 0, 2),
    )
    assert taken(measured((), changes)) == [
        ("loom", "in-phase-0", 10),
        ("loom", "in-phase-1", 31),
        ("loom", "in-phase-1", 5),
    ]


def test_what_the_oldest_list_holds_was_there_before_and_medians_leave_it_out() -> None:
    changes = (
        change("2023-01-01", "lamp", None, 1),
        change("2024-02-01", "loom", None, 1),
        change("2024-02-11", "loom", 1, 2),
        change("2024-03-01", "lamp", 1, 2),
    )
    answer = measured((), changes)
    exact = StepTime("loom", "in-phase-1", date(2024, 2, 1), date(2024, 2, 11), 10)
    assert answer.steps == (
        StepTime("lamp", "in-phase-1", date(2023, 1, 1), date(2024, 3, 1), 425, at_least=True),
        exact,
    )
    assert answer.medians[-1] == StepMedian("in-phase-1", 1, 10.0, exact, exact)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("2024-02-01", 1, 2)], [31]),
        ([("2023-12-31", 1, 2)], [-1]),
        ([("2024-01-01", 1, 2)], [0]),
        ([("2024-01-05", 1, 3)], [4]),
        ([("2024-01-05", None, 2)], [4]),
        ([("2023-12-01", 1, 2), ("2023-12-05", 2, 1), ("2024-01-11", 1, 2)], [10]),
        ([("2024-01-05", 0, 1)], []),
        ([("2024-01-05", 2, 3)], []),
        ([], []),
    ],
)
def test_a_vote_is_listed_by_the_change_to_its_phase(
    changes: list[tuple[str, int | None, int]], expected: list[int]
) -> None:
    listed = tuple(change(day, "loom", origin, target) for day, origin, target in changes)
    answer = measured((), listed, ("loom", "2024-01-01", Outcome.PASSED, 2))
    assert [each.days for each in answer.steps if each.step == "voted-to-listed"] == expected


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.DEFERRED, Outcome.UNCLEAR])
def test_only_a_passed_vote_counts_and_only_the_first(outcome: Outcome) -> None:
    listed = (change("2024-03-01", "loom", 1, 2),)
    votes = (("loom", "2024-01-01", outcome, 2), ("loom", "2024-02-01", Outcome.PASSED, 2))
    again = ("loom", "2024-02-15", Outcome.PASSED, 2)
    assert taken(measured((), listed, *votes, again)) == [("loom", "voted-to-listed", 29)]


# --- over all -------------------------------------------------------------------------------------------------------


def test_medians_name_the_shortest_and_the_longest() -> None:
    lives = tuple(
        life(event("2024-01-01", EventKind.LANDED), event(day, EventKind.STABILIZED), name=name)
        for name, day in (("lamp/a", "2024-01-05"), ("lamp/b", "2024-01-02"), ("lamp/c", "2024-01-31"))
    )
    answer = measured((*lives, life(event("2024-01-01", EventKind.LANDED), name="lamp/d")))
    assert next(each for each in answer.medians if each.count) == StepMedian(
        "landed-to-stabilized",
        3,
        4.0,
        StepTime("lamp/b", "landed-to-stabilized", date(2024, 1, 1), date(2024, 1, 2), 1),
        StepTime("lamp/c", "landed-to-stabilized", date(2024, 1, 1), date(2024, 1, 31), 30),
    )


def test_a_step_that_nobody_took_has_no_median() -> None:
    lives = (life(event("2024-01-01", EventKind.PROPOSED)),)
    answer = measured(lives, (), ("other", "2024-01-01", Outcome.PASSED, 2))
    assert answer.medians == tuple(StepMedian(step, 0, None, None, None) for step in ORDER)


def test_without_a_recorded_vote_steps_that_need_one_are_unknown() -> None:
    answer = measured((life(event("2024-01-01", EventKind.PROPOSED)),))
    reason = "no vote of the subgroup is recorded"
    assert answer.unknown == (UnknownStep("voted-to-listed", reason), UnknownStep("voted-to-stabilized", reason))
    assert [each.step for each in answer.medians] == [step for step in ORDER if not step.startswith("voted")]


def test_without_a_pull_request_no_one_can_tell_when_anything_was_filed() -> None:
    answer = measured((life(event("2024-01-01", EventKind.LANDED)),), (), ("other", "2024-01-01", Outcome.PASSED, 2))
    reason = "no pull request was read"
    assert answer.unknown == (UnknownStep("proposed-to-tracked", reason), UnknownStep("proposed-to-landed", reason))


def test_nothing_at_all_is_no_time_and_no_wait() -> None:
    answer = latency(Chronicle(moment(AT)), Subjects((), (), (), ()), (), (), PROCESS)
    assert (answer.as_of, answer.steps, answer.waiting) == (moment(AT), (), ())


# --- waiting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "next_step", "waits_for"),
    [
        (6, "A vote on phase 3 waits for the subgroup.", "subgroup"),
        (7, "Turning its gates waits for the release manager.", "release manager"),
        (2, "Accepting it waits for the champion.", "champions Ada Author, Bo Builder"),
        (5, "Building it waits for the implementers; then a vote for the subgroup.", "implementers"),
        (5, "It is to be built.", "implementers"),
        (8, "It is to ship.", "release manager"),
        (4, "It is to be merged.", "champions Ada Author, Bo Builder"),
    ],
)
def test_an_open_amendment_waits_since_its_last_event(step: int, next_step: str, waits_for: str) -> None:
    events = (event("2024-01-01", EventKind.LANDED), event("2024-12-01", EventKind.QUEUED))
    assert measured((life(*events, step=step, next_step=next_step),)).waiting == (
        Wait("lamp/lamp-dim", next_step, waits_for, date(2024, 12, 1), 30),
    )


def test_nobody_waits_for_what_is_done() -> None:
    assert measured((life(event("2024-01-01", EventKind.RELEASED), step=None), life(step=1))).waiting == ()


def test_a_proposal_waits_since_it_last_moved_and_the_longest_wait_comes_first() -> None:
    changes = (
        change("2023-01-01", "wick", None, 0),
        change("2024-01-01", "lamp", None, 3),
        change("2024-01-01", "loom", None, 1),
        change("2024-12-01", "gone", None, 1),
    )
    assert measured((), changes).waiting == (
        Wait("wick", "Advancing to phase 1.", "champion", date(2023, 1, 1), 730, at_least=True),
        Wait("loom", "Advancing to phase 2.", "champion Cleo Coder", date(2024, 1, 1), 365),
    )


def test_a_passed_vote_that_the_list_does_not_show_waits_for_its_keepers() -> None:
    changes = (change("2023-01-01", "wick", None, 0), change("2024-01-01", "loom", None, 1))
    answer = measured((), changes, ("loom", "2024-12-01", Outcome.PASSED, 2))
    assert answer.waiting[-1] == Wait(
        "loom", "Showing phase 2, which was voted.", "keepers of the proposal list", date(2024, 12, 1), 30
    )


def test_the_moment_is_the_chronicles() -> None:
    assert measured().as_of == datetime.fromisoformat("2024-12-31T12:00:00+00:00")
