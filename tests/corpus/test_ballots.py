"""Ballots of real releases as of days around them: what was ready, what was not, and what stood against them."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest

from tests.synced_corpus import SyncedCorpus
from tracker.cli.past import Past
from tracker.cli.release_sources import release_sources
from tracker.cli.session import read_tagged
from tracker.next_release.ballot import Ballot, BallotItem
from tracker.next_release.building import ballot_of
from tracker.released import Release
from tracker.releases import releases_of
from tracker.releases.outline import outlined
from tracker.standing import Readiness

pytestmark = pytest.mark.corpus

READY, BLOCKED, OPEN = Readiness.READY, Readiness.BLOCKED, Readiness.UNDETERMINED
EXIT = "cli/cli-exit-with-code"


@pytest.fixture
def database(synced_corpus: SyncedCorpus, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the database, with its mirrors at hand."""
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(synced_corpus.cache))
    return str(synced_corpus.database)


def ballot(database: str, version: str, day: str, *subjects: str) -> Ballot:
    """Return the ballot of a release at the end of a day."""
    past = Past.read(database, datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=UTC))
    return ballot_of(release_sources(past, version), subjects=subjects or None)


class Told(NamedTuple):
    """What matters of an item."""

    subject: str
    verdict: Readiness
    reason: str


def told(items: Iterable[BallotItem], *subjects: str) -> list[Told]:
    """Return what matters of the items of some subjects."""
    return [Told(each.subject, each.verdict, each.reason) for each in items if each.subject in subjects]


def against(found: Ballot) -> Counter[tuple[str, str]]:
    """Return how often each rule found something of each severity."""
    return Counter((each.severity.value, each.rule) for each in found.blocking)


def test_the_day_before_0_2_12_the_amendment_that_was_voted_on_is_to_be_queued(database: str) -> None:
    found = ballot(database, "0.2.12", "2026-06-01")
    assert told(found.items, EXIT) == [Told(EXIT, READY, "voted in on 2026-04-16")]
    (item,) = (each for each in found.items if each.subject == EXIT)
    assert item.next_step == (
        "The champion puts `// @stabilize-next` directly above its gate at proposals/cli/wit/exit.wit:15 on main."
    )
    assert [(each.date, each.outcome.value, each.target_phase) for each in item.votes] == [
        (date(2026, 4, 16), "passed", 3)
    ]
    assert (found.verdict, found.reason) == (READY, f"nothing stands against it; voted in: {EXIT}")
    assert (found.schedule.planned, found.schedule.days_left, found.schedule.meetings) == (date(2026, 6, 2), 1, ())
    assert (found.unchecked, found.changes) == ((), ())


def test_before_its_vote_the_same_amendment_is_blocked_for_want_of_it(database: str) -> None:
    found = ballot(database, "0.2.12", "2026-04-10", EXIT)
    reason = "no vote on it is recorded"
    assert told(found.items, EXIT) == [Told(EXIT, BLOCKED, reason)]
    assert (found.verdict, found.reason) == (BLOCKED, f"{EXIT}: {reason}")
    assert found.schedule.meetings == (date(2026, 4, 16), date(2026, 4, 30), date(2026, 5, 14), date(2026, 5, 28))
    assert (found.schedule.agenda_deadline, found.schedule.agenda_aim) == (date(2026, 5, 27), date(2026, 5, 21))
    assert ballot(database, "0.2.12", "2026-04-10").verdict is READY


POLLS = ("cli", "http", "wasi-0.3.0")


def test_the_launch_of_0_3_0_is_open_until_its_three_polls_are_in(database: str) -> None:
    before, after = (ballot(database, "0.3.0", day) for day in ("2026-06-10", "2026-06-12"))
    open_poll, passed = "the poll on it was not held yet", "voted in on 2026-06-11"
    assert told(before.items, *POLLS) == [Told(each, OPEN, open_poll) for each in POLLS]
    assert told(after.items, *POLLS) == [Told(each, READY, passed) for each in POLLS]
    assert (before.verdict, after.verdict) == (OPEN, READY)
    assert (before.previous, before.unchecked, after.unchecked) == (None, (), ())
    assert after.schedule.actual == date(2026, 6, 11)
    assert after.reason == f"nothing stands against it; it was released on 2026-06-11, and brought {EXIT}"
    assert {severity for severity, _ in against(before) + against(after)} == {"warning"}


def test_the_launch_of_preview_2_was_ready_after_its_polls(database: str) -> None:
    found = ballot(database, "0.2.0", "2024-01-26")
    assert [each.verdict for each in told(found.items, "cli", "http", "wasi-0.2.0")] == [READY] * 3
    assert found.verdict is READY


@pytest.mark.parametrize(
    ("version", "day"),
    [("0.2.9", "2025-12-01"), ("0.2.10", "2026-02-02"), ("0.2.11", "2026-04-06"), ("0.2.12", "2026-06-01")],
)
def test_no_error_stood_against_the_patches_on_the_day_before_and_their_day_was_planned(
    database: str, version: str, day: str
) -> None:
    found = ballot(database, version, day)
    assert [each.message for each in found.blocking if each.blocks] == []
    assert (found.verdict, found.schedule.days_left) == (READY, 1)


def test_a_release_looked_at_later_tells_what_it_brought(database: str) -> None:
    found = ballot(database, "0.2.12", "2026-06-10")
    assert told(found.items, EXIT) == [Told(EXIT, READY, "it shipped with 0.2.12 on 2026-06-02")]
    assert (found.schedule.planned, found.schedule.actual) == (date(2026, 6, 2), date(2026, 6, 2))
    assert {each.amendment for each in found.changes if each.change.kind.value == "gate-stabilized"} == {EXIT}


def test_what_is_due_and_has_no_tag_stays_due(database: str) -> None:
    found = ballot(database, "next", "2026-08-20")
    assert (found.version, found.schedule.planned, found.schedule.announced) == ("0.3.2", date(2026, 10, 6), True)
    assert found.reason == "nothing stands against it; due before it, and without a tag: 0.3.1 (2026-08-04)"


def test_releases_are_the_same_whether_their_gates_are_read_or_not(database: str) -> None:
    past = Past.read(database, None)
    subjects, aliases = past.assessment.subjects, past.assessment.aliases
    whole, outline = (
        [_known(each) for each in releases_of(tagged, subjects, aliases)]
        for tagged in (read_tagged(database), outlined(past.undecided))
    )
    assert whole == outline


def _known(each: Release) -> tuple[object, ...]:
    return each.version, each.line, each.train, each.date, each.prerelease, each.tags, each.previous, each.packages
