"""What a decision is about is told by its question, its heading or the agenda, one decision for each subject."""

import pytest

from tracker.chronicle import Outcome
from tracker.sources.meetings import read_notes
from tracker.voting import Confidence, Tally


def read(agenda: tuple[str, ...], body: str) -> list[tuple[tuple[str, ...], int | None, Outcome]]:
    """Return names, phase and outcome of each decision of a meeting with these items on its agenda."""
    items = "".join(f"    1. {item}\n" for item in agenda)
    notes = f"## Agenda items\n\n1. Proposals and discussions\n{items}\n## Notes\n\n### Attendees\n\n- Ada\n\n{body}"
    return [(each.named, each.phase, each.outcome) for each in read_notes(notes).decisions]


def poll(outcome: str = "The vote passes.") -> str:
    """Return a poll with its outcome."""
    return f"SF: 3\nF: 4\nN: 1\n\nAda: {outcome}\n\n"


PASSED = Outcome.PASSED


def test_the_heading_names_the_subject() -> None:
    body = f"### Adopt Component Model `dim<t>` type\n\nAda: going to call for a full consensus vote.\n\n{poll()}"
    assert read(("Lamps",), body) == [(("Component Model dim<t> type", "dim<t>"), None, PASSED)]


def test_the_agenda_names_the_subject_when_no_heading_does() -> None:
    agenda = ("Vote: [Adopt the dimmer](https://example.org/dimmer/12) (@ada)",)
    assert read(agenda, f"### Discussion\n\n{poll()}") == [(("dimmer", "https://example.org/dimmer/12"), None, PASSED)]


def test_an_item_may_ask_for_a_vote_about_the_item_it_stands_under() -> None:
    agenda = (
        "New proposal: wasi-lamp\n        1. Repo: https://example.org/lamp\n        1. Vote: Approve for Phase 1",
        "New proposal: wasi-fan\n        1. Repo: https://example.org/fan\n        1. Vote: Approve for Phase 1",
    )
    body = "#### wasi-lamp\n\nAda: any objections? No objections, approved.\n\n"
    body += "#### wasi-fan\n\nAda: universal consent vote.\n\nAda: Ok this passes.\n"
    assert read(agenda, body) == [
        (("wasi-lamp", "https://example.org/lamp"), 1, PASSED),
        (("wasi-fan", "https://example.org/fan"), 1, PASSED),
    ]


def test_the_question_names_the_subject() -> None:
    body = f"### Notes\n\nAda: first the lamps.\n\nPoll: should we split lamps from shades?\n\n{poll()}"
    assert read((), body) == [(("split lamps from shades",), None, PASSED)]


def test_the_declaration_names_the_subject_of_each_of_several_votes() -> None:
    body = "### WASI 0.9 vote\n\n"
    body += f"Ada: Let's hold the vote!\n\n{poll('We can consider wasi:lamp at phase 3. Next is the fan.')}"
    body += f"Ada: Let's move to vote:\n\n{poll('that is consensus, wasi-fan is now phase 3.')}"
    body += f"Ada: Now the next vote is to launch wasip9.\n\n{poll('and with that WASIp9 has launched!')}"
    assert read(("WASI 0.9 vote",), body) == [
        (("wasi:lamp", "WASI 0.9"), 3, PASSED),
        (("wasi-fan", "WASI 0.9"), 3, PASSED),
        (("wasip9", "WASIp9", "WASI 0.9"), None, PASSED),
    ]


def test_votes_that_follow_each_other_take_the_items_of_the_agenda_in_order() -> None:
    agenda = ("Vote: advance wasi-lamp to phase 2", "Vote: advance wasi-fan to phase 3", "Vote: new meeting time")
    assert read(agenda, f"### Votes\n\n{poll()}{poll('no consensus.')}{poll()}") == [
        (("wasi-lamp",), 2, PASSED),
        (("wasi-fan",), 3, Outcome.FAILED),
        (("new meeting time",), None, PASSED),
    ]


def test_votes_under_one_heading_are_told_apart_by_their_questions() -> None:
    body = f"### Notes\n\nVote to advance wasi-lamp to phase 2:\n\n{poll()}"
    body += f"Ada: next vote, wasi-fan to phase 3.\n\n{poll('no consensus.')}"
    body += f"Poll: move the meeting to 9:00 UTC\n\n{poll()}"
    assert read((), body) == [
        (("wasi-lamp",), 2, PASSED),
        (("wasi-fan",), 3, Outcome.FAILED),
        (("meeting to 9:00 UTC",), None, PASSED),
    ]


