"""`unvoted-advance` finds phases on which nobody voted, in the years of which votes are recorded."""

import pytest

from tests.drift.made_drift import LAMP, NO_VOTES, WIT, Told, dim_row, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, unstable, wit
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck

RULE = "unvoted-advance"
YEARS = frozenset({2024, 2025, 2026})


def _world(day: str = "2025-09-01", phase: int = 2) -> MadeChronicle:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2021-01-01", rows=[lamp_row(0)])
    hub.commit(day, rows=[lamp_row(phase)])
    made.decide("kettle", "2022-01-01", Outcome.PASSED, 1)
    return made


def test_an_advance_that_nobody_voted_on_is_found_since_the_list_shows_it() -> None:
    made = _world()
    made.decide("lamp", "2025-03-01", Outcome.PASSED, 1)
    made.decide("lamp", "2025-08-01", Outcome.UNCLEAR, 2)
    assert told(made, RULE, years=YEARS) == [
        Told(
            "lamp",
            "the list has Lamp in phase 2 since 2025-09-01, and no passed vote on that phase is recorded; the last one "
            "was on phase 1 on 2025-03-01",
            "2025-09-01",
            ("proposal list: phase 2", "proposal list, on 2025-09-01: phase 2"),
        )
    ]


@pytest.mark.parametrize(("day", "phase"), [("2025-08-28", 2), ("2025-10-01", 2), ("2026-01-01", 3)])
def test_a_vote_on_that_phase_or_a_later_one_covers_it_whenever_it_was_held(day: str, phase: int) -> None:
    made = _world()
    made.decide("lamp", day, Outcome.PASSED, phase)
    assert told(made, RULE, years=YEARS) == []


@pytest.mark.parametrize(("day", "phase"), [("2023-09-06", 2), ("2025-09-01", 0)])
def test_what_was_so_before_the_process_and_phase_0_need_no_vote(day: str, phase: int) -> None:
    assert told(_world(day, phase), RULE, years=YEARS) == []


@pytest.mark.parametrize(("day", "years"), [("2023-11-01", "2023"), ("2024-03-01", "2023"), ("2027-03-01", "2027")])
def test_in_or_soon_after_a_year_that_is_not_recorded_nobody_can_tell(day: str, years: str) -> None:
    assert unchecked(_world(day), RULE, "2028-01-01", years=YEARS) == (
        CouldNotCheck(RULE, f"1 subject advanced in or soon after {years}, of which no notes were read", ("lamp",)),
    )


@pytest.mark.parametrize(
    ("phase", "votes", "found"), [(2, [], 0), (3, [], 1), (3, [None], 0), (3, [3], 0), (3, [2], 1)]
)
def test_an_amendment_is_filed_in_phase_2_without_a_vote(phase: int, votes: list[int | None], found: int) -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2021-01-01", rows=[lamp_row()])
    hub.commit("2025-09-01", rows=[lamp_row(), dim_row(phase)])
    made.branch(LAMP).commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim", "types#dim"))})
    made.decide("kettle", "2022-01-01", Outcome.PASSED, 1)
    for each in votes:
        made.decide("lamp/lamp-dim", "2025-08-01", Outcome.PASSED, each)
    assert len(told(made, RULE, years=YEARS)) == found


def test_while_no_vote_is_recorded_nobody_can_tell() -> None:
    made = _world()
    made.decisions = None
    assert unchecked(made, RULE) == (CouldNotCheck(RULE, NO_VOTES),)
