"""`champions-differ` finds people whom only one side names, and compares names as people write them."""

import pytest

from tests.drift.made_drift import LAMP, WIT, Told, lamp_row, readme, told
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, wit

RULE = "champions-differ"


def _world(listed: tuple[str, ...], named: tuple[str, ...]) -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(champions=listed)])
    made.branch(LAMP).commit("2025-02-01", {WIT: wit("wasi:lamp@0.1.0"), "README.md": readme(3, *named)})
    return made


def test_people_whom_only_one_side_names_are_told() -> None:
    assert told(_world(("Ada Author", "Bo Builder"), ("Ada Author", "Cleo Coder")), RULE) == [
        Told(
            "lamp",
            "the champions of Lamp differ: only the list names Bo Builder; only README.md of Own/wasi-lamp names "
            "Cleo Coder",
            "2025-02-01",
            ("proposal list: Ada Author, Bo Builder", "README: Ada Author, Cleo Coder"),
        )
    ]


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        (("Ada Author", "Bo Builder"), ("bo builder", "ADA AUTHOR")),
        (("Zoë Zimmer",), ("Zoe Zimmer",)),
        (("Author Ada",), ("Ada Author",)),
        (("Ada Author",), ("Ada (Addie) Author",)),
        (("A. Author",), ("Ada Author",)),
        (("Ada",), ("Ada Author",)),
        (("Ada Author",), ()),
        ((), ("Ada Author",)),
        (("Ada Author",), ("@ada",)),
        (("Ada Author", "Bo Builder"), ("Ada Author", "bobuilds")),
    ],
)
def test_one_person_written_in_two_ways_or_silence_is_no_finding(
    listed: tuple[str, ...], named: tuple[str, ...]
) -> None:
    assert told(_world(listed, named), RULE) == []


@pytest.mark.parametrize(
    ("listed", "named"),
    [(("Ada Author",), ("Ada Autor",)), (("Ada Author",), ("Bo Author",)), (("A. B.",), ("A. C.",))],
)
def test_two_people_are_two(listed: tuple[str, ...], named: tuple[str, ...]) -> None:
    assert len(told(_world(listed, named), RULE)) == 1
