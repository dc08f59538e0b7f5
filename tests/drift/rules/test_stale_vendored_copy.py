"""`stale-vendored-copy` holds copies to the release they name, and dates the difference only where history does."""

import pytest

from tests.drift.made_drift import KETTLE, LAMP, WIT, Told, drift, lamp_row, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, github, row, since, wit
from tracker.drift.findings import CouldNotCheck
from tracker.facts import WitFile

RULE = "stale-vendored-copy"
COPY = "wit/deps/kettle"
WORLD = wit("wasi:kettle@0.2.0", since("0.2.0", "imports"))


def _types(number: int) -> WitFile:
    """Return the file in one of its states: 1 at first, 2 at the release, 3 afterwards."""
    return wit(None, since(f"0.1.{number}"))


def _files(number: int, folder: str = "wit") -> dict[str, WitFile | None]:
    return {f"{folder}/types.wit": _types(number), f"{folder}/world.wit": WORLD}


def _world(copy: dict[str, WitFile | None], day: str = "2025-03-01", tag: str = "v0.2.0") -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), row(3, "Kettle", github(KETTLE), line=6)])
    kettle = made.branch(KETTLE)
    kettle.commit("2025-01-02", _files(1))
    kettle.commit("2025-02-01", _files(2))
    kettle.tag(tag, "2025-02-02")
    kettle.commit("2025-02-10", _files(3))
    kettle.commit("2025-02-20", {"wit/world.wit": wit("wasi:kettle@0.2.1")})
    made.branch(LAMP).commit(day, {WIT: wit("wasi:lamp@0.1.0"), **copy})
    return made


def _told(message: str, since: str = "2025-03-01") -> list[Told]:
    says = ("copy of wasi:kettle@0.2.0", "tag v0.2.0: wasi:kettle@0.2.0")
    return [
        Told(
            "lamp",
            f"wit/deps/kettle of Lamp names wasi:kettle@0.2.0, released on 2025-02-02, and {message}",
            since,
            says,
        )
    ]


def test_a_copy_of_what_was_there_before_the_release_is_told_with_the_day_it_was_left_behind() -> None:
    older = "is older: it is what the package was until 2025-02-01"
    assert told(_world(_files(1, COPY)), RULE) == _told(older)
    assert told(_world(_files(1, COPY), "2025-01-05"), RULE) == _told(older, "2025-02-02")
    assert told(_world(_files(1, COPY), "2025-01-05"), RULE, "2025-02-01T18:00") == []


def test_the_evidence_is_the_file_that_differs_on_both_sides() -> None:
    (found,) = drift(_world(_files(1, COPY)), RULE).findings
    assert [(each.path, each.line, each.revision[-1:]) for each in found.evidence] == [
        ("wit/deps/kettle/types.wit", None, "6"),
        ("wit/types.wit", None, "3"),
    ]


def test_a_copy_of_what_came_after_the_release_is_told_as_such() -> None:
    message = "is not what was released: it is what the package became on 2025-02-10"
    assert told(_world(_files(3, COPY)), RULE) == _told(message)


@pytest.mark.parametrize(
    ("copy", "message"),
    [
        ({f"{COPY}/types.wit": _types(9), f"{COPY}/world.wit": WORLD}, "1 of its 2 files have another text"),
        ({f"{COPY}/world.wit": WORLD}, "1 of 2 files are not there"),
        ({f"{COPY}/types.wit": wit("wasi:kettle@0.2.0")}, "its only file has another text"),
    ],
)
def test_a_difference_that_no_history_has_is_told_without_a_day(copy: dict[str, WitFile | None], message: str) -> None:
    assert told(_world(copy), RULE) == _told(f"is not what was released: {message}")


def test_a_copy_of_several_states_is_as_old_as_the_oldest_of_its_files() -> None:
    made = _world({f"{COPY}/a.wit": _types(1), **_files(2, COPY)})
    assert told(made, RULE) == _told("is older: it is what the package was until 2025-02-01")


@pytest.mark.parametrize(
    "copy",
    [
        _files(2, COPY),
        {f"{COPY}/a.wit": _types(2), f"{COPY}/b.wit": WORLD},
        {f"{COPY}/world.wit": wit("wasi:kettle@0.2.7")},
        {f"{COPY}/world.wit": wit("wasi:kettle")},
        {f"{COPY}/world.wit": wit("wasi:spoon@0.2.0")},
        {f"{COPY}/types.wit": _types(1)},
        {f"examples/{COPY}/world.wit": WORLD},
    ],
)
def test_what_a_release_holds_under_any_file_name_and_what_names_no_release_are_fine(
    copy: dict[str, WitFile | None],
) -> None:
    assert told(_world(copy), RULE) == []


def test_a_tag_of_another_version_releases_nothing_and_one_of_a_build_does() -> None:
    assert told(_world(_files(1, COPY), tag="v0.3.0"), RULE) == []
    assert len(told(_world(_files(1, COPY), tag="v0.2.0+a1b2c3"), RULE)) == 1


def test_a_copy_that_was_put_right_is_fine_and_one_that_was_changed_counts_from_that_day() -> None:
    made = _world(_files(1, COPY))
    lamp = made.branches[2]
    lamp.commit("2025-04-01", _files(2, COPY))
    assert told(made, RULE) == []
    lamp.commit("2025-05-01", {f"{COPY}/types.wit": None})
    assert told(made, RULE) == _told("is not what was released: 1 of 2 files are not there", "2025-05-01")


@pytest.mark.parametrize("path", [f"{COPY}/package.wit", "wit/deps/kettle.wit"])
def test_a_copy_that_was_written_anew_cannot_be_judged(path: str) -> None:
    reason = "lamp: the copy of wasi:kettle@0.2.0 was written anew, not copied file by file: only its text could tell"
    made = _world({path: wit("wasi:kettle@0.2.0", since("0.2.0", "everything"))})
    assert unchecked(made, RULE) == (CouldNotCheck(RULE, reason, ("lamp",)),)


def test_what_several_repositories_tagged_was_released_by_the_first() -> None:
    made = _world(_files(1, COPY))
    made.branches[0].commit("2025-02-03", _files(2, "proposals/kettle/wit"))
    made.branches[0].tag("v0.2.0", "2025-02-03")
    assert told(made, RULE) == _told("is older: it is what the package was until 2025-02-01")


def test_one_of_several_releases_that_holds_the_same_is_enough() -> None:
    made = _world(_files(1, COPY))
    made.branches[0].commit("2025-02-03", _files(1, "proposals/kettle/wit"))
    made.branches[0].tag("v0.2.0", "2025-02-03")
    assert told(made, RULE) == []
