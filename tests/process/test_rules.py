"""What is asked on which day."""

from datetime import date

import pytest

from tracker.process import Phase, Process, Requirement, shipped_process
from tracker.standing import Criterion

OLD_TWO = ("portability-documented", "overview", "wit", "dependencies")
NEW_TWO = (*OLD_TWO, "oci-published")


@pytest.mark.parametrize(
    ("phase", "day", "expected"),
    [
        (0, date(2026, 8, 1), ()),
        (1, date(2023, 9, 6), ()),
        (1, date(2023, 9, 7), ("interest", "scope")),
        (2, date(2023, 9, 6), ()),
        (2, date(2023, 9, 7), OLD_TWO),
        (2, date(2026, 7, 20), OLD_TWO),
        (2, date(2026, 7, 21), NEW_TWO),
        (3, date(2023, 9, 6), ()),
        (3, date(2023, 9, 7), ("portability-plan", "dependencies")),
        (4, date(2030, 1, 1), ()),
        (9, date(2030, 1, 1), ()),
    ],
)
def test_the_shipped_process_asks_on_a_day_what_was_in_effect_that_day(
    phase: int, day: date, expected: tuple[str, ...]
) -> None:
    assert tuple(one.id for one in shipped_process().criteria(phase, day)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 7, 21), OLD_TWO), (date(2026, 10, 5), OLD_TWO), (date(2026, 10, 6), NEW_TWO)],
)
def test_members_of_a_phase_are_held_to_a_new_requirement_only_after_its_grace(
    day: date, expected: tuple[str, ...]
) -> None:
    assert tuple(one.id for one in shipped_process().member_criteria(2, day)) == expected


@pytest.mark.parametrize(
    ("day", "phase", "expected"),
    [
        (date(2026, 10, 5), 2, {}),
        (date(2026, 10, 6), 2, {"oci-published": date(2026, 10, 6)}),
        (date(2026, 10, 6), 3, {}),
    ],
)
def test_only_what_spared_members_once_is_told_as_binding_them_now(
    day: date, phase: int, expected: dict[str, date]
) -> None:
    assert shipped_process().grace_ended(phase, day) == expected


def test_members_are_bound_from_the_end_of_grace_else_from_the_first_day() -> None:
    days = {each.criterion.id: each.binds_members_from for each in shipped_process().requirements}
    assert (days["wit"], days["oci-published"]) == (date(2023, 9, 7), date(2026, 10, 6))


@pytest.mark.parametrize(("phase", "expected"), [(0, 1), (1, 2), (2, 3), (3, None), (4, None), (5, None), (8, None)])
def test_the_next_phase_is_one_that_is_defined(phase: int, expected: int | None) -> None:
    assert shipped_process().next_phase(phase) == expected


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (0, "Pre-Proposal"),
        (1, "Feature Proposal"),
        (2, "Feature Description Available"),
        (3, "Implementation Phase"),
        (4, "Standardize the Feature"),
        (5, "The Feature is Standardized"),
        (6, "not defined"),
        (-1, "not defined"),
    ],
)
def test_each_phase_has_its_name(phase: int, expected: str) -> None:
    assert shipped_process().phase_name(phase) == expected


def test_a_replaced_requirement_gives_way_on_the_day_its_successor_begins() -> None:
    first = _criterion("sketch", date(2024, 1, 1))
    second = _criterion("blueprint", date(2025, 1, 1))
    process = Process(
        (Phase(0, "Idea", date(2024, 1, 1), "s"), Phase(1, "Plan", date(2024, 1, 1), "s")),
        (Requirement(first, until=date(2025, 1, 1), replaced_by="blueprint"), Requirement(second)),
    )
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    assert [process.criteria(1, day) for day in days] == [(), (first,), (first,), (second,)]


def test_every_shipped_source_is_a_public_pull_request() -> None:
    process = shipped_process()
    sources = {one.source for one in process.phases} | {one.criterion.source for one in process.requirements}
    assert sources == {f"https://github.com/WebAssembly/WASI/pull/{number}" for number in (549, 938)}


def _criterion(name: str, start: date) -> Criterion:
    return Criterion(name, 1, "Title", "It asks for something.", "people", start, "s")
