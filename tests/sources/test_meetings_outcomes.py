"""What the chair declares is the outcome, in whatever words; nothing is computed from a tally."""

import pytest

from tracker.chronicle import Outcome
from tracker.sources.meetings import read_notes
from tracker.voting import Confidence, Method, NotedDecision, Tally

ABOVE = """## Agenda items

1. Vote: advance `wasi-lamp` to phase 2 (@ada)

## Notes

### Advance wasi-lamp to phase 2

"""
FIRST = ABOVE.count("\n") + 1
TALLY = "SF: 3\nF: 4\nN: 2\nA: 1\n\n"


def decisions(body: str) -> tuple[NotedDecision, ...]:
    """Return the decisions of a meeting that had one vote on its agenda."""
    return read_notes(ABOVE + body).decisions


def only(body: str) -> NotedDecision:
    """Return the only decision of the meeting."""
    (decision,) = decisions(body)
    return decision


PASSED = """
the vote passes.
The vote has passed!
Vote passed
and with that, the vote has passed!
the unanimous vote passes
The motion carries.
Motion carried
this passes.
this also passes - excellent!
it passes, congratulations champions
with unanimous support, it passes!
Passes
Passed!
PASSED
Approved.
✅ Approved
Result: passed
**Result: passed**
Outcome: approved
Decision: accepted
Resolution: we move wasi-lamp to phase 2.
Vote: passes
Result: consensus
Consensus.
Consensus!
Consensus reached
Consensus is reached
We have consensus.
we have consensus to advance this
That is consensus.
that's consensus, wasi-lamp is now phase 2.
I declare consensus.
I declare consensus on this vote, to include the lamp.
I call that consensus
I'm going to call that consensus.
we see clear consensus
There is consensus to move forward.
Consensus is in favor.
Consensus on advancing to phase 2
We have confirmed the count, that means we have consensus to include wasi-lamp.
wasi-lamp is now phase 2!
wasi-lamp is now at phase 2
wasi-lamp is now a phase 2 proposal.
wasi-lamp is officially in phase 2.
We can consider wasi-lamp at phase 2.
wasi-lamp advances to phase 2
wasi-lamp moves to phase 2.
wasi-lamp moves on to Phase 2
wasi-lamp goes to phase two
wasi-lamp passes to phase 2
wasi-lamp has advanced to phase 2
wasi-lamp has been moved to phase 2
wasi-lamp graduates to phase 2
wasi-lamp enters phase 2
Welcome to phase 2!
approved for phase 2
accepted as a phase 2 proposal
wasi-lamp is approved
The proposal is adopted.
The proposal moves forward.
the vote was successful
The vote succeeds
so it is adopted
the ayes have it
Looks like strong support, so we will move it to phase 2.
So we'll adopt it.
The vote passes with nobody against.
with no votes against, wasi-lamp advances.
The proposal passes unanimously.
Unanimously approved
Passed by a consensus vote.
wasi-lamp is phase 2.
with that, wasi-lamp is at phase 2
wasi-lamp is moving to phase 2
The proposal will move to phase 2.
We can move this to phase 2.
phase 2 approved
Phase 2 reached!
Outcome: phase 2
Decision: advance wasi-lamp to phase 2
passes easily
I'm calling it, passed.
""".strip().splitlines()

FAILED = """
no consensus.
No consensus
there is no consensus, wasi-lamp stays at phase 1.
we do not have consensus
we don't have consensus.
We don’t have consensus here.
I do not think we have consensus
we did not reach consensus
That is not consensus.
I am going to call that not consensus
Consensus was not reached.
lack of consensus
The vote does not pass.
the vote doesn't pass
The vote did not pass
vote fails
The vote has failed.
the motion fails
The poll failed
this does not pass
It did not pass.
unfortunately that means the proposal did not pass
Result: failed
Outcome: not approved
Result: no consensus
Not approved.
Rejected
so this is rejected for now.
the proposal is not approved
wasi-lamp remains in phase 1.
there is insufficient support to advance.
there is not enough support.
wasi-lamp will not advance to phase 2
""".strip().splitlines()

