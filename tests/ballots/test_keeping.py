"""Votes are held to the rules of their day, and what nobody can tell is neither kept nor broken."""

from datetime import date, timedelta

import pytest

from tests.ballots.made_meetings import DAY, MEETINGS, agendas, at, item, meetings, notes, path_of, versions, vote
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, github, row
from tracker.ballots.keeping import vote_standings
from tracker.ballots.standing import Finality, Kept, Noted, VoteStanding
from tracker.chronicle import Outcome
from tracker.facts import Revision
from tracker.process import shipped_process
from tracker.voting import AgendaItem, MeetingNotes, Method, NotesSpan, SubjectKind, Vote

ASKS = item("Vote: wasi-lamp to phase 2", asks=True, phase=2)
EMPTY = item("Submit a change to add an item")


def _standing(
    *spans: NotesSpan,
    about: Vote | None = None,
    now: str = "2026-08-20T12:00",
    objected: frozenset[tuple[str, date]] = frozenset(),
) -> VoteStanding:
    made = MadeChronicle()
    rows = [row(3, "Lamp", github("Own/wasi-lamp")), row(1, "Loom", github("Own/wasi-loom"))]
    rows.append(row(2, "Lamp: Dim", github("Own/wasi-lamp")))
    made.branch(HUB).commit("2025-01-01", rows=rows)
    told = agendas(made.subjects())
    found = vote_standings([about or vote()], meetings(*spans), told, shipped_process(), at(now), objected)
    return found[0]


def _announced(moment: str, *agenda: AgendaItem) -> tuple[NotesSpan, ...]:
    return versions(("2026-01-01T12:00", notes(EMPTY)), (moment, notes(*(agenda or (ASKS,)))))


def test_a_vote_is_held_to_every_rule() -> None:
    spans = versions(
        ("2026-01-01T12:00", notes(EMPTY)),
        ("2026-02-24T22:48", notes(EMPTY, ASKS)),
        ("2026-03-04T12:00", notes(item("wasi-lamp, phase 2 poll", 9, asks=True, phase=2))),
        ("2026-03-07T12:00", notes(ASKS, held=True)),
    )
    assert _standing(*spans) == VoteStanding(
        vote=vote(),
        announced=Noted(at("2026-02-24T22:48"), MEETINGS, Revision(f"{2:040x}"), path_of(DAY), 7),
        notice=timedelta(days=8, hours=17, minutes=12),
        notice_rule=Kept.KEPT,
        notice_aim=Kept.KEPT,
        published=Noted(at("2026-03-07T12:00"), MEETINGS, Revision(f"{4:040x}"), path_of(DAY), None),
        published_late=False,
        finality=Finality.FINAL,
        open_until=at("2026-03-14T12:00"),
    )


@pytest.mark.parametrize(
    ("moment", "rule", "aim"),
    [
        ("2026-02-26T16:00", Kept.KEPT, Kept.KEPT),
        ("2026-02-26T16:30", Kept.KEPT, Kept.UNKNOWN),
        ("2026-02-26T17:01", Kept.KEPT, Kept.BROKEN),
        ("2026-03-04T16:00", Kept.KEPT, Kept.BROKEN),
        ("2026-03-04T16:30", Kept.UNKNOWN, Kept.BROKEN),
        ("2026-03-04T17:01", Kept.BROKEN, Kept.BROKEN),
        ("2026-03-09T12:00", Kept.BROKEN, Kept.BROKEN),
    ],
)
def test_what_lies_between_the_hours_at_which_a_meeting_may_begin_cannot_be_told(
    moment: str, rule: Kept, aim: Kept
) -> None:
    found = _standing(*_announced(moment))
    assert (found.notice_rule, found.notice_aim) == (rule, aim)


@pytest.mark.parametrize(
    ("about", "rule", "aim"),
    [
        (vote(phase=1), Kept.EXEMPT, Kept.BROKEN),
        (vote(phase=None, method=Method.UNANIMOUS_CONSENT), Kept.EXEMPT, Kept.EXEMPT),
        (vote(outcome=Outcome.DEFERRED), Kept.BROKEN, Kept.BROKEN),
    ],
)
def test_not_every_vote_is_held_to_the_rule(about: Vote, rule: Kept, aim: Kept) -> None:
    found = _standing(*_announced("2026-03-05T12:00"), about=about)
    assert (found.notice_rule, found.notice_aim) == (rule, aim)


