"""What counts where several sources tell of one decision."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_facts import github, hub, identified, row, unstable, wit
from tracker.chronicle import Decision, Outcome
from tracker.decisions.noted import NotesAt
from tracker.decisions.record import Disagreement, Record, Superseded, votes_of
from tracker.facts import RepositoryName, Revision
from tracker.voting import (
    Confidence,
    MeetingNotes,
    Method,
    NotedDecision,
    NoteSection,
    SubjectKind,
    Tally,
    Vote,
    VoteSource,
    VoteSourceKind,
)

SUBJECTS = identified(
    hub(
        row(3, "Lamp", github("Own/hub", "proposals/lamp"), line=5),
        row(2, "Lamp: Twilight", github("Own/hub", "proposals/lamp"), line=6),
        row(2, "Loom", github("Own/wasi-loom"), line=9),
        files={"proposals/lamp/wit/lamp.wit": wit("wasi:lamp@0.3.0", unstable("lamp-twilight"))},
    )
)
DAY = date(2025, 6, 3)
PATH = "wasi/2025/WASI-06-03.md"
BASE = f"https://github.com/Own/meetings/blob/{'c' * 40}"
NOTES, REVIEWED, LEDGER = VoteSourceKind.NOTES, VoteSourceKind.REVIEWED, VoteSourceKind.LEDGER
SEVEN = Tally(sf=4, f=2, n=1)


def _noted(
    named: str,
    *,
    line: int = 40,
    phase: int | None = 2,
    tally: Tally | None = SEVEN,
    outcome: Outcome = Outcome.PASSED,
    method: Method = Method.POLL,
    confidence: Confidence = Confidence.HIGH,
    reason: str = "",
) -> NotedDecision:
    return NotedDecision(
        line, f"Vote on {named}", method, tally, outcome, line + 7, phase, (named,), confidence, reason
    )


def _vote(
    subject: str,
    kind: SubjectKind = SubjectKind.PROPOSAL,
    *,
    source: VoteSourceKind = REVIEWED,
    line: int | None = 40,
    phase: int | None = 2,
    tally: Tally | None = SEVEN,
    outcome: Outcome = Outcome.PASSED,
    question: str | None = None,
    reason: str = "",
    confidence: Confidence = Confidence.HIGH,
    method: Method = Method.POLL,
) -> Vote:
    path = "01J" if source is LEDGER else PATH
    url = f"{BASE}/{PATH}#L{line}" if source is NOTES else None
    text = f"Vote on {subject}" if question is None else question
    where = VoteSource(source, path, line, url)
    return Vote(DAY, subject, kind, text, phase, method, tally, outcome, confidence, where, reason)


def _record(
    *decisions: NotedDecision, reviewed: tuple[Vote, ...] = (), ledger: tuple[Vote, ...] = (), cancelled: bool = False
) -> Record:
    notes = MeetingNotes(DAY, cancelled=cancelled, decisions=decisions)
    at = NotesAt(notes, RepositoryName("Own/meetings"), Revision("c" * 40))
    return votes_of(
        {PATH: at} if decisions else {}, reviewed, ledger, SUBJECTS, {"beacon": "lamp", "wasi-beacon": "lamp"}
    )


def test_what_notes_say_plainly_counts_with_a_link_to_its_line() -> None:
    vote = _vote("loom", source=NOTES, question="Vote on wasi-loom")
    assert _record(_noted("wasi-loom")) == Record(votes=(vote,), noted=(vote,), review=())


def test_the_heading_above_a_decision_tells_what_nothing_else_does() -> None:
    sections = (NoteSection("Loom", 50, 2), NoteSection("wasi-lamp", 30, 2), NoteSection("Announcements", 10, 2))
    notes = MeetingNotes(DAY, sections=sections, decisions=(_noted("it"), _noted("wasi-loom", line=45)))
    at = NotesAt(notes, RepositoryName("Own/meetings"), None)
    assert [each.subject for each in votes_of({PATH: at}, (), (), SUBJECTS, {}).votes] == ["lamp", "loom"]


def test_each_subject_of_one_vote_has_a_vote_of_its_own() -> None:
    record = _record(_noted("wasi-lamp and wasi-loom"))
    assert [(each.subject, each.tally, each.source.line) for each in record.votes] == [
        ("lamp", SEVEN, 40),
        ("loom", SEVEN, 40),
    ]


def test_as_many_votes_as_subjects_below_one_heading_are_dealt_out_in_order_for_a_person_to_see() -> None:
    record = _record(_noted("wasi-lamp and wasi-loom"), _noted("wasi-lamp and wasi-loom", line=60))
    assert [(each.subject, each.source.line, each.confidence, each.reason) for each in record.review] == [
        ("lamp", 40, Confidence.MEDIUM, "the subject is told by the order of the votes only"),
        ("loom", 60, Confidence.MEDIUM, "the subject is told by the order of the votes only"),
    ]


def test_notes_of_a_cancelled_meeting_and_notes_without_a_date_decide_nothing() -> None:
    undated = NotesAt(MeetingNotes(None, decisions=(_noted("wasi-loom"),)), RepositoryName("Own/meetings"), None)
    assert _record(_noted("wasi-loom"), cancelled=True) == Record((), (), ())
    assert votes_of({"wasi/notes.md": undated}, (), (), SUBJECTS, {}) == Record((), (), ())


def test_what_is_not_certain_waits_for_a_person() -> None:
    record = _record(
        _noted("wasi-loom", confidence=Confidence.LOW, reason="it may be a report"), _noted("teapots", line=60)
    )
    low = _vote(
        "loom", source=NOTES, question="Vote on wasi-loom", confidence=Confidence.LOW, reason="it may be a report"
    )
    unknown = _vote(
        "teapots",
        SubjectKind.UNKNOWN,
        source=NOTES,
        line=60,
        confidence=Confidence.MEDIUM,
        reason="its subject is none that is known",
    )
    assert record == Record(votes=(), noted=(low, unknown), review=(low, unknown))


def test_a_person_comes_before_the_notes_and_the_ledger_before_all() -> None:
    noted = _vote("loom", source=NOTES, question="Vote on wasi-loom")
    reviewed, recorded = _vote("loom"), _vote("loom", source=LEDGER, line=None)
    assert _record(_noted("wasi-loom"), reviewed=(reviewed,)) == Record(
        votes=(reviewed,), noted=(noted,), review=(), superseded=(Superseded(noted, reviewed),)
    )
    assert _record(_noted("wasi-loom"), reviewed=(reviewed,), ledger=(recorded,)) == Record(
        votes=(recorded,),
        noted=(noted,),
        review=(),
        superseded=(Superseded(reviewed, recorded), Superseded(noted, recorded)),
    )


def test_what_notes_were_read_to_say_otherwise_is_a_disagreement() -> None:
    reviewed = _vote("loom", tally=Tally(sf=4, f=2), outcome=Outcome.UNCLEAR)
    record = _record(_noted("wasi-loom", phase=None), reviewed=(reviewed,))
    noted = _vote("loom", source=NOTES, phase=None, question="Vote on wasi-loom")
    assert record.disagreements == (Disagreement(noted, reviewed, ("target_phase", "tally", "outcome")),)
    assert (record.votes, record.noted) == ((reviewed,), (noted,))


def test_a_reviewed_entry_decides_about_a_doubtful_one_near_its_line() -> None:
    reviewed = _vote("loom", line=47)
    record = _record(_noted("teapots"), reviewed=(reviewed,))
    assert (record.votes, record.review) == ((reviewed,), ())
    assert [each.differs for each in record.disagreements] == [("subject",)]


@pytest.mark.parametrize("tally", [SEVEN, None])
def test_a_doubtful_one_elsewhere_in_the_meeting_still_waits(tally: Tally | None) -> None:
    other = _vote("loom", line=47, tally=Tally(sf=9))
    far = _vote("loom", line=90, tally=tally)
    assert [len(_record(_noted("teapots"), reviewed=(each,)).review) for each in (other, far)] == [1, 1]


def test_several_votes_of_one_day_on_one_subject_are_told_apart_by_phase_then_by_line() -> None:
    first, second, third = _vote("loom", phase=1), _vote("loom", line=70), _vote("loom", line=90, phase=None)
    record = _record(
        _noted("wasi-loom", line=88, phase=None),
        _noted("wasi-loom", line=71, phase=2),
        _noted("wasi-loom", line=41, phase=1),
        reviewed=(first, second, third),
    )
    assert [(each.vote.source.line, each.by) for each in record.superseded] == [(41, first), (71, second), (88, third)]


def test_another_phase_on_a_day_with_several_votes_is_another_vote() -> None:
    recorded = _vote("loom", source=LEDGER, line=None, phase=3)
    record = _record(_noted("wasi-loom", phase=1), _noted("wasi-loom", line=60), ledger=(recorded,))
    assert [(each.target_phase, each.source.kind) for each in record.votes] == [(3, LEDGER), (1, NOTES), (2, NOTES)]


def test_the_only_vote_of_a_day_on_a_subject_is_the_same_whatever_phase_it_tells() -> None:
    recorded = _vote("loom", source=LEDGER, line=None, phase=3)
    assert _record(_noted("wasi-loom"), ledger=(recorded,)).votes == (recorded,)


def test_another_day_is_another_vote() -> None:
    later = Vote(
        date(2025, 6, 17),
        "loom",
        SubjectKind.PROPOSAL,
        "Again?",
        2,
        Method.POLL,
        SEVEN,
        Outcome.PASSED,
        Confidence.HIGH,
        VoteSource(REVIEWED, "wasi/2025/WASI-06-17.md", 40, None),
    )
    assert [each.date for each in _record(_noted("wasi-loom"), reviewed=(later,)).votes] == [DAY, later.date]


def test_a_preview_and_the_version_it_launched_are_one_release() -> None:
    reviewed = _vote("preview-3", SubjectKind.RELEASE, phase=None)
    record = _record(_noted("launch of WASI 0.3.0", phase=None, line=44), reviewed=(reviewed,))
    assert (record.votes, record.disagreements) == ((reviewed,), ())


def test_a_rule_is_the_same_by_whatever_words_notes_call_it_but_not_to_people() -> None:
    reviewed = _vote("process/meeting-days", SubjectKind.PROCESS, phase=None)
    recorded = _vote("process/oaths", SubjectKind.PROCESS, phase=None, source=LEDGER, line=None)
    assert _record(_noted("a new schedule", phase=None, line=44), reviewed=(reviewed,)).votes == (reviewed,)
    assert _record(reviewed=(reviewed,), ledger=(recorded,)).votes == (recorded, reviewed)


def test_what_people_recorded_under_a_former_name_is_told_under_the_present_one() -> None:
    reviewed, recorded = _vote("beacon"), _vote("beacon", source=LEDGER, line=None, phase=3)
    assert _record(reviewed=(reviewed,)).votes == (replace(reviewed, subject="lamp"),)
    assert [each.subject for each in _record(_noted("wasi-lamp", phase=3), ledger=(recorded,)).votes] == ["lamp"]
    assert _record(reviewed=(_vote("teapot"),)).votes == (_vote("teapot"),)


def test_lifecycles_learn_of_what_is_on_record_about_proposals_and_amendments() -> None:
    record = _record(
        _noted("Lamp: Twilight", phase=3),
        _noted("wasi-beacon", line=50, method=Method.STRAW_POLL),
        _noted("wasi-loom", line=60, confidence=Confidence.MEDIUM, reason="no outcome"),
        _noted("launch of WASI 0.3.0", line=70, phase=None),
    )
    assert [each.subject for each in record.votes] == ["lamp/lamp-twilight", "lamp", "wasi-0.3.0"]
    assert record.decisions() == (
        Decision(
            "lamp/lamp-twilight",
            datetime(2025, 6, 3, tzinfo=UTC),
            Outcome.PASSED,
            3,
            "Vote on Lamp: Twilight",
            f"{BASE}/{PATH}#L40",
        ),
    )


TEXTS = st.one_of(
    st.sampled_from(
        ["wasi-lamp", "wasi-loom", "wasi-lamp and wasi-loom", "Lamp: Twilight", "WASI 0.3.0", "a new rule"]
    ),
    st.text(max_size=40),
)
NOTED = st.builds(
    NotedDecision,
    line=st.integers(1, 60),
    question=st.text(max_size=20),
    method=st.sampled_from(Method),
    tally=st.sampled_from([None, SEVEN, Tally(sf=1)]),
    outcome=st.sampled_from(Outcome),
    outcome_line=st.none(),
    phase=st.sampled_from([None, 1, 2]),
    named=st.lists(TEXTS, max_size=3).map(tuple),
    confidence=st.sampled_from(Confidence),
)
DECIDED = st.builds(
    _vote,
    st.sampled_from(["lamp", "loom"]),
    line=st.integers(1, 60),
    phase=st.sampled_from([None, 1, 2]),
    tally=st.sampled_from([None, SEVEN]),
)


@given(
    st.lists(NOTED, max_size=5),
    st.lists(DECIDED, max_size=3, unique=True),
    st.lists(
        DECIDED.map(lambda each: replace(each, source=VoteSource(LEDGER, "01J", None, None))), max_size=2, unique=True
    ),
)
def test_whatever_the_sources_say_each_vote_of_theirs_is_in_one_place_and_no_person_is_overruled(
    decisions: list[NotedDecision], reviewed: list[Vote], recorded: list[Vote]
) -> None:
    record = _record(*decisions, reviewed=tuple(reviewed), ledger=tuple(recorded))
    gone = [each.vote for each in record.superseded]
    assert Counter([*record.votes, *record.review, *gone]) == Counter([*record.noted, *reviewed, *recorded])
    assert Counter(recorded) - Counter(record.votes) == Counter()
    assert [each for each in record.superseded if each.by not in record.votes] == []
    assert record.noted == _record(*decisions).noted