NOT_SAID = """
Thank you all.
does this pass?
Did it pass? I could not count.
if it passes, we will need more lamps.
Once the vote passes we will buy lamps.
What would it take to reach consensus?
We should have consensus before we buy lamps.
I hope that we have consensus.
All tests passed on the new lamp.
The switch passes the current through the wire.
Last week the vote on fans passed.
Two years ago we had consensus on fans.
the CG has approved threads.
In the CG the vote passed.
I voted neutral because of the shade.
Anyone may object within seven days.
A vote passes when the chair says so.
""".strip().splitlines()


@pytest.mark.parametrize("said", PASSED)
def test_words_that_declare_that_a_vote_passed(said: str) -> None:
    spoken = only(f"{TALLY}Ada: {said}\n")
    assert (spoken.tally, spoken.outcome, spoken.outcome_line) == (Tally(3, 4, 2, 1), Outcome.PASSED, FIRST + 5)
    assert only(f"{TALLY}**{said.strip('*')}**\n").outcome is Outcome.PASSED


@pytest.mark.parametrize("said", FAILED)
def test_words_that_declare_that_a_vote_failed(said: str) -> None:
    decision = only(f"{TALLY}Ada: {said}\n")
    assert (decision.outcome, decision.outcome_line, decision.phase) == (Outcome.FAILED, FIRST + 5, 2)


@pytest.mark.parametrize("said", NOT_SAID)
def test_words_that_declare_nothing_leave_the_outcome_unclear(said: str) -> None:
    decision = only(f"{TALLY}Ada: {said}\n")
    assert (decision.outcome, decision.outcome_line, decision.confidence, decision.reason) == (
        Outcome.UNCLEAR,
        None,
        Confidence.MEDIUM,
        "nobody declared how it came out",
    )


@pytest.mark.parametrize(
    "body",
    [
        f"wasi-lamp advances to phase 2:\n\n{TALLY}",
        f"This was passed by a consensus vote.\n\n{TALLY}Thank you.\n",
        f"- Outcome: Passed\n\n{TALLY}",
        f"Ada: vote to phase 2\n\nAda: wasi-lamp advances to phase 2\n\n{TALLY}",
        f"{TALLY}#### Result\n\nPassed\n",
        f"{TALLY}Bo: I am against because of the shade.\n\nCy: me too.\n\nAda: still, that is consensus.\n",
        "Vote: 3 SF, 4 F, 2 N, 1 A - passes\n",
        "3 SF, 4 F, 2 N, 1 A. The vote passes.\n",
        "Ada: with SF: 3, F: 4, N: 2, A: 1 the vote passes.\n",
        "SF=3 F=4 N=2 A=1 => consensus\n",
        "The vote passed with 3 strongly for, 4 for, 2 neutral and 1 against.\n",
        "| SF | F | N | A | Result |\n|--|--|--|--|--|\n| 3 | 4 | 2 | 1 | passes |\n",
        f"{TALLY}Ada: after all these weeks of talking I am happy to say that we have\nreached consensus on this.\n",
    ],
)
def test_the_outcome_stands_before_the_tally_behind_it_or_in_its_line(body: str) -> None:
    decision = only(body)
    assert (decision.tally, decision.outcome, decision.confidence) == (
        Tally(3, 4, 2, 1),
        Outcome.PASSED,
        Confidence.HIGH,
    )


def test_the_line_of_the_outcome_is_that_of_the_words_in_a_wrapped_paragraph() -> None:
    body = f"{TALLY}Ada: after all these weeks of talking about lamps, shades and fans,\nthe vote passes.\n"
    assert only(body).outcome_line == FIRST + 6