def test_a_name_right_above_or_before_a_tally_is_its_subject() -> None:
    above = f"### Votes\n\nwasi-lamp:\n\n{poll('passed')}`wasi-fan`:\n\n{poll('passed')}"
    before = "### Votes\n\n- wasi-lamp: 3 SF, 4 F - passes\n- wasi-fan: 1 SF, 4 F, 5 A - no consensus\n"
    assert [named[0] for named, _, _ in read((), above)] == ["wasi-lamp", "wasi-fan"]
    assert [(named[0], outcome) for named, _, outcome in read((), before)] == [
        ("wasi-lamp", PASSED),
        ("wasi-fan", Outcome.FAILED),
    ]


def test_a_vote_about_several_subjects_is_a_decision_for_each() -> None:
    body = f"### Discussion and Vote: Advance wasi-lamp and `wasi-fan` to Phase 2\n\n{poll('both pass.')}"
    assert read((), body) == [(("wasi-lamp",), 2, PASSED), (("wasi-fan",), 2, PASSED)]
    body = f"### Lamps\n\nVote to advance wasi-lamp, wasi-fan and wasi-kettle to phase 3\n\n{poll()}"
    assert [(named[0], phase) for named, phase, _ in read((), body)] == [
        ("wasi-lamp", 3),
        ("wasi-fan", 3),
        ("wasi-kettle", 3),
    ]


def test_a_title_of_several_words_is_one_subject() -> None:
    assert len(read((), f"### Adopt lamps and shades\n\n{poll()}")) == 1
    assert len(read((), f"### wasi-lamp: shades and their names phase 3\n\n{poll()}")) == 1


def test_an_outcome_declared_of_several_votes_counts_for_each() -> None:
    body = "### Votes\n\nwasi-lamp:\nSF: 1\nF: 2\n\nwasi-fan:\nSF: 2\nF: 2\n\nAda: both pass.\n"
    assert [(named[0], outcome) for named, _, outcome in read((), body)] == [
        ("wasi-lamp", PASSED),
        ("wasi-fan", PASSED),
    ]


def test_an_amendment_is_named_by_its_title_before_its_proposal() -> None:
    body = f"### Proposal to advance `wasi-lamp: dim with knob` to phase 3 (Ada Bulb)\n\n{poll()}"
    assert read((), body) == [(("wasi-lamp: dim with knob",), 3, PASSED)]


@pytest.mark.parametrize(
    ("heading", "phase"),
    [
        ("wasi-lamp phase 2", 2),
        ("wasi-lamp: Phase-3 vote", 3),
        ("Advance wasi-lamp from phase 1 to phase 2", 2),
        ("Vote: wasi-lamp to phase two", 2),
        ("Adopt round lamps", None),
        ("wasi-lamp to the next phase", None),
    ],
)
def test_the_phase_is_the_one_that_is_asked_for(heading: str, phase: int | None) -> None:
    assert [found for _, found, _ in read((), f"### {heading}\n\n{poll()}")] == [phase]


@pytest.mark.parametrize(
    ("title", "body", "question"),
    [
        ("Election of a co-chair", "Ada: I nominate Bo. Any objections?\n\nNo objections. Bo is elected.\n", ""),
        ("Meetings", f"Poll: should we cancel two in December?\n\n{poll()}", "Poll: should we cancel two in December?"),
        ("Lamps 0.4", f"Ada: we now vote to launch lamps 0.4\n\n{poll('lamps 0.4 is launched!')}", ""),
        ("Process change (vote on release cadence)", poll(), ""),
    ],
)
def test_other_things_than_phases_are_decided_too(title: str, body: str, question: str) -> None:
    notes = f"## Agenda items\n\n1. {title}\n\n## Notes\n\n### {title}\n\n{body}"
    (decision,) = read_notes(notes).decisions
    assert (decision.question, decision.phase, decision.outcome) == (question or title, None, PASSED)


def test_a_vote_that_says_nowhere_what_it_is_about_is_to_be_reviewed() -> None:
    (decision,) = read_notes(f"## Notes\n\n{poll()}").decisions
    assert (decision.named, decision.tally, decision.confidence, decision.reason) == (
        (),
        Tally(3, 4, 1),
        Confidence.MEDIUM,
        "it does not say what it is about",
    )


def test_notes_of_other_skeletons_are_read_alike() -> None:
    notes = (
        "# May 16 meeting\n\n**Attendees**: Ada, Bo\n\n"
        "1. Opening\n2. Split lamps from shades\n\n"
        "## Split lamps\n\n**POLL**: Should we split lamps?\n\n"
        "* SF: 5\n* F: 3\n* N: 2\n* A: 1\n* SA: 0\n\n"
        "**Resolution**: we will split lamps\n\n## Action items\n\n- Ada to split lamps\n"
    )
    (decision,) = read_notes(notes).decisions
    assert (decision.line, decision.question, decision.tally, decision.outcome, decision.outcome_line) == (
        12,
        "POLL: Should we split lamps?",
        Tally(5, 3, 2, 1),
        PASSED,
        18,
    )
