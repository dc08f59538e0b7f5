"""Disagreements between real sources that are known to have been there, on the days on which they were."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import cache

import pytest

from tests.synced_corpus import SyncedCorpus
from tracker.aliases import shipped_aliases
from tracker.drift.findings import Drift
from tracker.drift.interface import Sources
from tracker.drift.judging import compare_sources
from tracker.lifecycle import lives
from tracker.phases import phase_history
from tracker.process import shipped_process
from tracker.store.chronicles import chronicle_at
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.store.wit_history import wit_history_at
from tracker.subjects import identify

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def drift_at(synced_corpus: SyncedCorpus) -> Iterator[Callable[[str], Drift]]:
    """Return what disagrees at the end of a day."""
    aliases, process = shipped_aliases(), shipped_process()
    with closing(Reader.open(synced_corpus.location)) as reader:

        @cache
        def at(day: str) -> Drift:
            moment = datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=UTC)
            facts = facts_at(reader, moment)
            subjects = identify(facts, aliases)
            chronicle = chronicle_at(reader, aliases.registry, aliases.lists, moment)
            known = lives(subjects, chronicle, process, aliases)
            history = phase_history(chronicle, aliases, subjects)
            wit = wit_history_at(reader, moment)
            return compare_sources(Sources(facts, subjects, aliases, process, chronicle, known, history, wit=wit))

        yield at


def _of(drift: Drift, rule: str) -> list[tuple[str, str | None]]:
    found = (each for each in drift.findings if each.rule == rule)
    return [(each.subject, f"{each.since:%Y-%m-%d}" if each.since else None) for each in found]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-11-11", [("sockets/network-error-code", "2024-10-03")]),
        (
            "2025-01-15",
            [
                ("cli/cli-exit-with-code", "2024-11-12"),
                ("clocks/clocks-timezone", "2024-11-12"),
                ("sockets/network-error-code", "2024-10-03"),
            ],
        ),
        ("2025-03-01", [("sockets/network-error-code", "2024-10-03")]),
        ("2026-06-05", [("sockets/network-error-code", "2024-10-03")]),
    ],
)
def test_features_that_the_list_did_not_track(
    drift_at: Callable[[str], Drift], day: str, expected: list[tuple[str, str]]
) -> None:
    assert _of(drift_at(day), "untracked-feature") == expected


def test_when_a_row_left_is_told_and_that_there_never_was_one(drift_at: Callable[[str], Drift]) -> None:
    found = (each for each in drift_at("2025-01-15").findings if each.rule == "untracked-feature")
    assert [each.message.rpartition(", and ")[2] for each in found] == [
        "its row left the proposal list on 2024-11-12",
        "its row left the proposal list on 2024-11-12",
        "the proposal list never had a row for it",
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-06-01", []), ("2026-06-05", [("cli/cli-exit-with-code", "2026-06-02")]), ("2026-06-09", [])],
)
def test_two_release_lines_disagreed_for_six_days(
    drift_at: Callable[[str], Drift], day: str, expected: list[tuple[str, str]]
) -> None:
    assert _of(drift_at(day), "lines-disagree") == expected


def test_links_to_old_names_are_found(drift_at: Callable[[str], Drift]) -> None:
    assert [subject for subject, _ in _of(drift_at("2026-07-22"), "old-repository-name")] == [
        "blobstore",
        "config",
        "keyvalue",
        "threads",
    ]


def test_a_package_that_left_the_list_is_still_depended_on(drift_at: Callable[[str], Drift]) -> None:
    assert _of(drift_at("2026-07-22"), "dependency-not-listed") == [
        ("blobstore", "2026-06-11"),
        ("tls", "2026-06-11"),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-12-04", []),
        ("2023-12-31", [("cli", "2023-12-05")]),
        ("2024-02-15", []),
        ("2024-07-20", [("cli", "2024-07-16")] * 5),
        ("2026-07-22", []),
    ],
)
def test_copies_that_were_ahead_of_the_release_they_named(
    drift_at: Callable[[str], Drift], day: str, expected: list[tuple[str, str]]
) -> None:
    assert _of(drift_at(day), "stale-vendored-copy") == expected


def test_copies_that_a_tool_wrote_anew_are_not_judged(drift_at: Callable[[str], Drift]) -> None:
    untold = (each for each in drift_at("2026-07-22").could_not_check if each.rule == "stale-vendored-copy")
    assert [each.subjects for each in untold] == [("usb",)]