def test_congratulations_alone_are_a_weak_sign() -> None:
    decision = only(f"{TALLY}Ada: congratulations!\n")
    assert (decision.outcome, decision.confidence, decision.reason) == (
        Outcome.PASSED,
        Confidence.MEDIUM,
        "the outcome is only implied",
    )


@pytest.mark.parametrize(
    "said", ["Phase 2 it is!", "clear majority in favor, we have a phase 2 proposal!", "It is official!"]
)
def test_what_is_only_implied_right_behind_a_tally_is_to_be_reviewed(said: str) -> None:
    decision = only(f"{TALLY}Ada: {said}\n")
    assert (decision.outcome, decision.outcome_line) == (Outcome.PASSED, FIRST + 5)


def test_a_heading_may_tell_the_outcome() -> None:
    notes = "## Agenda\n\n1. Lamps\n\n## Notes\n\n### wasi-lamp phase 2 vote: passed\n\nSF: 3\nF: 4\n"
    (decision,) = read_notes(notes).decisions
    assert (decision.line, decision.outcome, decision.outcome_line) == (9, Outcome.PASSED, 7)


def test_a_decision_may_be_put_off_after_a_poll() -> None:
    decision = only(f"{TALLY}Ada: given the concerns we will defer the decision to the next meeting.\n")
    assert (decision.tally, decision.outcome, decision.outcome_line) == (
        Tally(3, 4, 2, 1),
        Outcome.DEFERRED,
        FIRST + 5,
    )


def test_a_straw_poll_decides_nothing() -> None:
    decision = only(f"Ada: straw poll, who likes round lamps?\n\n{TALLY}Thank you.\n")
    assert (decision.method, decision.outcome, decision.confidence) == (
        Method.STRAW_POLL,
        Outcome.UNCLEAR,
        Confidence.MEDIUM,
    )


@pytest.mark.parametrize(
    "body",
    [
        "Ada: unanimous consent vote. Any objections?\n\nNone. wasi-lamp moves to phase 2.\n",
        "Ada: any objections to moving wasi-lamp to phase 2?\n\nNo objections, so approved.\n",
        "Ada: consensus poll. Anyone object?\n\n[long silence]\n\nAda: It passes.\n",
        "Ada: Please register your dissent now.\n\nAda: No dissent\n\nAda: wasi-lamp passes to phase 2.\n",
        "Passes by unanimous consent.\n",
        "Approved by unanimous consent.\n",
        "Ada: Hearing no objections, wasi-lamp advances to phase 2!\n",
        "Ada: No objections, poll succeeds!\n",
        "Ada: lazy consensus: nobody objected this week, so it is adopted.\n",
        "Unanimous consent: approved\n",
        "- Ada\n  - any objections? this is a consensus poll for phase 2\n  - no objections! approved\n",
        "Ada: the unanimous consent vote has passed, since nobody has objections.\n",
        "Ada: universal consensus vote. Any objections?\n\nAda: Everybody is in favor. wasi-lamp is now Phase 2.\n",
        "Ada: calling for consensus. Any objections? Hearing none. Consensus reached.\n",
        "Ada: does anyone object to phase 2?\n\n(no)\n\nAda: then it passes.\n",
        "Ada: no one objects, so wasi-lamp moves to phase 2.\n",
        "Ada: unanimous consent to advance? Seeing no opposition, the motion carries.\n",
    ],
)
def test_consent_without_a_tally_is_declared_in_many_ways(body: str) -> None:
    decision = only(body)
    assert (decision.method, decision.tally, decision.outcome, decision.confidence, decision.phase) == (
        Method.UNANIMOUS_CONSENT,
        None,
        Outcome.PASSED,
        Confidence.HIGH,
        2,
    )
    assert decision.line == decision.outcome_line


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("No objections.\n", "nobody objected, and nobody declared that it passed"),
        ("Ada: consensus poll. Any objections?\n\nNo.\n", "nobody objected, and nobody declared that it passed"),
        ("Unanimous consent.\n", "nobody objected, and nobody declared that it passed"),
        ("Ada: any objections? No? Great, we have a new proposal!\n", "the outcome is only implied"),
        ("Ada: any concerns about lamps moving forward?\n\nAda: congrats!\n", "the outcome is only implied"),
        ("Unanimously approved.\n", "no tally and no question of consent stand in the notes"),
        ("Approved by consensus.\n", "no tally and no question of consent stand in the notes"),
    ],
)
def test_consent_that_is_only_implied_is_to_be_reviewed(body: str, reason: str) -> None:
    decision = only(body)
    assert (decision.method, decision.outcome, decision.confidence, decision.reason) == (
        Method.UNANIMOUS_CONSENT,
        Outcome.PASSED,
        Confidence.MEDIUM,
        reason,
    )


