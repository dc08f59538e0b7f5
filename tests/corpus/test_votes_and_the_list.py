"""What the subgroup decided, next to what the real proposal list came to show, and how the rules were kept."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.synced_corpus import SyncedCorpus
from tracker.cli.app import app
from tracker.cli.past import Past

pytestmark = pytest.mark.corpus

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def database(synced_corpus: SyncedCorpus) -> str:
    """Return the database of the corpus."""
    return str(synced_corpus.database)


@pytest.fixture
def ask(database: str) -> Ask:
    """Return what answers a command as JSON."""

    def answer(*arguments: str) -> dict[str, Any]:
        result = CliRunner().invoke(app, [*arguments, "--format", "json", "--db", database])
        assert result.exit_code in {0, 1}, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    return answer


def test_two_votes_of_march_2026_were_not_in_the_list_at_its_newest_revision(ask: Ask) -> None:
    found = ask("drift", "--rule", "unapplied-vote", "--at", "2026-07-21")["findings"]
    assert [(each["subject"], each["since"], each["days"]) for each in found] == [
        ("otel", "2026-03-05", 138),
        ("usb", "2026-03-05", 138),
    ]


def test_what_happened_to_i2c_is_told_with_its_votes(ask: Ask) -> None:
    shown = ask("show", "i2c")
    votes = [(each["date"], each["state"]) for each in shown["votes"]]
    changes = [(each["date"], each["from"], each["to"]) for each in shown["history"] if each["kind"] != "renamed"]
    assert (votes, changes) == (
        [("2024-04-04", "deferred"), ("2024-05-16", "voted")],
        [("2023-04-01", None, 1), ("2024-10-16", 1, 2)],
    )
    assert shown["proposal"]["last_presented"]["path"] == "wasi/2024/WASI-05-16.md"


def test_the_list_showed_i2c_153_days_after_its_vote(database: str) -> None:
    shown = CliRunner().invoke(app, ["show", "i2c", "--format", "markdown", "--db", database]).stdout
    happened = [line.partition(" (")[0] for line in shown.splitlines() if re.match(r"\* 2024-\d\d-\d\d: ", line)]
    assert [line[:30] for line in happened] == [
        "* 2024-04-04: the vote was def",
        "* 2024-05-16: the vote passed:",
        "* 2024-10-16: advanced from ph",
    ]
    assert happened[-1].endswith("advanced from phase 1 to 2, 153 days after the vote")


@pytest.mark.parametrize(
    ("day", "found"),
    [("2026-04-15", []), ("2026-05-01", [("cli/cli-exit-with-code", "2026-04-16", 15)]), ("2026-06-09", [])],
)
def test_a_voted_gate_was_unstable_until_it_was_flipped(ask: Ask, day: str, found: list[tuple[str, str, int]]) -> None:
    answer = ask("drift", "--rule", "unflipped-gate", "--at", day)["findings"]
    assert [(each["subject"], each["since"], each["days"]) for each in answer] == found


def test_how_early_votes_were_announced_and_how_late_their_notes_came(database: str) -> None:
    told = {(each.vote.date.isoformat(), each.vote.subject): each for each in Past.read(database, None).ballots}
    otel, usb, i2c = (told[key] for key in (("2026-03-05", "otel"), ("2026-03-05", "usb"), ("2024-05-16", "i2c")))
    assert [(each.notice_rule, each.notice_aim) for each in (otel, usb, i2c)] == [
        ("kept", "kept"),
        ("kept", "broken"),
        ("kept", "broken"),
    ]
    assert [each.published_late for each in (otel, usb, i2c)] == [True, True, False]
    assert [f"{each.published_at:%Y-%m-%d}" for each in (otel, i2c)] == ["2026-06-16", "2024-05-23"]
    assert {each.finality for each in (otel, usb, i2c)} == {"final"}


def test_years_without_notes_are_said_once(ask: Ask) -> None:
    (told,) = ask("drift", "--rule", "unvoted-advance", "--at", "2026-07-21")["could_not_check"]
    assert told["reason"].endswith("advanced in or soon after 2023, 2025, of which no notes were read")
