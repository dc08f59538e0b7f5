"""What came next on days of the real past, which votes the list lacked, and which texts changed since their votes."""

from datetime import UTC, date, datetime

import pytest

from tests.synced_corpus import SyncedCorpus
from tracker.cli.agenda import agenda_at, voted_in
from tracker.cli.list_changes import voted_changes
from tracker.cli.past import Past
from tracker.cli.voted_texts import Texts
from tracker.drift.patching import unified_diff
from tracker.process.calendar import Departure
from tracker.voted import TextState

pytestmark = pytest.mark.corpus


@pytest.fixture
def database(synced_corpus: SyncedCorpus, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the database, with its mirrors at hand."""
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(synced_corpus.cache))
    return str(synced_corpus.database)


def past(database: str, day: str) -> Past:
    """Return everything up to the end of a day."""
    return Past.read(database, datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=UTC))


def test_the_meetings_and_releases_after_a_day_in_2026(database: str) -> None:
    then = past(database, "2026-08-20")
    found = agenda_at(then, None, None, voted_in(then))
    assert [(each.date, each.planned) for each in found.meetings] == [
        *((date(2026, 8, 20), False), (date(2026, 9, 3), False), (date(2026, 9, 17), False)),
        *((date(2026, 10, 1), False), (date(2026, 10, 15), False), (date(2026, 10, 29), False)),
        *((date(2026, 11, 12), False), (date(2026, 11, 26), False)),
    ]
    assert found.releases == (
        Departure("0.3", date(2026, 10, 6), "0.3.2"),
        Departure("0.3", date(2026, 12, 1), "0.3.3"),
    )
    timezone = next(each for each in found.candidates if each.id == "clocks/clocks-timezone")
    first = timezone.deadlines[0]
    assert (first.meeting, first.aim, first.rule) == (date(2026, 10, 1), date(2026, 9, 24), date(2026, 9, 30))


def test_the_list_lacks_the_two_votes_of_march_2026(database: str) -> None:
    then = past(database, "2026-08-20")
    _, edits = voted_changes(then, then.record.votes)
    patch = "".join(unified_diff(each.path, each.before, each.after) for each in edits)
    moved = {line[1:].split("|")[1].strip() for line in patch.splitlines() if line.startswith("+|")}
    assert moved == {"[USB][wasi-usb]", "[OTel][wasi-otel]"}


def test_which_texts_are_still_those_that_were_voted_on(database: str) -> None:
    then = past(database, "2026-08-20")
    found = {
        (each.vote.subject, each.vote.date): (each.state, len(each.changes))
        for each in Texts(then).of(then.record.votes)
    }
    assert found["i2c", date(2024, 5, 16)] == (TextState.SAME, 0)
    assert found["config", date(2024, 5, 2)] == (TextState.DIFFERENT, 4)
    assert found["keyvalue", date(2024, 5, 2)] == (TextState.DIFFERENT, 7)
    # It became stable since, which makes no other text of it.
    assert found["cli/cli-exit-with-code", date(2026, 4, 16)] == (TextState.SAME, 0)
    assert found["otel", date(2026, 3, 5)] == (TextState.UNKNOWN, 0)