@pytest.mark.parametrize(
    "body",
    [
        f"Ada: any objections to phase 2?\n\nBo: I object.\n\nAda: then we vote.\n\n{TALLY}Ada: passed.\n",
        f"Ada: any objections before we vote? None. Let's vote!\n\n{TALLY}Ada: passed.\n",
        f"Ada: any questions or concerns? - no. Let's hold the vote!\n\n{TALLY}Ada: passed.\n",
        f"Bo: did we miss anything? (No)\n\nAda: Vote to phase 2\n\n{TALLY}Ada: passed.\n",
        f"Ada: should we postpone the vote? Bo: no, I am ready to vote.\n\n{TALLY}Ada: passed.\n",
    ],
)
def test_what_is_asked_before_a_poll_is_no_decision_of_its_own(body: str) -> None:
    assert (only(body).method, only(body).tally) == (Method.POLL, Tally(3, 4, 2, 1))


@pytest.mark.parametrize(
    "said",
    """
Ada: let us postpone the vote to the next meeting.
Ada: decision to delay the vote until the criteria are written.
Ada: can we push the vote to the next meeting?
Ada: we'll postpone the vote.
Bo: we are not ready to vote, next meeting.
Ada: not quite ready for a vote yet.
Ada: we'll vote next time.
Ada: please write that down, and then vote on June 14, our next meeting?
The vote was struck from the agenda.
The vote was removed from the agenda.
Vote postponed.
Vote deferred to next meeting
Postponed.
Decision deferred until the criteria are written.
We ran out of time, so the vote moves to May 17.
Ada: Let's hold off on the vote until the fan question is settled.
Ada: ok, we can bring it back in two weeks.
Ada: we will not vote on this today.
Ada: no vote today, the overview is missing.
Ada: let's defer this to the next meeting.
Ada: I would like to table the vote.
Ada: we won't hold the vote today.
Ada: the champions withdrew the vote.
""".strip().splitlines(),
)
def test_a_vote_that_is_put_off_is_a_deferral(said: str) -> None:
    decision = only(f"Bo: what a nice lamp.\n\n{said}\n\nBo: thank you.\n")
    assert (decision.line, decision.method, decision.tally, decision.outcome, decision.phase, decision.named[0]) == (
        FIRST + 2,
        Method.OTHER,
        None,
        Outcome.DEFERRED,
        2,
        "wasi-lamp",
    )


def test_polls_called_by_name_have_their_outcome_in_the_same_line() -> None:
    body = "- Ada\n  - consensus poll for each\n- Ada\n  - Poll: desk lamps (advances)\n- Bo\n  - too bright\n"
    body += "- Ada\n  - Poll: street lamps (advances)\n- Ada\n  - Poll: head lamps\n"
    body += "- Bo\n  - why?\n- Ada\n  - out of time\n"
    assert [(each.line - FIRST, each.named[0], each.method, each.outcome) for each in decisions(body)] == [
        (3, "desk lamps", Method.UNANIMOUS_CONSENT, Outcome.PASSED),
        (7, "street lamps", Method.UNANIMOUS_CONSENT, Outcome.PASSED),
        (13, "head lamps", Method.OTHER, Outcome.DEFERRED),
    ]
