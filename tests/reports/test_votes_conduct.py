"""How a vote was announced and published is told in a sentence each, and what cannot be told is said so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.ballots.standing import Finality, Kept, Noted, VoteStanding
from tracker.chronicle import Outcome
from tracker.facts import RepositoryName, Revision
from tracker.reports.votes_conduct import conduct_as_object, conduct_lines
from tracker.voting import Confidence, Method, SubjectKind, Vote, VoteSource, VoteSourceKind

VOTE = Vote(
    date(2026, 3, 12),
    "lamp",
    SubjectKind.PROPOSAL,
    "Should lamps advance?",
    2,
    Method.POLL,
    None,
    Outcome.PASSED,
    Confidence.HIGH,
    VoteSource(VoteSourceKind.NOTES, "group/2026/Group-03-12.md", 3, None),
)


def _noted(day: int) -> Noted:
    at = datetime(2026, 3, day, 12, tzinfo=UTC)
    return Noted(at, RepositoryName("Org/notes"), Revision("1" * 40), "group/2026/Group-03-12.md", 3)


STANDING = VoteStanding(
    vote=VOTE,
    announced=_noted(10),
    notice=timedelta(hours=52),
    notice_rule=Kept.KEPT,
    notice_aim=Kept.BROKEN,
    published=_noted(22),
    published_late=True,
    finality=Finality.PROVISIONAL,
    open_until=datetime(2026, 3, 29, 12, tzinfo=UTC),
)


def test_a_vote_is_told_with_its_notice_its_notes_and_until_when_anyone_may_object() -> None:
    notice = "52 hours ahead, as the rule of 24 hours asks, later than the seven days that the chairs aim for"
    assert [*conduct_lines(STANDING)] == [
        f"On the agenda since 2026-03-10 12:00 UTC, {notice}",
        "Notes published 2026-03-22 12:00 UTC, 10 days after the meeting: later than the week that the rule gives",
        "Provisional: anyone may object until 2026-03-29 12:00 UTC",
    ]


@pytest.mark.parametrize(
    ("finality", "line"),
    [
        (Finality.FINAL, "Final: anyone could object until 2026-03-29 12:00 UTC"),
        (Finality.CONTESTED, "Contested: a formal objection is recorded"),
        (Finality.UNKNOWN, "Whether it is final cannot be told: the file of its meeting was not read"),
    ],
)
def test_its_finality_is_told(finality: Finality, line: str) -> None:
    assert [*conduct_lines(replace(STANDING, finality=finality))][-1] == line


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(STANDING, announced=None, notice=None, published=None, open_until=None)
    assert [*conduct_lines(bare)] == ["Provisional: anyone may object for a week from when the notes are published"]
    assert [*conduct_lines(None)] == []


def test_json_has_whole_hours_and_instants() -> None:
    assert conduct_as_object(STANDING) == {
        "date": "2026-03-12",
        "subject": "lamp",
        "finality": "provisional",
        "open_until": "2026-03-29T12:00:00Z",
        "announced_at": "2026-03-10T12:00:00Z",
        "notice_hours": 52,
        "notice_rule": "kept",
        "notice_aim": "broken",
        "published_at": "2026-03-22T12:00:00Z",
        "published_late": True,
    }
