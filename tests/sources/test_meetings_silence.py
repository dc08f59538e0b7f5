"""Talk about votes is no vote: reports, plans, rules, questions and everyday agreement decide nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.meetings import read_notes
from tracker.voting import Confidence

UPDATE = """## Agenda items

1. Announcements
    1. wasi-fan reached phase 2
1. Proposals and discussions
    1. wasi-lamp update (@ada)

## Notes

### Attendees

- Ada Bulb

"""
VOTE = UPDATE.replace("wasi-lamp update", "Vote: advance wasi-lamp to phase 2")
TALK = """
we will vote on wasi-lamp in two weeks. Please review the shades.
heads up, next meeting there is a phase 2 vote for wasi-fan.
last week we voted to advance wasi-fan to phase 3 and it passed.
two weeks ago the vote on fans passed with SF: 9, F: 3.
we voted on this at a previous meeting and had consensus.
in the CG the vote was SF: 12, F: 3, N: 0. They have consensus.
the Community Group approved threads yesterday.
the component model group has adopted maps.
a vote passes when the chair declares consensus.
anyone may object within seven days of a decision.
no consensus means that a proposal stays where it is.
consensus is when nobody objects.
you vote by typing SF, F, N, A or SA in the chat.
could we have a vote on this at some point?
should we vote on this?
did the vote pass? Has the proposal been approved?
if the vote passes, we will publish lamps.
once wasi-lamp is approved we merge it.
to move to phase 3 we need two implementations.
wasi-lamp is at phase 1. wasi-fan moved to phase 2 in March.
this is just a demo, no vote. I do want to bring it to a vote eventually.
we need consensus before we can ship lamps.
I think there is consensus that lamps should be round.
there's consensus to make this better for users.
consensus is building around round lamps.
any objections to skipping the next item?
any objections to ending early?
does anyone object if I rename the switch function?
let me know if anyone has any strong opinions or objections.
if you have objections to this change, now is the time.
everyone is in favor of better lamps.
no concerns about the shade were raised on the issue.
all tests passed. The build passes, and one check fails.
the switch passes the current through the wire.
the function returns when the poll succeeds.
poll returns the list of lamps that are ready.
the PR was approved and merged.
the design has been accepted by the shop.
the new lamp has launched! We have released 0.2.
congratulations to Bo on the new lamp.
great, we have a new API for lamps.
we are all agreed that the lamp is nice.
agreed!
sounds good, let's do that.
the release of the fan was postponed to June.
we deferred the decision on shades last month.
let's discuss the postponed items.
the plan: review in May, vote in June, release in July.
not going to call for a vote for these today.
we are not holding a vote today to go to phase 3, I only want to discuss what it takes.
let's put a vote on the calendar for next week.
I strongly support this. Cy is strongly against 3 of the ideas.
for 3 years we had 2 lamps, and no 4th one.
the vote slide has the criteria. The voting tool is in the chat.
I'd like to propose that we vote on phase 3 in Q4 and then update two engines.
the process we've established is that once it is stable we can vote to adopt it.
what we'd be voting on is the ability to depend on lamps.
stabilizing changes must always go through a vote.
the SG votes to launch it when two worlds are ready.
Bo was elected to the board of the kettle fair last month.
each component must declare its lamps. A resource is declared before it is used.
this was resolved in the PR.
we ran out of time last week.
""".strip().splitlines()


@pytest.mark.parametrize("said", TALK)
@pytest.mark.parametrize("heading", ["### wasi-lamp update\n\n", "### wasi-lamp\n\n", "### Discussion\n\n", ""])
def test_talk_about_votes_is_no_decision(said: str, heading: str) -> None:
    assert read_notes(f"{UPDATE}{heading}Ada: {said}\n\nBo: thank you.\n").decisions == ()


@pytest.mark.parametrize(
    "body",
    [
        "We talked about brightness and shades. It is a nice lamp.\n",
        "**Ada**: wasi-lamp has two implementations.\n\n**Bo**: and the shade?\n\n**Ada**: comes later this year.\n",
        "> A vote passes when the chair says that it has passed. No objections means that it is approved.\n",
        "Ada: if the vote passes, we will publish lamps. Once it is approved we merge.\n",
        "Ada: all tests passed and the PR was merged.\n",
        "Ada: wasi-fan moved to phase 2 last week.\n",
        "Bo: I think there is consensus that lamps should be round.\n",
        "Bo: did we miss anything? (No)\n",
        "- SF\n- F\n- N\n- A\n- SA\n",
    ],
)
def test_a_heading_that_asks_for_a_vote_is_no_vote(body: str) -> None:
    assert read_notes(f"{VOTE}### Advance wasi-lamp to phase 2\n\n{body}").decisions == ()


@pytest.mark.parametrize(
    "body",
    [
        "Ada: in the CG they voted:\n\n- SF: 12\n- F: 3\n- N: 0\n\nAda: so it passed there.\n",
        "Ada: last week's vote was:\n\nSF: 12\nF: 3\n\nIt passed.\n",
        "Results of the vote at the previous meeting: SF 12, F 3, N 0.\n",
    ],
)
def test_tallies_of_other_meetings_are_no_decisions(body: str) -> None:
    assert read_notes(f"{UPDATE}### wasi-lamp update\n\n{body}").decisions == ()


def test_announcements_decide_nothing() -> None:
    body = "### Announcements\n\nAda: wasi-fan is now in phase 3!\n\nThe CG vote passed. No objections were raised.\n"
    assert read_notes(UPDATE + body).decisions == ()


def test_an_agenda_decides_nothing() -> None:
    agenda = "## Agenda items\n\n1. Vote: wasi-lamp passes to phase 2, SF: 3, F: 4\n1. No objections, so approved\n"
    assert read_notes(agenda).decisions == ()


@given(st.lists(st.sampled_from(TALK), min_size=1, max_size=8), st.booleans())
def test_no_mixture_of_talk_makes_more_than_a_doubt(said: list[str], joined: bool) -> None:
    # "Does anyone object ...? Everyone is in favor. It was approved" may be one after all: a person is asked.
    body = " ".join(said) if joined else "\n\n".join(f"**Ada**: {each}" for each in said)
    decisions = read_notes(f"{UPDATE}### wasi-lamp update\n\n{body}\n").decisions
    assert [each for each in decisions if each.confidence is not Confidence.LOW] == []
