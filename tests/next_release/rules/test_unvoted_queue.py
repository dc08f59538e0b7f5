"""`unvoted-queue` finds `@stabilize-next` on the line without a passed vote."""

from tests.next_release.made_lamp import UNSTABLE, lamp, release
from tests.next_release.made_sources import Told, decision, told, unchecked
from tracker.chronicle import Outcome
from tracker.drift.findings import Severity
from tracker.next_release.evidence import NO_VOTES

RULE = "unvoted-queue"
QUEUED = lamp(f"// @stabilize-next\n    {UNSTABLE}")


def test_a_queued_gate_without_a_vote_is_found() -> None:
    made = release(QUEUED, votes=[decision("lamp/lamp-dim", Outcome.DEFERRED)])
    assert told(made, RULE) == [
        Told(
            Severity.ERROR,
            "lamp/lamp-dim",
            "lamp-dim of wasi:lamp is marked @stabilize-next, and no passed vote on it is recorded",
            (
                "main: wasi:lamp/types#dim is @unstable(feature = lamp-dim)",
                "proposal list: Lamp: Dim, phase 2",
                "the vote on phase 3 of 2025-02-10 deferred",
            ),
        )
    ]


def test_a_passed_vote_is_enough() -> None:
    assert told(release(QUEUED, votes=[decision("lamp/lamp-dim")]), RULE) == []


def test_a_gate_that_is_not_queued_needs_no_vote() -> None:
    assert told(release(), RULE) == []


def test_without_votes_or_text_nobody_can_tell() -> None:
    assert unchecked(release(QUEUED, votes=None), RULE) == [NO_VOTES]
    assert unchecked(release(QUEUED, more={"tree": None}), RULE) == ["the WIT of the line was not read"]
    assert unchecked(release(votes=None), RULE) == []