def test_the_aim_and_the_rule_count_from_their_day() -> None:
    day = date(2020, 1, 9)
    spans = versions(("2020-01-08T23:00", notes(ASKS, day=day)))
    found = _standing(*spans, about=vote(day=day))
    assert (found.notice_rule, found.notice_aim, found.published_late) == (Kept.EXEMPT, Kept.EXEMPT, None)


@pytest.mark.parametrize(
    ("agenda", "rule"),
    [
        ((EMPTY,), Kept.BROKEN),
        ((item("wasi-lamp update"),), Kept.BROKEN),
        ((item("Vote: wasi-loom to phase 2", asks=True),), Kept.BROKEN),
        ((item("A vote on something", asks=True),), Kept.UNKNOWN),
        ((item("Votes", asks=True, depth=0), item("wasi-lamp")), Kept.KEPT),
        ((item("wasi-lamp", depth=0), item("phase 2 vote", asks=True)), Kept.KEPT),
        ((item("Vote: wasi-lamp", asks=True, depth=0), item("wasi-loom")), Kept.KEPT),
    ],
)
def test_an_item_asks_for_a_vote_itself_or_with_those_around_it(agenda: tuple[AgendaItem, ...], rule: Kept) -> None:
    assert _standing(*_announced("2026-02-01T12:00", *agenda)).notice_rule is rule


def test_an_item_under_a_vote_on_something_else_asks_for_nothing() -> None:
    above = item("Vote: wasi-lamp", asks=True, depth=0), item("as it was with wasi-loom")
    found = _standing(*_announced("2026-02-01T12:00", *above), about=vote("loom"))
    assert (found.announced, found.notice_rule) == (None, Kept.BROKEN)


def test_a_vote_on_the_proposal_may_mean_its_amendment_and_one_on_a_release_what_goes_into_it() -> None:
    spans = _announced("2026-02-01T12:00", item("Vote to stabilize it in wasi-lamp", asks=True))
    dim = vote("lamp/lamp-dim", 3, kind=SubjectKind.AMENDMENT)
    assert _standing(*spans, about=dim).notice_rule is Kept.KEPT
    spans = _announced("2026-02-01T12:00", item("Vote to launch WASI 0.3.0", asks=True))
    assert _standing(*spans, about=vote("loom", None)).notice_rule is Kept.KEPT
    assert _standing(*spans, about=vote("loom", 2)).notice_rule is Kept.BROKEN


def test_without_the_file_of_the_meeting_nothing_can_be_told() -> None:
    assert _standing() == VoteStanding(
        vote(), None, None, Kept.UNKNOWN, Kept.UNKNOWN, None, None, Finality.UNKNOWN, None
    )


@pytest.mark.parametrize("agenda", [EMPTY, ASKS])
def test_an_agenda_that_only_came_with_the_notes_tells_nothing_of_before(agenda: AgendaItem) -> None:
    found = _standing(*versions(("2026-03-08T12:00", notes(agenda, held=True))))
    assert (found.announced is None, found.notice_rule) == (agenda is EMPTY, Kept.UNKNOWN)


@pytest.mark.parametrize(
    ("published", "now", "late", "finality"),
    [
        ("2026-03-05T18:00", "2026-03-12T17:59", False, Finality.PROVISIONAL),
        ("2026-03-05T18:00", "2026-03-12T18:00", False, Finality.FINAL),
        ("2026-03-12T23:00", "2026-03-13T12:00", False, Finality.PROVISIONAL),
        ("2026-03-13T01:00", "2026-03-13T12:00", True, Finality.PROVISIONAL),
        (None, "2026-03-12T23:00", None, Finality.PROVISIONAL),
        (None, "2026-03-13T01:00", True, Finality.PROVISIONAL),
    ],
)
def test_a_decision_is_provisional_until_a_week_after_its_notes(
    published: str | None, now: str, late: bool | None, finality: Finality
) -> None:
    told: list[tuple[str, MeetingNotes]] = [("2026-01-01T12:00", notes(ASKS))]
    told += [(published, notes(ASKS, held=True))] if published else []
    found = _standing(*versions(*told), now=now)
    assert (found.published_late, found.finality) == (late, finality)


def test_a_formal_objection_contests_a_decision() -> None:
    spans = _announced("2026-02-01T12:00")
    assert _standing(*spans, objected=frozenset({("lamp", DAY)})).finality is Finality.CONTESTED
    others = frozenset({("loom", DAY), ("lamp", date(2026, 3, 19))})
    assert _standing(*spans, objected=others).finality is Finality.PROVISIONAL
