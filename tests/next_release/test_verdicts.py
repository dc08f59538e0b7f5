"""Only what was decided makes a subject ready; what is open, put off or unmet is told apart."""

from datetime import date

import pytest

from tracker.chronicle import Outcome
from tracker.next_release.verdicts import Judgement, deciding, on_phase, polled, voted, with_criteria, worst
from tracker.standing import CriterionResult, CriterionStatus, Readiness
from tracker.voting import Confidence, Method, SubjectKind, Vote, VoteSource, VoteSourceKind

READY, BLOCKED, OPEN = Readiness.READY, Readiness.BLOCKED, Readiness.UNDETERMINED


def vote(day: int, outcome: Outcome, phase: int | None = 3, method: Method = Method.POLL) -> Vote:
    """Return a vote of a day in March 2030."""
    return Vote(
        date(2030, 3, day), "lamp/lamp-dim", SubjectKind.AMENDMENT, "Shall it advance?", phase, method, None, outcome,
        Confidence.HIGH, VoteSource(VoteSourceKind.LEDGER, None, None, None),
    )  # fmt: skip


PASSED, FAILED = vote(7, Outcome.PASSED), vote(8, Outcome.FAILED)
PUT_OFF, UNCLEAR = vote(9, Outcome.DEFERRED), vote(10, Outcome.UNCLEAR)


@pytest.mark.parametrize(
    ("votes", "verdict", "reason"),
    [
        ((), BLOCKED, "no vote on it is recorded"),
        ((PASSED,), READY, "voted in on 2030-03-07"),
        ((PASSED, PUT_OFF, UNCLEAR), READY, "voted in on 2030-03-07"),
        ((PASSED, FAILED), BLOCKED, "the vote of 2030-03-08 failed"),
        ((FAILED, vote(20, Outcome.PASSED)), READY, "voted in on 2030-03-20"),
        ((PUT_OFF,), BLOCKED, "the vote of 2030-03-09 was put off"),
        ((UNCLEAR,), OPEN, "how the vote of 2030-03-10 came out cannot be told"),
        ((vote(7, Outcome.PASSED, method=Method.STRAW_POLL),), BLOCKED, "no vote on it is recorded"),
    ],
)
def test_the_last_vote_that_was_decided_counts(votes: tuple[Vote, ...], verdict: Readiness, reason: str) -> None:
    found = voted(votes, (), recorded=True)
    assert found == Judgement(verdict, reason, deciding(votes), reviewable=votes == (UNCLEAR,))


def test_where_no_vote_was_ever_recorded_nobody_can_tell() -> None:
    reason = "no one can tell whether it was voted in: votes are not recorded"
    assert voted((), (), recorded=False) == Judgement(OPEN, reason)


def test_what_waits_for_a_person_leaves_it_open_unless_something_was_decided() -> None:
    reason = "a person must review what the notes of 2030-03-07 say of a vote on it"
    assert voted((), [PASSED], recorded=True) == Judgement(OPEN, reason, reviewable=True)
    assert voted([PUT_OFF], [PASSED], recorded=True) == Judgement(OPEN, reason, reviewable=True)
    assert voted([FAILED], [PASSED], recorded=True).verdict is BLOCKED


@pytest.mark.parametrize(
    ("votes", "verdict", "reason"),
    [
        ((), OPEN, "the poll on it was not held yet"),
        ((PUT_OFF,), OPEN, "the poll of 2030-03-09 was put off"),
        ((FAILED,), BLOCKED, "the vote of 2030-03-08 failed"),
        ((PASSED,), READY, "voted in on 2030-03-07"),
    ],
)
def test_a_poll_of_a_launch_that_was_not_held_is_open(votes: tuple[Vote, ...], verdict: Readiness, reason: str) -> None:
    assert polled(votes, ()) == Judgement(verdict, reason, deciding(votes))


def test_a_vote_on_an_earlier_phase_puts_nothing_into_a_later_one() -> None:
    earlier, later, words = vote(7, Outcome.PASSED, 2), vote(7, Outcome.PASSED, 4), vote(7, Outcome.PASSED, None)
    assert on_phase([earlier, PASSED, later, words]) == (PASSED, later, words)


def test_an_unmet_requirement_of_the_phase_blocks_and_an_unknown_one_was_judged_by_the_vote() -> None:
    unmet = CriterionResult("dependencies", 3, CriterionStatus.UNMET, "wasi:wick is at phase 1")
    unknown = CriterionResult("portability-plan", 3, CriterionStatus.UNKNOWN, "people must tell")
    earlier = CriterionResult("overview", 2, CriterionStatus.UNMET, "there is none")
    passed, none = voted([PASSED], (), recorded=True), voted((), (), recorded=True)
    assert with_criteria(passed, [unknown, earlier]) == passed
    assert with_criteria(passed, [unknown, unmet]).reason == "voted in on 2030-03-07, but unmet: dependencies"
    assert with_criteria(none, [unmet]).reason == "no vote on it is recorded; unmet: dependencies"
    assert with_criteria(passed, [unmet]).verdict is BLOCKED


def test_strictly_what_nobody_can_tell_blocks() -> None:
    found = voted([UNCLEAR], (), recorded=True)
    assert found.strictly(strict=False) == found
    assert found.strictly(strict=True) == Judgement(BLOCKED, f"{found.reason}; what nobody can tell blocks", UNCLEAR)


def test_the_worst_verdict_wins_and_of_nothing_all_is_ready() -> None:
    assert [worst(each) for each in ((), (READY, OPEN), (OPEN, BLOCKED, READY))] == [READY, OPEN, BLOCKED]
